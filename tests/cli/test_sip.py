"""The SIP of one participant and the figures of a register, from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from attrs import evolve

from cm_method.adapters.json import register_from_json
from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.case.register import Register
from cm_method.case.sip import SIP_KINDS, SipAsked
from cm_method.demo import DEMO_DAY, demo_register_path
from cm_method.labels import LANGUAGES
from cm_method.rules.editions import EDITIONS
from cm_method.services.sip import sip_of
from cm_method.services.sip_figures import SipTable, sip_figures
from cm_method.testing.strategies import EDITION
from tests.cli.runs import as_json, flat, run, saved

PATH = Path(__file__).resolve().parents[1] / "examples" / "sip" / "register.json"
ON = date(2027, 5, 10)
METHOD = EDITIONS[EDITION]
SERVICE = 'services=[{"needed": "hemhjälp"}]'


def example() -> Register:
    return register_from_json(PATH.read_text(encoding="utf-8"))


class TestOneParticipant:
    def test_a_plan_with_all_four_contents(self) -> None:
        result = run("sip", PATH, "P-0001", "--on", ON)
        assert result.exit_code == 0
        for words in (
            "SIP FÖR P-0001",
            "Tillfrågad 2026-11-30 av cm-1: vill ha en SIP (hm-4)",
            "Lagens fyra delar alla finns",
            "kommunen sdf (1), regionen psykiatri (1), regionen beroende (1)",
            "Åtgärder av hm",
            "Nästa uppföljning 2027-09-14",
            "2027-04-27 har hjälpt delvis",
            "Ett samtycke till SIP gäller till och med 2027-12-06.",
            "Deltagaren har inte fått alla insatser i planen (nummer 2).",
            "Programmet avgör inte om en SIP behövs.",
            "socialtjänstlagen (2025:400), 10 kap. 8 och 9 §§",
        ):
            assert words in flat(result)
        assert "Att se till" not in result.output

    def test_what_is_missing_is_something_to_look_at(self) -> None:
        result = run("sip", PATH, "P-0002", "--on", ON, "--lang", "en")
        assert result.exit_code == 1
        for words in (
            "The four contents 2 missing",
            "The plan does not say which authority has overall responsibility.",
            "the municipality answers for a service through hm, registered as: association",
            "The plan was to be followed up by 2027-05-04.",
            "Missing: sdf.",
            "No consent to a SIP is recorded.",
        ):
            assert words in flat(result)

    def test_that_nobody_has_asked(self) -> None:
        result = run("sip", PATH, "P-0003", "--on", ON)
        assert result.exit_code == 1
        assert "Tillfrågad inte antecknat" in flat(result)
        assert "Ingen SIP är påbörjad." in flat(result)
        assert run("sip", PATH, "P-0005", "--on", ON).exit_code == 0

    def test_an_internal_sip_by_its_units(self) -> None:
        said = flat(run("sip", PATH, "P-0004", "--on", ON))
        assert "Intern SIP sdf-1" in said
        assert "Insatser av socialpsykiatri (1), försörjningsstöd (1)" in said
        assert "Lagens" not in said

    def test_services_of_nobody_and_an_end(self, tmp_path: Path) -> None:
        path = tmp_path / "register.json"
        path.write_bytes(PATH.read_bytes())
        added = (
            ("sip_initiated", "2027-05-01", "initiator=sdf"),
            ("sip_agreed", "2027-05-02", "sip=hm-3", "with_participant=ja", SERVICE),
            ("sip_ended", "2027-05-03", "sip=hm-3", "reason=moved"),
        )
        for kind, when, *values in added:
            put = [part for value in ("by=hm", *values) for part in ("--set", value)]
            line = ("add", path, kind, "--participant", "P-0005", "--on", when, "--yes", *put)
            assert run(*line).exit_code == 0
        said = flat(run("sip", path, "P-0005", "--on", ON))
        assert "Insatser av ingen angiven (1)" in said
        assert "Avslutad 2027-05-03, flytt" in said
        assert "hemhjälp" not in said

    @pytest.mark.parametrize("name", ["P-0001", "P-0002", "P-0003", "P-0004", "P-0005", "P-0006"])
    def test_the_json_tells_the_same(self, name: str) -> None:
        register = example()
        (journal,) = [each for each in register if each.subject == name]
        case, parties = Case.of(journal, on=ON), Parties.of(register.partnership, on=ON)
        found = sip_of(case, METHOD, parties=parties)
        for lang in LANGUAGES:
            result = run("sip", PATH, name, "--on", ON, "--json", "--lang", lang)
            said, printed = (
                as_json(result),
                flat(run("sip", PATH, name, "--on", ON, "--lang", lang)),
            )
            assert said["participant"] == name
            assert said["presumption"]["answer"] == found.presumption.answer.value
            assert said["presumption"]["words"] in printed
            assert [each["complete"] for each in said["sips"]] == [s.complete for s in found.sips]
            told = [*said["points"], *(p for each in said["sips"] for p in each["points"])]
            told += [c for each in said["sips"] for c in each["conditions"]]
            assert all(each["words"] in printed for each in told)
            assert result.exit_code == int(bool(found.lacks))

    def test_nothing_in_anybodys_own_words_is_told(self) -> None:
        for state in ((), ("--json",)):
            said = run("sip", PATH, "P-0001", "--on", ON, *state).output
            assert "två gånger" not in said
            assert "följer med" not in said

    def test_an_earlier_day_and_what_was_known(self) -> None:
        early = flat(run("sip", PATH, "P-0001", "--on", "2027-01-20"))
        assert "Arbetet började 2026-12-07, och planen är inte klar." in early
        unknown = as_json(run("sip", PATH, "P-0001", "--on", ON, "--known", "2027-01-20", "--json"))
        assert unknown["known"] == "2027-01-20"
        assert unknown["sips"][0]["plan"] is None

    def test_the_exact_counts_are_not_those_of_one_participant(self) -> None:
        result = run("sip", PATH, "P-0001", "--inside")
        assert result.exit_code == 2
        assert "--inside gäller siffrorna för hela registret" in flat(result)


class TestFigures:
    def test_exact_counts_for_insiders(self) -> None:
        result = run("sip", PATH, "--on", ON, "--inside")
        assert result.exit_code == 0
        for words in (
            "6 deltagare har eller har haft insatsen.",
            "Lämna inte ut dem",
            "Tillfrågade, av dem där en SIP bör antas behövas 3 av 4 (75,0 %)",
            "Planer med lagens fyra delar 1 av 2 (50,0 %)",
            "Har hjälpt, av de uppföljda 0 av 1 (0,0 %)",
            "Insatser som deltagaren har fått, av de planerade 2 av 3 (66,6 %)",
            "Möten där någon uteblev --------",
            "Region 1",
            "Påbörjade 1",
        ):
            assert words in flat(result)

    def test_small_counts_are_hidden_unless_asked_for(self) -> None:
        said = run("sip", PATH, "--on", ON).output
        assert said.count("Visas inte: små antal.") == 11
        assert "av 4" not in said
        assert "Kommunal nämnd" not in said

    def test_the_json_tells_the_same(self) -> None:
        register = example()
        parties = Parties.of(register.partnership, on=ON)
        found = sip_figures(register, METHOD, on=ON, parties=parties)
        exact = as_json(run("sip", PATH, "--on", ON, "--inside", "--json"))
        assert exact["participants"] == found.participants == 6
        assert exact["unsettled"] == 0
        for table in SipTable:
            assert exact["tables"][table.value]["cells"] == found.cells(table)
        assert exact["tables"]["asked"]["share"] == {"met": 3, "of": 4}
        assert exact["tables"]["outcomes"]["share"]["upper"] == {"met": 0, "of": 1}
        published = as_json(run("sip", PATH, "--on", ON, "--json"))
        assert published["inside"] is False
        assert set(published["tables"].values()) == {None}
        assert published["unsettled"] is None

    def test_the_demo_shows_whom_nobody_has_asked(self) -> None:
        said = flat(run("sip", "demo", "--inside"))
        assert "Tillfrågade, av dem där en SIP bör antas behövas 18 av 28 (64,2 %)" in said
        assert "SIP bör antas behövas, inte tillfrågad 10" in said

    def test_where_nobody_has_been_asked_only_that_is_told(self, tmp_path: Path) -> None:
        journals = [
            evolve(each, entries=[e for e in each.entries if type(e) not in SIP_KINDS])
            for each in register_from_json(demo_register_path().read_text(encoding="utf-8"))
        ]
        path = saved(Register(journals=journals), tmp_path)
        said = flat(run("sip", path, "--on", str(DEMO_DAY), "--inside"))
        assert "Tillfrågade, av dem där en SIP bör antas behövas 0 av 28 (0,0 %)" in said
        assert "Svaren" not in said

    def test_of_few_participants_not_even_the_number_is_told(self, tmp_path: Path) -> None:
        register = example()
        few = Register(journals=list(register)[:2], partnership=register.partnership)
        path = saved(few, tmp_path)
        assert "har eller har haft" not in flat(run("sip", path, "--on", ON))
        assert "har eller har haft" in flat(run("sip", path, "--on", ON, "--inside"))
        assert as_json(run("sip", path, "--on", ON, "--json"))["participants"] is None

    def test_corrections_that_competed_are_told_apart(self, tmp_path: Path) -> None:
        """A register is refused while they do; it can still be read as it was known then."""
        (first, *others) = example()
        asked = next(entry for entry in first.entries if isinstance(entry, SipAsked))
        rivals = [
            evolve(asked, id=id, recorded=date(2027, 1, 1), corrects=[asked.id])
            for id in ("hm-80", "hm-81")
        ]
        settled = evolve(asked, id="hm-82", recorded=date(2027, 2, 1), corrects=["hm-80", "hm-81"])
        register = Register(
            journals=[first.with_entries(*rivals, settled), *others],
            partnership=example().partnership,
        )
        path = saved(register, tmp_path)
        told = "Antal där rättelser tävlar, så att inget kan räknas: 1."
        assert told in flat(run("sip", path, "--on", ON, "--known", "2027-01-31", "--inside"))
        assert told not in flat(run("sip", path, "--on", ON, "--known", "2027-01-31"))
        assert told not in flat(run("sip", path, "--on", ON, "--inside"))
