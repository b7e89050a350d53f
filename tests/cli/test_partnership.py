"""What the commands about the partnership do alike; the agreement and its calendar."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.json import register_from_json, register_to_json, register_to_lines
from cm_method.case.agreements import (
    AgreementAmended,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    CostIncurred,
    CostKind,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    FollowUpHeld,
)
from cm_method.case.register import Register
from cm_method.demo import DEMO_DAY, demo_register_path
from cm_method.labels import LANGUAGES, text
from cm_method.partnership.agreement import Agreement, agreement_on
from cm_method.partnership.calendar import calendar
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Span
from cm_method.testing.strategies import EDITION, days
from tests.agreed import FIRST, LAST, PARTIES, agreed, agreed_registers, everything, noted
from tests.cli.runs import as_json, flat, run, saved, small

METHOD = EDITIONS[EDITION]
COMMANDS = ("agreement", "calendar", "standing", "account", "final-report")
ON = ("--on", str(LAST))


def demo() -> Register:
    return register_from_json(demo_register_path().read_text(encoding="utf-8"))


def agreement_in(register: Register, on: date, known: date | None = None) -> Agreement:
    found = agreement_on(register.partnership, on=on, known=known)
    assert found is not None
    return found


# --- every command -----------------------------------------------------------------------------

TITLES = {
    "agreement": {"sv": "AVTALET IOP-2026", "en": "THE AGREEMENT IOP-2026"},
    "calendar": {"sv": "KALENDER FÖR IOP-2026", "en": "CALENDAR OF IOP-2026"},
    "standing": {"sv": "LÄGET MOT MÅLEN", "en": "WHERE WE STAND"},
    "account": {"sv": "REDOGÖRELSE: IOP-2026", "en": "WRITTEN ACCOUNT: IOP-2026"},
    "final-report": {"sv": "SLUTRAPPORT: IOP-2026", "en": "FINAL REPORT: IOP-2026"},
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_answer_says_what_it_is_about_and_on_which_day(command: str, lang: str) -> None:
    result = run(command, "demo", "--lang", lang)
    assert result.exit_code == (0 if command == "standing" else 1)
    lines = result.output.splitlines()
    assert lines[0] == TITLES[command][lang]
    assert lines[1] == "=" * len(lines[0])
    said = flat(result)
    if lang == "sv":
        assert "Läget den 2028-03-31, enligt allt som är antecknat i registret." in said
        assert "Avtalet är antecknat som gällande sedan 2026-06-17. Avtalets villkor: att" in said
    else:
        assert "As of 2028-03-31, by all that is recorded in the register." in said
        assert (
            "The agreement is noted as in force since 2026-06-17. The agreement's condition: att"
            in said
        )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_without_an_agreement_on_the_day_nothing_is_answered(
    command: str, lang: str, tmp_path: Path
) -> None:
    none = "inget avtal antecknat den" if lang == "sv" else "no agreement noted on"
    unknown = "inte antecknat den 2026-03-31" if lang == "sv" else "not recorded on 2026-03-31"
    path = saved(small(), tmp_path)
    for why, line in (
        (none, (path,)),
        (none, ("demo", "--on", "2026-03-31")),
        (none, (path, "--known", "2026-03-31")),
        (unknown, ("demo", "--known", "2026-03-31")),
    ):
        result = run(command, *line, "--lang", lang)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert why in flat(result)
    assert run(command, "demo", "--on", "2026-04-01", "--lang", lang).exit_code in (0, 1)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", [("--on", "i går"), ("--lang", "fi"), ("extra",), ("--mer",)])
def test_a_line_written_wrongly_is_refused(command: str, wrong: tuple[str, ...]) -> None:
    result = run(command, "demo", *wrong)
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize(
    "line",
    [
        ("calendar", "--service-months", "-1"),
        ("calendar", "--service-months", "1.5"),
        ("calendar", "--service-months", "0"),
        ("calendar", "--edition", "okänd"),
        ("standing", "--planned", "många"),
        ("standing", "--planned", "10000"),
        ("agreement", "--edition", EDITION),
        ("account", "--ahead"),
        ("final-report", "--planned", "3"),
    ],
)
def test_an_option_of_another_command_or_a_value_that_does_not_fit_is_refused(
    line: tuple[str, ...],
) -> None:
    assert run(line[0], "demo", *line[1:]).exit_code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_register_that_cannot_be_read_is_refused(command: str, tmp_path: Path) -> None:
    broken = tmp_path / "trasigt.json"
    broken.write_text('{"partnership": 3}', encoding="utf-8")
    assert run(command, broken).exit_code == 3
    assert run(command, "-", typed="{").exit_code == 3
    assert run(command, tmp_path / "finns-inte.json").exit_code == 4
    assert run(command, tmp_path).exit_code == 4


@pytest.mark.parametrize("command", COMMANDS)
def test_lines_and_standard_input_give_the_same_answer(command: str, tmp_path: Path) -> None:
    register = agreed(*everything())
    wanted = run(command, saved(register, tmp_path), *ON, "--json").stdout
    lines = saved(register, tmp_path, "register.jsonl")
    assert run(command, lines, *ON, "--json").stdout == wanted
    for typed in (register_to_json(register), "".join(register_to_lines(register))):
        assert run(command, "-", *ON, "--json", typed=typed).stdout == wanted
        assert run(command, "-", *ON, typed=typed).exit_code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_recorded_does_not_depend_on_the_order_of_the_file(
    command: str, tmp_path: Path
) -> None:
    register = agreed(*everything())
    turned = attrs.evolve(
        register,
        partnership=attrs.evolve(register.partnership, entries=register.partnership.entries[::-1]),
    )
    first = run(command, saved(register, tmp_path), *ON, "--json").stdout
    assert run(command, saved(turned, tmp_path, "b.json"), *ON, "--json").stdout == first


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_partnership_without_participants_is_answered_too(
    command: str, lang: str, tmp_path: Path
) -> None:
    path = saved(agreed(*everything(), participants=0), tmp_path)
    assert run(command, path, *ON, "--lang", lang).exit_code == 0
    nothing = saved(agreed(participants=0), tmp_path, "tomt.json")
    for on in (FIRST, LAST, date(2031, 1, 1)):
        assert run(command, nothing, "--on", on, "--lang", lang).exit_code in (0, 1)


LONG = "Föreningen för alla som vill ha ett mycket långt namn på sin förening " * 2
UNBROKEN = "Samverkansförvaltningsorganisationen" * 4


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_long_names_are_broken_into_lines(command: str, lang: str, tmp_path: Path) -> None:
    """That no line is too wide is asked in run()."""
    parties = {"sdf": LONG, "hm": UNBROKEN, "mchs": "漢字" * 50}
    raised = noted(DisagreementRaised, "av-70", FIRST, topic=LONG)
    register = agreed(
        *[e for e in everything() if "-learned-" not in e.id],
        raised,
        parties=parties,
        agreement=UNBROKEN,
        condition=LONG,
    )
    result = run(command, saved(register, tmp_path), *ON, "--lang", lang)
    assert result.exit_code in (0, 1)
    if command in ("agreement", "final-report"):
        assert UNBROKEN in result.output.replace("\n", "").replace(" ", "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    agreed_registers(),
    days(date(2026, 1, 1), date(2031, 1, 1)),
    st.none() | days(date(2026, 1, 1), date(2031, 1, 1)),
    st.sampled_from(LANGUAGES),
)
def test_every_register_is_answered(
    tmp_path: Path, register: Register, on: date, known: date | None, lang: str
) -> None:
    """Traceback and width are asked for in run(); a fault of the program has an exit code."""
    path = saved(register, tmp_path)
    state = ("--on", on, *(() if known is None else ("--known", known)))
    without = agreement_on(register.partnership, on=on, known=known) is None
    for command in COMMANDS:
        for more in ((), ("--json",)):
            result = run(command, path, *state, *more, "--lang", lang)
            assert result.exit_code in ((2,) if without else (0, 1))


# --- the agreement -----------------------------------------------------------------------------


def test_the_agreement_of_the_demo_in_swedish() -> None:
    said = run("agreement", "demo").output
    for line in (
        "genomförande            2026-11-01 till 2028-10-31 (nu)",
        "utvärdering och avslut  2028-11-01 till 2029-05-01",
        "Hägersten-Älvsjö stadsdelsnämnd  finansiär",
        "- docent (högskolan)",
        "Beslutar om: projektplan, resurser, budget, ändringar, oenighet.",
        "Tak                     300\N{NO-BREAK SPACE}000 kr",
        "genomförande            76\N{NO-BREAK SPACE}300 kr",
        "Kvar till taket         127\N{NO-BREAK SPACE}700 kr",
        "Hela Människan StorStockholm     3",
        "- 2027-02-10 vem som bokar lokal: löst 2027-03-03",
        "- 2028-01-18 stöd på kvällar: hos styrgruppen sedan 2028-02-07",
        "- 2026-04-23 avtal, HÄ 2026/214 (Hägersten-Älvsjö stadsdelsnämnd)",
    ):
        assert f"\n{line}\n" in said


def test_the_agreement_of_the_demo_in_english() -> None:
    said = run("agreement", "demo", "--lang", "en").output
    for line in (
        "operation               2026-11-01 to 2028-10-31 (now)",
        "Hela Människan StorStockholm     provider",
        "Decides on: project plan, resources, budget, changes, disagreements.",
        "Left below the ceiling      SEK 127\N{NO-BREAK SPACE}700",
        "- 2027-02-10 vem som bokar lokal: settled 2027-03-03",
        "- 2028-01-18 stöd på kvällar: with the steering group since 2028-02-07",
    ):
        assert f"\n{line}\n" in said


def spent(amount: int, on: date = FIRST) -> CostIncurred:
    return noted(CostIncurred, "av-60", on, amount_sek=amount, cost=CostKind.OTHER)


def test_the_ceiling_is_exceeded_by_the_first_krona_over_it(tmp_path: Path) -> None:
    for amount, code in ((1000, 0), (1001, 1)):
        result = run("agreement", saved(agreed(spent(amount)), tmp_path), *ON)
        assert result.exit_code == code
        assert ("Kostnaderna är över taket." in result.output) is bool(code)
    over = run("agreement", saved(agreed(spent(1001)), tmp_path), *ON)
    assert "Kvar till taket         \N{MINUS SIGN}1 kr" in over.output
    raised = noted(
        AgreementAmended, "av-61", date(2026, 12, 1), made="av-1", ceiling_sek=1001, amendment="mer"
    )
    path = saved(agreed(spent(1001), raised), tmp_path)
    assert run("agreement", path, *ON).exit_code == 0
    assert "2026-12-01  mer" in run("agreement", path, *ON).output
    assert run("agreement", path, "--on", "2026-11-30").exit_code == 1


def test_costs_outside_the_days_of_the_agreement_have_a_row_of_their_own(tmp_path: Path) -> None:
    path = saved(agreed(spent(7, on=date(2026, 4, 20))), tmp_path)
    assert "Utanför avtalets tid    7 kr" in run("agreement", path, *ON).output
    assert "Utanför" not in run("agreement", saved(agreed(spent(7)), tmp_path), *ON).output


def test_a_disagreement_is_followed_until_it_is_settled(tmp_path: Path) -> None:
    path = saved(
        agreed(
            noted(DisagreementRaised, "av-70", date(2026, 6, 1), topic="nycklar"),
            noted(DisagreementReferred, "av-71", date(2026, 7, 1), disagreement="av-70"),
            noted(DisagreementSettled, "av-72", date(2026, 8, 1), disagreement="av-70"),
        ),
        tmp_path,
    )
    for on, code, said in (
        ("2026-05-31", 0, None),
        ("2026-06-01", 1, "dialog i projektet sedan 2026-06-01"),
        ("2026-07-01", 1, "hos styrgruppen sedan 2026-07-01"),
        ("2026-08-01", 0, "löst 2026-08-01"),
    ):
        result = run("agreement", path, "--on", on)
        assert result.exit_code == code
        assert ("nycklar" in result.output) is (said is not None)
        assert said is None or f"- 2026-06-01 nycklar: {said}\n" in result.output
    assert run("agreement", path, *ON, "--known", "2026-07-31").exit_code == 1


def test_no_heading_stands_over_nothing(tmp_path: Path) -> None:
    for on in (FIRST, LAST):
        lines = run("agreement", saved(agreed(), tmp_path), "--on", on).output.splitlines()
        for place, line in enumerate(lines):
            if line and set(line) == {"-"}:
                assert lines[place + 1 : place + 2] not in ([], [""])


def test_the_agreement_as_json() -> None:
    said = as_json(run("agreement", "demo", "--json"))
    found = agreement_in(demo(), DEMO_DAY)
    assert said["words"] == found.explain_status("sv")
    assert said["status"] == "in_force"
    assert said["on"] == str(DEMO_DAY)
    assert said["phases"][1] == ["operation", {"first": "2026-11-01", "last": "2028-10-31"}]
    assert [each["step"] for each in said["disagreements"]] == ["settled", "steering_group"]
    assert said["money"] == {
        "ceiling": 300_000,
        "spent": 172_300,
        "left": 127_700,
        "outside": 0,
        "by_phase": {"establishment": 96_000, "operation": 76_300, "closure": 0},
    }


# --- the calendar ------------------------------------------------------------------------------


def test_the_calendar_of_the_demo() -> None:
    said = run("calendar", "demo", "--service-months", "6").output
    for line in (
        "Etablering\n----------\n2026-05-01  Avtalet börjar.\n",
        "2026-08-01  Uppföljning 1 i projektgruppen. Gjort 2026-08-05.\n",
        "2027-08-01  Uppföljning 5 i projektgruppen. Inte antecknat som gjort.\n",
        "2028-03-31  - - - dagen som svaret gäller - - -\n2028-05-01  Uppföljning 8",
        (
            "2028-07-31  Sista dag att starta för att hinna bedömas i mål 4 under avtalets\n"
            "            tid, om insatsen varar 6 månader: 2028-07-31 plus 6 månader är\n"
            "            2029-01-31, och plus 90 dagar är 2029-05-01.\n"
        ),
        "2029-05-01  Slutrapporten ska vara klar.\n2029-05-01  Avtalets sista dag.\n",
        "Utanför faserna\n---------------\n2029-05-02  Efter avtalet tas metodhandboken",
    ):
        assert line in said
    english = run("calendar", "demo", "--lang", "en").output
    for line in (
        "2027-08-01  Follow-up 5 by the project group. Not noted as done.\n",
        "2028-03-31  - - - the day of this answer - - -\n",
        "2029-05-01  The agreement's last day.\n",
    ):
        assert line in english


@pytest.mark.parametrize("months", [0, 6])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_calendar_is_that_of_the_library(lang: str, months: int) -> None:
    found = agreement_in(demo(), DEMO_DAY)
    wanted = calendar(found, METHOD, service=Span(months=months))
    more = ("--service-months", months) if months else ()
    said = as_json(run("calendar", "demo", *more, "--json", "--lang", lang))
    assert (said["agreement"], said["edition"]) == ("iop-2026", EDITION)
    assert (said["on"], said["known"]) == (str(DEMO_DAY), None)
    shown = [(each["on"], each["kind"], each["words"]) for each in said["occasions"]]
    assert shown == [(str(each.on), each.kind.value, each.explain(lang)) for each in wanted]
    assert [each["on"] for each in said["occasions"] if each["unnoted"]] == ["2027-08-01"]
    printed = flat(run("calendar", "demo", *more, "--lang", lang))
    place = 0
    for each in wanted:
        # In the order of the library, the handbook last of all.
        place = printed.index(f"{each.on} {each.explain(lang)}", place)


def test_only_what_lies_ahead_begins_with_the_day_itself() -> None:
    every = as_json(run("calendar", "demo", "--on", "2028-05-01", "--json"))["occasions"]
    ahead = as_json(run("calendar", "demo", "--on", "2028-05-01", "--ahead", "--json"))
    assert ahead["occasions"] == [each for each in every if each["on"] >= "2028-05-01"]
    assert ahead["occasions"][0]["on"] == "2028-05-01"
    said = run("calendar", "demo", "--on", "2028-05-01", "--ahead").output
    assert "Etablering" not in said
    assert "Uppföljning 7" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_target_that_no_start_can_be_judged_in_is_told(lang: str) -> None:
    def said(months: int) -> str:
        return flat(run("calendar", "demo", "--service-months", months, "--lang", lang))

    phase, whole = (
        ("i mål 4 under fasen genomförande", "i mål 4 under avtalets tid")
        if lang == "sv"
        else ("in target 4 during the phase operation", "in target 4 during the agreement")
    )
    words = text("cli.calendar.too_late.service", lang, target=4, within="", service="")[:20]
    assert words not in said(6)
    assert said(30).count(words) == 1
    assert f"{phase}, " in said(30)[said(30).index(words) :]
    assert said(40).count(words) == 2
    assert f"{whole}, " in said(40)[said(40).index(words) :]
    late = as_json(run("calendar", "demo", "--service-months", "40", "--json"))["too_late"]
    assert late == [{"target": 4, "phase": "operation"}, {"target": 4, "phase": None}]


def test_nothing_is_asked_for_once_the_agreement_has_lapsed(tmp_path: Path) -> None:
    lapsed = noted(
        AgreementStatusChanged,
        "av-80",
        date(2026, 9, 1),
        made="av-1",
        status=AgreementStatus.LAPSED,
    )
    path = saved(agreed(lapsed), tmp_path)
    on = ("--on", "2027-02-01")
    assert "(nu)" not in run("agreement", path, *on).output
    calendar_said = flat(run("calendar", path, *on))
    assert "Uppföljning 1 i projektgruppen. Inte antecknat som gjort." in calendar_said
    assert "Uppföljning 2" not in calendar_said
    assert "Sista dag att starta" not in calendar_said
    assert as_json(run("calendar", path, *on, "--ahead", "--json"))["occasions"] == []
    standing_said = flat(run("standing", path, *on))
    assert "Avtalet är i fasen" not in standing_said
    assert "när avtalet slutar" not in standing_said
    assert "behöver starta" not in standing_said
    for command in COMMANDS:
        said = flat(run(command, path, *on))
        assert said.count("Avtalet upphörde 2026-09-01, så ingen fas pågår") == 1
        assert "Avtalet pågår" not in said


def test_what_was_missed_is_told_by_the_exit_code_also_where_only_what_lies_ahead_is_shown() -> (
    None
):
    assert run("calendar", "demo", "--ahead").exit_code == 1


def test_outside_the_days_of_the_agreement_no_day_is_marked(tmp_path: Path) -> None:
    path = saved(agreed(), tmp_path)
    for on in ("2026-04-30", "2027-05-01", "2027-05-02"):
        assert "- - -" not in run("calendar", path, "--on", on).output


@pytest.mark.parametrize("on", ["2026-05-01", "2026-06-01", "2027-03-31", "2027-04-30"])
@pytest.mark.parametrize("ahead", [(), ("--ahead",)])
def test_the_day_of_the_answer_is_marked_once_in_its_place(
    on: str, ahead: tuple[str, ...], tmp_path: Path
) -> None:
    result = run("calendar", saved(agreed(), tmp_path), "--on", on, *ahead)
    days_shown = re.findall(r"^(\d{4}-\d\d-\d\d)  (- - -)?", result.output, flags=re.MULTILINE)
    marked = [place for place, (_, mark) in enumerate(days_shown) if mark]
    assert len(marked) == 1
    assert days_shown[marked[0]][0] == on
    assert [day for day, _ in days_shown] == sorted(day for day, _ in days_shown)
    assert all(day > on for day, _ in days_shown[marked[0] + 1 :])


def test_a_follow_up_is_missed_from_the_day_after_until_it_is_noted(tmp_path: Path) -> None:
    later = date(2026, 9, 1)
    held = noted(FollowUpHeld, "av-50", date(2026, 8, 20), body=Body.PROJECT_GROUP)
    path = saved(agreed(attrs.evolve(held, recorded=later)), tmp_path)
    for on, code in (("2026-08-01", 0), ("2026-08-02", 1), ("2026-08-19", 1), ("2026-08-20", 0)):
        assert run("calendar", path, "--on", on).exit_code == code
    assert "Uppföljning 1 i projektgruppen. Gjort 2026-08-20." in flat(
        run("calendar", path, "--on", "2026-09-05")
    )
    known = run("calendar", path, "--on", "2026-09-05", "--known", "2026-08-31")
    assert known.exit_code == 1
    assert "Uppföljning 1 i projektgruppen. Inte antecknat som gjort." in flat(known)


def test_parties_are_called_by_their_names(tmp_path: Path) -> None:
    said = run("agreement", saved(agreed(*everything()), tmp_path), *ON).output
    for code, name in PARTIES.items():
        assert name in said
        assert not re.search(rf"\b{code}\b", said)
