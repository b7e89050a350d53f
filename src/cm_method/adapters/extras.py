"""What an adapter says when the library that it needs is not installed."""

from __future__ import annotations

from cm_method.labels import text


class MissingExtra(ImportError):
    """An adapter was imported without its *extra*; installing that mends it."""

    def __init__(self, extra: str) -> None:
        self.extra = extra
        super().__init__(self.explain("en"))

    def explain(self, lang: str = "sv") -> str:
        """Which extra is missing and how to install it, in one paragraph."""
        return text("missing_extra", lang, extra=self.extra)
