"""``cm-method research-export``: pseudonymised tables with a codebook, in a folder of their own.

The folder is new, and written whole or not at all: beside its place first, and moved there in one
step. Only its owner may open it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

import click

from cm_method.adapters.csv import (
    BOM,
    DELIMITERS,
    anonymity_to_csv,
    codebook_to_csv,
    table_to_csv,
)
from cm_method.case.parties import Parties
from cm_method.cli.head import write_head
from cm_method.cli.layout import WIDEST, Page, wrapped
from cm_method.cli.options import (
    command,
    edition_option,
    known_option,
    on_option,
    one_of,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, Stop
from cm_method.cli.reading import edition as edition_of, source, unreadable
from cm_method.cli.writing import why_not
from cm_method.cohort.anonymity import Anonymity, anonymity_of, called
from cm_method.cohort.codebook import codebook
from cm_method.cohort.release import Release
from cm_method.cohort.research import DataSet, data_set
from cm_method.cohort.research_columns import ColumnType
from cm_method.cohort.research_tables import PARTICIPANTS
from cm_method.cohort.wording import edition_name, people
from cm_method.labels import LANGUAGES, label, text

LONGEST_KEY = 4096
"""Bytes of a key file: what holds more, or never ends, is no key."""
CODEBOOK, ANONYMITY, README = "codebook.csv", "anonymity.csv", "README.txt"


@command(
    "research-export",
    register_argument,
    click.argument("folder", metavar="folder"),
    click.option("--release", required=True, metavar="name"),
    click.option("--key-file", required=True, metavar="file"),
    click.option("--ethics", required=True, metavar="reference"),
    on_option,
    known_option,
    click.option("--relative", is_flag=True),
    click.option("--age-bands", is_flag=True),
    click.option("--recipient", metavar="code"),
    click.option("--discloser", metavar="code"),
    click.option("--quasi", multiple=True, metavar="column"),
    click.option(
        "--delimiter", default="comma", metavar="name", callback=one_of(tuple(DELIMITERS))
    ),
    edition_option,
)
def research_export(
    *,
    register: str,
    folder: str,
    release: str,
    key_file: str,
    ethics: str,
    on: date | None,
    known: date | None,
    relative: bool,
    age_bands: bool,
    recipient: str | None,
    discloser: str | None,
    quasi: tuple[str, ...],
    delimiter: str,
    edition: str | None,
    lang: str,
) -> ExitCode:
    """Write the research data set of a register."""
    target = Path(os.path.realpath(folder))
    released = Release(
        name=release,
        ethics=ethics,
        key=_key(Path(key_file), target),
        relative=relative,
        age_bands=age_bands,
        recipient=recipient,
        discloser=discloser,
    )
    _require_free(target)
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    day = report_day(on, register)
    found = data_set(
        journals,
        method,
        released,
        on=day,
        known=known,
        parties=Parties.of(opened.partnership, on=day, known=known),
    )
    measured = anonymity_of(found, quasi or None)
    page = Page()
    page.title(text("cli.research-export.title", lang))
    count = found.participants + sum(found.left_out.values())
    write_head(page, lang, register=register, count=count, on=day, known=known, method=method)
    page.line()
    if found.participants:
        separator = DELIMITERS[delimiter]
        files = {f"{each.name}.csv": table_to_csv(each, separator) for each in found.tables}
        files[CODEBOOK] = codebook_to_csv(codebook(method, released), separator)
        files[ANONYMITY] = anonymity_to_csv(measured, separator)
        files[README] = _readme(found, measured)
        _write_whole(target, files)
        who = people(found.participants, lang)
        said = {"release": release, "folder": target.name, "people": who}
        page.text(text("cli.research-export.written", lang, **said))
        page.rows(_sizes(found, lang), indent=2)
    else:
        page.text(text("cli.research-export.nobody", lang))
    _write_left_out(page, found, lang)
    if not found.participants:
        return ExitCode.LOOK
    _write_anonymity(page, found, measured, lang)
    page.heading(text("cli.research-export.remember", lang))
    for key in (
        "cli.research-export.personal",
        "cli.research-export.secrecy",
        "cli.research-export.key",
    ):
        page.point(text(key, lang))
    return ExitCode.LOOK if measured.is_small else ExitCode.FINE


def _key(path: Path, target: Path) -> bytes:
    """The secret key, without the end of its line. Raises Stop where it lies among the tables."""
    try:
        inside = target in Path(os.path.realpath(path)).parents
        with path.open("rb") as file:
            key = file.read(LONGEST_KEY + 1)
    except OSError as error:
        raise unreadable(error) from None
    if inside:
        raise Stop(ExitCode.WRONG_USAGE, "cli.research-export.key_inside")
    if len(key) > LONGEST_KEY or not _is_one_line(key):
        raise Stop(ExitCode.WRONG_USAGE, "cli.research-export.key_not_a_line", longest=LONGEST_KEY)
    return key.strip()


def _is_one_line(key: bytes) -> bool:
    """Whether a key file is a line of text, and no register given by mistake."""
    wide = key.startswith((BOM_UTF16_LE, BOM_UTF16_BE))  # as some shells write a file
    try:
        said = key.decode("utf-16" if wide else "utf-8-sig").strip()
    except UnicodeDecodeError:
        return False
    return said.isprintable() and "{" not in said


def _require_free(target: Path) -> None:
    """Nothing may be there, not even an empty folder: it could be the one people stand in."""
    if os.path.lexists(target):
        raise Stop(ExitCode.NOT_WRITTEN, "cli.research-export.not_new")


def _write_whole(target: Path, files: Mapping[str, str]) -> None:
    """Every file or none: beside the folder's place first, then there in one step."""
    made: Path | None = None
    try:
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        for name, words in files.items():
            with (made / name).open("wb") as file:
                file.write((BOM + words).encode("utf-8", "replace"))
                file.flush()
                os.fsync(file.fileno())
        made.rename(target)
    except BaseException as error:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        if isinstance(error, OSError):
            said = {"why": why_not(error)}
            raise Stop(ExitCode.NOT_WRITTEN, "cli.research-export.failed", **said) from None
        raise


# --- the file that goes along ------------------------------------------------------------------


def _readme(found: DataSet, measured: Anonymity) -> str:
    """What this is, in every language; nothing in it is for insiders alone."""
    return "\r\n".join(line for lang in LANGUAGES for line in _readme_in(lang, found, measured))


def _readme_in(lang: str, found: DataSet, measured: Anonymity) -> Iterator[str]:
    title = text("research.readme.title", lang, release=found.release)
    yield from wrapped(title, WIDEST)
    yield "=" * min(WIDEST, len(title))
    for words in _paragraphs(lang, found, measured):
        yield ""
        yield from wrapped(words, WIDEST)
    yield ""
    yield text("research.readme.tables", lang)
    yield from (f"  {name}  {rows}" for name, rows in _padded(_sizes(found, lang)))
    yield ""
    yield text("research.readme.types", lang)
    yield from (
        f"  {code}  {words}"
        for code, words in _padded([(each.value, label(each, lang)) for each in ColumnType])
    )
    yield ""
    yield ""


def _paragraphs(lang: str, found: DataSet, measured: Anonymity) -> Iterator[str]:
    yield text("research.readme.personal", lang)
    yield text("research.readme.what", lang, codebook=CODEBOOK)
    known = "day" if found.known is None else "day_known"
    known = "year" if found.relative else known
    yield text("research.readme.ethics", lang, ethics=found.ethics)
    yield text(f"research.readme.{known}", lang, on=found.on, known=found.known, year=found.on.year)
    yield text("research.readme.edition", lang, edition=edition_name(found.edition, lang))
    yield text("research.readme.program", lang, version=version("cm_method"))
    yield text("research.readme.participants", lang, count=found.participants)
    yield text("research.readme.selection", lang)
    yield text(f"research.readme.{'relative' if found.relative else 'dates'}", lang)
    yield text("research.readme.cells", lang)
    yield text("research.readme.same", lang)
    yield measured.explain(lang)


def _padded(rows: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    widest = max(len(name) for name, _ in rows)
    return ((name.ljust(widest), words) for name, words in rows)


def _sizes(found: DataSet, lang: str) -> list[tuple[str, str]]:
    """Every file with how many rows it holds."""
    return [
        (
            f"{table.name}.csv",
            text("cli.research-export.row", lang)
            if len(table.rows) == 1
            else text("cli.research-export.rows", lang, count=len(table.rows)),
        )
        for table in found.tables
    ]


# --- what insiders read ------------------------------------------------------------------------


def _write_left_out(page: Page, found: DataSet, lang: str) -> None:
    page.heading(text("cli.research-export.left_out", lang))
    if not found.left_out:
        everyone = "cli.research-export.nobody_left_out"
        nobody = "cli.research-export.no_participants"
        page.text(text(everyone if found.participants else nobody, lang))
        return
    page.rows([(str(count), label(why, lang)) for why, count in found.left_out.items()])
    page.line()
    page.text(text("cli.research-export.insiders", lang))


def _write_anonymity(page: Page, found: DataSet, measured: Anonymity, lang: str) -> None:
    page.heading(text("cli.research-export.anonymity", lang))
    page.text(measured.explain(lang))
    for name, smallest in measured.without:
        said = {"name": called(name, lang), "smallest": smallest}
        page.point(text("cli.research-export.without", lang, **said))
    if measured.is_small:
        page.line()
        years, bands = "cli.research-export.small.years", "cli.research-export.small.bands"
        advice = text(years if "age" in found[PARTICIPANTS].columns else bands, lang)
        page.text(text("cli.research-export.small", lang, least=measured.least, advice=advice))
    if not found.relative:
        page.line()
        page.text(text("cli.research-export.dates", lang))


research_export.example = (
    "cm-method research-export register.json data --release 2027-1 --key-file ../nyckel.txt"
    " --ethics 2026-01234-01 --relative"
)
