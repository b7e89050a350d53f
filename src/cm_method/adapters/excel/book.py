"""Opening a workbook file: its sheets as rows of cells, and where formulas stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from attrs import field, frozen
from python_calamine import CalamineError, CalamineWorkbook

from cm_method.adapters.excel.sheets import FORMAT, MARK_ROW, VERSION
from cm_method.adapters.strict import refusal
from cm_method.fields import row
from cm_method.labels import LANGUAGES

LARGEST = 1 << 29
"""Bytes of a workbook when unpacked; what is larger is refused unread."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@frozen(kw_only=True)
class RawSheet:
    """A sheet as it lies in the file; *formulas* are the places, from 0, of cells that hold one."""

    name: str
    rows: tuple[tuple[Any, ...], ...] = field(converter=row, repr=False)
    formulas: frozenset[tuple[int, int]] = frozenset()


@frozen(kw_only=True)
class Book:
    """A workbook and the language in which it was written."""

    lang: str
    sheets: tuple[RawSheet, ...] = field(converter=row, repr=False)


def open_book(source: Path | IO[bytes]) -> Book:
    """The sheets of a workbook, without that of the choices.

    Raises Refused when it is no workbook of ours, and OSError as opening does.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            return open_book(file)
    formulas = _formulas(source)
    source.seek(0)
    try:
        opened = CalamineWorkbook.from_filelike(source)
        raw = [
            RawSheet(
                name=name,
                rows=[
                    tuple(line)
                    for line in opened.get_sheet_by_name(name).to_python(skip_empty_area=False)
                ],
                formulas=formulas.get(name, frozenset()),
            )
            for name in opened.sheet_names
        ]
    except CalamineError:
        raise refusal("not_a_workbook") from None
    marks = [sheet.rows[MARK_ROW] for sheet in raw if _is_marked(sheet)]
    if not marks:
        raise refusal("unknown_format", wanted=FORMAT)
    _, version, lang = marks[0][:3]
    if version != VERSION:
        raise refusal("unknown_version", known=VERSION)
    return Book(
        lang=lang if lang in LANGUAGES else LANGUAGES[0],
        sheets=[sheet for sheet in raw if not _is_marked(sheet)],
    )


def _is_marked(sheet: RawSheet) -> bool:
    return (
        len(sheet.rows) > MARK_ROW
        and len(sheet.rows[MARK_ROW]) > len(("format", "version"))
        and sheet.rows[MARK_ROW][0] == FORMAT
    )


# Formulas: what a reader is given for one is the value that was last worked out, or nothing at all


def _formulas(source: IO[bytes]) -> Mapping[str, frozenset[tuple[int, int]]]:
    """Where formulas and failed ones stand, by sheet. Raises Refused for what is no workbook."""
    try:
        with ZipFile(source) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                raise refusal("too_large", mebibytes=LARGEST >> 20)
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                found = _in_xlsx(archive)
            elif "content.xml" in names:
                found = _in_ods(archive)
            else:
                raise refusal("not_a_workbook")
            return {name: frozenset(places) for name, places in found}
    except (BadZipFile, ElementTree.ParseError, KeyError, NotImplementedError, RuntimeError):
        raise refusal("not_a_workbook") from None


def _parsed(content: bytes) -> ElementTree.Element:
    """The tree of a part; neither format declares a document type, which could swell."""
    if b"<!DOCTYPE" in content:
        raise refusal("not_a_workbook")
    return ElementTree.fromstring(content)  # noqa: S314 - without a document type it is safe


def _in_xlsx(archive: ZipFile) -> Iterator[tuple[str, Iterable[tuple[int, int]]]]:
    relations = _parsed(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for sheet in _parsed(archive.read("xl/workbook.xml")).iter():
        ids = [value for name, value in sheet.attrib.items() if name.endswith("}id")]
        target = targets.get(ids[0]) if ids else None
        if target is not None and sheet.tag.endswith("}sheet"):
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            yield sheet.get("name", ""), _in_cells(archive.read(path))


_CELL = re.compile(rb"<c\b([^>]*)>\s*(<f[ />])?")
_FORMULA = re.compile(rb"<f[ />]|t=\"e\"")
_ADDRESS = re.compile(rb'\br="([A-Z]+)([0-9]+)"')


def _in_cells(content: bytes) -> Iterator[tuple[int, int]]:
    if not _FORMULA.search(content):
        return
    for said, formula in _CELL.findall(content):
        address = _ADDRESS.search(said)
        if address is not None and (formula or b't="e"' in said):
            column = 0
            for letter in address[1]:
                column = column * 26 + letter - ord("A") + 1
            yield int(address[2]) - 1, column - 1


def _in_ods(archive: ZipFile) -> Iterator[tuple[str, Iterable[tuple[int, int]]]]:
    content = archive.read("content.xml")
    if b"table:formula=" not in content:
        return
    for table in _parsed(content).iter(f"{_TABLE}table"):
        yield table.get(f"{_TABLE}name", ""), list(_in_table(table))


def _in_table(table: ElementTree.Element) -> Iterator[tuple[int, int]]:
    number = 0
    for line in table.iter(f"{_TABLE}table-row"):
        place = 0
        for cell in line:
            if cell.get(f"{_TABLE}formula") is not None:
                yield number, place
            place += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        number += int(line.get(f"{_TABLE}number-rows-repeated", "1"))
