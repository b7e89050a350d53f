"""Figures about many cases."""
