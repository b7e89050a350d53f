"""May this be told? What the recorded consents say, and never more than that (R25, R26).

The answer is "covered", "not covered" with the nearest miss, or, where the asker states a
statutory ground, that a person must decide. Nothing is declared lawful, and a missing consent
silences nobody in an emergency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, unique

from attrs import evolve, field, frozen

from cm_method.case.case import Case
from cm_method.case.consent import (
    Consent,
    ConsentKind,
    ConsentState,
    SharingMade,
    StatutoryGround,
    consents,
)
from cm_method.case.parties import Parties
from cm_method.dates import require_days
from cm_method.errors import Facts, Problem, Refused, facts
from cm_method.fields import Checked, broken, row
from cm_method.labels import text, words
from cm_method.rules.method import Method

URGENT = ("emergency", "child")
"""What never waits for a consent (R26)."""

STANDING = ("not_a_ban", *URGENT)
"""What is always said besides, where no recorded consent covers a sharing (R26)."""


def always_said(lang: str, what: tuple[str, ...] = STANDING) -> list[str]:
    """The sentences of it, one for each."""
    return [text(f"sharing.standing.{each}", lang) for each in what]


@frozen(kw_only=True)
class SharingQuestion(Checked):
    """A question: may *discloser* give this *information* to *recipient*, for this *purpose*.

    *to_next_of_kin* says that the recipient is a person close to the participant, *about* whose
    information it is (None: the participant's). *ground* is a statutory ground that the asker
    states; then a person decides.
    """

    discloser: str
    recipient: str
    information: tuple[str, ...] = field(converter=row)
    purpose: str
    on: date
    to_next_of_kin: bool = False
    about: str | None = None
    ground: StatutoryGround | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        if not self.information:
            yield broken("shares_nothing", "information")
        if self.discloser == self.recipient and not self.to_next_of_kin:
            yield broken("shares_with_oneself", "recipient")


@unique
class Sharing(Enum):
    """What the recorded consents say about a sharing."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    NEEDS_LEGAL_DECISION = "needs_legal_decision"
    ORDER_UNKNOWN = "order_unknown"


@unique
class Miss(Enum):
    """Why a consent does not cover what is asked; the nearest come first."""

    EXPIRED = "expired"
    NOT_YET = "not_yet"
    WITHDRAWN = "withdrawn"
    CATEGORY_NOT_INCLUDED = "category_not_included"
    RECIPIENT_NOT_NAMED = "recipient_not_named"
    OTHER_PURPOSE = "other_purpose"
    CONTESTED = "contested"
    ENDED_BY_DEATH = "ended_by_death"
    OTHER_KIND = "other_kind"
    OTHER_DISCLOSER = "other_discloser"
    OTHER_PERSON = "other_person"


@frozen(kw_only=True)
class Missed:
    """One thing in which a consent falls short, with its days or codes."""

    why: Miss
    facts: Facts = ()

    def explain(self, lang: str = "sv") -> str:
        """The shortfall in a sentence."""
        return text(f"miss.{self.why.value}", lang, **dict(self.facts))


@frozen(kw_only=True)
class NearestMiss:
    """The consent that comes closest, by its entry's id, and everything in which it falls short."""

    consent: str
    missed: tuple[Missed, ...]

    def explain(self, lang: str = "sv") -> str:
        """Where the consent falls short, in words."""
        said = " ".join(missed.explain(lang) for missed in self.missed)
        return text("miss.nearest", lang, consent=self.consent, missed=said)


@frozen(kw_only=True)
class CategoryAnswer:
    """One asked category: the *consents* that cover it, else the *nearest* miss, if there is one.

    *known* is False for a category that the method does not have.
    """

    category: str
    consents: tuple[str, ...]
    nearest: NearestMiss | None
    known: bool = True

    def explain(self, lang: str = "sv") -> str:
        """The answer for this category, in words."""
        what = words(f"information.{self.category}")
        if self.consents:
            return text("sharing.category_covered", lang, category=what, consents=self.consents)
        if not self.known:
            return text("sharing.category_unknown", lang, category=self.category)
        if self.nearest is None:
            return text("sharing.category_without", lang, category=what)
        near = self.nearest.explain(lang)
        return text("sharing.category_missed", lang, category=what, nearest=near)


@frozen(kw_only=True)
class SharingAnswer:
    """The answer to a sharing question, category by category.

    *required* is the kind of consent that lifts this discloser's bar, None where the method or the
    partnership's journal does not say.
    """

    question: SharingQuestion
    verdict: Sharing
    required: ConsentKind | None
    categories: tuple[CategoryAnswer, ...]

    def explain(self, lang: str = "sv") -> tuple[str, ...]:
        """The answer as sentences, the standing ones of R26 last."""
        said = [text(f"sharing.{self.verdict.value}", lang)]
        ground = self.question.ground
        if self.verdict is Sharing.NEEDS_LEGAL_DECISION and ground is not None:
            said.append(text("sharing.ground", lang, ground=ground))
            said.append(text(f"ground.{ground.value}", lang))
        if self.required is None:
            said.append(text("sharing.required_unknown", lang, who=self.question.discloser))
        said += [each.explain(lang) for each in self.categories]
        said += always_said(lang, self.besides)
        return tuple(said)

    @property
    def besides(self) -> tuple[str, ...]:
        """What is said last: nobody in danger waits for a consent or a decision (R26)."""
        if self.verdict is Sharing.NOT_COVERED:
            return STANDING
        return URGENT if self.verdict is Sharing.NEEDS_LEGAL_DECISION else ()


def may_share(
    case: Case, question: SharingQuestion, method: Method, parties: Parties
) -> SharingAnswer:
    """What the consents known to the case say about a sharing on the day of the question.

    A worker asks for their party. The discloser's legal form decides which kind of consent counts.
    Raises Refused where discloser and recipient belong to the same party, and for a day after that
    of the case, about which it cannot tell.
    """
    giving = parties.party(question.discloser)
    if question.on > case.on:
        days = facts(on=question.on, case=case.on)
        raise Refused([Problem(code="asked_beyond_the_case", path="on", facts=days)])
    if not question.to_next_of_kin and giving == parties.party(question.recipient):
        raise Refused([Problem(code="shares_with_oneself", path="recipient")])
    asked = evolve(question, discloser=giving)
    required = _required(asked.discloser, method, parties)
    recorded = consents(case)
    answers = tuple(
        _answer(category, asked, required, recorded, method)
        for category in _parts(asked.information, method)
    )
    covered = all(answer.consents for answer in answers)
    verdict = Sharing.COVERED if covered else Sharing.NOT_COVERED
    if asked.ground is not None:
        verdict = Sharing.NEEDS_LEGAL_DECISION
    return SharingAnswer(question=asked, verdict=verdict, required=required, categories=answers)


def _required(discloser: str, method: Method, parties: Parties) -> ConsentKind | None:
    form = parties.legal_forms.get(discloser)
    return dict(method.parameters.release_kinds.value).get(form) if form is not None else None


def _parts(asked: Iterable[str], method: Method) -> tuple[str, ...]:
    """The categories asked about, each group as its members, each once."""
    information = method.parameters.information.value
    return tuple(dict.fromkeys(part for code in asked for part in information.parts(code)))


def _answer(
    category: str,
    question: SharingQuestion,
    required: ConsentKind | None,
    recorded: tuple[Consent, ...],
    method: Method,
) -> CategoryAnswer:
    tried = [
        (consent, tuple(_missed(consent, category, question, required, method)))
        for consent in recorded
    ]
    covering = tuple(consent.entry.id for consent, missed in tried if not missed)
    nearest = None
    if tried and not covering:
        consent, missed = min(tried, key=lambda each: _distance(each[0], each[1], question.on))
        nearest = NearestMiss(consent=consent.entry.id, missed=missed)
    known = category in method.parameters.information.value.codes
    return CategoryAnswer(
        category=category, consents=covering, nearest=nearest if known else None, known=known
    )


_IN_TIME_ONLY = (Miss.EXPIRED, Miss.NOT_YET, Miss.WITHDRAWN)
_PLACES = {miss: place for place, miss in enumerate(Miss)}
_NEARNESS = {miss: 0 if miss in _IN_TIME_ONLY else place for miss, place in _PLACES.items()}
"""Which shortfall is the lesser; days out of time are compared by how many they are."""


def _distance(
    consent: Consent, missed: tuple[Missed, ...], on: date
) -> tuple[int, list[int], int, list[int], str]:
    """Fewer shortfalls are nearer, then the lesser kind, then the nearer day."""
    given = consent.entry
    edges = [given.first, given.last]
    if consent.withdrawn is not None and consent.withdrawn <= on:
        edges = [consent.withdrawn]
    days = min(abs((on - edge).days) for edge in edges)
    kinds = sorted(_NEARNESS[each.why] for each in missed)
    return len(missed), kinds, days, sorted(_PLACES[each.why] for each in missed), given.id


def _missed(
    consent: Consent,
    category: str,
    question: SharingQuestion,
    required: ConsentKind | None,
    method: Method,
) -> Iterator[Missed]:
    """Everything in which a consent falls short of what is asked of one category."""
    given, information = consent.entry, method.parameters.information.value
    yield from missed_in_time(consent, question.on)
    if not any(information.covers(granted, category) for granted in given.information):
        yield Missed(why=Miss.CATEGORY_NOT_INCLUDED)
    named = given.next_of_kin if question.to_next_of_kin else given.recipients
    if question.recipient not in named:
        yield Missed(why=Miss.RECIPIENT_NOT_NAMED)
    if given.purpose != question.purpose:
        purpose = words(f"purpose.{given.purpose}")
        yield Missed(why=Miss.OTHER_PURPOSE, facts=facts(purpose=purpose))
    if given.consent is not required:
        yield Missed(why=Miss.OTHER_KIND, facts=facts(kind=given.consent))
    if given.discloser != question.discloser:
        yield Missed(why=Miss.OTHER_DISCLOSER, facts=facts(discloser=given.discloser))
    of_others = question.about is None and information.concerns_other_people(category)
    if given.about != question.about or of_others:
        yield Missed(why=Miss.OTHER_PERSON)


_OUT_OF_TIME = {
    ConsentState.NOT_YET: Miss.NOT_YET,
    ConsentState.EXPIRED: Miss.EXPIRED,
    ConsentState.WITHDRAWN: Miss.WITHDRAWN,
    ConsentState.CONTESTED: Miss.CONTESTED,
    ConsentState.ENDED_BY_DEATH: Miss.ENDED_BY_DEATH,
}


def missed_in_time(consent: Consent, on: date) -> Iterator[Missed]:
    """Why a consent does not run on a day; nothing where it does."""
    why = _OUT_OF_TIME.get(consent.state(on))
    if why is Miss.EXPIRED:
        last = consent.entry.last
        yield Missed(why=why, facts=facts(last=last, days=(on - last).days))
    elif why is Miss.NOT_YET:
        yield Missed(why=why, facts=facts(first=consent.opens))
    elif why is Miss.WITHDRAWN and consent.withdrawn is not None:
        yield Missed(why=why, facts=facts(day=consent.withdrawn))
    elif why is not None:
        yield Missed(why=why)


@frozen(kw_only=True)
class SharingCheck:
    """A sharing that was made, with what the consents of its day say about it."""

    entry: SharingMade
    answer: SharingAnswer


def sharings_made(case: Case, method: Method, parties: Parties) -> tuple[SharingCheck, ...]:
    """The register of sharings made, each checked against the consents of its day (R26).

    Where a consent was withdrawn on the very day, nobody can tell which came first: then the order
    is unknown, never a breach. What stayed within a party was given to nobody, and is left out.
    """
    return tuple(
        _checked(case, made, method, parties)
        for made in case.of_kind(SharingMade)
        if made.to_next_of_kin or parties.party(made.discloser) != parties.party(made.recipient)
    )


def _checked(case: Case, made: SharingMade, method: Method, parties: Parties) -> SharingCheck:
    question = SharingQuestion(
        discloser=made.discloser,
        recipient=made.recipient,
        information=made.information,
        purpose=made.purpose,
        on=made.on,
        to_next_of_kin=made.to_next_of_kin,
        about=made.about,
        ground=made.ground,
    )
    answer = may_share(case, question, method, parties)
    if answer.verdict is Sharing.NOT_COVERED:
        same_day = tuple(
            evolve(each, withdrawn=None) if each.withdrawn == made.on else each
            for each in consents(case)
        )
        required = answer.required
        if all(
            _answer(each.category, answer.question, required, same_day, method).consents
            for each in answer.categories
        ):
            answer = evolve(answer, verdict=Sharing.ORDER_UNKNOWN)
    return SharingCheck(entry=made, answer=answer)


@frozen(kw_only=True)
class Coverage:
    """What is covered between two parties on a day: *cells* hold, by category and purpose, ids.

    *purposes* are those of the consents recorded between them.
    """

    discloser: str
    recipient: str
    on: date
    categories: tuple[str, ...]
    purposes: tuple[str, ...]
    cells: tuple[tuple[tuple[str, ...], ...], ...]


def coverage(
    case: Case,
    method: Method,
    parties: Parties,
    *,
    discloser: str,
    recipient: str,
    on: date,
    to_next_of_kin: bool = False,
) -> Coverage:
    """The matrix of what is covered from *discloser* to *recipient* on a day.

    What concerns other people is left out: the participant cannot consent for them.
    """
    require_days(on=on)
    giving = parties.party(discloser)
    between = [
        each.entry
        for each in consents(case)
        if each.entry.discloser == giving
        and recipient in (each.entry.next_of_kin if to_next_of_kin else each.entry.recipients)
    ]
    information = method.parameters.information.value
    parts = dict.fromkeys(part for code in information.codes for part in information.parts(code))
    categories = tuple(part for part in parts if not information.concerns_other_people(part))
    purposes = tuple(sorted({given.purpose for given in between}))
    required, recorded = _required(giving, method, parties), consents(case)
    rows = []
    for category in categories:
        asked = [
            SharingQuestion(
                discloser=giving,
                recipient=recipient,
                information=(category,),
                purpose=purpose,
                on=on,
                to_next_of_kin=to_next_of_kin,
            )
            for purpose in purposes
        ]
        rows.append(
            tuple(_answer(category, each, required, recorded, method).consents for each in asked)
        )
    return Coverage(
        discloser=giving,
        recipient=recipient,
        on=on,
        categories=categories,
        purposes=purposes,
        cells=tuple(rows),
    )


def expiring(case: Case, method: Method, on: date) -> tuple[Consent, ...]:
    """The consents that run on a day and soon end, with no later one in their place.

    How soon is the method's to say (``consent_notice_days``). A later one of the same kind that
    covers at least the same and follows without a gap takes its place.
    """
    require_days(on=on)
    recorded = consents(case)
    return tuple(
        each
        for each in recorded
        if each.runs(on)
        and (each.entry.last - on).days <= method.parameters.consent_notice_days.value
        and not any(_takes_over(later, each, method) for later in recorded)
    )


def _takes_over(later: Consent, ending: Consent, method: Method) -> bool:
    information = method.parameters.information.value
    new, old = later.entry, ending.entry
    same = (new.consent, new.discloser, new.purpose, new.about) == (
        old.consent,
        old.discloser,
        old.purpose,
        old.about,
    )
    wide = (
        set(old.recipients) <= set(new.recipients)
        and set(old.next_of_kin) <= set(new.next_of_kin)
        and all(
            any(information.covers(granted, code) for granted in new.information)
            for code in old.information
        )
    )
    follows = (later.opens - old.last).days <= 1 and new.last > old.last
    return same and wide and follows and later.withdrawn is None and not later.contested
