"""What is written to hand over, and what is removed for good."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.json import read_register
from cm_method.case.episodes import Ended, EndReason
from cm_method.case.needs import NeedArea, NeedAssessed
from cm_method.case.parties import PartyJoined
from cm_method.case.register import Register
from cm_method.cli import writing
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES
from tests.cli.chairs import DAY, chairs, chairs_partnership, started
from tests.cli.runs import as_json, flat, run, saved

ON = ("--on", str(DAY))
ASK = ("share", "P-1", "--from", "hm", "--to", "sdf", "--purpose", "coordination", *ON)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(chairs(), tmp_path)


def shared(path: Path, *more: object) -> tuple[str, ...]:
    return tuple(map(str, (ASK[0], path, *ASK[1:], *more)))


# --- handing over ------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["del.json", "del.jsonl"])
def test_only_what_is_covered_and_ones_own_goes_along(
    path: Path, tmp_path: Path, lang: str, name: str
) -> None:
    out = tmp_path / name
    result = run(*shared(path, "--out", out, "--lang", lang))
    assert result.exit_code == 0
    part = read_register(out)
    (journal,) = part
    assert journal.subject == "P-1"
    assert {entry.category.value for entry in journal.entries if entry.id != "hm-60"} == {
        "needs",
        "responsibility",
    }
    assert all(entry.by in ("hm", "cm-1") for entry in journal.entries)
    assert "hm-60" in journal.ids  # the participant's objection goes with the need
    assert journal.elsewhere == {"sdf-1"}
    assert {entry.id for entry in part.partnership.entries} == {"hm-1", "hm-2"}
    assert "Jag sover inte" not in out.read_text(encoding="utf-8")
    assert "cm-method add" in result.output


def test_the_part_merges_back_without_loss(path: Path, tmp_path: Path) -> None:
    out, merged = tmp_path / "del.json", tmp_path / "merged.json"
    run(*shared(path, "--out", out))
    assert run("merge", path, out, "-o", merged).exit_code == 0
    assert read_register(merged) == read_register(path)


def test_what_stays_behind_is_told_by_kind_with_why(path: Path, tmp_path: Path) -> None:
    result = run(*shared(path, "--out", tmp_path / "del.json", "--information", "needs"))
    said = flat(result)
    assert "Anteckningar skrivna i del.json: 2." in said
    assert "Skrivet av en annan part, som själv avgör om det lämnas ut (bedömt behov: 1" in said
    assert "Kris: täcks inte. Närmast är hm-40." in said
    assert "trygghets- eller krisplan: 2" in said
    assert "Täcks, men efterfrågas inte (" in said
    assert "ring 112 och berätta det som behövs" in said
    ids = {
        entry.id for journal in read_register(tmp_path / "del.json") for entry in journal.entries
    }
    assert ids == {"hm-3", "hm-60"}
    plan = run(*shared(path, "--out", tmp_path / "other.json", "--information", "plan"))
    assert plan.exit_code == 1
    assert "ingen fil är skriven" in plan.output
    assert not (tmp_path / "other.json").exists()


def test_the_sharing_is_then_recorded_with_its_necessity(path: Path, tmp_path: Path) -> None:
    result = run(*shared(path, "--out", tmp_path / "del.json"))
    command = flat(result)[flat(result).index("cm-method add") :].replace("\\ ", "").split()
    assert "information=needs,responsibility" in command
    by = ("--set", "by=cm-1", "--set", "necessity=Inför mötet", "--yes")
    assert run(*command[1:], *by).exit_code == 0
    made = as_json(run("consent", path, "P-1", *ON, "--json"))["sharings"][-1]
    assert (made["information"], made["verdict"]) == (["needs", "responsibility"], "covered")


def test_a_file_that_exists_is_not_written_over(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "del.json"
    out.write_text("mine", encoding="utf-8")
    result = run(*shared(path, "--out", out))
    assert result.exit_code == 4
    assert result.stdout == ""
    assert out.read_text(encoding="utf-8") == "mine"


def test_handing_over_as_json(path: Path, tmp_path: Path) -> None:
    line = shared(path, "--out", tmp_path / "d.json", "--information", "needs", "--json")
    said = as_json(run(*line))
    assert said["entries"] == ["hm-3", "hm-60"]
    counted = {(each["why"], each["kind"]): each["count"] for each in said["stayed"]}
    assert counted["not_asked_for", "responsibility_offered"] == 4
    assert {why for why, _ in counted} == {"not_covered", "kept_by_another", "not_asked_for"}


# --- disposal ----------------------------------------------------------------------------------


def old(who: str, year: int) -> Journal:
    """A service of two months, long ago; the committee assessed a need in it."""
    first, last = date(year, 3, 1), date(year, 5, 1)
    return Journal(
        subject=who,
        entries=[
            attrs.evolve(started("hm-1"), on=first, recorded=first),
            NeedAssessed(id="sdf-1", on=first, by="sdf", area=NeedArea.MONEY),
            Ended(id="hm-2", on=last, by="cm-1", start="hm-1", reason=EndReason.MOVED),
        ],
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    journals = [*chairs(), old("P-7", 2014), old("P-8", 2020), old("P-9", 2023)]
    return saved(Register(journals=journals, partnership=chairs_partnership()), tmp_path, "a.json")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_disposal_reads_in_both_languages(archive: Path, lang: str) -> None:
    assert run("disposal", archive, "--on", "2026-06-01", "--lang", lang).exit_code == 1
    assert run("disposal", "demo", "--lang", lang).exit_code == 0


def test_what_is_due_by_keeper_the_overdue_first_and_the_rest_counted(archive: Path) -> None:
    result = run("disposal", archive, "--on", "2026-06-01")
    said = flat(result)
    assert "Ska gallras nu: 5, varav försenat: 3." in said
    lines = result.output.splitlines()
    overdue = lines.index("Skulle ha gallrats (3)")
    assert lines[overdue + 2] == "2017-12-31  P-7  hm, anteckningar: 2; den senaste 2014-05-01"
    assert "2026-12-31  P-9  hm, anteckningar: 1" in result.output
    assert "Inte än sdf 1 deltagare (först 2028-03-01)" in said
    assert "socialtjänstlagen" in said
    one = run("disposal", archive, "--on", "2026-06-01", "--keeper", "sdf").output
    assert "  hm, " not in one
    assert "P-8" in one
    assert run("disposal", archive, "--on", "2016-04-30").exit_code == 0
    assert run("disposal", archive, "--on", "2016-05-01").exit_code == 1


def test_supervision_that_nobody_has_noted_is_asked_for(tmp_path: Path) -> None:
    partnership = chairs_partnership()
    entries = [
        attrs.evolve(entry, under_supervision=None) if isinstance(entry, PartyJoined) else entry
        for entry in partnership.entries
    ]
    register = Register(
        journals=[old("P-7", 2014)], partnership=attrs.evolve(partnership, entries=entries)
    )
    result = run("disposal", saved(register, tmp_path, "b.json"), "--on", "2026-06-01")
    assert "Anteckna om parten står under tillsyn" in flat(result)
    assert "Tillsyn inte känd hm 1 deltagare" in flat(result)


def test_what_is_due_of_one_keeper_is_removed_and_the_rest_stays(archive: Path) -> None:
    before = archive.read_bytes()
    result = run("disposal", archive, "--keeper", "hm", "--write", typed="j\n")
    assert result.exit_code == 0
    said = flat(result)
    assert "går inte längre att göra om" in said
    assert "finns kvar i a.json.bak" in said
    register = read_register(archive)
    assert register.journals["P-7"].ids == {"sdf-1"}
    assert register.journals["P-7"].disposed == {"hm-1", "hm-2"}
    assert register.journals["P-1"] == chairs().journals["P-1"]
    assert archive.with_name("a.json.bak").read_bytes() == before
    again = run("disposal", archive, "--keeper", "hm", "--write", "--yes")
    assert again.exit_code == 0
    assert "Inget ska gallras hos hm" in flat(again)


def test_without_a_yes_nothing_is_removed(archive: Path) -> None:
    before = archive.read_bytes()
    result = run("disposal", archive, "--keeper", "hm", "--write", typed="\n")
    assert result.exit_code == 1
    assert "Ingenting är skrivet." in result.output
    assert archive.read_bytes() == before
    assert not archive.with_name("a.json.bak").exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("--write",), "--write kräver --keeper"),
        (("--yes",), "--yes hör ihop med --write"),
        (("--write", "--keeper", "hm", "--json"), "inte ihop med --json"),
        (("--write", "--keeper", "hm", "--on", "2040-01-01"), "alltid läget i dag"),
        (("--write", "--keeper", "hmm", "--yes"), "ingen medarbetare eller part"),
        (("--keeper", "hmm"), "ingen medarbetare eller part"),
    ],
)
def test_what_cannot_be_undone_is_not_done_by_a_slip(
    archive: Path, line: tuple[str, ...], words: str
) -> None:
    before = archive.read_bytes()
    result = run("disposal", archive, *line)
    assert result.exit_code == 2
    assert words in flat(result)
    assert archive.read_bytes() == before
    assert run("disposal", "demo", "--keeper", "hm", "--write").exit_code == 2


def test_a_register_changed_meanwhile_is_not_disposed_of(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing.replace

    def meanwhile(path: Path, content: bytes, *, expected: bytes) -> Path:
        path.write_bytes(expected + b"\n")
        return real(path, content, expected=expected)

    monkeypatch.setattr("cm_method.cli.disposal.replace", meanwhile)
    result = run("disposal", archive, "--keeper", "hm", "--write", "--yes")
    assert result.exit_code == 4
    assert read_register(archive).journals["P-7"].disposed == frozenset()


def test_disposal_as_json(archive: Path) -> None:
    said = as_json(run("disposal", archive, "--on", "2026-06-01", "--json"))
    assert [each["participant"] for each in said["now"]] == ["P-7", "P-7", "P-8", "P-9", "P-8"]
    assert said["now"][0]["entries"] == ["hm-1", "hm-2"]
    assert {"keeper": "sdf", "state": "not_yet", "participants": 1} in said["rest"]
