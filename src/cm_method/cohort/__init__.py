"""Figures about many cases: tallies that add up, results against targets, and what changed."""
