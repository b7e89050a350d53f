"""How a workbook looks: a colour for each subject, and the formats of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cm_method.journal import Category

INK, QUIET, LINE = "#1F2933", "#52606D", "#D5DCE3"
WARNING, WARNING_PAPER = "#8A1C1C", "#FDECEA"
MISSING_PAPER = "#FFF3C4"
MARK_PAPER = "#FFD6D1"
"""Behind a cell with a problem, in a copy with marks."""

_SUBJECTS = (
    ("#44546A", "#E8ECF1"),
    ("#6B3E75", "#F3EAF5"),
    ("#1B5E7B", "#E3F0F6"),
    ("#8A4B08", "#FAEEDF"),
    ("#9B2C2C", "#FBE9E7"),
    ("#1F6B3A", "#E5F3EA"),
    ("#0B6E6E", "#E0F2F1"),
    ("#4A4E9E", "#EBECF8"),
    ("#5C5416", "#F3F0DA"),
    ("#84345A", "#F8E8F0"),
)
"""A dark colour, on which white text is readable, and a light one for dark text."""

A4 = 9
"""The format's number for the size of the paper."""
_FONT = {"font_name": "Calibri", "font_size": 11, "font_color": INK}


def colours(category: Category) -> tuple[str, str]:
    """The dark and the light colour of a subject."""
    return _SUBJECTS[list(Category).index(category) % len(_SUBJECTS)]


def set_print(page: Worksheet) -> None:
    """As wide as an A4 page on its side, with its name and the number of the page below."""
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&R&P / &N")


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **said: Any) -> Format:
        """A format that says this, and the usual font."""
        key = tuple(sorted(said.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_FONT, **said})
        return self._made[key]

    def title(self, colour: str = INK) -> Format:
        """The title of a sheet."""
        return self(bold=True, font_size=16, font_color=colour, valign="vcenter")

    def about(self) -> Format:
        """What a sheet is for."""
        return self(font_color=QUIET, valign="vcenter")

    def link(self) -> Format:
        """A way to another sheet."""
        return self(font_color="#0B5394", underline=1, valign="vcenter")

    def help(self) -> Format:
        """What to write in a column."""
        return self(font_size=9, font_color=QUIET, text_wrap=True, valign="bottom")

    def header(self, category: Category, *, required: bool) -> Format:
        """The top of a column; one that must be filled in is dark."""
        dark, light = colours(category)
        paper: Mapping[str, Any] = (
            {"bg_color": dark, "font_color": "#FFFFFF"}
            if required
            else {"bg_color": light, "font_color": dark}
        )
        edge = {"bottom": 2, "bottom_color": dark, "right": 1, "right_color": "#FFFFFF"}
        return self(bold=True, text_wrap=True, valign="vcenter", **paper, **edge)

    def data(self, shape: str) -> Format:
        """A cell to write in."""
        line = {"bottom": 1, "bottom_color": LINE, "valign": "top"}
        shapes: dict[str, dict[str, Any]] = {
            "text": {"num_format": "@"},
            "long": {"num_format": "@", "text_wrap": True},
            "day": {"num_format": "yyyy-mm-dd", "align": "left"},
            "number": {"num_format": "0", "align": "left"},
        }
        return self(**line, **shapes[shape])
