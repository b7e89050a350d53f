"""The tables of the site that are made from the code, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum

from attrs import evolve

from cm_method import (
    _HOMES,
    Case,
    ConsentKind,
    CrisisScale,
    Duty,
    Entry,
    Journal,
    LegalForm,
    Measure,
    Parameter,
    Parties,
    ReviewTrigger,
    Rule,
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
from cm_method.case.kinds import CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.errors import facts
from cm_method.labels import words
from cm_method.sources import Document
from tests.docs.cases import (
    A_NOTE,
    ASKED,
    LAST_NOTES,
    METHOD,
    RELEASE_DAYS,
    RELEASE_PARTIES,
    SITUATIONS,
    START,
)
from tests.docs.pages import Page

SOURCES = {"sv": "kallor-och-tolkningar.md", "en": "rules.md"}
"""The page of each language that explains the readings, R1 and on."""

PUBLIC = _HOMES
"""The public names by the module that they come from."""

RULE_PAGES = {
    "service_started": "metod/insatsstart.md",
    "plan_in_time": "metod/individuell-plan.md",
    "contacts_followed_through": "metod/prioriterade-kontakter.md",
    "self_rated_improvement": "metod/sjalvskattning.md",
    "crisis_plan_and_chain": "metod/krisplan-och-ansvarskedja.md",
    "crisis_plan_reviewed": "metod/krisplan.md",
    "offer_answered": "metod/ansvarskedja.md",
}
"""The Swedish page of every rule, those that ask again and again last."""

RULES = (*METHOD.rules, *METHOD.recurring)
"""Every rule of the edition."""

WORDS = {
    "sv": {
        "or": " eller ",
        "and": " och ",
        "together": ", tillsammans med ",
        "from": "målet gäller från {level}",
        "agreement": "avtalet",
        "reading": "tolkning {readings}",
        "statute": "{act} {section}; tolkning {readings}",
        "gives": "{form}: {kind}",
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
        "in_target": "i målet",
        "short_notice": "i målet, med kort varsel",
        "apart": "för sig",
    },
    "en": {
        "or": " or ",
        "and": " and ",
        "together": ", together with ",
        "from": "the target applies from {level}",
        "agreement": "the agreement",
        "reading": "reading {readings}",
        "statute": "{act} {section}; reading {readings}",
        "gives": "{form}: {kind}",
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
        "in_target": "in the target",
        "short_notice": "in the target, at short notice",
        "apart": "apart",
    },
}

ACTS = {Document.SOL: "SoL", Document.OSL: "OSL"}
"""How an act is called for short."""

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
                value_in_words(name, getattr(METHOD.parameters, name).value, page.lang),
                rests_on(page, getattr(METHOD.parameters, name)),
            )
            for name in names
        ],
    )


def rule_named(name: str) -> Rule:
    """The rule of that name."""
    return next(rule for rule in RULES if rule.name == name)


def rests_on(page: Page, parameter: Parameter[object]) -> str:
    """The agreement, a statute, or readings with their links."""
    source = parameter.source
    if source.document in (Document.IOP, Document.DECISION):
        return said(page, "agreement")
    where = page.to(SOURCES[page.lang])
    where = "" if page.path.as_posix() == SOURCES[page.lang] else where
    links = [f"[{reading}]({where}#{reading.lower()})" for reading in source.readings]
    if source.document is Document.OWN:
        return said(page, "reading").format(readings=", ".join(links))
    act = ACTS[source.document]
    return said(page, "statute").format(act=act, section=source.section, readings=", ".join(links))


def value_in_words(name: str, value: object, lang: str) -> str:
    """A value of the method as people read it."""
    words = WORDS[lang]
    if isinstance(value, Span):
        unit, number = ("month", value.months) if value.months else ("day", value.days)
        return text(f"unit.{unit}" if number == 1 else f"unit.{unit}s", lang, count=number)
    if isinstance(value, Enum):
        return label(value, lang)
    if isinstance(value, CrisisScale):
        levels = [text(f"crisis_level.{code}", lang) for code in value.levels]
        since = text(f"crisis_level.{value.threshold}", lang)
        return f"{', '.join(levels)}; {str(words['from']).format(level=since)}"
    if isinstance(value, tuple):
        if name == "co_occurring":
            groups = [listed([label(area, lang) for area in group], lang) for group in value]
            return str(words["together"]).join(groups)
        if name == "primary_instruments":
            return "; ".join(text(f"instrument.{code}", lang) for _, code in value)
        if name in ("release_kinds", "disposal_spans"):
            return "; ".join(
                str(words["gives"]).format(
                    form=label(form, lang),
                    kind=label(given, lang)
                    if isinstance(given, Enum)
                    else value_in_words("", given, lang),
                )
                for form, given in value
            )
        if all(isinstance(each, Enum) for each in value):
            return "; ".join(label(each, lang) for each in value)
        return "; ".join(dict.fromkeys(part for each in value for part in parts(name, each, lang)))
    return str(value)


def parts(name: str, part: str, lang: str) -> list[str]:
    """What a part asks for; one of the chain asks it of needs and of the crisis."""
    prefix = name.removesuffix("s")
    if prefix != "chain_part":
        return [text(f"{prefix}.{part}", lang)]
    whom = ("crisis",) if part == "any_hour" else ("need", "crisis")
    return [text(f"chain_part.{each}_{part}", lang) for each in whom]


def listed(words: list[str], lang: str) -> str:
    """Alternatives in one row."""
    return str(WORDS[lang]["or"]).join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def targets(page: Page) -> str:
    """The targets, each with its rule."""
    rows = []
    for target in METHOD.targets:
        unit = "people" if target.measure is Measure.PEOPLE else "percent"
        name = text(f"target.{target.rule}", page.lang)
        where = f"rules.md#{target.rule}"
        if page.lang == "sv":
            where = page.to(RULE_PAGES[target.rule])
        rows.append(
            (
                str(target.number),
                f"[{name}]({where})",
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


def members(_: Page, *homes: str) -> str:
    """The public names of some modules, for the reference to show from their docstrings."""
    return "\n".join(
        f"::: cm_method.{home}\n    options:\n      members: [{', '.join(sorted(PUBLIC[home]))}]\n"
        for home in homes
    )


MAKERS: dict[str, Callable[..., str]] = {
    "categories": categories,
    "changes": changes,
    "crisis_days": crisis_days,
    "disposal_days": disposal_days,
    "duties": duties,
    "grounds": grounds,
    "instruments": instruments,
    "kinds": kinds,
    "members": members,
    "month_days": month_days,
    "parameters": parameters,
    "plan_days": plan_days,
    "rating_days": rating_days,
    "sharing_days": sharing_days,
    "situations": situations,
    "targets": targets,
    "values": values,
}
