"""The pages to look things up in hold all that is in the code, and nothing that is not.

A row or a section tells of the code that is set as its anchor.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import cm_method
from cm_method import (
    LANGUAGES,
    Case,
    ContactStatus,
    Duty,
    Journal,
    Mark,
    Method,
    Outcome,
    Parameters,
    Started,
    Task,
    Verdict,
    agenda,
)
from cm_method.case.kinds import BY_TAG
from cm_method.cohort.wording import capital
from cm_method.demo import DEMO_DAY, QUARTER_BEFORE
from cm_method.demo.generate import demo
from cm_method.labels import catalogue, label
from cm_method.partnership.calendar import OccasionKind
from cm_method.rules.method import Span
from tests.docs.cases import LONG_AFTER, SITUATIONS, START, contact, started
from tests.docs.lookup_tables import (
    AROUND,
    CLOCKS,
    DOINGS,
    DUTIES,
    GLOSSARY,
    OTHER_TIMES,
    PARAMETERS,
    TOLD_ON,
    Word,
    answer_on,
    children,
    choices,
    reason_codes,
)
from tests.docs.pages import BEGIN, DOCS, END, read_page
from tests.docs.rule_pages import METHOD, OTHERS, RULES

ANCHOR = re.compile(r"\{ #([\w-]+) \}")
NAMES = [rule.name for rule in RULES]
ROOT = Path(__file__).resolve().parents[2]

IN_SWEDISH = {
    "rule_sections": "sla-upp/regler.md",
    "all_parameters": "sla-upp/parametrar.md",
    "deadlines": "sla-upp/tidsgranser.md",
    "duty_days": "sla-upp/tidsgranser.md",
    "agreement_days": "sla-upp/tidsgranser.md",
    "verdicts": "sla-upp/svar.md",
    "outcomes": "sla-upp/svar.md",
    "marks": "sla-upp/svar.md",
    "entry_kinds": "sla-upp/anteckningar.md",
    "child_rows": "sla-upp/anteckningar.md",
    "choice_lists": "sla-upp/anteckningar.md",
    "glossary": "sla-upp/ord.md",
}
IN_ENGLISH = {
    "rule_overview": "look-up.md",
    **{name: "look-up.md" for name, path in IN_SWEDISH.items() if "anteckningar" not in path},
    **{name: "entries.md" for name, path in IN_SWEDISH.items() if "anteckningar" in path},
    "glossary": "words.md",
    "reasons": "look-up.md",
}
del IN_ENGLISH["rule_sections"]

TOLD = {
    "rule_sections": NAMES,
    "rule_overview": NAMES,
    "all_parameters": list(PARAMETERS),
    "deadlines": [f"due-{name}" for name in NAMES],
    "duty_days": [duty.value for duty in Duty],
    "verdicts": [verdict.value for verdict in Verdict],
    "outcomes": [outcome.value for outcome in Outcome],
    "marks": [mark.value for mark in Mark],
    "reasons": [f"reason-{code}" for code in reason_codes()],
    "entry_kinds": list(BY_TAG),
    "child_rows": [each.__name__ for each in children()],
    "choice_lists": [each.__name__ for each in choices()],
}
"""By table: the code of everything that it tells of, as the code of the library has it."""


def made(lang: str, table: str) -> str:
    """What stands under every marker of a table, on the page of the language."""
    where = (IN_SWEDISH if lang == "sv" else IN_ENGLISH)[table]
    words = read_page(lang, DOCS / lang / where).text
    return "".join(
        words[begin.end() : words.index(END, begin.end())]
        for begin in BEGIN.finditer(words)
        if begin["what"].split()[0] == table
    )


@pytest.mark.parametrize(
    ("lang", "table"),
    [("sv", table) for table in TOLD if table in IN_SWEDISH]
    + [("en", table) for table in TOLD if table in IN_ENGLISH],
)
def test_a_table_tells_of_everything_and_of_nothing_else(lang: str, table: str) -> None:
    assert sorted(ANCHOR.findall(made(lang, table))) == sorted(TOLD[table])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_day_of_the_agreement_has_its_row(lang: str) -> None:
    found = set(re.findall(r"`(\w+)`", made(lang, "agreement_days")))
    assert found == {kind.value for kind in OccasionKind}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_anchor_is_set_twice_on_a_page(lang: str) -> None:
    for name in {*IN_SWEDISH.values(), *IN_ENGLISH.values()}:
        path = DOCS / lang / name
        anchors = ANCHOR.findall(path.read_text(encoding="utf-8")) if path.is_file() else []
        assert len(anchors) == len(set(anchors)), name


def test_the_names_of_the_parameters_are_those_of_the_class() -> None:
    assert list(PARAMETERS) == list(Parameters.__annotations__)


def test_every_value_is_used_by_a_rule_or_told_of_on_a_page() -> None:
    used = {name for rule in RULES for name in rule.uses}
    assert set(PARAMETERS) - used | {"default_holder"} == set(TOLD_ON)


@pytest.mark.parametrize("name", TOLD_ON)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_that_is_said_to_tell_of_a_value_names_it(lang: str, name: str) -> None:
    page = TOLD_ON[name][lang == "en"]
    assert name in (DOCS / lang / page).read_text(encoding="utf-8")


# Deadlines


def test_every_time_of_the_method_is_among_the_deadlines() -> None:
    """A time is a parameter that holds a span, or says in its name that it counts days."""
    given = METHOD.parameters
    times = {
        name
        for name in PARAMETERS
        if isinstance(getattr(given, name).value, Span) or name.endswith(("_days", "_day"))
    }
    times -= {"start_day"}  # which day, not how many
    of_rules = {clock.parameter for clocks in CLOCKS.values() for clock in clocks} - {""}
    others = {each.parameter for each in OTHER_TIMES}
    assert of_rules | others == times
    assert not of_rules & others
    for lang in LANGUAGES:
        where = "sla-upp/tidsgranser.md" if lang == "sv" else "look-up.md"
        words = (DOCS / lang / where).read_text(encoding="utf-8")
        assert [each for each in (*others, "disposal_spans") if f"#{each})" not in words] == []


def test_every_rule_says_what_its_time_is_counted_from() -> None:
    assert sorted(CLOCKS) == sorted(NAMES)
    for rule in RULES:
        first = CLOCKS[rule.name][0]
        assert first.parameter == rule.deadline or not rule.deadline
        assert (first.counted == "end") == rule.after_the_end
    without = {name for name in NAMES if CLOCKS[name][0].counted in ("at_once", "no_last_day")}
    assert set(DOINGS) == set(NAMES) - without


@pytest.mark.parametrize("rule", DOINGS)
def test_the_last_day_itself_is_in_time_and_the_day_after_is_not(rule: str) -> None:
    doing = DOINGS[rule]
    assert len(AROUND) == len({"before", "on", "after"})
    assert answer_on(rule, doing, doing.due, doing.due) is Verdict.MET
    assert answer_on(rule, doing, None, doing.due) in (Verdict.MISSED, Verdict.UNKNOWN)
    after = answer_on(rule, doing, date.fromordinal(doing.due.toordinal() + 1), LONG_AFTER)
    assert after is not Verdict.MET


# Duties


def _tasks() -> Iterator[tuple[Task, Method]]:
    """What the agenda asks for, of made-up cases on many days."""
    made_up = demo()
    for on in (QUARTER_BEFORE, DEMO_DAY):
        cases = [
            Case.of(journal, on=on, known=on) for journal in made_up.register.journals.values()
        ]
        for task in agenda(cases, METHOD):
            yield task, METHOD
    visit = evolve(contact(START, ContactStatus.PLANNED), id="visit", planned_for=LONG_AFTER)
    planned = Journal(subject="P-0001", entries=[started(), visit])
    for task in agenda([Case.of(planned, on=START)], METHOD):
        yield task, METHOD
    for method in (METHOD, *OTHERS):
        for situations in SITUATIONS.values():
            for situation in situations:
                entries = [
                    evolve(e, id=f"e-{place}") if e.id == "?" else e
                    for place, e in enumerate(situation.entries)
                ]
                entries = [
                    evolve(e, edition=method.code) if isinstance(e, Started) else e for e in entries
                ]
                case = Case.of(Journal(subject="P-0001", entries=entries), on=situation.on)
                for task in agenda([case], method):
                    yield task, method


def test_the_agenda_gives_each_duty_the_day_and_the_source_that_the_page_says() -> None:
    found: set[Duty] = set()
    for task, method in _tasks():
        by = DUTIES[task.duty]
        found.add(task.duty)
        assert (task.by is None) == (by.when == "at_once")
        assert task.source == (method.rule_of(by.rule).source if by.rule else None)
    assert found == set(Duty)
    assert list(DUTIES) == list(Duty)


# Every rule: a page, a section, a worked example, tests of its own, a source


def _named_in(folder: Path) -> Iterator[str]:
    """The rules that worked cases are written for."""
    for path in folder.rglob("*.toml"):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        for each in (told, *told.get("case", ())):
            for asked in (each, *each.get("asked", ())):
                if "rule" in asked:
                    yield asked["rule"]


def test_every_rule_has_worked_cases_and_no_worked_case_is_of_another_rule() -> None:
    apart = {name for rule in RULES for name in rule.apart}
    assert set(_named_in(ROOT / "tests" / "examples")) - apart == set(NAMES)


def test_every_rule_has_a_source_in_a_document_or_a_reading() -> None:
    every = [rule for method in (METHOD, *OTHERS) for rule in (*method.rules, *method.recurring)]
    assert {rule.name for rule in every} == set(NAMES)
    assert [rule.name for rule in every if not (rule.source.quote or rule.source.readings)] == []


# Words

UNUSED = {"handläggare", "inledd/avslutad insats"}
"""A word that neither code nor pages use, and one that is two here."""
DOMAIN = ROOT.parent / "shared" / "domain.md"


def test_the_words_are_those_of_the_glossary_of_the_domain() -> None:
    if not DOMAIN.is_file():
        pytest.skip("the page of the domain does not lie beside this checkout")
    section = DOMAIN.read_text(encoding="utf-8").partition("## 6. Glossary")[2].partition("\n\n")[2]
    pairs = [" ".join(pair.split()) for pair in section.split("·")]
    ours = {f"{word.sv} {word.en}".casefold() for word in GLOSSARY}
    missing = [pair for pair in pairs if pair.casefold() not in ours]
    assert [pair for pair in missing if not pair.startswith(tuple(UNUSED))] == []


def _everything_said(lang: str) -> str:
    installed = Path(cm_method.__file__).parent
    code = " ".join(path.read_text(encoding="utf-8") for path in installed.rglob("*.py"))
    said = " ".join(catalogue(lang).values())
    return f"{said} {code} {code.replace('_', ' ')}".casefold()


SAID = {lang: _everything_said(lang) for lang in LANGUAGES}


@pytest.mark.parametrize("word", GLOSSARY, ids=lambda word: word.en)
def test_a_word_of_the_glossary_is_used_and_is_explained_where_it_leads(word: Word) -> None:
    for lang in LANGUAGES:
        assert word.stem(lang).casefold() in SAID[lang]
        assert (DOCS / lang / word.where(lang)).is_file()
    page = " ".join((DOCS / "sv" / word.page_sv).read_text(encoding="utf-8").split())
    assert word.stem("sv").casefold() in page.casefold()


ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"


def test_the_words_stand_in_the_order_of_the_swedish_alphabet() -> None:
    ordered = [[ALPHABET.find(letter) for letter in word.sv.casefold()] for word in GLOSSARY]
    assert ordered == sorted(ordered)
    assert len({word.sv for word in GLOSSARY}) == len(GLOSSARY)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_glossary_has_its_row(lang: str) -> None:
    found = re.findall(r"^\| \*\*(.+?)\*\* \|", made(lang, "glossary"), re.MULTILINE)
    assert sorted(found) == sorted(word.word(lang) for word in GLOSSARY)


def test_what_a_duty_is_called_stands_in_its_row() -> None:
    for duty in Duty:
        assert f"**{capital(label(duty, 'sv'))}**" in made("sv", "duty_days")
