"""A small, slow, obvious model of the verdicts, written from the readings and not from the code."""
