"""Formats to read and write, each behind an extra of its own; nothing here imports them for you."""
