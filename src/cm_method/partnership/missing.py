"""What an account or a report still lacks, as values that say so in words."""

from __future__ import annotations

from enum import Enum, unique

from attrs import frozen

from cm_method.cohort.wording import kronor
from cm_method.errors import Fact, Facts, facts
from cm_method.labels import text


@unique
class MissingKind(Enum):
    """What can be missing."""

    AGREEMENT_NOT_IN_FORCE = "agreement_not_in_force"
    NOT_BEGUN = "not_begun"
    NEVER_BEGAN = "never_began"
    AGREEMENT_GOES_ON = "agreement_goes_on"
    FOLLOW_UPS = "follow_ups"
    DISAGREEMENTS = "disagreements"
    OVER_THE_CEILING = "over_the_ceiling"
    VISITORS = "visitors"
    VISITORS_UNTIL = "visitors_until"
    INFORMATION_EVENTS = "information_events"
    OUTREACH = "outreach"
    PEOPLE_UNCOUNTED = "people_uncounted"
    HOURS_UNCOUNTED = "hours_uncounted"
    NO_PARTIES = "no_parties"
    NOBODY_WRITES = "nobody_writes"
    WORDS = "words"


@frozen(kw_only=True)
class Missing:
    """One thing that is missing, or stands in the way; *facts* are the harmless details."""

    kind: MissingKind
    facts: Facts = ()

    def explain(self, lang: str = "sv") -> str:
        """What is missing, in a sentence."""
        named = dict(self.facts)
        over = named.get("over")
        if isinstance(over, int):
            named["over"] = kronor(over, lang)
        return text(f"missing.{self.kind.value}", lang, **named)


def missing(kind: MissingKind, **named: Fact) -> Missing:
    """One missing thing with its details."""
    return Missing(kind=kind, facts=facts(**named))
