"""Obstacles and missing services, recovery capital, and whether the method is followed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.case.fidelity import FidelityScored
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.needs import NeedArea, NeedAssessed
from cm_method.case.obstacles import ObstacleNoted, ObstacleOvercome, ServiceMissing
from cm_method.case.recovery import RecoveryCapitalRated
from cm_method.case.register import Register
from cm_method.case.responsibility import (
    LiftedTo,
    NeedLifted,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.case.services import ServiceKind
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES
from tests.cli.runs import START, as_json, flat, run, saved, small

ON = ("--on", "2027-03-01")
NEED = NeedAssessed(id="n-1", on=START, by="cm-1", area=NeedArea.HOUSING)


def noted(id: str = "o-1", **more: Any) -> ObstacleNoted:
    given = {"on": START, "by": "cm-1", "obstacle": "long_waiting", **more}
    return ObstacleNoted(id=id, **given)


def missing(id: str = "m-1", **more: Any) -> ServiceMissing:
    given = {"on": START, "by": "cm-1", "need": "n-1", "service": ServiceKind.HOUSING_FIRST, **more}
    return ServiceMissing(id=id, **given)


def lifted(**more: Any) -> NeedLifted:
    return NeedLifted(
        id="l-1",
        on=date(2026, 12, 1),
        by="cm-1",
        need="n-1",
        lifter="cm-1",
        lifted_to=LiftedTo.POLITICAL,
        **more,
    )


def rated(id: str, on: date, **more: Any) -> RecoveryCapitalRated:
    return RecoveryCapitalRated(id=id, on=on, by="cm-1", **{"with_participant": True, **more})


def many(*entries: Entry, count: int = 6) -> Register:
    """So many participants with the same entries, and as many without any."""
    journals = [Journal(subject=f"P-{n}", entries=[NEED, *entries]) for n in range(count)]
    rest = [Journal(subject=f"P-{n}", entries=[NEED]) for n in range(count, 2 * count)]
    return attrs.evolve(small(), journals=[*journals, *rest])


class TestObstaclesOfOne:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_reads_in_both_languages(self, tmp_path: Path, lang: str) -> None:
        path = saved(small(NEED, noted(need="n-1"), missing(), lifted()), tmp_path)
        for who in ("P-1", "P-2"):
            assert run("obstacles", path, who, *ON, "--lang", lang).exit_code == 0

    def test_what_nobody_has_lifted_is_something_to_look_at(self, tmp_path: Path) -> None:
        result = run("obstacles", saved(small(NEED, missing()), tmp_path), "P-1", *ON)
        assert result.exit_code == 1
        assert "Bostad Först. Ingen har lyft frågan." in flat(result)
        assert "Samordning löser inte det som inte finns." in flat(result)

    def test_a_lift_is_told_with_its_level_and_how_long_it_waits(self, tmp_path: Path) -> None:
        path = saved(small(NEED, missing(), lifted()), tmp_path)
        result = run("obstacles", path, "P-1", *ON)
        assert result.exit_code == 0
        assert "Lyft till politiken av cm-1 2026-12-01; obesvarat i 90 dagar." in flat(result)
        assert "Inget hinder är antecknat." in flat(result)

    def test_what_is_over_is_told_apart(self, tmp_path: Path) -> None:
        over = ObstacleOvercome(id="c-1", on=date(2027, 1, 8), by="cm-1", noted="o-1")
        path = saved(small(noted(), over, noted("o-2", obstacle="ingen-tolk")), tmp_path)
        said = flat(run("obstacles", path, "P-1", *ON, "--lang", "en"))
        assert said.index("ingen-tolk") < said.index("Earlier") < said.index("overcome")
        before = flat(run("obstacles", path, "P-1", "--on", "2027-01-07", "--lang", "en"))
        assert "Earlier" not in before

    def test_as_json(self, tmp_path: Path) -> None:
        path = saved(small(NEED, noted(need="n-1"), missing(), lifted()), tmp_path)
        found = as_json(run("obstacles", path, "P-1", *ON, "--json"))
        assert (found["participant"], found["on"]) == ("P-1", "2027-03-01")
        (obstacle,), (lack,) = found["obstacles"], found["missing"]
        assert (obstacle["code"], obstacle["stands"]) == ("long_waiting", True)
        assert (lack["code"], lack["days"], lack["stands"]) == ("housing_first", 105, True)
        assert lack["lifts"][0]["to"] == "political"
        assert lack["words"].startswith("Saknas sedan 2026-11-16 för boende (n-1)")

    def test_an_unknown_participant_is_said(self, tmp_path: Path) -> None:
        assert run("obstacles", saved(small(), tmp_path), "P-9", *ON).exit_code == 2


class TestObstaclesOfAll:
    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("how", [(), ("--inside",)])
    def test_reads_in_both_languages(self, tmp_path: Path, lang: str, how: tuple[str]) -> None:
        path = saved(many(noted(), missing(), lifted()), tmp_path)
        assert run("obstacles", path, *ON, *how, "--lang", lang).exit_code == 0

    def test_shows_what_is_large_enough_and_nobody_by_name(self, tmp_path: Path) -> None:
        entries = (noted(), noted("o-2", obstacle="ingen-tolk"), missing(), lifted())
        result = run("obstacles", saved(many(*entries), tmp_path), *ON)
        said = flat(result)
        assert "Långa väntetider 6 deltagare: kvar 6, inte längre 0" in said
        assert "Egna koder tillsammans 6 deltagare: kvar 6, inte längre 0" in said
        assert "lyft utan svar 6" in said
        assert "tillsammans 630 dagars väntan" in said
        assert "ingen-tolk" not in said
        assert "P-1" not in said

    def test_hides_a_row_with_a_small_count(self, tmp_path: Path) -> None:
        said = flat(run("obstacles", saved(many(noted(), count=4), tmp_path), *ON))
        assert "Långa väntetider visas inte" in said
        assert "Antal från 1 till 4 visas inte" in said

    def test_a_row_that_is_divided_into_small_parts_is_told_undivided(self, tmp_path: Path) -> None:
        register = many(noted(), count=6)
        over = ObstacleOvercome(id="c-1", on=date(2027, 1, 8), by="cm-1", noted="o-1")
        one = register.journals["P-0"].with_entries(over)
        rest = [journal for journal in register if journal.subject != "P-0"]
        path = saved(attrs.evolve(register, journals=[one, *rest]), tmp_path)
        said = flat(run("obstacles", path, *ON))
        assert "Långa väntetider 6 deltagare, uppdelningen visas inte" in said

    def test_inside_tells_every_count_and_own_codes(self, tmp_path: Path) -> None:
        rivals = [
            noted("o-3", corrects=["o-2"]),
            noted("o-4", obstacle="not_reached", corrects=["o-2"]),
        ]
        settled = noted("o-5", recorded=date(2027, 3, 2), corrects=["o-3", "o-4"])
        entries = (noted(obstacle="ingen-tolk"), noted("o-2"), *rivals, missing(), lifted())
        path = saved(many(*entries, settled, count=3), tmp_path)
        said = flat(run("obstacles", path, *ON, "--known", ON[1], "--inside"))
        assert "Ingen-tolk 3 deltagare, kvar för 3" in said
        assert "lyft för 3, besvarat för 0, insats finns för 0" in said
        assert "Exakta antal" in said
        assert "oavgjorda rättelser, som inte räknas ovan: 3." in said
        assert "Långa väntetider ingen" in said

    def test_as_json_hides_as_well(self, tmp_path: Path) -> None:
        path = saved(many(noted(), count=4), tmp_path)
        outside = as_json(run("obstacles", path, *ON, "--json"))
        inside = as_json(run("obstacles", path, *ON, "--json", "--inside"))
        (row,) = [row for row in outside["obstacles"] if row["code"] == "long_waiting"]
        assert row["counts"] is None
        assert inside["obstacles"] == {"long_waiting": {"participants": 4, "standing": 4}}


class TestRecovery:
    FIRST, LATER = date(2026, 12, 1), date(2027, 2, 1)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_reads_in_both_languages(self, tmp_path: Path, lang: str) -> None:
        path = saved(small(rated("r-1", self.FIRST, social=2, physical=5)), tmp_path)
        for who in ("P-1", "P-2"):
            assert run("recovery", path, who, *ON, "--lang", lang).exit_code == 0

    def test_tells_strong_thin_and_the_change(self, tmp_path: Path) -> None:
        entries = (
            rated("r-1", self.FIRST, social=4, physical=5, human=3, cultural=3),
            rated("r-2", self.LATER, social=2, human=4, cultural=3, with_participant=False),
        )
        said = flat(run("recovery", saved(small(*entries), tmp_path), "P-1", *ON))
        assert "Skalan går från 1 till 5: tunt till och med 2, starkt från 4." in said
        assert "Starkt: fysiskt kapital, humant kapital. Tunt: socialt kapital." in said
        assert "Sedan första gången 2 lägre" in said
        assert "Sedan första gången 1 högre" in said
        assert "Sedan första gången oförändrat" in said
        assert "2 den 2027-02-01, utan deltagaren" in said
        assert "läggs inte ihop" in said
        assert "längre tid" in said

    def test_off_the_scale_the_change_cannot_be_said(self, tmp_path: Path) -> None:
        entries = (rated("r-1", self.FIRST, social=9), rated("r-2", self.LATER, social=2))
        said = flat(run("recovery", saved(small(*entries), tmp_path), "P-1", *ON))
        assert "Sedan första gången går inte att säga" in said

    def test_not_rated_is_said(self, tmp_path: Path) -> None:
        said = flat(run("recovery", saved(small(), tmp_path), "P-1", *ON, "--lang", "en"))
        assert "The recovery capital has not been rated." in said
        assert "Social capital: not rated" in said

    def test_as_json(self, tmp_path: Path) -> None:
        path = saved(small(rated("r-1", self.FIRST, social=2)), tmp_path)
        found = as_json(run("recovery", path, "P-1", *ON, "--json"))
        assert (found["thin"], found["strong"]) == (["social"], [])
        assert found["scale"] == {"lowest": 1, "highest": 5, "thin_through": 2, "strong_from": 4}
        (social,) = [part for part in found["parts"] if part["part"] == "social"]
        assert social["ratings"][0]["value"] == 2


def meeting(id: str, place: Place, *who: Attendee) -> MeetingHeld:
    present = who or (Attendee.PARTICIPANT,)
    return MeetingHeld(
        id=id, on=START, by="cm-1", place=place, attendees=present, individual_contact=True
    )


class TestFidelity:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_reads_in_both_languages(self, tmp_path: Path, lang: str) -> None:
        path = saved(small(meeting("x-1", Place.HOME)), tmp_path)
        assert run("fidelity", path, *ON, "--lang", lang).exit_code == 0
        assert run("fidelity", "demo", "--lang", lang).exit_code == 0

    def test_each_measure_stands_apart_with_how_it_is_counted(self, tmp_path: Path) -> None:
        entries = (
            meeting("x-1", Place.HOME),
            meeting("x-2", Place.OFFICE),
            meeting("x-3", Place.VIDEO),
            meeting("x-4", Place.CARE, Attendee.HEALTH_CARE),
        )
        said = flat(run("fidelity", saved(small(*entries), tmp_path), *ON))
        assert "1 av 2 (50,0 %)" in said.replace("\N{NO-BREAK SPACE}", " ")
        assert "hemma hos deltagaren 1; på kontoret 1; på video 1." in said
        assert "Möten utan deltagaren: 1." in said
        assert "Inget att räkna än." in said
        assert "Det finns inget betyg" not in said
        assert "Måtten läggs inte ihop" in said

    def test_of_nobody_there_is_nothing_to_count(self, tmp_path: Path) -> None:
        empty = attrs.evolve(small(), journals=[])
        said = flat(run("fidelity", saved(empty, tmp_path), *ON, "--lang", "en"))
        assert said.count("Nothing to count yet.") == 9
        assert "Where the meetings were held" not in said

    def test_external_scores_are_told_by_the_name_of_the_scale(self, tmp_path: Path) -> None:
        score = FidelityScored(id="f-1", on=START, by="hm", scale="dacts", points=98)
        own = FidelityScored(id="f-2", on=START, by="hm", scale="egen", points=7)
        register = small()
        partnership = register.partnership.with_entries(score, own)
        path = saved(attrs.evolve(register, partnership=partnership), tmp_path)
        said = flat(run("fidelity", path, *ON))
        assert "DACTS, Dartmouth Assertive Community Treatment Scale: 98 poäng" in said
        assert "egen: 7 poäng" in said
        assert "98" not in flat(run("fidelity", path, "--on", "2026-11-15"))

    def test_a_missing_answer_is_said(self, tmp_path: Path) -> None:
        """While corrections of a refusal competed, nobody could say when the offer was answered."""
        offered = ResponsibilityOffered(id="x-1", on=START, by="cm-1", receiver="sdf")
        refused = ResponsibilityRefused(id="x-2", on=START, by="cm-1", offer="x-1")
        rivals = [attrs.evolve(refused, id=f"x-{n}", corrects=["x-2"]) for n in (3, 4)]
        settled = attrs.evolve(
            refused, id="x-5", recorded=date(2027, 3, 2), corrects=["x-3", "x-4"]
        )
        path = saved(small(offered, refused, *rivals, settled), tmp_path)
        then = flat(run("fidelity", path, *ON, "--known", ON[1]))
        assert "svar saknas för 1, som räknas som nej" in then
        assert "svar saknas" not in flat(run("fidelity", path, *ON))

    def test_as_json(self, tmp_path: Path) -> None:
        path = saved(small(meeting("x-1", Place.HOME)), tmp_path)
        found = as_json(run("fidelity", path, *ON, "--json"))
        first = found["measures"][0]
        assert (first["measure"], first["share"]) == ("outside_the_office", {"met": 1, "of": 1})
        assert found["measures"][-1]["share"] is None
        assert found["places"]["home"] == 1


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("obstacle_noted", ("obstacle=long_waiting",)),
        ("service_missing", ("need=n-1", "service=housing_first")),
        ("service_missing", ("need=n-1", "lacking=dagverksamhet")),
        ("recovery_capital_rated", ("social=2", "with_participant=true")),
    ],
)
def test_the_new_kinds_are_written_with_add(
    tmp_path: Path, kind: str, fields: tuple[str, ...]
) -> None:
    path = saved(small(NEED), tmp_path)
    sets = [word for field in (f"on={START}", "by=cm-1", *fields) for word in ("--set", field)]
    assert run("add", path, kind, "--participant", "P-1", *sets, "--yes", *ON).exit_code == 0


def test_the_choices_of_an_obstacle_are_shown_in_words(tmp_path: Path) -> None:
    path = saved(small(NEED), tmp_path)
    typed = "2026-11-16\ncm-1\n3\n\n\nj\n"
    result = run("add", path, "obstacle_noted", "--participant", "P-1", *ON, typed=typed)
    assert "långa väntetider (long_waiting)" in flat(result)


def test_the_names_of_external_scales_are_shown_in_words(tmp_path: Path) -> None:
    path = saved(small(), tmp_path)
    typed = "2026-11-16\nhm\n1\n98\nj\n"
    result = run("add", path, "fidelity_scored", "--partnership", *ON, typed=typed)
    assert "DACTS, Dartmouth Assertive Community Treatment Scale (dacts)" in flat(result)
