"""``research-export``: a folder that is written whole or not at all, and what insiders are told."""

from __future__ import annotations

import csv
import os
import re
import stat
from importlib.metadata import version
from io import StringIO
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from click.testing import Result

from cm_method.case.register import Register
from cm_method.labels import LANGUAGES
from tests.cli.runs import flat, partnership, run, saved
from tests.cohort.releases import (
    KEY,
    ON,
    consent,
    described,
    journal,
    withdrawn_from,
)


def people(count: int = 6) -> Register:
    """So many women of one district, one who has not consented and one who has withdrawn."""
    told = described(birth_year=2000, district="farsta")
    return Register(
        journals=[
            *(journal(consent(), told, subject=f"P-{n}") for n in range(1, count + 1)),
            journal(subject="P-98"),
            journal(consent(), withdrawn_from("hm-50"), subject="P-99"),
        ],
        partnership=partnership(),
    )


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "nyckel.txt"
    path.parent.mkdir()
    path.write_text(KEY.hex() + "\n", encoding="ascii")
    return path


def export(register: Path, folder: Path, key: Path, *more: object) -> Result:
    line = ("--release", "2027-1", "--key-file", key, "--ethics", "2026-01234-01", "--on", ON)
    return run("research-export", register, folder, *line, *more)


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    words = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(StringIO(words, newline=""), delimiter=delimiter))


class TestWriting:
    def test_a_folder_with_every_table_codebook_report_and_readme(
        self, tmp_path: Path, key: Path
    ) -> None:
        out = tmp_path / "data"
        result = export(saved(people(), tmp_path), out, key)
        assert result.exit_code == 0
        names = {path.name for path in out.iterdir()}
        assert {"participant.csv", "finding.csv", "codebook.csv", "anonymity.csv"} <= names
        assert {"README.txt", "plan_agreed_goals.csv", "actor.csv"} <= names
        assert len(read(out / "participant.csv")) == 6
        actors = read(out / "actor.csv")  # the case manager, and her association
        assert {row["legal_form"] for row in actors} == {"association"}
        assert len({row["actor"] for row in actors}) == 2
        assert len({row["party"] for row in actors}) == 1
        tables = {row["table"] for row in read(out / "codebook.csv")}
        assert {f"{table}.csv" for table in tables} == names - {
            *("codebook.csv", "anonymity.csv", "README.txt")
        }
        for path in out.iterdir():
            content = path.read_bytes()
            assert content.startswith(b"\xef\xbb\xbf")
            assert content.count(b"\n") == content.count(b"\r\n") > 0
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]

    @pytest.mark.skipif(os.name == "nt", reason="folders have owners elsewhere")
    def test_only_its_owner_may_open_the_folder(self, tmp_path: Path, key: Path) -> None:
        export(saved(people(), tmp_path), tmp_path / "data", key)
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == stat.S_IRWXU

    def test_nothing_of_the_journals_own_words_or_names_is_in_any_file(
        self, tmp_path: Path, key: Path
    ) -> None:
        out = tmp_path / "data"
        export(saved(people(), tmp_path), out, key, "--relative")
        said = "".join(path.read_text(encoding="utf-8-sig") for path in out.iterdir())
        secret = (
            "P-1",
            "psykiatrin",
            "-anna",
            "cm-1",
            "hm-3",
            "Läkartid",
            "Sova",
            "mchs",
            "pärm 3",
        )
        assert [word for word in secret if word in said] == []
        assert KEY.hex() not in said
        dated = [
            path.name
            for path in out.iterdir()
            if re.search(r"\d{4}-\d\d-\d\d", path.read_text("utf-8-sig"))
        ]
        assert dated == []

    def test_the_day_that_the_data_are_about_is_told_only_with_dates(
        self, tmp_path: Path, key: Path
    ) -> None:
        """What is not yet due says that the start is within its deadline before that day."""
        register = saved(people(), tmp_path)
        export(register, tmp_path / "one", key)
        assert "2027-06-30" in readme(tmp_path / "one")
        export(register, tmp_path / "two", key, "--relative", "--known", ON)
        said = readme(tmp_path / "two")
        assert "2027-06-30" not in said
        assert "Uppgifterna gäller en dag under 2027." in said
        assert "The data are about a day in 2027." in said
        assert "not_yet_due" in said

    def test_the_key_is_read_without_the_end_of_its_line(self, tmp_path: Path, key: Path) -> None:
        """So that it is the same key after an editor has saved it."""
        register = saved(people(), tmp_path)
        export(register, tmp_path / "one", key)
        key.write_text(KEY.hex() + "\r\n", encoding="ascii")
        export(register, tmp_path / "two", key)
        tables = [(tmp_path / name / "participant.csv").read_bytes() for name in ("one", "two")]
        assert tables[0] == tables[1]

    def test_another_name_gives_other_pseudonyms(self, tmp_path: Path, key: Path) -> None:
        register = saved(people(), tmp_path)
        export(register, tmp_path / "one", key)
        export(register, tmp_path / "two", key, "--release", "2027-2")
        who = [
            {row["participant"] for row in read(tmp_path / name / "participant.csv")}
            for name in ("one", "two")
        ]
        assert not who[0] & who[1]

    def test_days_bands_and_separator_are_chosen(self, tmp_path: Path, key: Path) -> None:
        out = tmp_path / "data"
        more = ("--relative", "--age-bands", "--delimiter", "semicolon")
        assert export(saved(people(), tmp_path), out, key, *more).exit_code == 0
        assert {row["on"] for row in read(out / "plan_agreed.csv", ";")} == {"28"}
        assert {row["age_group"] for row in read(out / "participant.csv", ";")} == {"25_29"}
        assert "Dagar räknas från insatsens start" in readme(out)

    def test_lines_are_read_as_well(self, tmp_path: Path, key: Path) -> None:
        register = saved(people(), tmp_path, "register.jsonl")
        assert export(register, tmp_path / "data", key).exit_code == 0

    def test_the_recipient_must_be_named_in_the_consent(self, tmp_path: Path, key: Path) -> None:
        register = saved(people(), tmp_path)
        assert export(register, tmp_path / "one", key, "--recipient", "mchs").exit_code == 0
        result = export(register, tmp_path / "two", key, "--recipient", "ki")
        assert result.exit_code == 1
        assert "någon annan mottagare" in flat(result)
        assert not (tmp_path / "two").exists()
        assert export(register, tmp_path / "two", key, "--discloser", "sdf").exit_code == 1


def readme(out: Path) -> str:
    return " ".join((out / "README.txt").read_text(encoding="utf-8-sig").split())


class TestReadme:
    def test_it_says_what_this_is_in_both_languages(self, tmp_path: Path, key: Path) -> None:
        out = tmp_path / "data"
        export(saved(people(), tmp_path), out, key, "--known", ON)
        said = readme(out)
        for words in (
            "Pseudonymiserade uppgifter är fortfarande personuppgifter",
            "Pseudonymised data are still personal data",
            "Forskningsdata: 2027-1",
            "Etikbeslut: 2026-01234-01",
            f"Utskrivet med cm_method {version('cm_method')}.",
            "så som det var antecknat 2027-06-30",
            "Deltagare: 6.",
            "Nyckeln till pseudonymerna följer inte med",
            "Tabellerna innehåller datum",
            "Pseudonymerna ensamma kopplar inte ihop två leveranser",
            "The pseudonyms alone do not join two releases",
            "plan_agreed.csv 6 rader",
            "(k = 6)",
        ):
            assert words in said
        lines = (out / "README.txt").read_text(encoding="utf-8-sig").splitlines()
        assert max(map(len, lines)) <= 80

    def test_who_was_left_out_is_for_insiders_alone(self, tmp_path: Path, key: Path) -> None:
        result = export(saved(people(), tmp_path), tmp_path / "data", key)
        assert "1 samtycket är återkallat" in flat(result)
        assert "bara för er som får se registret" in flat(result)
        assert "återkallat" not in readme(tmp_path / "data")


class TestAnswer:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_a_small_group_is_something_to_look_at(
        self, tmp_path: Path, key: Path, lang: str
    ) -> None:
        result = export(saved(people(4), tmp_path), tmp_path / "data", key, "--lang", lang)
        assert result.exit_code == 1
        assert "k = 4" in flat(result)
        assert "--age-bands" in flat(result)
        assert (tmp_path / "data").exists()

    def test_age_bands_are_advised_only_where_years_are_told(
        self, tmp_path: Path, key: Path
    ) -> None:
        register = saved(people(4), tmp_path)
        result = export(register, tmp_path / "data", key, "--age-bands")
        assert "Någon grupp är mindre än 5. Lämna inte ut mer" in flat(result)
        assert "--age-bands" not in flat(result)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_fact_has_words(self, tmp_path: Path, key: Path, lang: str) -> None:
        """Also whether the consent covers something, which is no fact of the participant."""
        register = saved(people(), tmp_path)
        more = ("--quasi", "covers_plan", "--quasi", "entry_route", "--lang", lang)
        said = flat(export(register, tmp_path / "data", key, *more))
        assert not [name for name in ("covers_plan", "entry_route") if name in said]
        assert ("utan samtycket omfattar: plan" if lang == "sv" else "without the consent") in said

    def test_other_facts_may_be_asked_about(self, tmp_path: Path, key: Path) -> None:
        register = saved(people(), tmp_path)
        result = export(register, tmp_path / "data", key, "--quasi", "gender", "--quasi", "age")
        assert "utan kön: k = 6" in flat(result)
        assert "utan district" not in flat(result)
        wrong = export(register, tmp_path / "other", key, "--quasi", "name")
        assert wrong.exit_code == 3
        assert "start_month" in flat(wrong)
        assert not (tmp_path / "other").exists()

    def test_nobody_is_told_and_nothing_written(self, tmp_path: Path, key: Path) -> None:
        result = export(saved(people(0), tmp_path), tmp_path / "data", key)
        assert result.exit_code == 1
        assert "ingenting är skrivet" in flat(result)
        assert not (tmp_path / "data").exists()

    def test_a_register_without_participants_has_none_in_it(
        self, tmp_path: Path, key: Path
    ) -> None:
        empty = Register(journals=[], partnership=partnership())
        result = export(saved(empty, tmp_path), tmp_path / "data", key)
        assert result.exit_code == 1
        assert "Registret har inga deltagare." in flat(result)
        assert "är med." not in flat(result)

    def test_nobody_left_out_is_told(self, tmp_path: Path, key: Path) -> None:
        whole = Register(journals=[journal(consent())], partnership=partnership())
        result = export(saved(whole, tmp_path), tmp_path / "data", key, "--relative")
        assert "Alla deltagare i registret är med." in flat(result)
        assert "1 rad" in flat(result)
        assert "innehåller datum" not in flat(result)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_demo(self, tmp_path: Path, key: Path, lang: str) -> None:
        line = ("--release", "x", "--key-file", key, "--ethics", "y", "--lang", lang)
        result = run("research-export", "demo", tmp_path / "data", *line)
        assert result.exit_code in (0, 1)
        assert (tmp_path / "data" / "README.txt").exists()


class TestRefused:
    def test_a_folder_that_is_not_empty(self, tmp_path: Path, key: Path) -> None:
        out = tmp_path / "data"
        out.mkdir()
        (out / "old.csv").write_text("x", encoding="utf-8")
        result = export(saved(people(), tmp_path), out, key)
        assert result.exit_code == 4
        assert "Välj en ny mapp" in flat(result)
        assert [path.name for path in out.iterdir()] == ["old.csv"]
        assert export(tmp_path / "register.json", out / "old.csv", key).exit_code == 4

    def test_no_folder_is_replaced(
        self, tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Not even an empty one: somebody may stand in it."""
        register = saved(people(), tmp_path)
        here = tmp_path / "here"
        here.mkdir()
        monkeypatch.chdir(here)
        inode = here.stat().st_ino
        for folder in (Path(), Path("under") / "..", here, Path("..") / "here"):
            result = export(register, folder, key)
            assert result.exit_code == 4
            assert "mappen finns redan" in flat(result)
        assert here.stat().st_ino == inode
        assert list(here.iterdir()) == []

    def test_the_folder_is_named_as_it_is(
        self, tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        register = saved(people(), tmp_path)
        (tmp_path / "here").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        result = export(register, Path("under") / ".." / ".." / "data" / "under" / "..", key)
        assert "i mappen data, om 6 deltagare" in flat(result)
        assert (tmp_path / "data" / "README.txt").exists()

    @pytest.mark.skipif(os.name == "nt", reason="links need rights there")
    def test_links_are_followed_or_refused(self, tmp_path: Path, key: Path) -> None:
        register = saved(people(), tmp_path)
        (tmp_path / "round").symlink_to(tmp_path / "round")
        assert export(register, tmp_path / "round", key).exit_code == 4
        assert export(register, tmp_path / "data", tmp_path / "round").exit_code == 4
        (tmp_path / "link").symlink_to(tmp_path / "data")
        result = export(register, tmp_path / "link", key)
        assert "i mappen data, om" in flat(result)
        assert (tmp_path / "data" / "README.txt").exists()

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(b"0123456789abcdef" * 257, id="long"),
            pytest.param(KEY.hex().encode() + b"\n" + KEY.hex().encode(), id="two lines"),
            pytest.param(b'{"journals": [], "partnership": {"a": 1}}', id="register"),
            pytest.param(bytes(range(200, 250)), id="not text"),
            pytest.param(b"0123456789abcdef\x00" * 3, id="not shown"),
        ],
    )
    def test_a_key_file_that_is_no_line_of_text(
        self, tmp_path: Path, key: Path, content: bytes
    ) -> None:
        key.write_bytes(content)
        result = export(saved(people(), tmp_path), tmp_path / "data", key)
        assert result.exit_code == 2
        assert "en enda rad text" in flat(result)
        assert not (tmp_path / "data").exists()

    def test_a_register_is_no_key(self, tmp_path: Path) -> None:
        for name in ("register.json", "register.jsonl"):
            register = saved(people(), tmp_path, name)
            result = export(register, tmp_path / "data", register)
            assert result.exit_code == 2
            assert "inget register" in flat(result)

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is none here")
    def test_a_key_file_that_never_ends(self, tmp_path: Path) -> None:
        result = export(saved(people(), tmp_path), tmp_path / "data", Path("/dev/zero"))
        assert result.exit_code == 2

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_a_key_that_a_shell_has_written_wide(
        self, tmp_path: Path, key: Path, encoding: str
    ) -> None:
        key.write_text(KEY.hex() + "\r\n", encoding=encoding)
        assert export(saved(people(), tmp_path), tmp_path / "data", key).exit_code == 0

    def test_a_key_in_the_folder(self, tmp_path: Path, key: Path) -> None:
        register = saved(people(), tmp_path)
        result = export(register, key.parent, key)
        assert result.exit_code == 2
        assert "Flytta den" in flat(result)
        below = key.parent / "under" / "key.txt"
        below.parent.mkdir()
        key.rename(below)
        assert "Flytta den" in flat(export(register, key.parent, below))

    def test_a_key_that_is_short_and_how_to_make_one(self, tmp_path: Path, key: Path) -> None:
        key.write_bytes(b"hemlig\n")
        result = export(saved(people(), tmp_path), tmp_path / "data", key)
        assert result.exit_code == 3
        assert "secrets.token_hex(32)" in flat(result)
        assert "hemlig\n" not in result.output
        assert not (tmp_path / "data").exists()

    def test_a_release_without_name_or_ethics_decision(self, tmp_path: Path, key: Path) -> None:
        register = saved(people(), tmp_path)
        more = ("--release", " ", "--ethics", "")
        result = export(register, tmp_path / "data", key, *more)
        assert result.exit_code == 3
        assert "Etikbeslutet saknas" in flat(result)
        assert "inget namn" in flat(result)
        bare = run("research-export", register, tmp_path / "data", "--release", "x")
        assert bare.exit_code == 2

    def test_a_key_that_cannot_be_read(self, tmp_path: Path, key: Path) -> None:
        register = saved(people(), tmp_path)
        assert export(register, tmp_path / "data", tmp_path / "no.txt").exit_code == 4
        assert export(register, tmp_path / "data", key.parent).exit_code == 4

    def test_nothing_is_left_when_writing_fails(
        self, tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        register = saved(people(), tmp_path)
        before = sorted(tmp_path.rglob("*"))

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            result = export(register, tmp_path / "data", key)
        assert result.exit_code == 4
        assert "Ingenting är kvar" in flat(result)
        assert sorted(tmp_path.rglob("*")) == before
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
            assert export(register, tmp_path / "data", key).exit_code == 130
        assert sorted(tmp_path.rglob("*")) == before
        nowhere = export(register, tmp_path / "no" / "such" / "data", key)
        assert nowhere.exit_code == 4
