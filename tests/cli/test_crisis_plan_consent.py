"""The crisis plan and its copy; the consents, what they cover, and what was shared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.case.consent import StatutoryGround
from cm_method.labels import LANGUAGES
from tests.cli.chairs import DAY, chairs, consent, crisis_plan, sharing
from tests.cli.runs import as_json, flat, run, saved

ON = ("--on", str(DAY))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(chairs(), tmp_path)


# --- the crisis plan ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_crisis_plan_reads_in_both_languages(path: Path, lang: str) -> None:
    assert run("crisis-plan", path, "P-1", *ON, "--lang", lang).exit_code == 1
    assert run("crisis-plan", path, "P-1", *ON, "--copy", "--lang", lang).exit_code == 0
    assert run("crisis-plan", path, "P-2", *ON, "--lang", lang).exit_code == 0


def test_the_plan_in_force_what_it_lacks_and_when_to_go_through_it(path: Path) -> None:
    said = flat(run("crisis-plan", path, "P-1", *ON))
    assert "Gäller krisplan 2027-04-12 (hm-31)" in said
    assert "Saknas egna strategier i planen" in said
    assert "Senast genomgången 2027-05-10 (hm-32)" in said
    assert "senast 2027-06-04; anledning: en utskrivning 2027-05-28" in said
    assert "2027-04-12 krisplan, hm-31, gäller 2027-02-15 krisplan, hm-30" in said
    late = run("crisis-plan", path, "P-1", "--on", "2027-06-05")
    assert "skulle ha varit senast 2027-06-04" in flat(late)
    time = flat(run("crisis-plan", path, "P-1", "--on", "2027-05-12"))
    assert "senast 2027-08-08; anledning: tiden sedan planen senast gicks igenom" in time


def test_a_plan_that_lacks_nothing_and_is_not_due_is_fine(tmp_path: Path) -> None:
    path = saved(chairs(crisis_plan("hm-35", date(2027, 5, 30))), tmp_path)
    result = run("crisis-plan", path, "P-1", *ON)
    assert result.exit_code == 0
    assert "Saknas inget" in flat(result)
    assert run("crisis-plan", path, "P-1", "--on", "2027-08-28").exit_code == 0
    assert run("crisis-plan", path, "P-1", "--on", "2027-08-29").exit_code == 1


def test_only_the_copy_shows_what_the_participant_said(path: Path) -> None:
    line = ("crisis-plan", path, "P-1", *ON)
    for shown in (run(*line).output, run(*line, "--json").output):
        assert "Jag sover inte" not in shown
        assert "08-465 00 02" not in shown
    copy = run(*line, "--copy").output
    assert copy.startswith("MIN KRISPLAN\n")
    assert "- Jag sover inte" in copy
    assert "- Akuten: 08-465 00 02 (svarar dygnet runt)" in copy
    assert "ring 112" in copy
    assert "P-1" not in copy
    assert "register.json" not in copy
    assert "senast 2027-06-04" in copy
    assert (
        "2027-06-04" not in run("crisis-plan", path, "P-1", "--on", "2027-06-05", "--copy").output
    )
    assert as_json(run(*line, "--copy", "--json"))["sections"][0]["lines"] == ["Jag sover inte"]


def test_no_plan_is_no_copy(path: Path) -> None:
    assert "Ingen krisplan" in run("crisis-plan", path, "P-2", *ON).output
    result = run("crisis-plan", path, "P-2", *ON, "--copy")
    assert result.exit_code == 1
    assert result.stdout == ""


def test_the_crisis_plan_as_json(path: Path) -> None:
    said = as_json(run("crisis-plan", path, "P-1", *ON, "--json"))
    assert (said["in_force"], said["lacking"]) == ("hm-31", ["coping"])
    assert (said["next_review"]["due"], said["next_review"]["trigger"]) == (
        "2027-06-04",
        "discharge",
    )
    assert as_json(run("crisis-plan", path, "P-2", *ON, "--json"))["in_force"] is None


# --- consents ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_consents_read_in_both_languages(path: Path, lang: str) -> None:
    assert run("consent", path, "P-1", *ON, "--lang", lang).exit_code == 1
    assert run("consent", path, "P-2", *ON, "--lang", lang).exit_code == 0


def test_each_consent_with_its_state_those_that_run_first(path: Path) -> None:
    said = flat(run("consent", path, "P-1", *ON))
    assert said.index("hm-41 gäller, 2027-01-18 till 2027-12-31") < said.index("hm-42 återkallat")
    assert "hm-42 återkallat 2027-04-01" in said
    first = said[said.index("hm-40 gäller") : said.index("hm-41 gäller")]
    assert "Från hm till sdf, vard: planering och samordning, behov" in first
    assert "Det går snart ut, och inget nytt tar vid." in first
    assert said.count("Det går snart ut") == 1
    assert "syster-1 (närstående)" in said
    over = flat(run("consent", path, "P-1", "--on", "2027-06-21"))
    assert "hm-40 har gått ut" in over


def test_what_is_covered_by_category_and_purpose(path: Path) -> None:
    said = run("consent", path, "P-1", *ON).output
    assert "Täcks från hm till sdf, vard\n" in said
    assert "samordna stödet  ge stöd i kris\n" in said
    assert "hm-40            -               behov, plan, kontakter, ansvar\n" in said
    assert "-                hm-41           kris\n" in said
    assert "Ett streck, eller att samtycke saknas, betyder inte att det är förbjudet" in flat(
        run("consent", path, "P-1", *ON)
    )
    after = run("consent", path, "P-1", "--on", "2027-06-21").output
    assert "kontakter, ansvar\n" in after
    assert "hm-40            -" not in after
    none = run("consent", path, "P-1", "--on", "2028-01-01").output
    assert "Inget registrerat samtycke täcker något den dagen." in none
    assert "ring 112 och berätta det som behövs" in flat(run("consent", path, "P-1", *ON))


def test_only_those_asked_for_are_shown(path: Path) -> None:
    one = run("consent", path, "P-1", *ON, "--from", "cm-1", "--to", "sdf").output
    assert "Täcks från hm till sdf\n" in one
    assert "syster-1\n" not in one
    nobody = run("consent", path, "P-1", *ON, "--from", "sdf", "--to", "hm").output
    assert "Täcks från sdf till hm" in nobody
    assert "täcker något" in nobody


def test_every_sharing_made_is_checked_and_its_necessity_is_not_shown(path: Path) -> None:
    result = run("consent", path, "P-1", *ON)
    said = flat(result)
    assert "hm-50, från hm till sdf: behov; ändamål: samordna stödet. Registrerat" in said
    assert "självskattningar; ändamål: samordna stödet. Inget registrerat samtycke" in said
    assert "inte att det var fel att lämna" in said
    line = ("consent", path, "P-1", *ON, "--json")
    assert "boendemötet" not in result.output + run(*line).output
    assert as_json(run(*line, "--whole"))["sharings"][0]["necessity"] == "Inför boendemötet"
    verdicts = [each["verdict"] for each in as_json(run(*line))["sharings"]]
    assert verdicts == ["covered", "not_covered"]
    assert run("consent", path, "P-1", "--whole").exit_code == 2


def test_a_sharing_on_the_day_of_a_withdrawal_or_by_law_is_no_breach(tmp_path: Path) -> None:
    by_law = sharing("hm-52", information=["crisis"], ground=StatutoryGround.OSL_25_12)
    same_day = sharing("hm-53", on=date(2027, 4, 1), recipient="vard")
    register = chairs(by_law, attrs.evolve(same_day, purpose="coordination"))
    said = flat(run("consent", saved(register, tmp_path), "P-1", *ON))
    assert "Angiven grund: OSL 25 kap. 12 §." in said
    assert "hm-53, från hm till vard: behov; ändamål: samordna stödet. Registrerat" in said


def test_consents_that_are_fine_end_well(tmp_path: Path) -> None:
    path = saved(chairs(consent("hm-45", last=date(2027, 12, 31))), tmp_path)
    assert "Det går snart ut" not in flat(run("consent", path, "P-1", *ON))
    assert run("consent", path, "P-1", "--on", "2027-03-15").exit_code == 0


# --- asking whether something may be told ------------------------------------------------------

ASK = ("--from", "cm-1", "--to", "sdf", "--purpose", "coordination")
STANDING = ("Det betyder inte att det är förbjudet", "ring 112", "gör en orosanmälan")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_reads_in_both_languages(path: Path, lang: str) -> None:
    assert run("share", path, "P-1", *ASK, *ON, "--lang", lang).exit_code == 1
    ground = ("--ground", "emergency", "--next-of-kin", "--about", "annan")
    assert run("share", path, "P-1", *ASK, *ON, *ground, "--lang", lang).exit_code == 1


def test_what_consents_cover_ends_well_and_says_no_more(path: Path) -> None:
    result = run("share", path, "P-1", *ASK, *ON, "--information", "plan", "--information", "needs")
    assert result.exit_code == 0
    assert "Registrerat samtycke finns. - plan, behov: täcks av hm-40." in flat(result)
    assert "112" not in result.output
    after = run("share", path, "P-1", *ASK, "--on", "2027-06-21", "--information", "plan")
    assert after.exit_code == 1
    assert "Det gick ut 2027-06-20, för 1 dygn sedan." in flat(after)


def test_categories_with_the_same_miss_stand_together_before_what_is_always_said(
    path: Path,
) -> None:
    result = run("share", path, "P-1", *ASK, *ON)
    said = flat(result)
    assert result.exit_code == 1
    assert said.count("Närmast är") == 1
    assert "samtycken, kris, självskattningar: täcks inte. Närmast är hm-40." in said
    assert "behov, plan, kontakter, ansvar: täcks av hm-40." in said
    places = [said.index(words) for words in STANDING]
    assert places == sorted(places)
    assert places[0] > said.index("täcks av hm-40")


def test_a_stated_ground_leaves_it_to_people(path: Path) -> None:
    line = ("--information", "plan", "--ground", "osl_25_12")
    result = run("share", path, "P-1", *ASK, *ON, *line)
    assert result.exit_code == 1
    assert "då måste en människa avgöra" in flat(result)
    assert "OSL 25 kap. 12 §" in flat(result)


def test_someone_elses_information_and_next_of_kin_are_asked_for_apart(path: Path) -> None:
    crisis = ("--information", "crisis", *ON)
    kin = ("--from", "hm", "--to", "syster-1", "--purpose", "crisis", *crisis)
    assert run("share", path, "P-1", *kin, "--next-of-kin").exit_code == 0
    assert run("share", path, "P-1", *kin).exit_code == 1
    assert run("share", path, "P-1", *kin, "--next-of-kin", "--about", "syster-1").exit_code == 1


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (("--information", "plna"), 2, "--information: välj ett av: whole, person"),
        (("--ground", "lagen"), 2, "--ground: välj ett av: osl_10_2"),
        (("--to", "hm"), 3, "är samma part"),
        (("--out", "x.json", "--ground", "other", "--about", "a"), 2, "--ground, --about"),
        (("--out", "x.json", "--known", "2027-01-01"), 2, "--known"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    path: Path, line: tuple[str, ...], code: int, words: str
) -> None:
    result = run("share", path, "P-1", *ASK, *ON, *line)
    assert result.exit_code == code
    assert words in flat(result)
    assert result.stdout == ""


def test_the_answer_as_json(path: Path) -> None:
    said = as_json(run("share", path, "P-1", *ASK, *ON, "--information", "crisis", "--json"))
    assert (said["verdict"], said["required"]) == ("not_covered", "confidentiality_release")
    assert said["categories"][0]["nearest"]["consent"] == "hm-40"
    assert any("112" in words for words in said["words"])
