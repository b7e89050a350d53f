"""English for the report and the pages in HTML."""

TEXTS: dict[str, str] = {
    # A parameter in words
    "value.from": "the target applies from {level}",
    "value.together": "{one}, together with {other}",
    "value.or": "{first} or {last}",
}
