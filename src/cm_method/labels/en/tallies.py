"""English: the words of tallies that are exchanged."""

TEXTS: dict[str, str] = {}
