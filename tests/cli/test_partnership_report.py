"""The written account and the final report: on the terminal, as JSON and as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.json import register_from_json
from cm_method.adapters.markdown import account_to_markdown, final_report_to_markdown
from cm_method.case.agreements import Activity, ActivityHeld, ReportPart, VisitorsCounted
from cm_method.case.register import Register
from cm_method.demo import DEMO_DAY, demo_register_path
from cm_method.labels import LANGUAGES, text
from cm_method.partnership.accounts import account
from cm_method.partnership.agreement import agreement_on
from cm_method.partnership.final_report import final_report
from cm_method.rules.editions import EDITIONS
from cm_method.testing.strategies import EDITION
from tests.agreed import FIRST, LAST, PARTIES, agreed, everything, noted, statement
from tests.cli.runs import as_json, flat, run, saved

ON = ("--on", str(LAST))
REPORTS = ("account", "final-report")
NOTHING = {"sv": "Inget saknas.", "en": "Nothing is missing."}


def demo() -> Register:
    return register_from_json(demo_register_path().read_text(encoding="utf-8"))


def without(*left_out: str) -> Register:
    return agreed(*[entry for entry in everything() if entry.id not in left_out])


# --- the account -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_account_of_the_demo(lang: str) -> None:
    result = run("account", "demo", "--lang", lang)
    assert result.exit_code == 1
    lines = {
        "sv": (
            "Siffrorna gäller 2026-05-01 till 2028-03-31.",
            "Individkontakter                                             361",
            "Unika personer som har besökt verksamheten, till 2027-12-31  231",
            "Personer vid informationstillfällena (inte unika)            155",
            "Timmar uppsökande arbete                                     87",
            "Deltagare som först nåddes genom uppsökande arbete           20",
            "- Unika besökare är räknade till 2027-12-31, inte till 2028-03-31.",
            "- Avtalet pågår till 2029-05-01; siffrorna är inte de slutliga.",
            "- Tillfällen utan uppgift om hur många som nåddes, uppsökande arbete: 1.",
        ),
        "en": (
            "The figures are for 2026-05-01 to 2028-03-31.",
            "Individual contacts                                          361",
            "Unique persons who visited the activities, until 2027-12-31  231",
            "Occasions of outreach                                        22",
            "Participants first reached by outreach                       20",
            "- Unique visitors are counted until 2027-12-31, not until 2028-03-31.",
            "- The agreement goes on until 2029-05-01; the figures are not the final ones.",
            "- Occasions without a number of people reached, outreach: 1.",
        ),
    }
    for line in lines[lang]:
        assert f"\n{line}\n" in result.output
    why = "inte samma grupp som deltagarna" if lang == "sv" else "not the same group as the part"
    assert why in flat(result)


def test_the_account_ends_with_the_agreement() -> None:
    said = flat(run("account", "demo", "--on", "2030-01-01"))
    assert "Siffrorna gäller 2026-05-01 till 2029-05-01." in said
    assert "Läget den 2030-01-01" in said


def test_what_is_not_counted_is_missing(tmp_path: Path) -> None:
    """No row may say that something is not counted while nothing is missing."""
    bare = [
        noted(ActivityHeld, f"av-9{number}", FIRST, activity=activity)
        for number, activity in enumerate(Activity)
    ]
    kept = [each for each in everything() if not each.id.startswith("av-akt")]
    result = run("account", saved(agreed(*kept, *bare), tmp_path), *ON)
    assert result.exit_code == 1
    assert result.output.count("inte räknat") == 3
    said = flat(result)
    for what in ("informationstillfälle: 1.", "uppsökande arbete: 1.", "antal timmar: 1."):
        assert what in said
    final = run("final-report", saved(agreed(*kept, *bare), tmp_path, "b.json"), *ON)
    assert "antal timmar: 1." in flat(final)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_the_agreement_begins_there_is_nothing_to_count(lang: str) -> None:
    said = flat(run("account", "demo", "--on", "2026-04-24", "--lang", lang))
    assert text("account.not_begun", lang) in said
    assert said.count("2026-05-01") == 1
    assert "2026-05-01" in said[said.index(text("markdown.missing", lang)) :]


@pytest.mark.parametrize("command", REPORTS)
def test_a_folder_that_is_not_there_is_told_in_the_language_of_the_answer(
    command: str, tmp_path: Path
) -> None:
    said = run(command, "demo", "-o", tmp_path / "nodir" / "x.md").output
    assert "det gick inte att skriva x.md: mappen finns inte. Ingen fil är skriven." in said
    assert "No such" not in said


def test_visitors_that_nobody_has_counted_are_not_none(tmp_path: Path) -> None:
    result = run("account", saved(without("av-bes"), tmp_path), *ON)
    assert result.exit_code == 1
    assert "Unika personer som har besökt verksamheten            inte räknat" in result.output
    assert "Ingen har räknat unika besökare från 2026-05-01" in flat(result)
    nobody = noted(VisitorsCounted, "av-99", LAST, first=FIRST, last=LAST, persons=0)
    path = saved(agreed(*without("av-bes").partnership.entries[5:], nobody), tmp_path)
    fine = run("account", path, *ON)
    assert fine.exit_code == 0
    assert "Unika personer som har besökt verksamheten            0" in fine.output


def test_the_account_as_json() -> None:
    said = as_json(run("account", "demo", "--json"))
    assert said["agreement"] == "iop-2026"
    assert (said["first"], said["last"], said["on"]) == ("2026-05-01", "2028-03-31", "2028-03-31")
    assert said["individual_contacts"] == 361
    assert (said["visitors"], said["visitors_until"]) == (231, "2027-12-31")
    assert said["outreach"] == {
        "occasions": 22,
        "people": 212,
        "hours": 87,
        "uncounted": 1,
        "untimed": 0,
    }
    assert [(each["kind"], each["words"]) for each in said["missing"]] == [
        (
            "agreement_goes_on",
            "Avtalet pågår till 2029-05-01; siffrorna är inte de slutliga.",
        ),
        (
            "visitors_until",
            "Unika besökare är räknade till 2027-12-31, inte till 2028-03-31.",
        ),
        (
            "people_uncounted",
            "Tillfällen utan uppgift om hur många som nåddes, uppsökande arbete: 1.",
        ),
    ]


def test_what_was_not_recorded_yet_is_not_in_the_account(tmp_path: Path) -> None:
    late = noted(VisitorsCounted, "av-99", LAST, first=FIRST, last=LAST, persons=71)
    late = attrs.evolve(late, recorded=date(2027, 6, 1))
    path = saved(agreed(*everything(), late), tmp_path)
    on = ("--on", "2027-06-02")
    assert as_json(run("account", path, *on, "--known", "2027-05-31", "--json"))["visitors"] == 70
    assert as_json(run("account", path, *on, "--known", "2027-06-01", "--json"))["visitors"] == 71
    shown = flat(run("account", path, *on, "--known", "2027-05-31"))
    assert "så som det var antecknat den 2027-05-31" in shown


# --- the final report --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_final_report_of_the_demo(lang: str) -> None:
    result = run("final-report", "demo", "--lang", lang)
    assert result.exit_code == 1
    said = flat(result)
    parts = {
        "sv": (
            "1. hur verksamheten har genomförts; text saknas från Hägersten-Älvsjö stadsdelsnämnd",
            "5. vad parterna har lärt sig; text saknas från Hägersten-Älvsjö stadsdelsnämnd 6.",
            "6. följeforskningens resultat; text saknas från Marie Cederschiöld högskola",
            "Tydlig individuell plan Målet är nått: 41 av 49 (83,6 %)",
            "- Avtalet pågår till 2029-05-01; siffrorna är inte de slutliga.",
            "- Av 7 uppföljningar i projektgruppen är 6 antecknade som hållna.",
            "- Antal frågor som parterna ännu är oeniga om: 1.",
            "- Under ”vad parterna har lärt sig” saknas text från Hägersten-Älvsjö stadsdelsnämnd.",
        ),
        "en": (
            "5. what the parties learned; words are missing from Hägersten-Älvsjö stadsdelsnämnd 6",
            "Clear individual plan Reached: 41 of 49 (83.6%)",
            "- The agreement goes on until 2029-05-01; the figures are not the final ones.",
            "- Of 7 follow-ups by the project group, 6 are noted as held.",
            '- Under "results of the accompanying research" words are missing from Marie',
        ),
    }
    for line in parts[lang]:
        assert line in said
    assert NOTHING[lang] not in said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", REPORTS)
def test_nothing_is_missing_when_everything_is_there(
    command: str, lang: str, tmp_path: Path
) -> None:
    result = run(command, saved(agreed(*everything()), tmp_path), *ON, "--lang", lang)
    assert result.exit_code == 0
    shown, _, more = result.output.partition(text("cli.final-report.more", lang))
    assert shown.rstrip().endswith(NOTHING[lang])
    assert bool(more) is (command == "final-report")


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("av-2", "- Avtalets läge är ”föreslaget”. Det är inte antecknat som gällande."),
        ("av-möte-2", "- Av 3 uppföljningar i projektgruppen är 2 antecknade som hållna."),
        ("av-akt-0", "- Inga informationstillfällen är antecknade."),
        ("av-akt-1", "- Inget uppsökande arbete är antecknat, utöver det som står"),
        ("av-goals-hm", "- Under ”hur väl målen har uppnåtts” saknas text från Hela Människan."),
    ],
)
def test_each_thing_that_is_missing_is_told_alone(left_out: str, said: str, tmp_path: Path) -> None:
    result = run("final-report", saved(without(left_out), tmp_path), *ON)
    assert result.exit_code == 1
    lacking = flat(result).split("Det här saknas -------------- ")[1]
    assert lacking.startswith(said)
    assert lacking.count(" - ") == 0


def test_the_report_is_not_final_until_the_last_day(tmp_path: Path) -> None:
    path = saved(agreed(*everything()), tmp_path)
    before = run("final-report", path, "--on", "2027-04-29")
    assert "Avtalet pågår till 2027-04-30" in flat(before)
    assert run("final-report", path, "--on", "2027-05-01").exit_code == 0


def test_words_from_all_are_claimed_only_where_somebody_has_written(tmp_path: Path) -> None:
    result = run("final-report", saved(agreed(), tmp_path), *ON)
    assert "text från alla" not in result.output
    assert "Avtalets journal säger inte vilka parterna är" in flat(result)
    one = statement("av-99", "sdf", ReportPart.LEARNED)
    said = run("final-report", saved(agreed(one), tmp_path), *ON).output
    assert "5. vad parterna har lärt sig; text från alla\n" in said
    assert "4. om tidsplan och budget hölls\n" in said


def test_words_written_later_are_not_known_before(tmp_path: Path) -> None:
    late = statement("av-learned-hm", "hm", ReportPart.LEARNED)
    late = attrs.evolve(late, recorded=date(2027, 6, 1))
    kept = [e for e in everything() if e.id != "av-learned-hm"]
    path = saved(agreed(*kept, late), tmp_path)
    on = ("--on", "2027-06-02")
    assert run("final-report", path, *on).exit_code == 0
    known = run("final-report", path, *on, "--known", "2027-05-31")
    assert known.exit_code == 1
    assert "- Under ”vad parterna har lärt sig” saknas text från Hela Människan." in flat(known)


def test_the_final_report_as_json() -> None:
    said = as_json(run("final-report", "demo", "--json"))
    assert [each["part"] for each in said["told"]] == [part.value for part in ReportPart]
    learned = said["told"][4]
    assert learned["waiting_for"] == ["sdf"]
    assert learned["statements"][0][0] == "hm"
    assert learned["statements"][0][1].startswith("Att söka upp tar längre tid")
    assert said["follow_ups"] == [
        {"body": "project_group", "due": 7, "held": 6},
        {"body": "steering_group", "due": 1, "held": 1},
    ]
    assert said["standing"] == as_json(run("standing", "demo", "--json"))
    assert said["account"] == as_json(run("account", "demo", "--json"))
    assert len(said["missing"]) == 11
    printed = flat(run("final-report", "demo"))
    assert all(f"- {each['words']}" in printed for each in said["missing"])
    english = as_json(run("final-report", "demo", "--json", "--lang", "en"))
    assert (
        english["missing"][3]["words"]
        == "Of 7 follow-ups by the project group, 6 are noted as held."
    )


# --- the file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", [{}, {"known": date(2027, 12, 1)}])
def test_the_file_is_the_markdown_of_the_library(
    lang: str, state: dict[str, date], tmp_path: Path
) -> None:
    register = demo()
    made = agreement_on(register.partnership, on=DEMO_DAY, **state)
    assert made is not None
    told, method = register.partnership, EDITIONS[EDITION]
    wanted = {
        "account": account_to_markdown(account(register, told, made, on=DEMO_DAY, **state), lang),
        "final-report": final_report_to_markdown(
            final_report(register, told, method, made, on=DEMO_DAY, **state), lang
        ),
    }
    known = [word for name, day in state.items() for word in (f"--{name}", day)]
    for command, markdown in wanted.items():
        for way, more in (("-o", ()), ("--out", ("--json",))):
            path = tmp_path / f"{command}{way}.md"
            result = run(command, "demo", way, path, "--lang", lang, *known, *more)
            assert result.exit_code == 1
            assert path.read_text(encoding="utf-8") == markdown
    assert wanted["account"] != wanted["final-report"]


@pytest.mark.parametrize("command", REPORTS)
def test_the_answer_says_where_the_text_was_written_by_name_alone(
    command: str, tmp_path: Path
) -> None:
    said = run(command, "demo", "-o", tmp_path / "text.md").output
    assert said.endswith("\nSkrivet i text.md.\n")
    assert str(tmp_path) not in said
    assert "Skrivet i" not in run(command, "demo").output


@pytest.mark.parametrize("command", REPORTS)
def test_nothing_is_ever_written_over(command: str, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text("Mina egna ord.", encoding="utf-8")
    result = run(command, "demo", "-o", path)
    assert result.exit_code == 4
    assert result.stdout == ""
    assert path.read_text(encoding="utf-8") == "Mina egna ord."
    for wrong in (tmp_path, tmp_path / "finns-inte" / "text.md"):
        assert run(command, "demo", "-o", wrong).exit_code == 4
    assert [each.name for each in tmp_path.iterdir()] == ["text.md"]


@pytest.mark.parametrize("command", REPORTS)
def test_without_an_answer_no_file_is_written(command: str, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    assert run(command, "demo", "--on", "2026-03-31", "-o", path).exit_code == 2
    assert not path.exists()


@pytest.mark.parametrize("command", REPORTS)
def test_small_counts_stay_on_the_terminal(command: str, tmp_path: Path) -> None:
    few = noted(VisitorsCounted, "av-99", LAST, first=FIRST, last=LAST, persons=3)
    kept = [entry for entry in everything() if entry.id != "av-bes"]
    path, out = saved(agreed(*kept, few), tmp_path), tmp_path / "text.md"
    said = run(command, path, *ON, "-o", out).output
    line = "Unika personer som har besökt verksamheten"
    assert f"| {line} | färre än 5 |" in out.read_text(encoding="utf-8")
    if command == "account":
        assert f"{line}            3\n" in said
    else:
        assert "2 deltagare, målet är minst" in flat(run(command, path, *ON))
        assert "2 deltagare" not in out.read_text(encoding="utf-8")


def test_parties_are_called_by_their_names_in_every_report(tmp_path: Path) -> None:
    path, out = saved(without("av-learned-sdf"), tmp_path), tmp_path / "text.md"
    printed = run("final-report", path, *ON, "-o", out).output.replace("text.md", "")
    for said in (printed, out.read_text(encoding="utf-8")):
        words = said.replace(".", " ").replace(",", " ").split()
        assert not set(PARTIES) & set(words)
        assert PARTIES["sdf"] in said
