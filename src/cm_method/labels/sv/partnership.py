"""Swedish: the words of the partnership itself."""

TEXTS: dict[str, str] = {}
