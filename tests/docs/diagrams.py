"""The pictures of the site, drawn as SVG from what the code answers, with words beside them.

A picture lies in the page itself, so that its colours follow the page's. It is drawn twice, wide
and narrow, and the style sheet shows one of them: type is never smaller than the page's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from html import escape

from attrs import evolve, field, frozen

from cm_method import (
    Case,
    Entry,
    Journal,
    LiftedTo,
    Miss,
    NeedArea,
    NeedLifted,
    OfferWithdrawn,
    Outcome,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
    Sharing,
    Span,
    StatutoryGround,
    Verdict,
    chain_of,
    episodes,
    label,
    may_share,
    plus_days,
    text,
)
from cm_method.cohort.results import Result, results_of
from cm_method.cohort.tally import empty_tally
from cm_method.cohort.wording import capital
from cm_method.demo import DEMO_DAY
from cm_method.rules.milestone import Signature
from tests.docs.cases import (
    ASKED,
    RELEASE,
    RELEASE_PARTIES,
    START,
    Situation,
    accepted,
    need,
    offered,
    plan,
    started,
)
from tests.docs.diagram_words import WORDS
from tests.docs.pages import Page
from tests.docs.rule_pages import METHOD

WIDE, NARROW = 680, 288
SIZE, LINE = 15, 20
LETTER = 0.54
"""How wide a letter is, on the average, as part of the size of the type."""


@frozen(kw_only=True)
class Canvas:
    """A picture under way: its *width*, and the parts so far."""

    width: int
    parts: list[str] = field(factory=list)

    @property
    def is_wide(self) -> bool:
        return self.width == WIDE

    def rect(self, *box: float, kind: str, radius: int = 6) -> None:
        """A box from its left, top, width and height."""
        x, y, w, h = box
        at = f'x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{radius}"'
        self.parts.append(f'<rect class="d-{kind}" {at}/>')

    def line(self, *points: tuple[float, float], kind: str = "line") -> None:
        at = " ".join(f"{x:g},{y:g}" for x, y in points)
        self.parts.append(f'<polyline class="d-{kind}" points="{at}"/>')

    def arrow(self, *points: tuple[float, float]) -> None:
        """A line with a head at its last point, which it reaches straight down or to the right."""
        (x0, _), (x, y) = points[-2:]
        self.line(*points)
        head = [(x - 4, y - 7), (x + 4, y - 7)] if x0 == x else [(x - 7, y - 4), (x - 7, y + 4)]
        at = " ".join(f"{a:g},{b:g}" for a, b in (*head, (x, y)))
        self.parts.append(f'<polygon class="d-head" points="{at}"/>')

    def dot(self, x: float, y: float, kind: str, radius: int = 6) -> None:
        self.parts.append(f'<circle class="d-{kind}" cx="{x:g}" cy="{y:g}" r="{radius}"/>')

    def write(self, x: float, y: float, words: str, kind: str = "text", end: str = "") -> None:
        """One line of words; *end* is "middle" or "end" for what stands there."""
        anchor = f' text-anchor="{end}"' if end else ""
        self.parts.append(
            f'<text class="d-{kind}" x="{x:g}" y="{y:g}"{anchor}>{escape(words)}</text>'
        )

    def wrap(self, x: float, y: float, words: str, width: float, kind: str = "text") -> float:
        """Words in as many lines as they need, the first on *y*; answers with the next one's y."""
        for line in lines_of(words, width, kind):
            self.write(x, y, line, kind)
            y += LINE
        return y


def lines_of(words: str, width: float, kind: str = "text") -> list[str]:
    """The words broken into lines no wider than that."""
    most = width / (SIZE * LETTER * (1.06 if kind == "strong" else 1))
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


Drawer = Callable[[Canvas, str], float]
"""Draws on a canvas in a language, and answers with how high the picture became."""


# The method's path


@frozen(kw_only=True)
class Row:
    """A lane of the path: its bars as (from, to, kind) and its marks as (day, kind)."""

    name: str
    note: str
    bars: tuple[tuple[float, float, str], ...]
    marks: tuple[tuple[float, str], ...] = ()


BEFORE, SERVICE, PAUSE, AFTER = 34, 104, 22, 96
"""Days shown before the start and after it, the break in the line, and days after the end."""
END = SERVICE + PAUSE + 34
"""Where the end is drawn, in days from the start; how long a service lasts is not drawn."""


def _days(name: str) -> int:
    value = getattr(METHOD.parameters, name).value
    return (value.after(START) - START).days if isinstance(value, Span) else int(value)


def rows_of_the_path(lang: str) -> tuple[Row, ...]:
    said = WORDS[lang]
    plan_, aim = _days("plan_deadline"), _days("plan_ambition")
    crisis, review = _days("crisis_deadline"), _days("crisis_review_days")
    contacts = METHOD.parameters.contacts_deadline.value.explain(lang)
    near, after = _days("rating_before_days"), _days("rating_after_days")
    early = _days("rating_early_after_days")
    return (
        Row(name=said["outreach"], note=said["outreach_note"], bars=((-BEFORE, 0, "faint"),)),
        Row(
            name=text("rule.plan_in_time", lang),
            note=said["plan_note"].format(plan=plan_, aim=aim),
            bars=((0, plan_, "bar"),),
            marks=((aim, "ring"), (plan_, "disc")),
        ),
        Row(
            name=text("rule.crisis_plan_and_chain", lang),
            note=said["crisis_note"].format(crisis=crisis, review=review),
            bars=((0, crisis, "bar"), (crisis, END, "faint")),
            marks=((crisis, "disc"),),
        ),
        Row(
            name=text("rule.contacts_followed_through", lang),
            note=said["contacts_note"].format(span=contacts),
            bars=((0, _days("contacts_deadline"), "bar"),),
            marks=((_days("contacts_deadline"), "disc"),),
        ),
        Row(
            name=said["ratings"],
            note=said["ratings_note"].format(near=near, after=after, early=early),
            bars=((-near, near, "bar"), (END - early, END, "faint"), (END, END + after, "bar")),
            marks=((END + after, "disc"),),
        ),
    )


def path(canvas: Canvas, lang: str) -> float:
    said, inner = WORDS[lang], canvas.width - 16
    scale = inner / (BEFORE + END + AFTER)

    def across(day: float) -> float:
        return 8 + (day + BEFORE) * scale

    start, end = across(0), across(END)
    y = 62.0
    for row in rows_of_the_path(lang):
        y = canvas.wrap(8, y, row.name, inner, "strong")
        y = canvas.wrap(8, y, row.note, inner, "soft") - 6
        canvas.line((8, y + 6), (8 + inner, y + 6), kind="track")
        for x in (start, end):
            canvas.line((x, y - 6), (x, y + 18), kind="guide")
        for first, last, kind in row.bars:
            canvas.rect(across(first), y, across(last) - across(first), 12, kind=kind)
        for day, kind in row.marks:
            canvas.dot(across(day), y + 6, kind, 7)
        y += 52
    for x in (start, end):
        canvas.line((x, 28), (x, 40), kind="guide")
    canvas.write(start, 20, said["start"], "strong", "middle")
    canvas.write(end, 20, said["end"], "strong", "middle")
    for kind, key in (("disc", "last_day"), ("ring", "aimed_at")):
        canvas.dot(16, y - 5, kind, 7)
        y = canvas.wrap(32, y, said[key], inner - 24)
    return y - 4


def path_in_words(lang: str) -> list[str]:
    return [f"**{row.name}**: {row.note}" for row in rows_of_the_path(lang)]


# The chain of responsibility

HOLDERS = {"hm": "giver", "sdf": "receiver", "region": "lifter", None: "nobody"}
STEP, TURN, ASKED_ON = plus_days(START, 9), plus_days(START, 20), plus_days(START, 5)


def _courses() -> Mapping[str, tuple[Entry, ...]]:
    """What leads to each state of a need, after it was assessed."""
    asked = offered(ASKED_ON, "sdf")
    yes = evolve(accepted(STEP), id="yes")
    return {
        "assessed": (),
        "offered": (asked,),
        "accepted": (asked, yes),
        "refused": (asked, ResponsibilityRefused(id="no", on=STEP, by="sdf", offer="offer")),
        "withdrawn": (asked, OfferWithdrawn(id="back", on=STEP, by="hm", offer="offer")),
        "ended": (asked, yes, ResponsibilityEnded(id="end", on=STEP, by="sdf", acceptance="yes")),
        "lifted": (
            NeedLifted(
                id="lift",
                on=STEP,
                by="region",
                need="housing",
                lifter="region",
                lifted_to=LiftedTo.STEERING_GROUP,
            ),
        ),
    }


STATES = tuple(_courses())


def holder_in(state: str, *, held: bool) -> str:
    """Who is accountable in a state of a need, that somebody *held* before, or nobody."""
    entries: list[Entry] = [started(), need(START, NeedArea.HOUSING)]
    course = _courses()[state]
    if held:
        entries += [offered(START, "hm", "first"), evolve(accepted(START, "first"), id="held")]
        course = tuple(
            evolve(e, giver="hm") if isinstance(e, ResponsibilityOffered) else e for e in course
        )
    case = Case.of(Journal(subject="P-0001", entries=[*entries, *course]), on=TURN)
    (episode,) = episodes(case)
    holding = chain_of(case, episode, ()).holding("housing", TURN)
    return HOLDERS[holding.holder if holding is not None else None]


def _state(lang: str, state: str) -> tuple[str, str, bool]:
    """What a state is called, who is accountable in it, and whether somebody surely is."""
    alone, after = holder_in(state, held=False), holder_in(state, held=True)
    said = WORDS[lang]
    kinds = {
        "assessed": "need_assessed",
        "offered": "responsibility_offered",
        "accepted": "responsibility_accepted",
        "refused": "responsibility_refused",
        "withdrawn": "offer_withdrawn",
        "ended": "responsibility_ended",
        "lifted": "need_lifted",
    }
    if state == "assessed":
        after = alone
    words = said[f"holder_{alone}_{after}"]
    return capital(text(f"entry.{kinds[state]}", lang)), words, alone != "nobody"


ABOVE = {
    "offered": "assessed",
    "accepted": "offered",
    "ended": "accepted",
    "refused": "offered",
    "withdrawn": "offered",
    "lifted": "assessed",
}
"""By state: the one that it comes from, in the order of a narrow picture."""

PLACES = {
    "assessed": (0, 0),
    "offered": (1, 0),
    "accepted": (2, 0),
    "lifted": (0, 1),
    "refused": (1, 1),
    "ended": (2, 1),
    "withdrawn": (1, 2),
}
"""By state: column and row of a wide picture."""

GAP = 34


def chain(canvas: Canvas, lang: str) -> float:
    return _chain_wide(canvas, lang) if canvas.is_wide else _chain_narrow(canvas, lang)


def _chain_narrow(canvas: Canvas, lang: str) -> float:
    y = 2.0
    depth, foot = {"assessed": 0}, {}
    for state in ("assessed", *ABOVE):
        above = ABOVE.get(state)
        depth[state] = depth[above] + 1 if above is not None else 0
        x = 2 + depth[state] * 20
        width = canvas.width - x - 2
        height = _height(lang, state, width)
        _card(canvas, lang, state, x, y, width, height)
        foot[state] = y + height
        if above is not None:
            canvas.arrow((x - 10, foot[above]), (x - 10, y + 21), (x, y + 21))
        y += height + 16
    return _legend(canvas, WORDS[lang], y + 12)


def _chain_wide(canvas: Canvas, lang: str) -> float:
    cell = (canvas.width - 4 - 2 * GAP) / 3
    tops, highs = [2.0], []
    for number in range(3):
        states = [state for state, (_, row) in PLACES.items() if row == number]
        highs.append(max(_height(lang, state, cell) for state in states))
        tops.append(tops[-1] + highs[-1] + 44)
    for state, (column, row) in PLACES.items():
        x, y = 2 + column * (cell + GAP), tops[row]
        _card(canvas, lang, state, x, y, cell, highs[row])
        middle = x + cell / 2
        if state == "withdrawn":  # past the one between
            turn, rail = tops[1] - 22, x - GAP / 2
            foot = (middle, tops[0] + highs[0])
            canvas.arrow(foot, (middle, turn), (rail, turn), (rail, y + 21), (x, y + 21))
        elif row == 1:
            canvas.arrow((middle, tops[0] + highs[0]), (middle, y))
        elif column:
            canvas.arrow((x - GAP, y + 21), (x, y + 21))
    return _legend(canvas, WORDS[lang], tops[-1] - 10)


def _legend(canvas: Canvas, said: Mapping[str, str], y: float) -> float:
    for kind, key in (("disc", "someone"), ("ring", "gap")):
        canvas.dot(12, y - 5, kind)
        y = canvas.wrap(28, y, said[key], canvas.width - 34)
    return y - 6


def _height(lang: str, state: str, width: float) -> float:
    name, words, _ = _state(lang, state)
    lines = len(lines_of(name, width - 40, "strong")) + len(lines_of(words, width - 24))
    return lines * LINE + 22


def _card(canvas: Canvas, lang: str, state: str, *box: float) -> None:
    """A state in a box, by its left, top, width and height."""
    x, y, width, height = box
    name, words, held = _state(lang, state)
    canvas.rect(x, y, width, height, kind="on" if held else "box")
    canvas.dot(x + 18, y + 21, "disc" if held else "ring")
    below = canvas.wrap(x + 32, y + 26, name, width - 40, "strong")
    canvas.wrap(x + 12, below + 2, words, width - 24)


def chain_in_words(lang: str) -> list[str]:
    return [f"**{name}**: {words}." for name, words, _ in (_state(lang, s) for s in STATES)]


# Two clocks

HAPPENED, ASKED_DAY, RECORDED = date(2027, 1, 11), date(2027, 1, 12), date(2027, 1, 18)


def _known(known: date) -> Verdict:
    entries = (started(), evolve(plan(HAPPENED), id="plan", recorded=RECORDED))
    case = Case.of(Journal(subject="P-0001", entries=entries), on=ASKED_DAY, known=known)
    situation = Situation(sv="", en="", entries=case.entries, on=ASKED_DAY)
    (found,) = situation.findings("plan_in_time")
    return found.verdict


def _as_known(lang: str, known: date) -> str:
    return WORDS[lang]["as_known"].format(asked=ASKED_DAY.day, day=known.day)


def two_clocks(canvas: Canvas, lang: str) -> float:
    said, left, right = WORDS[lang], 14.0, canvas.width - 14.0
    first, days = date(2027, 1, 9), 11

    def across(day: date) -> float:
        return left + (day - first).days * (right - left) / days

    top, low = 66.0, 196.0
    canvas.write(2, 20, said["happened"], "strong")
    canvas.write(2, low + 74, said["recorded"], "strong")
    for y in (top, low):
        canvas.line((left - 12, y), (right + 12, y), kind="axis")
    for number in range(days + 1):
        for y in (top, low):
            x = left + number * (right - left) / days
            canvas.line((x, y - 4), (x, y + 4), kind="axis")
    for day, y in ((HAPPENED, top - 16), (RECORDED, low + 30)):
        canvas.write(across(day), y, said["day"].format(day=day.day), "text", "middle")
    canvas.line((across(HAPPENED), top), (across(RECORDED), low), kind="bold")
    canvas.dot(across(HAPPENED), top, "disc", 8)
    canvas.dot(across(RECORDED), low, "disc", 8)
    x = across(ASKED_DAY)
    canvas.line((x, top - 12), (x, low + 12), kind="guide")
    canvas.write(x, low + 30, said["day"].format(day=ASKED_DAY.day), "text", "middle")
    canvas.write(
        (across(HAPPENED) + across(RECORDED)) / 2 + 16, (top + low) / 2 - 4, said["the_plan"]
    )
    y = low + 108
    cell = (canvas.width - 20) / 2 if canvas.is_wide else canvas.width - 4
    answers = [(_as_known(lang, known), _known(known)) for known in (ASKED_DAY, RECORDED)]
    high = max(len(lines_of(words, cell - 24)) for words, _ in answers) * LINE + 46
    for number, (words, verdict) in enumerate(answers):
        at = 2 + number * (cell + 16) if canvas.is_wide else 2
        canvas.rect(at, y, cell, high, kind="on" if verdict is Verdict.MET else "box")
        below = canvas.wrap(at + 12, y + 26, words, cell - 24)
        canvas.write(at + 12, below + 2, label(verdict, lang), "strong")
        y += 0 if canvas.is_wide else high + 12
    return y + (high if canvas.is_wide else -12) + 4


def two_clocks_in_words(lang: str) -> list[str]:
    said = WORDS[lang]
    days = {"happened": HAPPENED, "recorded": RECORDED, "asked": ASKED_DAY}
    return [
        said["clocks_words"].format(**days),
        *(
            f"{_as_known(lang, known)}: **{label(_known(known), lang)}**."
            for known in (ASKED_DAY, RECORDED)
        ),
    ]


# How answers become a figure

COUNTS = {
    Verdict.MET: 22,
    Verdict.UNKNOWN: 3,
    Verdict.MISSED: 4,
    Verdict.MET_LATE: 1,
    Verdict.NOT_YET_DUE: 6,
    Verdict.EXCLUDED: 1,
}
"""How many participants have each answer in the example."""


def _example() -> Result:
    codes = {Verdict.UNKNOWN: "answer", Verdict.EXCLUDED: "died_before_deadline"}
    ways = {
        Signature(v, codes.get(v, ""), v in (Verdict.MET, Verdict.MET_LATE)): n
        for v, n in COUNTS.items()
    }
    found = evolve(
        empty_tally(METHOD, on=DEMO_DAY),
        journals=sum(COUNTS.values()),
        counts={"plan_in_time": ways},
    )
    return results_of(found, METHOD)["plan_in_time"]


def _people(lang: str) -> str:
    return WORDS[lang]["answers"].format(count=sum(COUNTS.values()))


def figure(canvas: Canvas, lang: str) -> float:
    said, result = WORDS[lang], _example()
    columns = 3 if canvas.is_wide else 2
    cell, high = (canvas.width - 4 - 12 * (columns - 1)) / columns, 76.0 if canvas.is_wide else 92.0
    y = canvas.wrap(2, 20, _people(lang), canvas.width - 4, "strong") - 4
    for place, (verdict, count) in enumerate(COUNTS.items()):
        at = 2 + place % columns * (cell + 12), y + place // columns * (high + 12)
        canvas.rect(*at, cell, high, kind=_part_of(verdict))
        canvas.write(at[0] + 12, at[1] + 34, str(count), "number")
        canvas.wrap(at[0] + 12, at[1] + 60, label(verdict, lang), cell - 20)
    y += (len(COUNTS) // columns) * (high + 12) + 28
    y = canvas.wrap(2, y, said["bar"].format(of=result.lower.of), canvas.width - 4, "strong") + 6
    inner = canvas.width - 4
    unit = inner / result.lower.of
    aim = -(-result.target.at_least * result.lower.of // 100)
    parts = (
        (result.lower.met, "on"),
        (result.upper.met - result.lower.met, "unsure"),
        (result.lower.of - result.upper.met, "box"),
    )
    x = 2.0
    bar = y + 26
    for count, kind in parts:
        canvas.rect(x, bar, count * unit, 40, kind=kind, radius=0)
        canvas.write(x + count * unit / 2, bar + 26, str(count), "strong", "middle")
        x += count * unit
    line = 2 + aim * unit
    for end in (bar, bar + 40):
        canvas.line((line, end - 10), (line, end + 10), kind="bold")
    target = said["aim"].format(aim=aim, percent=result.target.at_least)
    canvas.write(line, bar - 18, target, "text", "end" if not canvas.is_wide else "middle")
    y = bar + 78
    for share, key in ((result.lower, "certain"), (result.upper, "at_most")):
        words = text(f"report.line.{key}", lang)
        of = text("report.of", lang, met=share.met, of=share.of)
        y = canvas.wrap(2, y, f"{words}: {of}", inner)
    y += 10
    for outcome in (Outcome.REACHED, Outcome.NOT_REACHED, Outcome.UNDECIDED):
        words = said[f"when_{outcome.value}"]
        lines = len(lines_of(words, inner - 24))
        canvas.rect(
            2, y, inner, lines * LINE + 44, kind="on" if outcome is result.outcome else "box"
        )
        canvas.write(14, y + 26, label(outcome, lang), "strong")
        canvas.wrap(14, y + 48, words, inner - 24)
        y += lines * LINE + 56
    return y - 8


def _part_of(verdict: Verdict) -> str:
    if verdict in (Verdict.NOT_YET_DUE, Verdict.EXCLUDED):
        return "out"
    return {Verdict.MET: "on", Verdict.UNKNOWN: "unsure"}.get(verdict, "box")


def figure_in_words(lang: str) -> list[str]:
    said, result = WORDS[lang], _example()
    each = ", ".join(f"{label(v, lang)} {n}" for v, n in COUNTS.items())
    lower = text("report.of", lang, met=result.lower.met, of=result.lower.of)
    upper = text("report.of", lang, met=result.upper.met, of=result.upper.of)
    aim = -(-result.target.at_least * result.lower.of // 100)
    return [
        f"{_people(lang)} {each}.",
        said["figure_words"].format(lower=lower, upper=upper, aim=aim),
        *(
            f"**{label(outcome, lang)}**: {said[f'when_{outcome.value}']}"
            for outcome in (Outcome.REACHED, Outcome.NOT_REACHED, Outcome.UNDECIDED)
        ),
        said["so_here"].format(outcome=label(result.outcome, lang)),
    ]


# Consent, and what it opens for


def _asked(*, ground: StatutoryGround | None = None, recipient: str = "") -> Sharing:
    case = Case.of(Journal(subject="P-0001", entries=[RELEASE]), on=RELEASE.first)
    question = evolve(ASKED, on=RELEASE.first, ground=ground)
    if recipient:
        question = evolve(question, recipient=recipient)
    return may_share(case, question, METHOD, RELEASE_PARTIES).verdict


ASKS = (
    Miss.OTHER_KIND,
    Miss.OTHER_DISCLOSER,
    Miss.RECIPIENT_NOT_NAMED,
    Miss.CATEGORY_NOT_INCLUDED,
    Miss.OTHER_PURPOSE,
    Miss.EXPIRED,
)
"""What is asked of each consent, as that in which it may fall short."""


STEM = 24.0
"""Where the line lies that leads from step to step."""


def consent(canvas: Canvas, lang: str) -> float:
    said, inner = WORDS[lang], canvas.width - 4
    y = _box(canvas, 2, said["question"], said["question_note"])
    y = _box(canvas, _down(canvas, y, ""), said["ground"])
    foot = y
    answer = capital(label(_asked(ground=StatutoryGround.OSL_10_2), lang))
    y = _exit(canvas, y, Exit(when=said["yes"], answer=answer), 0) - 22
    canvas.line((STEM, foot), (STEM, y + 22))
    top = _down(canvas, y + 22, said["no"])
    asks = [said[f"asks_{miss.value}"] for miss in ASKS]
    rows = len(lines_of(said["consent"], inner - 24, "strong"))
    rows += sum(len(lines_of(each, inner - 44)) for each in asks)
    canvas.rect(2, top, inner, rows * LINE + 28, kind="box")
    y = canvas.wrap(14, top + 26, said["consent"], inner - 24, "strong") + 2
    for each in asks:
        canvas.dot(20, y - 5, "point", 3)
        y = canvas.wrap(32, y, each, inner - 44)
    foot = y = top + rows * LINE + 28
    exits = (
        Exit(
            when=said["all_yes"],
            answer=capital(label(_asked(), lang)),
            note=said["covered_note"],
            kind="on",
        ),
        Exit(
            when=said["some_no"],
            answer=capital(label(_asked(recipient="sdf"), lang)),
            note=said["missed_note"],
        ),
    )
    for found in exits:
        y = _exit(canvas, y, found, y - foot)
    y += 20
    warning = text("sharing.standing.emergency", lang)
    lines = lines_of(warning, inner - 24)
    canvas.rect(2, y, inner, len(lines) * LINE + 20, kind="warn")
    canvas.wrap(14, y + 26, warning, inner - 24)
    return y + len(lines) * LINE + 24


def _box(canvas: Canvas, y: float, head: str, note: str = "") -> float:
    x, w = 2, canvas.width - 4
    heads = lines_of(head, w - 24, "strong")
    notes = lines_of(note, w - 24) if note else []
    height = (len(heads) + len(notes)) * LINE + 20
    canvas.rect(x, y, w, height, kind="box")
    below = canvas.wrap(x + 12, y + 26, head, w - 24, "strong")
    if note:
        canvas.wrap(x + 12, below, note, w - 24)
    return y + height


def _down(canvas: Canvas, y: float, words: str) -> float:
    canvas.arrow((STEM, y), (STEM, y + 40))
    canvas.write(STEM + 14, y + 26, words)
    return y + 40


@frozen(kw_only=True)
class Exit:
    """An answer to the right of the stem, and when it is the one."""

    when: str
    answer: str
    note: str = ""
    kind: str = "box"


def _exit(canvas: Canvas, y: float, found: Exit, rail: float) -> float:
    """Draws an answer; its line begins *rail* above it."""
    left = STEM + 28
    width = canvas.width - left - 2
    lines = lines_of(found.answer, width - 24, "strong")
    notes = lines_of(found.note, width - 24) if found.note else []
    canvas.write(left, y + 24, found.when)
    top = y + 36
    height = (len(lines) + len(notes)) * LINE + 20
    canvas.rect(left, top, width, height, kind=found.kind)
    below = canvas.wrap(left + 12, top + 26, found.answer, width - 24, "strong")
    if found.note:
        canvas.wrap(left + 12, below, found.note, width - 24)
    canvas.arrow((STEM, y - rail), (STEM, top + 22), (left, top + 22))
    return top + height


def consent_in_words(lang: str) -> list[str]:
    said = WORDS[lang]
    ground = label(_asked(ground=StatutoryGround.OSL_10_2), lang)
    covered, missed = label(_asked(), lang), label(_asked(recipient="sdf"), lang)
    asks = " ".join(said[f"asks_{miss.value}"] for miss in ASKS)
    return [
        f"{said['ground']} {said['yes']}: **{ground}**.",
        f"{said['no']}: {said['consent']} {asks}",
        f"{said['all_yes']}: **{covered}**. {said['covered_note']}",
        f"{said['some_no']}: **{missed}**. {said['missed_note']}",
        text("sharing.standing.emergency", lang),
    ]


DIAGRAMS: Mapping[str, tuple[Drawer, Callable[[str], list[str]]]] = {
    "path": (path, path_in_words),
    "chain": (chain, chain_in_words),
    "two_clocks": (two_clocks, two_clocks_in_words),
    "figure": (figure, figure_in_words),
    "consent": (consent, consent_in_words),
}
"""By name: what draws the picture, and what tells it in words."""


def diagram(page: Page, name: str) -> str:
    """A picture, wide and narrow, with its words below."""
    draw, tell = DIAGRAMS[name]
    title, about = WORDS[page.lang][f"{name}_title"], WORDS[page.lang][f"{name}_about"]
    parts = ['<figure class="diagram" data-search-exclude>']
    for width, kind in ((WIDE, "wide"), (NARROW, "narrow")):
        canvas = Canvas(width=width)
        height = draw(canvas, page.lang)
        key = f"{name}-{kind}"
        box = f'viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}"'
        parts += [
            f'<svg class="diagram-{kind}" role="img" aria-labelledby="{key}-t {key}-d" {box}>',
            f'<title id="{key}-t">{escape(title)}</title>',
            f'<desc id="{key}-d">{escape(about)}</desc>',
            *canvas.parts,
            "</svg>",
        ]
    parts.append("</figure>")
    told = "".join(f"    - {each}\n" for each in tell(page.lang))
    return "\n".join(parts) + f'\n\n??? info "{WORDS[page.lang]["in_words"]}: {title}"\n\n{told}'


DIAGRAM_MAKERS: Mapping[str, Callable[..., str]] = {"diagram": diagram}
