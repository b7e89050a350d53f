"""The account and the final report as Markdown: well-formed, and small counts stay in the house."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from cm_method.adapters.markdown import account_to_markdown, final_report_to_markdown
from cm_method.case.agreements import (
    Activity,
    ActivityHeld,
    ReportPart,
    TrainingHeld,
    VisitorsCounted,
)
from cm_method.case.crisis_plans import ReviewTrigger, SituationChanged
from cm_method.case.meetings import MeetingHeld
from cm_method.case.needs import NeedArea, NeedAssessed
from cm_method.case.register import Register
from cm_method.cohort.disclosure import LEAST
from cm_method.cohort.results import Result
from cm_method.cohort.wording import title
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES, text
from cm_method.partnership.accounts import account
from cm_method.partnership.agreement import agreement_on
from cm_method.partnership.final_report import FinalReport, final_report
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Measure
from cm_method.rules.milestone import Verdict
from cm_method.testing.strategies import EDITION, days, journals
from tests.agreed import (
    FIRST,
    LAST,
    agreed,
    agreed_registers,
    copies,
    everything,
    noted,
    statement,
)

METHOD = EDITIONS[EDITION]
FEW = {"sv": "färre än 5", "en": "fewer than 5"}
NOTHING_MISSING = {"sv": "Inget saknas.", "en": "Nothing is missing."}
MISSING = {"sv": "## Det här saknas", "en": "## What is missing"}


def report_of(register: Register, on: date = LAST) -> FinalReport:
    made = agreement_on(register.partnership, on=on)
    assert made is not None
    return final_report(register, register.partnership, METHOD, made, on=on)


def the_report(register: Register, lang: str = "sv", on: date = LAST, **more: Any) -> str:
    return final_report_to_markdown(report_of(register, on), lang, **more)


def the_account(register: Register, lang: str = "sv", on: date = LAST, **more: Any) -> str:
    made = agreement_on(register.partnership, on=on)
    assert made is not None
    return account_to_markdown(account(register, register.partnership, made, on=on), lang, **more)


def both(register: Register, lang: str = "sv", on: date = LAST) -> tuple[str, str]:
    """The account and the final report."""
    return the_account(register, lang, on), the_report(register, lang, on)


def cells(line: str) -> list[str]:
    """The cells of a row, as Markdown divides it: a sign after a backslash is only a sign."""
    found, escaped = [""], False
    for letter in line.strip().removeprefix("|"):
        if letter == "|" and not escaped:
            found.append("")
            continue
        escaped = letter == "\\" and not escaped
        found[-1] += letter
    assert not found.pop()
    return [cell.strip() for cell in found]


def tables(markdown: str) -> list[list[list[str]]]:
    """Every table as its rows, the headings first and without the line below them."""
    blocks = [block.splitlines() for block in markdown.split("\n\n")]
    return [
        [cells(row) for place, row in enumerate(block) if place != 1]
        for block in blocks
        if block[0].startswith("|")
    ]


def well_formed(markdown: str) -> None:
    """Every block is a heading, a table, a list, a quotation, or one line of words."""
    assert markdown.endswith("\n")
    assert not markdown.endswith("\n\n")
    level = 0
    for block in markdown.removesuffix("\n").split("\n\n"):
        lines = block.splitlines()
        assert lines
        if block.startswith("|"):
            (first, under, *_), width = lines, len(cells(lines[0]))
            assert [len(cells(line)) for line in lines] == [width] * len(lines)
            assert all(re.fullmatch("---:?", cell) for cell in cells(under))
            assert all(cells(first))
            continue
        if block.startswith((">", "-")):
            assert {line[0] for line in lines} == {block[0]}
            continue
        assert len(lines) == 1
        if block.startswith("#"):
            signs = re.match("#+ ", block)
            assert signs is not None
            deeper, level = level + 1, len(signs.group()) - 1
            assert level <= deeper
    assert len(re.findall("^# ", markdown, flags=re.MULTILINE)) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_six_parts_come_in_order_each_under_its_heading(lang: str) -> None:
    found = re.findall("^## ([0-9].*)", the_report(agreed(*everything()), lang), re.MULTILINE)
    wanted = {
        "sv": [
            "1. Hur verksamheten har genomförts",
            "2. Hur väl målen har uppnåtts",
            "3. Om respektive part har bidragit enligt överenskommet",
            "4. Om tidsplan och budget hölls",
            "5. Vad parterna har lärt sig",
            "6. Följeforskningens resultat",
        ],
        "en": [
            "1. How the work was done",
            "2. How well the goals were reached",
            "3. Whether each party contributed as agreed",
            "4. Whether timetable and budget held",
            "5. What the parties learned",
            "6. Results of the accompanying research",
        ],
    }
    assert found == wanted[lang]


def test_each_part_has_its_own_figures() -> None:
    trained = noted(TrainingHeld, "av-80", FIRST, party="sdf", trained=12)
    markdown = the_report(agreed(*everything(), trained))
    headings = re.findall("^#{2,3} (.*)", markdown, flags=re.MULTILINE)
    assert headings == [
        "1. Hur verksamheten har genomförts",
        "Siffror",
        "2. Hur väl målen har uppnåtts",
        "Resultatmålen",
        "Övergripande mål, beskrivande siffror",
        "3. Om respektive part har bidragit enligt överenskommet",
        "Utbildade i CM, antal medarbetare",
        "4. Om tidsplan och budget hölls",
        "Uppföljningar",
        "Kostnader mot taket",
        "5. Vad parterna har lärt sig",
        "6. Följeforskningens resultat",
    ]
    assert "| Stadsdelen | 12 |" in markdown
    assert "| Tak | 1\N{NO-BREAK SPACE}000 kr |" in markdown
    assert "| Personer vid informationstillfällena (inte unika) | 20 |" in markdown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_state_that_the_figures_are_of_is_said(lang: str) -> None:
    everything_known = {
        "sv": "Läget den 2027-04-30, enligt allt som är antecknat i registret.\n",
        "en": "As of 2027-04-30, by all that is recorded in the register.\n",
    }
    for markdown in both(agreed(*everything()), lang):
        assert f"\n{everything_known[lang]}" in markdown
    register, known = agreed(*everything()), date(2027, 1, 31)
    made = agreement_on(register.partnership, on=LAST, known=known)
    assert made is not None
    then = account(register, register.partnership, made, on=LAST, known=known)
    assert str(known) in account_to_markdown(then, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_complete_report_says_that_nothing_is_missing(lang: str) -> None:
    for markdown in both(agreed(*everything()), lang):
        assert NOTHING_MISSING[lang] in markdown
        assert MISSING[lang] not in markdown


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("av-2", "- Avtalets läge är ”föreslaget”. Det är inte antecknat som gällande."),
        ("av-möte-1", "- Av 3 uppföljningar i projektgruppen är 2 antecknade som hållna."),
        ("av-akt-0", "- Inga informationstillfällen är antecknade."),
        ("av-bes", "- Ingen har räknat unika besökare från 2026-05-01."),
        ("av-goals-sdf", "- Under ”hur väl målen har uppnåtts” saknas text från Stadsdelen."),
        (
            "av-research-mchs",
            "- Under ”följeforskningens resultat” saknas text från Högskolan.",
        ),
    ],
)
def test_what_is_missing_is_listed(left_out: str, said: str) -> None:
    entries = [entry for entry in everything() if entry.id != left_out]
    markdown = the_report(agreed(*entries))
    assert "Inget saknas." not in markdown
    block = markdown.split(MISSING["sv"])[1].split("\n\n")[1].splitlines()
    assert len(block) == 1
    assert block[0].startswith(said)


def test_who_has_not_written_is_named_in_the_part_itself() -> None:
    entries = [entry for entry in everything() if entry.id != "av-learned-sdf"]
    part = the_report(agreed(*entries)).split("## 5. ")[1].split("## 6. ")[0]
    assert part == (
        "Vad parterna har lärt sig\n\n**Hela Människan**\n\n> Det gick bra.\n\n"
        "*Text saknas från Stadsdelen.*\n\n"
    )


# --- what a party may have written -------------------------------------------------------------

WILD = (
    "# Rubrik\n\n## 9. Egen del\n| a | b |\n|---|---|\r\n<script>alert(1)</script>\n"
    "```\n> citat\n</div>\n\n---\n\n- punkt\x0bmer\u2028mer\x85mer\n<!-- \n**"
)


def test_the_words_of_a_party_cannot_leave_their_quotation() -> None:
    entries = [entry for entry in everything() if entry.id != "av-learned-sdf"]
    wild = statement("av-99", "sdf", ReportPart.LEARNED, WILD)
    tame = statement("av-99", "sdf", ReportPart.LEARNED, "Lugna ord.")
    markdown, calm = the_report(agreed(*entries, wild)), the_report(agreed(*entries, tame))
    well_formed(markdown)
    own = "**Stadsdelen**\n\n> Lugna ord.\n"
    before, _, after = calm.rpartition(own)
    assert markdown.startswith(before)
    assert markdown.endswith(after)
    quoted = markdown.removeprefix(before).removesuffix(after).split("\n\n", 1)[1]
    assert all(re.match("> |>$", line) for line in quoted.splitlines())
    assert "<" not in quoted
    assert "> # Rubrik" in quoted
    assert "> > citat" in quoted


@given(st.text(min_size=1).filter(lambda said: bool(said.strip())))
def test_any_words_stay_in_their_quotation(said: str) -> None:
    entries = [entry for entry in everything() if entry.id != "av-learned-sdf"]
    markdown = the_report(agreed(*entries, statement("av-99", "sdf", ReportPart.LEARNED, said)))
    well_formed(markdown)
    part = markdown.split("**Stadsdelen**\n\n")[-1].split("\n\n")[0]
    assert all(line.startswith(">") for line in re.split("[\r\n]", part))
    assert "## 6. " in markdown
    assert "<" not in part


def test_the_lines_and_paragraphs_of_a_party_are_kept() -> None:
    said = statement("av-99", "sdf", ReportPart.LEARNED, "Ett.\nTvå.\n\nTre.  \n")
    assert "> Ett.\n> Två.\n>\n> Tre.\n\n" in the_report(agreed(*everything(), said))


def test_the_latest_words_of_a_party_stand_alone() -> None:
    later = statement("av-99", "sdf", ReportPart.LEARNED, "Nya ord.")
    part = the_report(agreed(*everything(), later)).split("## 5. ")[1].split("## 6. ")[0]
    assert part.count("**Stadsdelen**") == 1
    assert part.count(">") == 2
    assert "> Nya ord." in part


@pytest.mark.parametrize(
    "name", ["a|b", "a\\|b", "a\nb", "<b>x", "*x*", "`x", "# x", "[x](y)", "a\u2028b", "&lt;x"]
)
def test_a_name_is_never_taken_for_markup(name: str) -> None:
    parties = {"sdf": name, "hm": "Hela Människan", "mchs": "Högskolan"}
    trained = noted(TrainingHeld, "av-80", FIRST, party="sdf", trained=12)
    entries = [entry for entry in everything() if entry.id != "av-learned-sdf"]
    markdown = the_report(agreed(*entries, trained, parties=parties, agreement=name))
    well_formed(markdown)
    (table,) = [rows for rows in tables(markdown) if len(rows) == 2 and rows[1][1] == "12"]
    shown = re.sub(r"\\(.)", r"\1", table[1][0])
    assert shown == " ".join(name.splitlines())
    assert not re.search(r"(?<!\\)[<`\[]", markdown)


# --- nothing about a person --------------------------------------------------------------------


@given(agreed_registers(), days(date(2026, 6, 1), date(2030, 1, 1)), st.sampled_from(LANGUAGES))
def test_any_register_gives_well_formed_pages_without_codes(
    register: Register, on: date, lang: str
) -> None:
    if agreement_on(register.partnership, on=on) is None:
        return
    for markdown in both(register, lang, on):
        well_formed(markdown)
        assert not re.search(r"\bP-\d|\bcm-\d|\b(hm|hsf|av|sdf)-\d|\bhm\b|\bhsf\b", markdown)


@given(agreed_registers(), days(date(2026, 6, 1), date(2030, 1, 1)), st.sampled_from(LANGUAGES))
def test_a_count_of_people_is_none_or_large_or_said_to_be_small(
    register: Register, on: date, lang: str
) -> None:
    if agreement_on(register.partnership, on=on) is None:
        return
    keys = (
        "account.visitors",
        "account.informed",
        "account.outreach.people",
        "account.reached_by_outreach",
    )
    named = [text(key, lang) for key in keys]
    allowed = {FEW[lang], text("account.not_counted", lang), text("account.not_shown", lang), "0"}
    report = report_of(register, on)
    for markdown in both(register, lang, on):
        rows = [row for table in tables(markdown) for row in table]
        counts = [row for row in rows if row[0].split(",")[0] in named]
        assert len(counts) == len(named)
        for _, shown in counts:
            number = shown.removeprefix(text("account.at_least", lang, count=""))
            assert shown in allowed or int(number) >= LEAST
        unit = "(deltagare|personer)" if lang == "sv" else "(participant|people|person)"
        assert not re.search(rf"\b[1-4] {unit}", markdown)
    (targets,) = [table for table in tables(markdown) if len(table[0]) > 2]
    assert [row[0] for row in targets[1:]] == [title(r, lang) for r in report.standing.results]
    for row, result in zip(targets[1:], report.standing.results, strict=True):
        people = result.target.measure is Measure.PEOPLE
        sizes = [result.lower.met] if people else [result.lower.of, result.upper.of]
        if any(0 < size < LEAST for size in sizes):
            unit = "deltagare" if lang == "sv" else "participants"
            assert [cell for cell in row[1:] if cell] == [f"{FEW[lang]} {unit}"]
        else:
            assert FEW[lang] not in "".join(row)
            small = not people and any(0 < number < LEAST for number in ways(report, result))
            assert ("".join(row[2:]) == text("markdown.not_shown", lang)) is small
            outcome = text(f"Outcome.{result.outcome.value}", lang)
            assert row[1] == ("" if small and min(sizes) < 2 * LEAST else outcome)


def ways(report: FinalReport, result: Result) -> tuple[int, ...]:
    """Met, not met, no answer in one of three ways, not counted: all else follows from these."""
    found = dict.fromkeys(("met", "not_met", "answer", "perhaps_done", "perhaps_not", "rest"), 0)
    for signature, count in report.standing.results.tally.of(result.target.rule).items():
        way = {Verdict.MET: "met", Verdict.MISSED: "not_met", Verdict.MET_LATE: "not_met"}.get(
            signature.verdict, "rest"
        )
        if signature.verdict is Verdict.UNKNOWN:
            perhaps = "perhaps_done" if signature.done else "perhaps_not"
            way = perhaps if signature.code == "membership" else "answer"
        found[way] += count
    return tuple(found.values())


def without_meetings(journal: Journal) -> Journal:
    kept = [each for each in journal.entries if not isinstance(each, MeetingHeld)]
    return attrs.evolve(journal, entries=kept)


@given(journals().map(without_meetings), days(date(2026, 6, 1), date(2029, 5, 1)))
@settings(max_examples=25)
def test_nobody_can_tell_one_participant_from_four(journal: Journal, on: date) -> None:
    """Meetings are left out: contacts are counted as such, however few had them."""
    register = agreed(last=date(2029, 5, 1))
    pages = {
        both(attrs.evolve(register, journals=tuple(copies(journal, number))), "sv", on)
        for number in range(1, LEAST)
    }
    assert len(pages) == 1


@pytest.mark.parametrize("make", ["visitors", "informed", "outreach"])
def test_nobody_can_tell_one_from_four_in_what_is_counted(make: str) -> None:
    def counted(number: int) -> Entry:
        if make == "visitors":
            return noted(VisitorsCounted, "av-99", LAST, first=FIRST, last=LAST, persons=number)
        activity = Activity.OUTREACH if make == "outreach" else Activity.INFORMATION_EVENT
        return noted(ActivityHeld, "av-99", FIRST, activity=activity, people=number, hours=1)

    kept = [e for e in everything() if e.id not in {"av-akt-0", "av-akt-1", "av-bes"}]
    pages = [both(agreed(*kept, counted(number))) for number in range(LEAST + 1)]
    assert len(set(pages[1:LEAST])) == 1
    assert len({pages[0], pages[1], pages[LEAST]}) == 3
    assert f"| {LEAST} |" in pages[LEAST][1]


def with_crises(participants: int, crises: int) -> str:
    """The report of so many participants; all the crises are one person's."""
    register = agreed(participants=participants)
    first, *others = register
    noticed = [
        noted(SituationChanged, f"hm-4{day}", date(2026, 9, day), change=ReviewTrigger.CRISIS)
        for day in range(1, crises + 1)
    ]
    more = attrs.evolve(first, entries=(*first.entries, *noticed))
    return the_report(attrs.evolve(register, journals=(more, *others)))


def test_large_figures_about_few_people_are_not_shown_either() -> None:
    assert "Antecknade kriser" not in with_crises(4, 10)
    assert "Färre än 5 deltagare." in with_crises(4, 10)
    assert "| Antecknade kriser | 10 |" in with_crises(5, 10)
    assert "| Antecknade kriser | färre än 5 |" in with_crises(5, 2)


FEW_DUE = ["färre än 5 deltagare", "", "", ""]
NOTHING_TOLD = ["", "visas inte", "", ""]
COUNTS_NOT_SHOWN = ["Målet är inte nått", "visas inte", "", ""]


@pytest.mark.parametrize(
    ("concerned", "unknown", "told"),
    [
        (0, 2, FEW_DUE),
        (3, 4, FEW_DUE),
        (5, 2, NOTHING_TOLD),
        (9, 2, NOTHING_TOLD),
        (10, 2, COUNTS_NOT_SHOWN),
        (0, 5, ["Går inte att avgöra än", "0 av 5 (0,0 %)", "", ""]),
        (5, 5, ["Målet är inte nått", "0 av 10 (0,0 %)", "0 av 5 (0,0 %)"]),
    ],
)
def test_a_group_is_small_if_either_of_its_bounds_is(
    concerned: int, unknown: int, told: list[str]
) -> None:
    """Target 5 may concern those of whom nothing is assessed, so its bounds have groups apart."""
    needs = [
        noted(NeedAssessed, f"hm-5{number}", date(2026, 6, 2), area=area)
        for number, area in enumerate((NeedArea.ADDICTION, NeedArea.MENTAL_ILL_HEALTH))
    ]
    register = agreed(participants=concerned + unknown)
    people = [
        attrs.evolve(each, entries=(*each.entries, *needs)) if place < concerned else each
        for place, each in enumerate(register)
    ]
    report = the_report(attrs.evolve(register, journals=people))
    (targets,) = [table for table in tables(report) if len(table[0]) > 2]
    row = [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in targets[5][1:]]
    assert row[: len(told)] == told


def test_the_smallest_count_that_is_shown_can_be_chosen() -> None:
    markdown = the_report(agreed(participants=8), least=10)
    assert "visas inte när de är 1 till 9" in markdown
    assert "| Mål 1. Deltagare som får insatsen | färre än 10 deltagare |" in markdown
    assert "| 8 deltagare" not in markdown
    assert "8 deltagare, målet är minst 30" in the_report(agreed(participants=8), least=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_bounds_and_the_interval_are_shown_of_a_group_that_is_large_enough(lang: str) -> None:
    targets = next(t for t in tables(the_report(agreed(participants=6), lang)) if len(t[0]) > 2)
    sv = lang == "sv"
    assert targets[0][-1] == ("Intervall (95 %)" if sv else "Interval (95%)")
    assert targets[3] == [
        "Mål 3. Fullföljda prioriterade kontakter"
        if sv
        else "Target 3. Prioritised contacts followed through",
        "Går inte att avgöra än" if sv else "Undecided",
        "0 av 6 (0,0\N{NO-BREAK SPACE}%)" if sv else "0 of 6 (0.0%)",
        "6 av 6 (100,0\N{NO-BREAK SPACE}%)" if sv else "6 of 6 (100.0%)",
        "0,0\N{NO-BREAK SPACE}% till 100,0\N{NO-BREAK SPACE}%" if sv else "0.0% to 100.0%",
    ]


def test_where_nobody_is_due_no_level_of_an_interval_is_made_up() -> None:
    for register in (agreed(participants=0), agreed(participants=9)):
        markdown = the_report(register, on=date(2026, 6, 10))
        assert "Intervall (" not in markdown
        well_formed(markdown)
