"""Where the partnership stands: the targets at each follow-up, and what each of them takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.json import register_from_json
from cm_method.case.register import Register
from cm_method.cohort.results import results
from cm_method.demo import DEMO_DAY, demo_register_path
from cm_method.labels import LANGUAGES
from cm_method.rules.editions import EDITIONS
from cm_method.testing.strategies import EDITION
from tests.agreed import agreed
from tests.cli.runs import as_json, flat, run, saved

METHOD = EDITIONS[EDITION]


def demo() -> Register:
    return register_from_json(demo_register_path().read_text(encoding="utf-8"))


def test_where_the_demo_stands_in_swedish() -> None:
    result = run("standing", "demo")
    assert result.exit_code == 0
    said = " ".join(flat(result).split())
    for line in (
        "Avtalet är i fasen genomförande.",
        "Målet är nått: 53 deltagare, målet är minst 30. Vid varje uppföljning, och den här dagen:",
        "Målet är nått: 41 av 49 (83,6 %). Intervall (95 %): 70,9 % till 91,5 %.",
        "3 återstår att bedöma. Målet nås, 42 av 52, om svaret blir ja för minst 1 av dem.",
        "2027-08-01 mellan 17 av 26 (65,3 %) och 20 av 26 (76,9 %); går inte att avgöra än",
        "Målet är inte nått: mellan 11 av 21 (52,3 %) och 11 av 19 (57,8 %).",
        "Även om alla svar som saknas är ja krävs 16 av 22: det behövs 5 ja till, och 3 återstår.",
        "Av dem som har startat räknas inte alla: 1 avled före tidsgränsen. Vid varje",
        "Intervallens ändar avrundas utåt",
        "Besök som blev av 105 av 140 (75,0 %)",
        "så en rad kan skilja sig från vad som visades då",
        "Därför används intervallet aldrig för utfallet",
    ):
        assert line in said


def test_where_the_demo_stands_in_english() -> None:
    said = flat(run("standing", "demo", "--lang", "en"))
    for line in (
        "The agreement is in the phase operation.",
        "Reached: 53 participants, the target is at least 30.",
        "Undecided: between 11 of 21 (52.3%) and 16 of 21 (76.1%). Interval (95%): 32.3% to 89.4%.",
        "2026-08-01 3 of 3 (100.0%); reached",
        "if every missing answer is a yes it takes 16 of 22: 5 more are needed, and 3 are left.",
        "Not everybody who has started is counted: 1 died before the deadline. At each",
        "The ends of intervals are rounded outwards",
        "Changes of case manager 12",
    ):
        assert line in said


@pytest.mark.parametrize("known", [None, date(2027, 12, 1)])
def test_the_trend_is_the_results_of_each_day(known: date | None) -> None:
    state = () if known is None else ("--known", known)
    said = as_json(run("standing", "demo", "--json", *state))
    asked = [date.fromisoformat(each["on"]) for each in said["trend"]]
    assert asked[:2] == [date(2026, 8, 1), date(2026, 11, 1)]
    assert asked[-1] == DEMO_DAY
    assert len(asked) == len(set(asked)) == 8
    journals = list(demo())
    for on, shown in zip(asked, said["trend"], strict=True):
        wanted = results(journals, METHOD, on=on, known=known)
        assert shown["results"] == [plain(result) for result in wanted.by_target]
    assert said["results"] == said["trend"][-1]["results"]


def plain(result: Any) -> dict[str, Any]:
    bounds, interval = result.bounds, result.interval
    return {
        "number": result.target.number,
        "rule": result.target.rule,
        "outcome": result.outcome.value,
        "bounds": {
            name: {"met": share.met, "of": share.of}
            for name, share in (
                ("lower", bounds.lower),
                ("upper", bounds.upper),
                ("known", bounds.known),
            )
        },
        "interval": interval
        and {"low": interval.low, "high": interval.high, "percent": interval.percent},
        "short": result.short,
    }


def test_on_the_day_of_a_follow_up_the_day_is_there_once() -> None:
    trend = as_json(run("standing", "demo", "--on", "2028-02-01", "--json"))["trend"]
    assert [each["on"] for each in trend][-2:] == ["2027-11-01", "2028-02-01"]
    before = as_json(run("standing", "demo", "--on", "2026-04-10", "--json"))
    assert [each["on"] for each in before["trend"]] == ["2026-04-10"]
    assert before["phase"] is None


def test_everything_that_is_printed_about_a_target_is_in_the_json_too() -> None:
    for lang in LANGUAGES:
        said = as_json(run("standing", "demo", "--json", "--lang", lang))
        printed = flat(run("standing", "demo", "--lang", lang))
        assert len(said["outlooks"]) == 4
        assert all(each["words"] in printed for each in said["outlooks"].values())
        assert said["indicators"]["participants"] == 53


def test_how_many_are_reckoned_with_can_be_told() -> None:
    usual, more = run("standing", "demo"), run("standing", "demo", "--planned", "60")
    assert "Antagande: 53 deltagare när avtalet slutar." in usual.output
    assert "Antagande: 60 deltagare när avtalet slutar." in more.output
    assert (
        "10 återstår att bedöma. Målet nås, 48 av 59, om svaret blir ja för minst 7 av dem."
        in flat(more)
    )
    fewer = as_json(run("standing", "demo", "--planned", "3", "--json"))
    assert fewer == as_json(run("standing", "demo", "--json"))


@pytest.mark.parametrize("planned", [0, 10, 52])
def test_who_plans_for_fewer_than_have_started_is_told(planned: int) -> None:
    told = flat(run("standing", "demo", "--planned", planned))
    assert f"Fler än {planned} har redan startat, så här räknas alla 53" in told
    assert "Antagande: 53 deltagare när avtalet slutar." in told
    for enough in (("--planned", "53"), ()):
        assert "har redan startat, så här" not in flat(run("standing", "demo", *enough))


def test_what_was_not_recorded_yet_is_not_counted() -> None:
    def met(*state: str) -> list[int]:
        said = as_json(run("standing", "demo", "--json", *state))
        assert said["known"] == (state[1] if state else None)
        return [each["bounds"]["lower"]["met"] for each in said["results"]]

    assert sum(met("--known", "2027-06-30")) < sum(met())


def test_when_those_who_are_short_must_have_started(tmp_path: Path) -> None:
    path = saved(agreed(participants=2), tmp_path)
    said = flat(run("standing", path, "--on", "2026-09-01"))
    assert "Minst 28 deltagare till behöver starta, senast 2027-04-30." in said
    assert "behöver starta" in flat(run("standing", path, "--on", "2027-04-30"))
    assert "behöver starta" not in flat(run("standing", path, "--on", "2027-05-01"))


@pytest.mark.parametrize("first", [date(2020, 1, 1), date(2030, 1, 1)])
def test_an_agreement_that_no_start_can_count_in_is_answered(first: date, tmp_path: Path) -> None:
    """The days of the edition and those of the agreement need not meet."""
    last = first.replace(year=first.year + 2)
    path = saved(agreed(first=first, last=last), tmp_path)
    for on in (date(2026, 4, 1), last):
        if on < date(2026, 4, 1):
            continue
        for lang in LANGUAGES:
            result = run("standing", path, "--on", on, "--lang", lang)
            assert result.exit_code == 0
            assert "behöver starta" not in result.output


@pytest.mark.parametrize("state", [(), ("--known", "2027-12-01"), ("--edition", EDITION)])
def test_the_command_that_shows_the_rest_gives_the_same_figures(state: tuple[str, ...]) -> None:
    printed = run("standing", "demo", "--on", "2028-02-15", *state).output.splitlines()
    line = printed[-1].split()
    assert line == ["cm-method", "report", "demo", "--on", "2028-02-15", *state]
    behind = as_json(run(*line[1:], "--json"))
    said = as_json(run("standing", "demo", "--on", "2028-02-15", *state, "--json"))
    assert [each["bounds"] for each in behind["targets"]] == [
        each["bounds"] for each in said["results"]
    ]
    assert behind["known"] == said["known"]
