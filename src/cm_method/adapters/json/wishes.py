"""What is wished for and offered, as JSON, for matching: read strictly, every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from cm_method.adapters.json.reading import read
from cm_method.adapters.json.text import as_text, parsed
from cm_method.errors import Problem, Refused, facts
from cm_method.fields import Checked, broken, row
from cm_method.services.matching import Offering, Points, Wishes

FORMAT = "cm-method-wishes"
VERSION = 1


@frozen(kw_only=True)
class WishesFile(Checked):
    """The *wishes* of participants and the *offerings* of workers; *points* None for the usual."""

    format: str = field(default=FORMAT, metadata={"const": FORMAT})
    version: int = field(default=VERSION, metadata={"const": VERSION})
    points: Points | None = None
    wishes: tuple[Wishes, ...] = field(converter=row, repr=False)
    offerings: tuple[Offering, ...] = field(converter=row, repr=False)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from _twice("wishes", "participant", (each.participant for each in self.wishes))
        yield from _twice("offerings", "worker", (each.worker for each in self.offerings))


def _twice(rows: str, name: str, codes: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, code in enumerate(codes):
        if code in seen:
            yield broken("matched_twice", f"{rows}[{place}].{name}")
        seen.add(code)


def wishes_from_json(source: str | bytes) -> WishesFile:
    """What a text wishes for and offers. Raises Refused with every problem and its path."""
    try:
        raw, odd = parsed(as_text(source))
        if not isinstance(raw, dict) or raw.get("format") != FORMAT:
            raise Refused([Problem(code="not_wishes", path=".format")])
        version = raw.get("version")
        if type(version) is not int or version != VERSION:
            what = facts(known=VERSION)
            raise Refused([Problem(code="unknown_version", path=".version", facts=what)])
        return read(raw, WishesFile, odd=odd)
    except Refused as refused:
        raise Refused(
            problem.under("$." if problem.path[:1].isalpha() else "$")
            for problem in refused.problems
        ) from None
