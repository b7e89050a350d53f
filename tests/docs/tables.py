"""The tables of the site that are made from the code, in both languages."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve

import cm_method
from cm_method import (
    _HOMES,
    Case,
    ConsentKind,
    Duty,
    Entry,
    Journal,
    LegalForm,
    Measure,
    Parties,
    ReviewTrigger,
    Span,
    StatutoryGround,
    Task,
    Verdict,
    disposals,
    label,
    may_share,
    plus_days,
    plus_months,
    text,
)
from cm_method.case.agreements import Body
from cm_method.case.kinds import CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.cohort.results import results_of
from cm_method.cohort.shares import Share
from cm_method.cohort.statistics import Interval, wilson
from cm_method.cohort.tally import Tally, empty_tally
from cm_method.cohort.wording import interval_words
from cm_method.demo import DEMO_DAY
from cm_method.demo.agreement import agreement as demo_agreement
from cm_method.errors import facts
from cm_method.labels import words
from cm_method.partnership.agreement import Agreement, agreement_on
from cm_method.partnership.calendar import AT_ONCE, LastStart, follow_ups, last_starts
from cm_method.partnership.standing import outlook
from cm_method.rules.milestone import Signature
from cm_method.rules.wording import parameter_in_words
from tests.docs.cards import card_rows
from tests.docs.cases import (
    A_NOTE,
    ASKED,
    LAST_NOTES,
    RELEASE_DAYS,
    RELEASE_PARTIES,
    SITUATIONS,
    START,
)
from tests.docs.diagrams import DIAGRAM_MAKERS
from tests.docs.fhir_tables import FHIR_MAKERS
from tests.docs.law import acts
from tests.docs.lookup_tables import LOOKUP_MAKERS
from tests.docs.pages import BrokenPage, Page
from tests.docs.recovery_tables import RECOVERY_MAKERS
from tests.docs.rule_pages import METHOD, rests_on, rule_named, to_rule
from tests.docs.service_tables import SERVICE_MAKERS
from tests.docs.site_tables import SITE_MAKERS

PACKAGE = Path(cm_method.__file__).parent

PUBLIC = _HOMES
"""The public names by the module that they come from."""

WORDS = {
    "sv": {
        "and": " och ",
        "categories": ("Kategori", "Kod", "Ligger under"),
        "whole": "högst upp",
        "grounds": ("Grund i lag", "Vad som sägs om den"),
        "sharing_days": ("Dag", "Svar", "Varför"),
        "disposal_days": ("Den sista anteckningen", "Ska gallras från", "Klart senast"),
        "withdrawn": " (återkallat 2027-05-10)",
        "kept_by": "{last} hos {form}",
        "parameter": ("Värde", "I den här utgåvan", "Bygger på"),
        "targets": ("Mål", "Vad det gäller", "Minst"),
        "kinds": ("Anteckning", "Vad den säger", "Kod"),
        "instruments": ("Instrument", "Kod"),
        "situations": ("Vad som har hänt", "Svar", "Skäl"),
        "changes": ("Svar", "Vad som kan ändra det"),
        "done": "{verdict}, redan klart",
        "cards": ("Situation", "Det som antecknas", "Står på att göra-listan som"),
        "duties": ("Uppgift", "Så kan det stå", "Varför"),
        "plan_days": ("Insatsen inleds", "Dag 28, eftersträvas", "Dag 56, tidsgräns"),
        "month_days": ("Insatsen inleds", "Tidsgräns, tre månader"),
        "rating_days": (
            "Insatsen",
            "Första självskattningen helst",
            "Sista självskattningen",
            "Duger annars från",
            "Tidsgräns",
        ),
        "rating_row": "{start} till {end}",
        "span": "{first} till {last}",
        "crisis_days": ("Målet börjar gälla deltagaren", "Dag", "Tidsgräns", "Räknas"),
        "phase_days": ("Fas", "Första dagen", "Sista dagen"),
        "follow_up_days": ("Grupp", "Antal", "Dagar"),
        "anchored_days": ("Uppföljning", "Räknat från första dagen", "Räknat från den förra"),
        "last_starts": ("Mål", "Räknas", "Sista dag att starta", "Bedöms", "En dag senare"),
        "last_ends": ("Insatsen varar", "Räknas", "Sista dag att starta", "Avslutas", "Bedöms"),
        "within_operation": "under genomförandet",
        "within_agreement": "inom avtalet",
        "later": "{due}, för sent",
        "phase_over": "fasen är slut",
        "agreement_over": "avtalet är slut",
        "intervals": ("Säkert uppfyllt", "Andel", "Intervall (95 %)"),
        "outlooks": ("Vad som är känt", "Vad som krävs"),
        "outlook": "{due} är bedömda: {met} uppfyllda, {missed} inte, {unknown} okända",
        "in_target": "i målet",
        "short_notice": "i målet, med kort varsel",
        "apart": "för sig",
    },
    "en": {
        "and": " and ",
        "categories": ("Category", "Code", "Stands below"),
        "whole": "at the top",
        "grounds": ("Statutory ground", "What is said of it"),
        "sharing_days": ("Day", "Answer", "Why"),
        "disposal_days": ("The last note", "The duty arises", "Done by"),
        "withdrawn": " (withdrawn on 2027-05-10)",
        "kept_by": "{last} at: {form}",
        "parameter": ("Value", "In this edition", "Rests on"),
        "targets": ("Target", "What it is about", "At least"),
        "kinds": ("Entry", "What it says", "Tag"),
        "instruments": ("Instrument", "Code"),
        "situations": ("What happened", "Answer", "Reason"),
        "changes": ("Answer", "What can change it"),
        "done": "{verdict}, already done",
        "duties": ("Task", "As it may be said", "Why"),
        "plan_days": ("Service start", "Day 28, aimed at", "Day 56, deadline"),
        "month_days": ("Service start", "Deadline, three months"),
        "rating_days": (
            "Service",
            "First self-rating, at best",
            "Last self-rating",
            "Or else from",
            "Deadline",
        ),
        "rating_row": "{start} to {end}",
        "span": "{first} to {last}",
        "crisis_days": ("The target comes to apply", "Day", "Deadline", "Counted"),
        "phase_days": ("Phase", "First day", "Last day"),
        "follow_up_days": ("Body", "Number", "Days"),
        "anchored_days": ("Follow-up", "Counted from the first day", "Counted from the one before"),
        "last_starts": ("Target", "Counts", "Last day to start", "Judged on", "A day later"),
        "last_ends": ("The service lasts", "Counts", "Last day to start", "Ends", "Judged on"),
        "within_operation": "within operation",
        "within_agreement": "within the agreement",
        "later": "{due}, too late",
        "phase_over": "the phase is over",
        "agreement_over": "the agreement is over",
        "intervals": ("Certainly met", "Share", "Interval (95%)"),
        "outlooks": ("What is known", "What it takes"),
        "outlook": "{due} are judged: {met} met, {missed} not, {unknown} unknown",
        "in_target": "in the target",
        "short_notice": "in the target, at short notice",
        "apart": "apart",
    },
}

Row = Sequence[str]


def table(page: Page, what: str) -> str:
    """The table that a marker asks for, such as "parameters plan_in_time"."""
    name, *args = what.split()
    return MAKERS[name](page, *args)


def said(page: Page, key: str) -> str:
    words = WORDS[page.lang][key]
    assert isinstance(words, str)
    return words


def drawn(page: Page, key: str, rows: Iterable[Row]) -> str:
    """A table with the headings of that key."""
    head = WORDS[page.lang][key]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def parameters(page: Page, rule: str) -> str:
    """Every value that a rule asks for."""
    return values(page, *rule_named(rule).uses)


def values(page: Page, *names: str) -> str:
    """Some values of the method, by name."""
    return drawn(
        page,
        "parameter",
        [
            (
                f"{text(f'parameter.{name}', page.lang)}<br>`{name}`",
                parameter_in_words(name, getattr(METHOD.parameters, name).value, page.lang),
                rests_on(page, getattr(METHOD.parameters, name)),
            )
            for name in names
        ],
    )


def targets(page: Page) -> str:
    """The targets, each with its rule."""
    rows = []
    for target in METHOD.targets:
        unit = "people" if target.measure is Measure.PEOPLE else "percent"
        name = text(f"target.{target.rule}", page.lang)
        rows.append(
            (
                str(target.number),
                f"[{name}]({to_rule(page, target.rule)})",
                text(f"unit.{unit}", page.lang, count=target.at_least),
            )
        )
    return drawn(page, "targets", rows)


def kinds(page: Page, which: str) -> str:
    """The kinds of entries of a participant's journal, or of the partnership's."""
    chosen: tuple[type[Entry], ...] = CASE_KINDS
    if which == "partnership":
        chosen = tuple(kind for kind in PARTNERSHIP_KINDS if kind not in CASE_KINDS)
    return drawn(
        page,
        "kinds",
        [
            (
                f"**{text(f'entry.{kind.kind}', page.lang)}**",
                text(f"entry.{kind.kind}.help", page.lang),
                f"`{kind.kind}`",
            )
            for kind in chosen
        ],
    )


def instruments(page: Page) -> str:
    """The instruments that the edition has registered."""
    codes = [instrument.code for instrument in METHOD.instruments]
    rows = [(text(f"instrument.{code}", page.lang), f"`{code}`") for code in codes]
    return drawn(page, "instruments", rows)


def situations(page: Page, rule: str) -> str:
    """What a rule answers on both sides of its boundary days."""
    rows = []
    for situation in SITUATIONS[rule]:
        (finding,) = situation.findings(rule)
        reasons = " ".join(reason.explain(page.lang) for reason in finding.reasons)
        answer = f"**{label(finding.verdict, page.lang)}**"
        rows.append((situation.words(page.lang), answer, reasons))
    return drawn(page, "situations", rows)


def changes(page: Page, rule: str) -> str:
    """What can change each answer that a rule gives."""
    found: dict[tuple[str, str], None] = {}
    for situation in SITUATIONS[rule]:
        if situation.rule:
            continue
        for finding in situation.findings(rule):
            answer = label(finding.verdict, page.lang)
            if finding.verdict is Verdict.NOT_YET_DUE and finding.done_on is not None:
                answer = said(page, "done").format(verdict=answer)
            found[f"**{answer}**", finding.what_would_change(page.lang)] = None
    return drawn(page, "changes", found)


SHOWN = facts(
    entry="hm-7",
    missing=words("chain_part.need_stand_in"),
    offer="hm-31",
    day=date(2027, 2, 1),
    contact="psykiatri",
    plan="hm-9",
    instrument=words("instrument.ucla-3"),
    dimension=words("Dimension.loneliness"),
    matter=words("NeedArea.housing"),
    holder="sdf",
    rival="hm",
    why=ReviewTrigger.DISCHARGE,
    consent=ConsentKind.CONFIDENTIALITY_RELEASE,
)
"""Facts to show a task with."""


def duties(page: Page) -> str:
    """Everything that may stand on the agenda."""
    rows = []
    for duty in Duty:
        given = dict(SHOWN)
        if duty is Duty.AGREE_CRISIS_PLAN:
            given["missing"] = words("crisis_plan_part.warning_signs")
        task = Task(
            participant="P-0001",
            who="cm-1",
            duty=duty,
            by=None,
            overdue=False,
            facts=facts(**given),
        )
        rows.append((f"**{label(duty, page.lang)}**", task.what(page.lang), task.why(page.lang)))
    return drawn(page, "duties", rows)


def cards(page: Page) -> str:
    """The cards of the handbook, which are in Swedish."""
    return drawn(page, "cards", list(card_rows()))


def plan_days(page: Page) -> str:
    """The days of target 2."""
    given = METHOD.parameters
    starts = (START, date(2026, 12, 1), date(2027, 12, 31))
    return drawn(
        page,
        "plan_days",
        [
            (
                str(start),
                str(given.plan_ambition.value.after(start)),
                f"**{given.plan_deadline.value.after(start)}**",
            )
            for start in starts
        ],
    )


def month_days(page: Page) -> str:
    """The deadline of target 3: months are clipped, so that different starts share a day."""
    assert METHOD.parameters.contacts_deadline.value == Span(months=3)
    starts = [
        START,
        *(date(2026, 11, number) for number in (27, 28, 29, 30)),
        date(2026, 12, 1),
        date(2027, 11, 30),
    ]
    return drawn(page, "month_days", [(str(day), f"**{plus_months(day, 3)}**") for day in starts])


def rating_days(page: Page) -> str:
    """The days of target 4."""
    given = METHOD.parameters
    near, early = given.rating_before_days.value, given.rating_early_after_days.value
    rows = []
    for start, end in ((START, date(2027, 6, 30)), (date(2026, 12, 1), date(2027, 12, 31))):
        due = plus_days(end, given.rating_after_days.value)
        span = said(page, "span")
        rows.append(
            (
                said(page, "rating_row").format(start=start, end=end),
                span.format(first=plus_days(start, -near), last=plus_days(start, near)),
                span.format(first=end, last=due),
                str(plus_days(end, -early)),
                f"**{due}**",
            )
        )
    return drawn(page, "rating_days", rows)


def crisis_days(page: Page) -> str:
    """The days of target 5, by when the target comes to apply."""
    given = METHOD.parameters
    deadline, late = given.crisis_deadline.value, given.short_notice_day.value
    due = deadline.after(START)
    rows = []
    for number in (0, late - 1, late, (due - START).days, (due - START).days + 1):
        day = plus_days(START, number)
        how = "apart" if day > due else "short_notice" if number >= late else "in_target"
        last = deadline.after(day) if day > due else due
        rows.append((str(day), str(number), f"**{last}**", said(page, how)))
    return drawn(page, "crisis_days", rows)


def categories(page: Page) -> str:
    """The hierarchy of information categories."""
    information = METHOD.parameters.information.value
    names = {code: text(f"information.{code}", page.lang) for code in information.codes}
    return drawn(
        page,
        "categories",
        [
            (
                f"**{names[code]}**" if above is None else names[code],
                f"`{code}`",
                said(page, "whole") if above is None else names[above],
            )
            for code, above in information.parents
        ],
    )


def grounds(page: Page) -> str:
    """The statutory grounds that an asker may state."""
    rows = [
        (f"**{label(ground, page.lang)}**", text(f"ground.{ground.value}", page.lang))
        for ground in StatutoryGround
    ]
    return drawn(page, "grounds", rows)


def sharing_days(page: Page) -> str:
    """What a release answers on both sides of its days; in the end it is withdrawn."""
    rows = []
    for number, entries in RELEASE_DAYS:
        case = Case.of(Journal(subject="P-0001", entries=entries), on=number)
        answer = may_share(case, evolve(ASKED, on=number), METHOD, RELEASE_PARTIES)
        first, *_ = answer.explain(page.lang)
        (category,) = answer.categories
        when = f"{number}{said(page, 'withdrawn') if entries[1:] else ''}"
        rows.append((when, f"**{first}**", category.explain(page.lang)))
    return drawn(page, "sharing_days", rows)


def disposal_days(page: Page) -> str:
    """By when a committee and an association are to have removed what they hold."""
    rows = []
    for form in (LegalForm.COMMITTEE, LegalForm.ASSOCIATION):
        parties = Parties(legal_forms={"hm": form}, supervised={"hm": True})
        for last in LAST_NOTES:
            journal = Journal(subject="P-0001", entries=[evolve(A_NOTE, on=last, recorded=last)])
            (found,) = disposals(journal, METHOD, parties, on=LAST_NOTES[-1])
            kept = said(page, "kept_by").format(last=last, form=label(form, page.lang))
            rows.append((kept, str(found.due_from), f"**{found.done_by}**"))
    return drawn(page, "disposal_days", rows)


def _iop() -> Agreement:
    """The agreement with the terms of the real one."""
    found = agreement_on(Journal(subject="partnership", entries=demo_agreement()), on=DEMO_DAY)
    assert found is not None
    return found


def phase_days(page: Page) -> str:
    """The first and last day of every phase of the agreement."""
    return drawn(
        page,
        "phase_days",
        [(label(kind, page.lang), str(days.first), str(days.last)) for kind, days in _iop().phases],
    )


def follow_up_days(page: Page) -> str:
    """Every follow-up that the agreement sets."""
    rows = []
    for body in Body:
        days = follow_ups(_iop(), body)
        rows.append((label(body, page.lang), str(len(days)), ", ".join(map(str, days))))
    return drawn(page, "follow_up_days", rows)


def anchored_days(page: Page) -> str:
    """Why recurring days are counted from the first one: from one to the next they would slide."""
    first = before = date(2027, 5, 31)
    rows = []
    for number in range(1, 5):
        before = plus_months(before, 3)
        rows.append((str(number), f"**{plus_months(first, 3 * number)}**", str(before)))
    return drawn(page, "anchored_days", rows)


def within(page: Page, last: LastStart) -> str:
    return said(page, "within_agreement" if last.phase is None else "within_operation")


def last_start_days(page: Page) -> str:
    """The last start that each target can count, and what becomes of a start a day later."""
    rows = []
    for last in last_starts(_iop(), METHOD):
        if last.end is not None:
            continue
        later = said(page, "agreement_over" if last.phase is None else "phase_over")
        if last.span != AT_ONCE:
            due = last.span.after(plus_days(last.start, 1))
            later = said(page, "later").format(due=due)
        start = f"**{last.start}**"
        rows.append((str(last.target.number), within(page, last), start, str(last.due), later))
    return drawn(page, "last_starts", rows)


def last_service_days(page: Page) -> str:
    """Target 4, judged after the end: the last start by how long a service lasts."""
    rows = []
    for months in (6, 12, 18):
        service = Span(months=months)
        for last in last_starts(_iop(), METHOD, service=service):
            if last.end is not None:
                lasts, start = service.explain(page.lang), f"**{last.start}**"
                rows.append((lasts, within(page, last), start, str(last.end), str(last.due)))
    return drawn(page, "last_ends", rows)


def intervals(page: Page) -> str:
    """How little the same share tells in groups of different size."""
    rows = []
    for met, of in ((4, 5), (8, 10), (16, 20), (24, 30), (48, 60), (80, 100), (800, 1000)):
        share = Share(met=met, of=of)
        low, high = wilson(share, 95)
        rows.append(
            (
                text("report.of", page.lang, met=met, of=of),
                text("unit.percent", page.lang, count=100 * met // of),
                interval_words(Interval(low=low, high=high, percent=95), page.lang),
            )
        )
    return drawn(page, "intervals", rows)


PLANNED = 30
"""How many participants the table of outlooks reckons with."""

KNOWN_SO_FAR = (
    (0, 0, 0),
    (9, 1, 0),
    (7, 1, 2),
    (9, 7, 0),
    (22, 5, 3),
    (24, 4, 0),
)
"""How many have met a target, have not, and are unknown."""


def outlooks(page: Page) -> str:
    """What target 2 takes, when 30 participants are reckoned with."""
    ways = [
        Signature(Verdict.MET, "", True),
        Signature(Verdict.MISSED, "", False),
        Signature(Verdict.UNKNOWN, "answer", False),
    ]
    rows = []
    for numbers in KNOWN_SO_FAR:
        found: Tally = evolve(
            empty_tally(METHOD, on=DEMO_DAY),
            journals=sum(numbers),
            counts={"plan_in_time": dict(zip(ways, numbers, strict=True))},
        )
        takes = outlook(results_of(found, METHOD)["plan_in_time"], PLANNED, METHOD)
        met, missed, unknown = numbers
        known = said(page, "outlook").format(
            due=sum(numbers), met=met, missed=missed, unknown=unknown
        )
        rows.append((known, takes.explain(page.lang)))
    return drawn(page, "outlooks", rows)


def members(_: Page, *homes: str) -> str:
    """The public names of some modules, for the reference to show from their docstrings."""
    return "\n".join(_reference(home, PUBLIC[home]) for home in homes)


def offered(_: Page, home: str) -> str:
    """The same for a module that is imported by its own name; read, since it may need an extra."""
    return _reference(home, _offered_by(home))


def _reference(home: str, names: Iterable[str]) -> str:
    listed = ", ".join(sorted(names))
    return f"::: cm_method.{home}\n    options:\n      members: [{listed}]\n"


def _offered_by(home: str) -> list[str]:
    path = PACKAGE / home.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names: list[str] = ast.literal_eval(node.value)
            shared = home != "adapters.json"  # told once, with the first of them
            return [name for name in names if name != "MissingExtra" or not shared]
    raise BrokenPage(f"cm_method.{home} has no __all__")


MAKERS: dict[str, Callable[..., str]] = {
    "acts": acts,
    "anchored_days": anchored_days,
    "categories": categories,
    "cards": cards,
    "changes": changes,
    "crisis_days": crisis_days,
    "disposal_days": disposal_days,
    "duties": duties,
    "follow_up_days": follow_up_days,
    "grounds": grounds,
    "instruments": instruments,
    "intervals": intervals,
    "kinds": kinds,
    "last_service_days": last_service_days,
    "last_start_days": last_start_days,
    "members": members,
    "month_days": month_days,
    "offered": offered,
    "outlooks": outlooks,
    "parameters": parameters,
    "phase_days": phase_days,
    "plan_days": plan_days,
    "rating_days": rating_days,
    "sharing_days": sharing_days,
    "situations": situations,
    "targets": targets,
    "values": values,
    **DIAGRAM_MAKERS,
    **LOOKUP_MAKERS,
    **RECOVERY_MAKERS,
    **FHIR_MAKERS,
    **SERVICE_MAKERS,
    **SITE_MAKERS,
}
