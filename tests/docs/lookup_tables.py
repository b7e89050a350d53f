"""The pages to look things up in: rules, values, deadlines, answers, words and entries.

Everything here is read from the editions and the classes; the words of the glossary stand in
`glossary.toml`. :mod:`tests.docs.test_lookup` holds that nothing is missing and nothing is more.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, evolve, fields as attributes, frozen, has

from cm_method import (
    DisposalState,
    Duty,
    Entry,
    GapReason,
    Mark,
    Measure,
    Method,
    Miss,
    Outcome,
    Parameters,
    Parties,
    Rule,
    Sharing,
    Span,
    Verdict,
    catalogue,
    disposals,
    label,
    plus_days,
    text,
)
from cm_method.case.consent import ConsentState
from cm_method.case.kinds import CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.case.links import LinkMark
from cm_method.case.offers import OfferState
from cm_method.cohort.changes import Cause
from cm_method.cohort.results import results_of
from cm_method.cohort.shares import Share
from cm_method.cohort.tally import empty_tally
from cm_method.cohort.wording import capital
from cm_method.demo import DEMO_DAY
from cm_method.demo.agreement import agreement as demo_agreement
from cm_method.journal import Journal
from cm_method.partnership.agreement import agreement_on
from cm_method.partnership.calendar import OccasionKind, calendar
from cm_method.rules.milestone import Signature
from cm_method.rules.wording import parameter_in_words
from cm_method.sources import Source
from tests.docs.cards import cards, listed
from tests.docs.cases import (
    A_NOTE,
    ATTENDED,
    ENDED,
    HOUSED,
    LAST_NOTES,
    LONG_AFTER,
    NAMED_PLAN,
    OFFERED,
    PAIR,
    PRIORITISED,
    SIP,
    START,
    Situation,
    accepted,
    both_in_place,
    co_occurring,
    contact,
    ended,
    gone_through,
    lonely,
    plan,
    sip_followed_up,
    started,
)
from tests.docs.lookup_words import ANSWERS, COUNTED_FROM, HEADS, OUTCOMES, SAID, VERDICTS, WHEN
from tests.docs.pages import DOCS, Page
from tests.docs.rule_pages import (
    METHOD,
    OTHERS,
    RULES,
    home,
    reading_links,
    rests_on,
    to_rule,
)

Row = Sequence[str]


def said(page: Page, key: str, **places: object) -> str:
    words = SAID[page.lang][key]
    return words.format(**places) if places else words


def drawn(page: Page, key: str, rows: Iterable[Row]) -> str:
    """A table with the headings of that key."""
    head = HEADS[page.lang][key]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def anchored(code: str, prefix: str = "") -> str:
    """A code that links can lead to."""
    return f"`{code}`{{ #{prefix}{code} }}"


def look_up(page: Page, swedish: str) -> str:
    """The way to a page to look things up in, by its Swedish name; some are one page in English."""
    english = {"ord": "words.md", "anteckningar": "entries.md"}.get(swedish, "look-up.md")
    where = f"sla-upp/{swedish}.md" if page.lang == "sv" else english
    return "" if page.path.as_posix() == where else page.to(where)


def rules_of(method: Method) -> tuple[Rule, ...]:
    return (*method.rules, *method.recurring)


def editions_of(rule: str) -> list[Method]:
    return [method for method in (METHOD, *OTHERS) if rule in {r.name for r in rules_of(method)}]


# Rules


def _target(page: Page, rule: str) -> str:
    for target in home(rule).targets:
        if target.rule == rule:
            unit = "people" if target.measure is Measure.PEOPLE else "percent"
            least = text(f"unit.{unit}", page.lang, count=target.at_least)
            return said(page, "target", number=target.number, least=least)
    return said(page, "no_target")


def _limit(page: Page, rule: Rule) -> str:
    """How long there is, and from when, for each clock of a rule."""
    told = [
        said(
            page,
            "from",
            span=_span(page, clock.parameter),
            start=COUNTED_FROM[page.lang][clock.counted],
        )
        if clock.parameter
        else COUNTED_FROM[page.lang][clock.counted]
        for clock in CLOCKS[rule.name]
    ]
    return "; ".join(told)


def _span(page: Page, name: str) -> str:
    value = getattr(METHOD.parameters, name).value
    span = value if isinstance(value, Span) else Span(days=value)
    return parameter_in_words(name, span, page.lang)


def rule_overview(page: Page) -> str:
    """One row a rule: the target, how long there is and the editions."""
    rows = []
    for rule in RULES:
        name = text(f"rule.{rule.name}", page.lang)
        where = f"#{rule.name}" if page.lang == "sv" else to_rule(page, rule.name)
        code = f"`{rule.name}`" if page.lang == "sv" else anchored(rule.name)
        editions = "<br>".join(f"`{method.code}`" for method in editions_of(rule.name))
        rows.append(
            (
                f"[{name}]({where})<br>{code}",
                _target(page, rule.name),
                _limit(page, rule),
                editions,
            )
        )
    return drawn(page, "rules", rows)


def rule_sections(page: Page) -> str:
    """A section a rule, with its source word by word and all that it hangs together with."""
    return "\n".join(_section(page, rule) for rule in RULES)


def _section(page: Page, rule: Rule) -> str:
    name = text(f"rule.{rule.name}", page.lang)
    parts = [f"## {name} {{ #{rule.name} }}", text(f"rule.{rule.name}.what", page.lang)]
    told: list[Source] = []
    for method in editions_of(rule.name):
        source = method.rule_of(rule.name).source
        if source not in told:
            told.append(source)
            parts.append(_quoted(page, source, method))
    readings = tuple(dict.fromkeys(reading for source in told for reading in source.readings))
    values = [
        f"[{text(f'parameter.{name}', page.lang)}]({look_up(page, 'parametrar')}#{name})"
        for name in rule.uses
    ]
    kinds = [_kind_link(page, kind) for kind in CASE_KINDS if kind in rule.reads]
    day_by_day = f"[{said(page, 'day_by_day')}]({look_up(page, 'tidsgranser')}#due-{rule.name})"
    facts = {
        "aim": capital(_target(page, rule.name)),
        "limit": f"{capital(_limit(page, rule))}. {day_by_day}",
        "apart": "; ".join(text(f"rule.{name}", page.lang) for name in rule.apart),
        "readings": reading_links(page, readings),
        "values": "<br>".join(values),
        "reads": ", ".join(kinds),
        "editions": ", ".join(f"`{method.code}`" for method in editions_of(rule.name)),
        "more": f"[{said(page, 'more_of', rule=name)}]({to_rule(page, rule.name)})",
        "code": f"`{rule.name}`",
    }
    parts += [f"{said(page, key)}\n:   {fact}" for key, fact in facts.items() if fact]
    return "\n\n".join(parts) + "\n"


def _quoted(page: Page, source: Source, method: Method) -> str:
    where = f"{capital(label(source.document, page.lang))}, *{source.section}*"
    if not source.quote:
        return said(
            page, "own_choice", where=label(source.document, page.lang), edition=method.code
        )
    return f"> {source.quote}\n\n{where} (`{method.code}`)."


def _kind_link(page: Page, kind: type[Entry]) -> str:
    where = look_up(page, "anteckningar")
    return f"[{text(f'entry.{kind.kind}', page.lang)}]({where}#{kind.kind})"


# Values


PARAMETERS = tuple(field.name for field in attributes(Parameters))


def all_parameters(page: Page) -> str:
    """Every value of the method, in every edition, with what it rests on and who uses it."""
    rows = []
    for name in PARAMETERS:
        first = getattr(METHOD.parameters, name)
        said_first = parameter_in_words(name, first.value, page.lang) or said(page, "none")
        others = []
        for method in OTHERS:
            other = getattr(method.parameters, name)
            words = parameter_in_words(name, other.value, page.lang)
            others.append(
                said(page, "same") if other == first else f"{words} ({rests_on(page, other)})"
            )
        used = [
            f"[{text(f'rule.{rule.name}', page.lang)}]({to_rule(page, rule.name)})"
            for rule in RULES
            if name in rule.uses
        ]
        name_of = f"{text(f'parameter.{name}', page.lang)}<br>{anchored(name)}"
        users = "<br>".join(used or _told_on(page, name))
        rows.append((name_of, said_first, *others, rests_on(page, first), users))
    return drawn(page, "parameters", rows)


TOLD_ON: Mapping[str, tuple[str, str]] = {
    "default_holder": ("metod/ansvarskedja.md", "responsibility-and-consent.md"),
    "information": ("metod/samtycke.md", "responsibility-and-consent.md"),
    "release_kinds": ("metod/samtycke.md", "responsibility-and-consent.md"),
    "consent_notice_days": ("metod/samtycke.md", "responsibility-and-consent.md"),
    "disposal_spans": ("metod/gallring.md", "responsibility-and-consent.md"),
    "interval_percent": ("las-rapporten.md", "rules.md"),
    "caseload_guidelines": ("metod/deltagare-per-medarbetare.md", "caseload.md"),
    "recovery_scale": ("metod/aterhamtningskapital.md", "obstacles-recovery-fidelity.md"),
    "young_adult_ages": ("metod/insatser.md", "services.md"),
}
"""The page of each language that tells of a value which no rule uses."""


def _told_on(page: Page, name: str) -> list[str]:
    where = TOLD_ON[name][page.lang == "en"]
    return [f"[{_title(page.lang, where)}]({page.to(where)})"]


# Deadlines


@frozen(kw_only=True)
class Clock:
    """What a time is counted from (in `COUNTED_FROM`), and the *parameter* with how long it is."""

    counted: str
    parameter: str = ""


CLOCKS: Mapping[str, tuple[Clock, ...]] = {
    "service_started": (Clock(counted="at_once"),),
    "plan_in_time": (Clock(counted="start", parameter="plan_deadline"),),
    "contacts_followed_through": (Clock(counted="start", parameter="contacts_deadline"),),
    "self_rated_improvement": (Clock(counted="end", parameter="rating_after_days"),),
    "crisis_plan_and_chain": (
        Clock(counted="start", parameter="crisis_deadline"),
        Clock(counted="relevant_later", parameter="crisis_deadline"),
    ),
    "crisis_plan_reviewed": (
        Clock(counted="last_review", parameter="crisis_review_days"),
        Clock(counted="event", parameter="crisis_review_after_days"),
    ),
    "offer_answered": (Clock(counted="offer", parameter="offer_answer_days"),),
    "sip_asked": (Clock(counted="no_last_day"),),
    "sip_followed_up": (Clock(counted="agreed"),),
}
"""By rule: every time that it counts."""


@frozen(kw_only=True)
class Doing:
    """A course in which a rule asks for something by *due*, and the entries of doing it."""

    first: date
    due: date
    before: tuple[Entry, ...]
    done: Callable[[date], tuple[Entry, ...]]


def _due(rule: str, entries: tuple[Entry, ...]) -> date:
    """The last day in time, as the rule says it long after."""
    found = Situation(sv="", en="", entries=entries, on=LONG_AFTER).findings(rule)
    return min(finding.due for finding in found if finding.due is not None)


def _doing(
    rule: str, first: date, before: tuple[Entry, ...], done: Callable[[date], tuple[Entry, ...]]
) -> Doing:
    before = (started(), *before)
    return Doing(first=first, due=_due(rule, before), before=before, done=done)


DOINGS: Mapping[str, Doing] = {
    "plan_in_time": _doing("plan_in_time", START, (), lambda on: (plan(on),)),
    "contacts_followed_through": _doing(
        "contacts_followed_through", START, (PRIORITISED,), lambda on: (contact(on, ATTENDED),)
    ),
    "self_rated_improvement": _doing(
        "self_rated_improvement", ENDED, (*PAIR, ended(ENDED)), lambda on: (lonely(on, 5),)
    ),
    "crisis_plan_and_chain": _doing(
        "crisis_plan_and_chain", START, co_occurring(START), both_in_place
    ),
    "crisis_plan_reviewed": _doing(
        "crisis_plan_reviewed", NAMED_PLAN.on, (NAMED_PLAN,), lambda on: (gone_through(on),)
    ),
    "offer_answered": _doing(
        "offer_answered", OFFERED.on, (HOUSED, OFFERED), lambda on: (accepted(on),)
    ),
    "sip_followed_up": _doing("sip_followed_up", SIP[1].on, SIP, lambda on: (sip_followed_up(on),)),
}
"""By rule with a last day: a course, and what fulfils it."""

AROUND = ("day_before", "the_day", "day_after")


def deadlines(page: Page) -> str:
    """A section a rule: what is counted from when, and the answers around the last day."""
    return "\n".join(_deadline(page, rule) for rule in RULES)


def _deadline(page: Page, rule: Rule) -> str:
    mark = "###"
    name = text(f"rule.{rule.name}", page.lang)
    parts = [f"{mark} {name} {{ #due-{rule.name} }}"]
    more = f"[{said(page, 'more_of', rule=name)}]({to_rule(page, rule.name)})."
    parts.append(f"{capital(_limit(page, rule))}. {more}")
    doing = DOINGS.get(rule.name)
    if doing is not None:
        example = WHEN[page.lang][rule.name].format(first=doing.first)
        parts.append(said(page, "example", example=example, due=doing.due))
        parts.append(drawn(page, "around", _around(page, rule.name, doing)).rstrip())
    return "\n\n".join(parts) + "\n"


def _around(page: Page, rule: str, doing: Doing) -> Iterator[Row]:
    days = [plus_days(doing.due, number) for number in (-1, 0, 1)]
    for key, done in (*zip(AROUND, days, strict=True), ("never", None)):
        answers = [label(answer_on(rule, doing, done, on), page.lang) for on in days]
        when = said(page, f"done_{key}")
        yield (f"{when} ({done})" if done is not None else when, *answers)


def answer_on(rule: str, doing: Doing, done: date | None, on: date) -> Verdict:
    """What a rule answers on a day where it is done on another, or never."""
    entries = doing.before if done is None else (*doing.before, *doing.done(done))
    situation = Situation(sv="", en="", entries=entries, on=on)
    found = [f for f in situation.findings(rule) if f.due in (None, doing.due)]
    return found[0].verdict


@frozen(kw_only=True)
class OtherTime:
    """A time that decides no answer by itself: a *parameter*, and how it is reckoned from a day."""

    parameter: str
    counted: str
    first: date
    reckon: Callable[[date, int], date]


def _later(day: date, days: int) -> date:
    return plus_days(day, days)


def _earlier(day: date, days: int) -> date:
    return plus_days(day, -days)


OTHER_TIMES = (
    OtherTime(parameter="plan_first_day", counted="first_plan", first=START, reckon=_later),
    OtherTime(parameter="plan_ambition", counted="aimed_at", first=START, reckon=_later),
    OtherTime(parameter="rating_before_days", counted="rating_before", first=START, reckon=_later),
    OtherTime(
        parameter="rating_early_after_days", counted="rating_early", first=ENDED, reckon=_earlier
    ),
    OtherTime(parameter="short_notice_day", counted="short_notice", first=START, reckon=_later),
    OtherTime(
        parameter="consent_notice_days", counted="notice", first=date(2027, 7, 31), reckon=_earlier
    ),
)


def other_times(page: Page) -> str:
    """The times that decide no answer by themselves."""
    rows = []
    for each in OTHER_TIMES:
        value = getattr(METHOD.parameters, each.parameter).value
        days = value.days if isinstance(value, Span) else value
        rows.append(
            (
                _value_link(page, each.parameter),
                text("unit.days", page.lang, count=days),
                COUNTED_FROM[page.lang][each.counted],
                str(each.first),
                str(each.reckon(each.first, days)),
            )
        )
    spans = dict(METHOD.parameters.disposal_spans.value)
    last = LAST_NOTES[0]
    journal = Journal(subject="P-0001", entries=[evolve(A_NOTE, on=last, recorded=last)])
    for form, span in spans.items():
        parties = Parties(legal_forms={"hm": form}, supervised={"hm": True})
        (found,) = disposals(journal, METHOD, parties, on=last)
        name = f"{_value_link(page, 'disposal_spans')}: {label(form, page.lang)}"
        counted = COUNTED_FROM[page.lang]["last_note"]
        words = parameter_in_words("", span, page.lang)
        rows.append((name, words, counted, str(last), str(found.done_by)))
    return drawn(page, "other_times", rows)


def _value_link(page: Page, name: str) -> str:
    where = look_up(page, "parametrar")
    return f"[{text(f'parameter.{name}', page.lang)}]({where}#{name})"


def agreement_days(page: Page) -> str:
    """Every day of the partnership's calendar, by what happens on it."""
    found = agreement_on(Journal(subject="partnership", entries=demo_agreement()), on=DEMO_DAY)
    assert found is not None
    rows = []
    for kind in OccasionKind:
        by_body: dict[Enum | None, list[date]] = {}
        for each in calendar(found, METHOD):
            if each.kind is kind:
                by_body.setdefault(each.body, []).append(each.on)
        for body, days in by_body.items():
            name = capital(label(kind, page.lang))
            name += f" ({label(body, page.lang)})" if body is not None else ""
            every = sorted(set(days))
            first, last = every[0], every[-1]
            shown = ", ".join(map(str, every))
            if len(every) > 4:
                shown = said(page, "many_days", count=len(every), first=first, last=last)
            rows.append((f"{name}<br>`{kind.value}`", shown))
    return drawn(page, "agreement_days", rows)


# Duties


@frozen(kw_only=True)
class By:
    """By when a duty is to be done (in `WHEN`): the last day of a *rule*, or of something else."""

    when: str
    rule: str = ""


DUTIES: Mapping[Duty, By] = {
    Duty.SETTLE_CORRECTIONS: By(when="at_once"),
    Duty.SETTLE_HOLDER: By(when="at_once"),
    Duty.FIND_HOLDER: By(when="at_once"),
    Duty.AGREE_CRISIS_PLAN: By(when="rule", rule="crisis_plan_and_chain"),
    Duty.ESTABLISH_CHAIN: By(when="rule", rule="crisis_plan_and_chain"),
    Duty.REVIEW_CRISIS_PLAN: By(when="rule", rule="crisis_plan_reviewed"),
    Duty.ANSWER_OFFER: By(when="rule", rule="offer_answered"),
    Duty.ASK_ABOUT_SIP: By(when="at_once", rule="sip_asked"),
    Duty.FOLLOW_UP_SIP: By(when="rule", rule="sip_followed_up"),
    Duty.ASSESS_NEEDS: By(when="rule", rule="crisis_plan_and_chain"),
    Duty.AGREE_PLAN: By(when="rule", rule="plan_in_time"),
    Duty.PRIORITISE_CONTACTS: By(when="rule", rule="contacts_followed_through"),
    Duty.FOLLOW_CONTACT: By(when="rule", rule="contacts_followed_through"),
    Duty.NOTE_OUTCOME: By(when="visit"),
    Duty.PLANNED_VISIT: By(when="visit"),
    Duty.REVIEW_PLAN: By(when="review_on"),
    Duty.RENEW_CONSENT: By(when="consent"),
    Duty.RATE_BEFORE: By(when="near_start", rule="self_rated_improvement"),
    Duty.RATE_AFTER: By(when="rule", rule="self_rated_improvement"),
}
"""By duty: the last day that the agenda gives it, and the rule that it comes from."""


def duty_days(page: Page) -> str:
    """Everything that may stand on the agenda, by when, and what it comes from."""
    rows = []
    for duty in Duty:
        by = DUTIES[duty]
        when = WHEN[page.lang][by.when]
        source = said(page, "record")
        if by.rule:
            name = text(f"rule.{by.rule}", page.lang)
            source = f"[{name}]({look_up(page, 'tidsgranser')}#due-{by.rule})"
            if page.lang == "sv":
                source = f"[{name}](#due-{by.rule})"
        near = METHOD.parameters.rating_before_days.value
        row = [
            f"**{capital(label(duty, page.lang))}**<br>{anchored(duty.value)}",
            when.format(near=near),
            source,
        ]
        if page.lang == "sv":
            row.append("<br>".join(_cards(page, duty)))
        rows.append(row)
    return drawn(page, "duties", rows)


def _cards(page: Page, duty: Duty) -> Iterator[str]:
    for card in cards():
        if duty.value in listed(card, "duties"):
            head = next(line for line in card.text.splitlines() if line.startswith("# "))
            yield f"[{head.removeprefix('# ')}]({page.to(card.path.as_posix())})"


# Answers


WAYS = (
    Signature(Verdict.MET, "", True),
    Signature(Verdict.MET_LATE, "", True),
    Signature(Verdict.NOT_YET_DUE, "", False),
    Signature(Verdict.MISSED, "", False),
    Signature(Verdict.EXCLUDED, "died_before_deadline", False),
    Signature(Verdict.UNKNOWN, "answer", False),
    Signature(Verdict.UNKNOWN, "membership", False),
    Signature(Verdict.UNKNOWN, "membership", True),
)
"""One participant each: every verdict, and unknown membership, not done and done."""


def verdicts(page: Page) -> str:
    """Each verdict: what it means, how it counts in the figure, and what can change it."""
    rows = []
    for way in WAYS:
        key = way.verdict.value
        if way.code == "membership":
            key = "membership_done" if way.done else "membership"
        name, code = label(way.verdict, page.lang), anchored(way.verdict.value)
        if way.code == "membership":
            code = f"`{way.verdict.value}`"
        found = empty_tally(METHOD, on=DEMO_DAY)
        found = evolve(found, journals=1, counts={"crisis_plan_and_chain": {way: 1}})
        bounds = results_of(found, METHOD)["crisis_plan_and_chain"].bounds
        rows.append(
            (
                f"**{name}**<br>{code}",
                VERDICTS[page.lang][key],
                _one(page, bounds.lower),
                _one(page, bounds.upper),
                text(f"change.{way.verdict.value}", page.lang),
            )
        )
    return drawn(page, "verdicts", rows)


def _one(page: Page, share: Share) -> str:
    if not share.of:
        return said(page, "not_counted")
    return text("report.of", page.lang, met=share.met, of=share.of)


def outcomes(page: Page) -> str:
    """Each outcome of a target, and when it is the answer."""
    rows = [
        (f"**{label(each, page.lang)}**<br>{anchored(each.value)}", OUTCOMES[page.lang][each.value])
        for each in Outcome
    ]
    return drawn(page, "outcomes", rows)


def marks(page: Page) -> str:
    """What may be said beside an answer."""
    rows = [(text(f"reason.mark.{each.value}", page.lang), anchored(each.value)) for each in Mark]
    return drawn(page, "marks", rows)


def reason_codes() -> list[str]:
    """Every reason that a finding can have; the marks have a table of their own."""
    keys = (key.removeprefix("reason.") for key in catalogue("en") if key.startswith("reason."))
    return [code for code in keys if not code.startswith("mark.")]


def reasons(page: Page) -> str:
    """Every code of a reason, with its words; what stands in braces is a fact of the reason."""
    words = catalogue(page.lang)
    rows = [(anchored(code, "reason-"), words[f"reason.{code}"]) for code in reason_codes()]
    return drawn(page, "reasons", rows)


FAMILIES: Mapping[str, tuple[type[Enum], str, str]] = {
    "cause": (Cause, "las-rapporten.md", "two-clocks-and-merging.md"),
    "gap": (GapReason, "metod/ansvarskedja.md", "responsibility-and-consent.md"),
    "link": (LinkMark, "metod/ansvarskedja.md", "responsibility-and-consent.md"),
    "offer": (OfferState, "metod/ansvarskedja.md", "responsibility-and-consent.md"),
    "consent": (ConsentState, "metod/samtycke.md", "responsibility-and-consent.md"),
    "sharing": (Sharing, "metod/samtycke.md", "responsibility-and-consent.md"),
    "miss": (Miss, "metod/samtycke.md", "responsibility-and-consent.md"),
    "disposal": (DisposalState, "metod/gallring.md", "responsibility-and-consent.md"),
}
"""Answers to other questions than how a participant counts, and the page of each language."""


def other_answers(page: Page) -> str:
    """Every answer to the other questions, with its code."""
    rows = []
    for key, (answers, swedish, english) in FAMILIES.items():
        where = page.to(swedish if page.lang == "sv" else english)
        found = [f"{label(each, page.lang)} (`{each.value}`)" for each in answers]
        rows.append((f"[{ANSWERS[page.lang][key]}]({where})", "<br>".join(found)))
    return drawn(page, "other_answers", rows)


# Words


@frozen(kw_only=True)
class Word:
    """A word of the method in both languages: what it means, and the pages that explain it.

    *stem* is how it is written elsewhere, where that is another form of it.
    """

    sv: str
    en: str
    means_sv: str
    means_en: str
    page_sv: str
    page_en: str
    stem_sv: str = ""
    stem_en: str = ""

    def word(self, lang: str) -> str:
        return self.sv if lang == "sv" else self.en

    def stem(self, lang: str) -> str:
        return (self.stem_sv if lang == "sv" else self.stem_en) or self.word(lang)

    def where(self, lang: str) -> str:
        return self.page_sv if lang == "sv" else self.page_en


def _glossary() -> tuple[Word, ...]:
    path = Path(__file__).parent / "glossary.toml"
    return tuple(Word(**each) for each in tomllib.loads(path.read_text(encoding="utf-8"))["word"])


GLOSSARY = _glossary()


def glossary(page: Page) -> str:
    """The words of the method, in order of the language of the page."""
    rows = []
    order = GLOSSARY if page.lang == "sv" else sorted(GLOSSARY, key=lambda w: w.en.casefold())
    for each in order:
        where = each.where(page.lang)
        lang, word = ("en", each.en) if page.lang == "sv" else ("sv", each.sv)
        other = f'<span lang="{lang}">{word}</span>'
        head = _title(page.lang, where)
        means = each.means_sv if page.lang == "sv" else each.means_en
        rows.append((f"**{each.word(page.lang)}**", other, means, f"[{head}]({page.to(where)})"))
    return drawn(page, "words", rows)


@cache
def _title(lang: str, where: str) -> str:
    words = (DOCS / lang / where).read_text(encoding="utf-8")
    return next(line for line in words.splitlines() if line.startswith("# ")).removeprefix("# ")


# Entries


@frozen(kw_only=True)
class Field:
    """A field of a kind or of a row: what it holds, and the kinds that its ids may name."""

    name: str
    hint: Any
    optional: bool
    several: bool
    answers: tuple[str, ...]

    @property
    def children(self) -> type | None:
        return self.hint if self.several and has(self.hint) else None


def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a kind or of a row, in order."""
    hints, found = get_type_hints(cls), []
    for each in attributes(cls):
        hint = _without_none(hints[each.name])
        several = get_origin(hint) in (tuple, frozenset)
        found.append(
            Field(
                name=each.name,
                hint=_without_none(get_args(hint)[0]) if several else hint,
                optional=each.default is not NOTHING,
                several=several,
                answers=each.metadata.get("answers", ()),
            )
        )
    return tuple(found)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not NoneType)
    return hint


COMMON = fields_of(Entry)
"""The fields of every entry."""


def common_fields(page: Page) -> str:
    """The fields of every entry."""
    return _fields(page, COMMON)


def entry_kinds(page: Page, which: str) -> str:
    """A section a kind of a participant's journal, or of the partnership's alone."""
    chosen: Iterable[type[Entry]] = CASE_KINDS
    if which == "partnership":
        chosen = [kind for kind in PARTNERSHIP_KINDS if kind not in CASE_KINDS]
    return "\n".join(_kind(page, kind) for kind in chosen)


def _kind(page: Page, kind: type[Entry]) -> str:
    parts = [
        f"### {capital(text(f'entry.{kind.kind}', page.lang))} {{ #{kind.kind} }}",
        text(f"entry.{kind.kind}.help", page.lang),
        said(page, "kind", code=kind.kind, category=label(kind.category, page.lang)),
    ]
    own = fields_of(kind)[len(COMMON) :]
    parts.append(_fields(page, own).rstrip() if own else said(page, "no_fields"))
    return "\n\n".join(parts) + "\n"


def _fields(page: Page, found: Iterable[Field]) -> str:
    rows = [
        (
            f"{text(f'field.{each.name}', page.lang)}<br>`{each.name}`",
            f"{capital(_may_stand(page, each))}. {text(f'field.{each.name}.help', page.lang)}",
            said(page, "optional" if each.optional else "required"),
        )
        for each in found
    ]
    return drawn(page, "fields", rows)


def _may_stand(page: Page, field: Field) -> str:
    """What may be written in a field, from its type."""
    many = "several_" if field.several else "one_"
    if field.children is not None:
        name = field.children.__name__
        return f"[{said(page, 'rows', rows=name)}](#{name})"
    if field.answers or field.name == "corrects":
        if field.name == "corrects" or "entry" in field.answers:
            return said(page, many + "entry")
        kinds = {kind.kind: kind for kind in (*CASE_KINDS, *PARTNERSHIP_KINDS)}
        named = said(page, "or").join(_kind_link(page, kinds[code]) for code in field.answers)
        return said(page, many + "named", kinds=named)
    if isinstance(field.hint, type) and issubclass(field.hint, Enum):
        link = f"[{said(page, 'choices', count=len(field.hint))}](#{field.hint.__name__})"
        return said(page, many + "choice", choices=link)
    return said(page, many + field.hint.__name__)


def child_rows(page: Page) -> str:
    """The rows that a field may hold, such as the goals of a plan."""
    parts = []
    for each in children():
        head = f"### `{each.__name__}` {{ #{each.__name__} }}"
        parts.append(f"{head}\n\n{_fields(page, fields_of(each))}")
    return "\n".join(parts)


def children() -> list[type]:
    """The class of every row that some entry has, in order."""
    every = (*CASE_KINDS, *PARTNERSHIP_KINDS)
    found = [field.children for kind in every for field in fields_of(kind)]
    return list(dict.fromkeys(each for each in found if each is not None))


def choice_lists(page: Page) -> str:
    """Every list of choices, with its codes."""
    parts = []
    for each in choices():
        head = f"### `{each.__name__}` {{ #{each.__name__} }}"
        rows = [(label(member, page.lang), f"`{member.value}`") for member in each]
        parts.append(f"{head}\n\n{drawn(page, 'choices', rows)}")
    return "\n".join(parts)


def choices() -> list[type[Enum]]:
    """Every list of choices that a field of an entry or of a row has."""
    every = (*CASE_KINDS, *PARTNERSHIP_KINDS, *children())
    hints = [field.hint for each in every for field in fields_of(each)]
    return list(dict.fromkeys(h for h in hints if isinstance(h, type) and issubclass(h, Enum)))


LOOKUP_MAKERS: Mapping[str, Callable[..., str]] = {
    "agreement_days": agreement_days,
    "all_parameters": all_parameters,
    "child_rows": child_rows,
    "choice_lists": choice_lists,
    "common_fields": common_fields,
    "deadlines": deadlines,
    "duty_days": duty_days,
    "entry_kinds": entry_kinds,
    "glossary": glossary,
    "marks": marks,
    "other_answers": other_answers,
    "other_times": other_times,
    "outcomes": outcomes,
    "reasons": reasons,
    "rule_overview": rule_overview,
    "rule_sections": rule_sections,
    "verdicts": verdicts,
}
