"""Where a rule comes from: a document, a section, the sentence itself, and the readings of it.

The four source documents are Swedish and are quoted as they stand. A *reading* (R1, R2 ...) is how
an unclear point was decided; it stands in the handbook's page of the rules.
"""

from __future__ import annotations

from enum import Enum, unique

from attrs import field, frozen

from cm_method.labels import label, text


@unique
class Document(Enum):
    """The documents that rules are drawn from.

    LOCAL_DECISION is what a municipality, a region or an association has decided for its own
    edition, named in the section; OWN is a reading where every document is silent or unclear.
    """

    IOP = "iop"
    DECISION = "decision"
    CITY_2025 = "city_2025"
    CITY_2020 = "city_2020"
    SOL = "sol"
    OSL = "osl"
    HSL = "hsl"
    INSTRUMENT = "instrument"
    LOCAL_DECISION = "local_decision"
    OWN = "own"


@frozen(kw_only=True)
class Source:
    """One place in one document; *quote* is its own words, empty where a statute is only named."""

    document: Document
    section: str
    quote: str = field(default="", repr=False)
    readings: tuple[str, ...] = ()

    def explain(self, lang: str = "sv") -> str:
        """Where it is: document, section, its own sentence, and the readings of it."""
        where = f"{label(self.document, lang)}, {self.section}"
        if self.quote:
            where += ": " + text("cli.explain.quote", lang, quote=self.quote)
        readings = ", ".join(self.readings)
        if readings:
            where += " " + text("cli.explain.readings", lang, codes=readings)
        return where
