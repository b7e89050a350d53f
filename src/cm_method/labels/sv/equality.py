"""Swedish: the words of breakdowns and of what is published."""

TEXTS: dict[str, str] = {}
