"""Swedish."""

TEXTS: dict[str, str] = {}
