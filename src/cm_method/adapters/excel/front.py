"""The front page: what the workbook is, how to fill it in, and what never to write in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from math import ceil

from xlsxwriter.worksheet import Worksheet

from cm_method.adapters.excel.sheets import Key, Part, Sheet, capital, quoted, titles
from cm_method.adapters.excel.styles import (
    LINE,
    MARK_PAPER,
    MISSING_PAPER,
    QUIET,
    WARNING,
    WARNING_PAPER,
    Styles,
    colours,
    set_print,
)
from cm_method.journal import Category
from cm_method.labels import label, text

STEPS = ("participant", "entry", "id", "correct", "rows", "list", "text", "check")
"""How to fill it in, in order."""
FIRST: tuple[Key, ...] = (
    (Part.PARTNERSHIP.value, "party_joined", ""),
    (Part.PARTNERSHIP.value, "worker_joined", ""),
    (Part.PARTICIPANTS.value, "", ""),
    *(
        (Part.CASES.value, kind, rows)
        for kind, rows in (
            ("reached", ""),
            ("meeting_held", ""),
            ("started", ""),
            ("self_rated", ""),
            ("consent_given", ""),
            ("need_assessed", ""),
            ("crisis_level_assessed", ""),
            ("responsibility_offered", ""),
            ("responsibility_accepted", ""),
            ("plan_agreed", ""),
            ("plan_agreed", "goals"),
            ("plan_agreed", "contact_paths"),
            ("contact_followed", ""),
            ("crisis_plan_agreed", ""),
            ("crisis_plan_agreed", "professionals"),
        )
    ),
)
"""The sheets to begin with: the service's own, then those of a participant's way, in order."""
LEGEND = ("required", "optional", "missing", "mark")
_WORDS_TO_A_LINE = 118


def write_front(
    page: Worksheet, styles: Styles, sheets: Iterable[Sheet], lang: str, *, participants: int
) -> None:
    """Write the front page."""
    _Front(page, styles, lang).write(sheets, participants)


def _height(words: str, letters: int) -> float:
    """The height of lines of so many letters, in points."""
    return 15.5 * ceil(len(words) / letters)


class _Front:
    """Writes from the top down; *row* is the next free row."""

    def __init__(self, page: Worksheet, styles: Styles, lang: str) -> None:
        self._page, self._styles, self._lang, self._row = page, styles, lang, 0

    def write(self, sheets: Iterable[Sheet], participants: int) -> None:
        page, styles = self._page, self._styles
        page.hide_gridlines(2)
        page.set_column(0, 0, 3)
        page.set_column(1, 1, 34)
        page.set_column(2, 2, 92)
        page.set_row(0, 12)
        self._row = 1
        page.set_row(1, 34)
        page.write_string(1, 1, self._said("title"), styles(bold=True, font_size=22))
        self._row = 2
        self._paragraph(self._said("lead"), font_color=QUIET)
        self._skip()
        self._warn()
        self._heading("how")
        for number, step in enumerate(STEPS, start=1):
            self._pair(
                f"{number}. {self._said(f'step.{step}')}",
                self._said(f"step.{step}.how", participants=participants),
            )
        in_order = list(sheets)
        self._heading("first")
        self._first({sheet.key: sheet for sheet in in_order})
        self._heading("colours")
        self._legend()
        self._heading("sheets")
        self._index(in_order)
        set_print(page)

    def _said(self, key: str, **places: object) -> str:
        return text(f"workbook.front.{key}", self._lang, **places)

    def _skip(self) -> None:
        self._page.set_row(self._row, 9)
        self._row += 1

    def _heading(self, key: str) -> None:
        self._skip()
        self._page.set_row(self._row, 24)
        line = {"bottom": 2, "bottom_color": LINE}
        style = self._styles(bold=True, font_size=14, valign="vcenter", **line)
        self._page.write_string(self._row, 1, self._said(key), style)
        self._page.write_blank(self._row, 2, None, style)
        self._row += 1

    def _paragraph(self, words: str, **style: object) -> None:
        made = self._styles(text_wrap=True, valign="top", **style)
        self._page.merge_range(self._row, 1, self._row, 2, words, made)
        self._page.set_row(self._row, _height(words, _WORDS_TO_A_LINE + 16) + 3)
        self._row += 1

    def _warn(self) -> None:
        """The rules about personal data, which nobody should miss."""
        box = {"bg_color": WARNING_PAPER, "font_color": WARNING, "indent": 1}
        head = {**box, "bold": True, "font_size": 13, "valign": "vcenter"}
        self._page.set_row(self._row, 24)
        top = self._styles(**head, top=2, top_color=WARNING)
        self._page.merge_range(self._row, 1, self._row, 2, self._said("warning"), top)
        self._row += 1
        for key in ("pseudonym", "numbers", "others", "kept"):
            self._paragraph(f"•  {self._said(f'warning.{key}')}", **box)

    def _pair(self, name: str, words: str) -> None:
        line = {"bottom": 1, "bottom_color": LINE, "text_wrap": True, "valign": "top"}
        self._page.write_string(self._row, 1, name, self._styles(bold=True, **line))
        self._page.write_string(self._row, 2, words, self._styles(**line))
        self._page.set_row(self._row, _height(words, _WORDS_TO_A_LINE) + 4)
        self._row += 1

    def _legend(self) -> None:
        styles, subject = self._styles, Category.COURSE
        looks = {
            "required": styles.header(subject, required=True),
            "optional": styles.header(subject, required=False),
            "missing": styles(bg_color=MISSING_PAPER, border=1, border_color=LINE),
            "mark": styles(bg_color=MARK_PAPER, border=1, border_color=LINE),
        }
        for key in LEGEND:
            self._page.set_row(self._row, 20)
            self._page.write_string(self._row, 1, self._said(f"legend.{key}"), looks[key])
            style = self._styles(valign="vcenter", indent=1)
            self._page.write_string(self._row, 2, self._said(f"legend.{key}.means"), style)
            self._row += 1

    def _first(self, sheets: dict[Key, Sheet]) -> None:
        self._paragraph(self._said("first.how"), font_color=QUIET)
        for key in FIRST:
            self._link(sheets[key])

    def _index(self, sheets: list[Sheet]) -> None:
        """Every sheet under its subject, with a link and what it is for."""
        for (part, category), group in groupby(sheets, key=lambda s: (s.part, s.category)):
            dark, light = colours(category)
            band = self._styles(bold=True, font_color=dark, bg_color=light, valign="vcenter")
            self._page.set_row(self._row, 19)
            self._page.write_string(self._row, 1, self._subject(part, category), band)
            self._page.write_blank(self._row, 2, None, band)
            self._row += 1
            for sheet in group:
                self._link(sheet)

    def _link(self, sheet: Sheet) -> None:
        """The name of a sheet, which leads to it, and what it is for."""
        name, (dark, _) = titles(self._lang)[sheet.key], colours(sheet.category)
        indent = 2 if sheet.children is not None else 1
        link = self._styles(font_color=dark, underline=1, indent=indent, valign="top")
        self._page.write_url(self._row, 1, f"internal:{quoted(name)}!A1", link, name)
        words = sheet.help(self._lang)
        style = self._styles(text_wrap=True, valign="top", font_color=QUIET)
        self._page.write_string(self._row, 2, words, style)
        self._page.set_row(self._row, _height(words, _WORDS_TO_A_LINE) + 1)
        self._row += 1

    def _subject(self, part: Part, category: Category) -> str:
        return capital(label(category if part is Part.CASES else part, self._lang))
