"""The formats, each behind its extra."""
