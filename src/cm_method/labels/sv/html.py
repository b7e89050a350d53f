"""Swedish for the report and the pages in HTML."""

TEXTS: dict[str, str] = {
    # A parameter in words
    "value.from": "målet gäller från {level}",
    "value.together": "{one}, tillsammans med {other}",
    "value.or": "{first} eller {last}",
}
