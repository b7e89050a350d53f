"""Milestones, findings, the agenda and the check of a method."""
