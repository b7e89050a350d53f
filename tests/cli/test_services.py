"""The command on services: the catalogue, one of it whole, and what may fit a participant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.case.circumstances import Circumstance, CircumstanceAssessed
from cm_method.case.episodes import Ended, EndReason
from cm_method.case.needs import NeedArea, NeedAssessed
from cm_method.case.participants import Died, ParticipantDescribed
from cm_method.case.services import ServiceKind
from cm_method.cli.program import ExitCode
from cm_method.journal import Entry
from cm_method.labels import LANGUAGES
from cm_method.services.catalogue import DESCRIBED, MODELS, SERVICES
from cm_method.services.contents import HousingFirstPrinciple
from tests.cli.runs import START, as_json, flat, run, saved, small

ON = ("--on", "2027-01-11")


def needs(*areas: NeedArea) -> list[Entry]:
    return [
        NeedAssessed(id=f"hm-{number}", on=START, by="hm", area=area)
        for number, area in enumerate(areas, start=20)
    ]


def assessed(id: str, what: Circumstance, *, present: bool = True) -> CircumstanceAssessed:
    return CircumstanceAssessed(
        id=id, on=START, by="hm", circumstance=what, present=present, note="Sover ute"
    )


BORN = ParticipantDescribed(id="hm-10", on=START, by="hm", birth_year=2000)


class TestCatalogue:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_service_is_listed_and_no_register_is_needed(self, lang: str) -> None:
        said = run("services", "--lang", lang)
        assert said.exit_code == 0
        assert all(f"  {each.code}\n" in said.output for each in SERVICES)
        assert all(each.name(lang).lower() in flat(said).lower() for each in SERVICES)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_so_is_every_model(self, lang: str) -> None:
        said = run("services", "--models", "--lang", lang)
        assert all(f"  {each.code}\n" in said.output for each in MODELS)
        assert {"sv": "Anges inte i källan.", "en": "Not stated"}[lang] in flat(said)  # ICM

    @pytest.mark.parametrize("each", [*SERVICES, *MODELS], ids=lambda each: each.code)
    def test_one_is_shown_whole_with_the_words_of_the_source(self, each: object) -> None:
        models = () if each in SERVICES else ("--models",)
        said = flat(run("services", "--service", each.code, *models))  # type: ignore[attr-defined]  # of either class
        for statement in each.statements:  # type: ignore[attr-defined]  # of either class
            assert statement.source.quote in said
            assert statement.source.section in said

    def test_a_row_that_the_source_does_not_fill_says_so(self) -> None:
        said = flat(run("services", "--service", "housing_first"))
        assert "Kostnad: Anges inte i källan." in said
        assert "Åldersgrupp: Anges inte i källan." in said

    def test_the_eight_principles_and_the_two_decisions_are_there(self) -> None:
        said = run("services", "--service", "housing_first", "--lang", "en").output
        for heading, count in (("Principles:", 8), ("Two decisions:", 2), ("Methods:", 3)):
            listed = said.split(f"{heading}\n")[1].split("\n")
            assert [line.startswith("  - ") for line in listed[: count + 1]] == [True] * count + [
                False
            ]

    def test_act_is_a_form_of_the_team_and_has_two_groups(self) -> None:
        said = flat(run("services", "--service", "act", "--lang", "en"))
        assert "A form of: integrated or collaborating team." in said
        assert "major difficulties; or harmful use or addiction" in said

    def test_a_code_of_both_is_the_service_unless_models_are_asked_for(self) -> None:
        line = ("services", "--service", "personal_ombudsman", "--lang", "en")
        assert "as a form of case management" not in flat(run(*line)).lower()
        assert "as a form of case management" in flat(run(*line, "--models")).lower()

    def test_as_json_it_is_whole_with_its_words(self) -> None:
        found = as_json(run("services", "--json", "--lang", "en"))
        assert [each["code"] for each in found] == [each.code for each in SERVICES]
        assert {each["kind"] for each in found} == {kind.value for kind in ServiceKind}
        housing_first = next(each for each in found if each["code"] == "housing_first")
        assert len(housing_first["principles"]) == len(HousingFirstPrinciple)
        assert housing_first["words"]["demands"].startswith("No demand for sobriety")
        assert housing_first["words"]["price_model"] == "Not stated in the source."
        (one,) = as_json(run("services", "--json", "--service", "act"))
        assert one["form_of"] == "integrated_team"


class TestAParticipant:
    def test_what_fits_comes_first_and_what_would_tell_last(self, tmp_path: Path) -> None:
        path = saved(small(BORN, *needs(NeedArea.MENTAL_ILL_HEALTH)), tmp_path)
        said = run("services", path, "P-1", *ON)
        assert said.exit_code == 0
        words = flat(said)
        fits, unknown, tell = (
            words.index(each)
            for each in (
                "Passar enligt det som är antecknat",
                "Går inte att säga än",
                "Det här skulle visa mer",
            )
        )
        assert fits < words.index("Vägledning i Vardagslivet") < unknown < tell
        assert "Passar inte" not in words
        assert "+ Åldern är inom 18 till 29 år." in words
        assert "En människa bestämmer, efter bedömning." in words
        assert "Anteckna bara det som behövs för bedömningen." in words
        assert "(circumstance_assessed): komplex problematik, behov av samordning" in words

    def test_what_does_not_fit_says_why_and_no_free_text_is_told(self, tmp_path: Path) -> None:
        gone = assessed("hm-11", Circumstance.LONG_TERM_HOMELESSNESS, present=False)
        path = saved(small(gone), tmp_path)
        said = flat(run("services", path, "P-1", *ON, "--service", "housing_first"))
        assert "Passar inte enligt det som är antecknat" in said
        assert "- Bedömt att det inte gäller: långvarig hemlöshet." in said
        for json in ((), ("--json",)):
            whole = run("services", path, "P-1", *ON, *json).output
            assert "Sover ute" not in whole

    def test_housing_support_that_would_stand_alone_is_pointed_out(self, tmp_path: Path) -> None:
        ended = Ended(id="hm-9", on=START, by="hm", start="hm-2", reason=EndReason.MOVED)
        path = saved(small(ended, *needs(NeedArea.ADDICTION)), tmp_path)
        said = flat(run("services", path, "P-1", *ON, "--service", "housing_support"))
        assert "! Vid skadligt bruk eller beroende ska boendestöd inte stå ensamt." in said

    def test_two_target_groups_are_told_apart(self, tmp_path: Path) -> None:
        path = saved(small(), tmp_path)
        said = run("services", path, "P-1", *ON, "--service", "act", "--lang", "en").output
        assert "\n  or\n" in said

    def test_where_nothing_is_unknown_that_is_said(self, tmp_path: Path) -> None:
        both = needs(NeedArea.ADDICTION, NeedArea.MENTAL_ILL_HEALTH)
        homeless = assessed("hm-11", Circumstance.LONG_TERM_HOMELESSNESS)
        path = saved(small(homeless, *both), tmp_path)
        said = flat(run("services", path, "P-1", *ON, "--service", "housing_first"))
        assert "Inget är okänt." in said

    def test_nothing_is_suggested_after_a_death(self, tmp_path: Path) -> None:
        path = saved(small(Died(id="hm-9", on=date(2026, 12, 1), by="hm")), tmp_path)
        assert "Deltagaren har avlidit" in flat(run("services", path, "P-1", *ON))
        assert as_json(run("services", path, "P-1", *ON, "--json"))["answers"] == []

    def test_the_day_and_what_was_known_decide(self, tmp_path: Path) -> None:
        late = attrs.evolve(
            assessed("hm-11", Circumstance.LONG_TERM_HOMELESSNESS), recorded=date(2027, 1, 5)
        )
        path = saved(small(late), tmp_path)

        def verdict(*line: str) -> str:
            found = as_json(run("services", path, "P-1", "--json", "--service", *line))
            (answer,) = found["answers"]
            reason = next(r for group in answer["groups"] for r in group)
            return str(reason["code"])

        assert verdict("housing_first", "--on", "2026-11-16") == "assessed"
        assert verdict("housing_first", "--on", "2026-11-15") == "not_assessed"
        before = ("--on", "2026-11-16", "--known", "2027-01-04")
        assert verdict("housing_first", *before) == "not_assessed"

    def test_as_json_every_answer_has_its_reasons_and_what_would_tell(self, tmp_path: Path) -> None:
        path = saved(small(BORN), tmp_path)
        found = as_json(run("services", path, "P-1", *ON, "--json", "--lang", "en"))
        assert sorted(a["code"] for a in found["answers"]) == sorted(e.code for e in DESCRIBED)
        assert found["note"] == "A person decides, after an assessment."
        assert {each["kind"] for each in found["to_find_out"]} == {
            "circumstance_assessed",
            "need_assessed",
        }
        for answer in found["answers"]:
            for group in answer["groups"]:
                for reason in group:
                    assert reason["words"]
                    assert bool(reason["tell"]) == (reason["met"] is None)

    def test_models_alone_on_request(self, tmp_path: Path) -> None:
        path = saved(small(), tmp_path)
        found = as_json(run("services", path, "P-1", *ON, "--models", "--json"))
        assert [each["of"] for each in found["answers"]] == ["model"] * len(MODELS)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("demo",), "ange också deltagarens pseudonym."),
        (("--on", "2027-01-11"), "behöver ett register och en deltagare"),
        (("--edition", "stockholm-2025"), "behöver ett register och en deltagare"),
        (("--service", "no_such"), "välj ett av: case_management"),
        (("demo", "P-9999"), "ingen deltagare i registret"),
        (("demo", "P-0001", "more"), "fler ord"),
    ],
)
def test_a_line_written_wrongly_is_answered_in_words(line: tuple[str, ...], words: str) -> None:
    said = run("services", *line)
    assert said.exit_code == ExitCode.WRONG_USAGE
    assert words in flat(said)
