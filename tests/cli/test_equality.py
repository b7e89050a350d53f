"""``cm-method equality``: what may be published, and exact counts for insiders."""

from __future__ import annotations

import json
import shlex
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.json.published import publication_from_json
from cm_method.case.episodes import EntryRoute, Reached, Started
from cm_method.case.participants import Gender, ParticipantDescribed
from cm_method.case.register import Register
from cm_method.cohort.disclosure import EVERYONE, STARTED
from cm_method.cohort.group_wording import category_name, points
from cm_method.demo import DEMO_DAY
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES, text
from tests.cli.runs import EDITION, START, as_json, flat, partnership, plan, run, saved

ON = "2027-02-16"


def participant(number: int, *, gender: Gender, with_plan: bool) -> Journal:
    entries: list[Entry] = [
        Reached(id="hm-1", on=date(2026, 11, 2), by="hm", route=EntryRoute.OUTREACH),
        Started(id="hm-2", on=START, by="cm-1", worker="cm-1", edition=EDITION),
        ParticipantDescribed(
            id="hm-9", on=START, by="hm", gender=gender, birth_year=2003, district="alvsjo"
        ),
    ]
    return Journal(subject=f"P-{number:03}", entries=[*entries, *([plan()] if with_plan else [])])


def large(women: tuple[int, int] = (12, 8), men: tuple[int, int] = (9, 7)) -> Register:
    """How many women and men, with a plan and without."""
    who = [
        (gender, with_plan)
        for gender, counts in ((Gender.WOMAN, women), (Gender.MAN, men))
        for with_plan, count in zip((True, False), counts, strict=True)
        for _ in range(count)
    ]
    return Register(
        journals=[
            participant(number, gender=gender, with_plan=with_plan)
            for number, (gender, with_plan) in enumerate(who)
        ],
        partnership=partnership(),
    )


def test_a_breakdown_that_may_be_published_is_shown_with_differences(tmp_path: Path) -> None:
    result = run("equality", saved(large(), tmp_path), "--on", ON)
    assert result.exit_code == 0
    said = flat(result)
    assert "kvinna 12 8 0 0 60,0" in said
    assert "man 9 7 0 0 56,2" in said
    assert "kvinna jämfört med man: +3,8 procentenheter" in said
    assert "(intervall 95 %: \N{MINUS SIGN}26,0 till +33,1)" in said
    assert text("cli.equality.reading.small", "sv") in said
    assert text("cli.equality.reading.sample", "sv") in said
    assert text("cli.equality.no_earlier", "sv") in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_tables_vanish_a_sentence_says_so(tmp_path: Path, lang: str) -> None:
    path = saved(large((12, 8), (3, 1)), tmp_path)
    said = flat(run("equality", path, "--on", ON, "--lang", lang))
    assert text("cli.equality.vanished", lang) in said
    few = saved(large((1, 1), (1, 0)), tmp_path, "few.json")
    said = flat(run("equality", few, "--on", ON, "--lang", lang))
    assert text("cli.equality.too_few", lang, least=5) in said
    assert text("cli.equality.vanished", lang) in said


def test_what_is_published_holds_no_small_count_and_no_reason(tmp_path: Path) -> None:
    found = as_json(run("equality", saved(large((16, 4), (9, 7)), tmp_path), "--on", ON, "--json"))
    shown = [n for table in found["tables"] for row in table["rows"] or [] for n in row]
    assert shown
    assert not [count for count in shown if 0 < count < 5]
    assert not {"why", "participants"} & {key for table in found["tables"] for key in table}
    assert "P-0" not in json.dumps(found)


def test_a_publication_is_saved_and_given_to_the_next(tmp_path: Path) -> None:
    path, out = saved(large(), tmp_path), tmp_path / "publicerat.json"
    first = run("equality", path, "--on", ON, "-o", out)
    assert first.exit_code == 0
    assert "publicerat.json" in first.output
    made = publication_from_json(out.read_bytes())
    assert made.table(EVERYONE, STARTED).rows == ((36,),)
    one_more = saved(large((12, 8), (9, 8)), tmp_path, "senare.json")
    later = "2027-05-16"
    alone = as_json(run("equality", one_more, "--on", later, "--json"))
    told = as_json(run("equality", one_more, "--on", later, "--json", "--earlier", out))
    rows = [
        next(
            t["rows"] for t in each["tables"] if (t["grouping"], t["about"]) == ("gender", STARTED)
        )
        for each in (alone, told)
    ]
    assert rows == [[[20], [17], [0]], None]
    again = run("equality", one_more, "--on", later, "--earlier", out)
    assert text("cli.equality.no_earlier", "sv") not in flat(again)
    assert run("equality", path, "--on", ON, "-o", out).exit_code == 4


def test_who_publishes_is_warned_where_two_reports_differ_by_a_few_people(tmp_path: Path) -> None:
    first = saved(large((7, 5), (6, 5)), tmp_path)
    second = saved(large((8, 5), (6, 6)), tmp_path, "senare.json")
    out = tmp_path / "publicerat.json"
    assert run("equality", first, "--on", ON, "--by", "gender", "-o", out).exit_code == 0
    args = ("--on", "2027-05-16", "--by", "gender", "--earlier", out)
    warned = run("equality", second, *args)
    assert warned.exit_code == 1
    said = flat(warned)
    assert f"Jämfört med publiceringen för {ON} skiljer sig ett antal med 1 till 4 personer" in said
    assert "i de här tabellerna: alla (har startat, mål 2, mål 3, mål 4, mål 5); kön (" in said
    assert "Spara det som publiceras" not in said
    assert "kör samma kommando med -o" in said
    assert "-o publicerat-" not in said
    assert warned.stderr == ""


def test_what_is_to_wait_is_written_where_it_is_asked_for_and_told_as_such(tmp_path: Path) -> None:
    first, out = saved(large((7, 5), (6, 5)), tmp_path), tmp_path / "publicerat.json"
    second = saved(large((8, 5), (6, 6)), tmp_path, "senare.json")
    run("equality", first, "--on", ON, "--by", "gender", "-o", out)
    later = tmp_path / "senare-publicerat.json"
    args = ("--on", "2027-05-16", "--by", "gender", "--earlier", out)
    warned = run("equality", second, *args, "-o", later)
    assert warned.exit_code == 1
    assert later.exists()
    assert "Sparat i senare-publicerat.json, men inte publicerat." in flat(warned)
    assert "Spara det som publiceras" not in flat(warned)
    plain = run("equality", second, *args, "--json")
    assert plain.exit_code == 1
    assert "Vänta med att publicera." in plain.stderr
    assert as_json(plain)["tables"]


def test_the_command_that_is_suggested_publishes_what_was_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same choices and all earlier publications: without them other tables would be shown."""
    monkeypatch.chdir(tmp_path)
    register, out = saved(large(), Path()), "mitt publicerat.json"
    enough = saved(large((22, 18), (19, 17)), Path(), "senare.json")
    same = ("--by", "gender", "--by", "age", "--edition", EDITION)
    assert run("equality", register, "--on", ON, *same, "-o", out).exit_code == 0
    args = ("--on", "2027-05-16", "--known", "2027-05-20", *same, "--earlier", out)
    shown = run("equality", enough, *args)
    assert shown.exit_code == 0
    _, _, command = shown.output.replace("\\\n", " ").rpartition("    cm-method ")
    line = shlex.split(command)
    assert line == [
        *("equality", str(enough), "--on", "2027-05-16", "--known", "2027-05-20"),
        *("--edition", EDITION, "--by", "gender", "--by", "age", "--earlier", str(out)),
        *("-o", "publicerat-2027-05-16.json"),
    ]
    assert run(*line[:-2], "--json").stdout == run("equality", enough, *args, "--json").stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_publishes_is_told_where_everybody_in_a_group_has_the_same_answer(
    tmp_path: Path, lang: str
) -> None:
    path = saved(large((12, 8), (0, 5)), tmp_path)
    result = run("equality", path, "--on", ON, "--by", "gender", "--lang", lang)
    assert result.exit_code == 1
    group, table = ("man", "kön (mål 2)") if lang == "sv" else ("man", "gender (target 2)")
    said = text("cli.equality.same_answer", lang, tables=table, category=group)
    assert said in flat(result)
    alike = saved(large((12, 0), (9, 0)), tmp_path, "alla.json")
    all_alike = flat(run("equality", alike, "--on", ON, "--by", "gender", "--lang", lang))
    everyone = "alla (mål 2, mål 3)" if lang == "sv" else "everyone (target 2, target 3)"
    assert text("cli.equality.same_answer.everyone", lang, tables=everyone) in all_alike


def test_an_earlier_publication_of_another_register_is_pointed_out(tmp_path: Path) -> None:
    other, out = saved(large((22, 18), (19, 17)), tmp_path), tmp_path / "annat.json"
    run("equality", other, "--on", ON, "--by", "gender", "-o", out)
    mine = saved(large(), tmp_path, "mitt.json")
    args = ("--on", "2027-05-16", "--by", "gender", "--earlier", out)
    result = run("equality", mine, *args)
    assert result.exit_code == 1
    assert text("cli.equality.another_register", "sv", day=ON) in flat(result)


def test_an_earlier_publication_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path, out = saved(large(), tmp_path), tmp_path / "publicerat.json"
    run("equality", path, "--on", ON, "--by", "gender", "-o", out)
    for args in (("--on", ON, "--by", "gender"), ("--on", "2027-05-16")):
        refused = run("equality", path, *args, "--earlier", out)
        assert refused.exit_code == 3
        assert ON in refused.stderr
    other = tmp_path / "annat.json"
    other.write_text("{}", encoding="utf-8")
    refused = run("equality", path, "--earlier", other)
    assert refused.exit_code == 3
    assert "annat.json $.format" in flat(refused)
    assert run("equality", path, "--earlier", tmp_path / "saknas.json").exit_code == 4


def test_only_some_breakdowns_can_be_asked_for(tmp_path: Path) -> None:
    path = saved(large(), tmp_path)
    said = as_json(run("equality", path, "--on", ON, "--by", "age", "--by", "gender", "--json"))
    assert {table["grouping"] for table in said["tables"]} == {EVERYONE, "age", "gender"}
    assert run("equality", path, "--by", "shoe_size").exit_code == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_insiders_see_exact_counts_marked_as_confidential(lang: str) -> None:
    result = run("equality", "demo", "--inside", "--lang", lang)
    said = flat(result)
    assert result.exit_code == 0
    assert text("cli.equality.confidential", lang) in said
    assert text("cli.equality.indicators", lang) in said
    found = as_json(run("equality", "demo", "--inside", "--json"))
    assert found["confidential"]
    assert found["on"] == str(DEMO_DAY)
    for groups in found["by"].values():
        assert sum(each["started"] for each in groups.values()) == found["everyone"]["started"]
    assert "P-0" not in json.dumps(found)


def test_exact_counts_are_not_written_as_a_publication(tmp_path: Path) -> None:
    result = run("equality", "demo", "--inside", "-o", tmp_path / "ut.json")
    assert result.exit_code == 2
    assert not (tmp_path / "ut.json").exists()


def test_categories_have_names_in_both_languages() -> None:
    assert category_name("age", "18_24", "sv") == "18\N{EN DASH}24 år"
    assert category_name("age", "under_18", "sv") == "under 18 år"
    assert category_name("age", "from_30", "en") == "30 and over"
    assert category_name("entry_route", "outreach", "en") == "outreach"
    assert category_name("district", "alvsjo", "sv") == "alvsjo"
    assert category_name("gender", "other_or_unknown", "sv") == "annat svar eller okänt"


def test_many_pairs_are_counted_rather_than_listed() -> None:
    said = flat(run("equality", "demo", "--inside", "--by", "district"))
    assert "jämförelser till" in said


@pytest.mark.parametrize(
    ("apart", "shown"),
    [(0.1234, "+12,3"), (-0.05, "\N{MINUS SIGN}5,0"), (0.0, "0,0"), (1.0, "+100,0")],
)
def test_differences_are_percentage_points_with_a_sign(apart: float, shown: str) -> None:
    assert points(apart, round, "sv") == shown
