"""Swedish: the words of the research data set."""

TEXTS: dict[str, str] = {}
