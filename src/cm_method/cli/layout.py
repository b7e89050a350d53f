"""Laying out text for a terminal: at most 80 columns, wrapped by how wide letters are shown.

Colour is added only where a terminal shows it, and never carries a meaning of its own.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from fractions import Fraction
from unicodedata import combining, east_asian_width

import click
from attrs import field, frozen

WIDEST = 80
"""Columns that people read with ease; a wider terminal is left partly empty."""
NARROWEST = 40
CELLS = 50
"""Cells in a bar, so that a cell is two percent."""


def columns() -> int:
    """How many columns to write in: those of the terminal, but never more than 80."""
    if not sys.stdout.isatty():
        return WIDEST
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def shown_width(text: str) -> int:
    """How many columns a text takes up; accents written apart take none, wide letters two."""
    return sum(
        0 if combining(letter) else 1 + (east_asian_width(letter) in "WF")
        for letter in click.unstyle(text)
    )


def padded(text: str, width: int) -> str:
    """The text with spaces after it up to a width."""
    return text + " " * max(0, width - shown_width(text))


_BREAKS = re.compile("[ \\n]+")
"""Where a line may be broken; not at a no-break space."""


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text, broken between words; a word too long for a line is cut."""
    lines = [""]
    for word in filter(None, _BREAKS.split(text)):
        space = " " if lines[-1] else ""
        if shown_width(lines[-1] + space + word) <= width:
            lines[-1] += space + word
            continue
        pieces = list(_pieces(word, width))
        lines[len(lines) if lines[-1] else -1 :] = pieces
    return lines


def _pieces(word: str, width: int) -> Iterable[str]:
    piece = ""
    for letter in word:
        if piece and shown_width(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


@frozen(kw_only=True)
class Page:
    """Where a command writes its answer, line by line; *aside*, on standard error, what it asks."""

    width: int = field(factory=columns)
    aside: bool = False

    def line(self, text: str = "") -> None:
        """One line as it stands."""
        click.echo(text.rstrip(), err=self.aside)

    def title(self, text: str) -> None:
        """What the whole page is about."""
        for line in wrapped(text.upper(), self.width):
            self.line(click.style(line, bold=True))
        self.line("=" * min(self.width, shown_width(text)))

    def heading(self, text: str) -> None:
        """A heading with air above it."""
        self.line()
        for line in wrapped(text, self.width):
            self.line(click.style(line, bold=True))
        self.line("-" * min(self.width, shown_width(text)))

    def text(self, text: str, *, indent: int = 0, first: str | None = None) -> None:
        """A paragraph; *first* stands in the margin of its first line."""
        margin = " " * indent
        for number, line in enumerate(wrapped(text, self.width - indent)):
            lead = margin if number or first is None else padded(first, indent)
            self.line(lead + line)

    def command(self, *words: str) -> None:
        """A command line to copy; a long one goes on in the next line, as shells do."""
        lines = [""]
        for word in ("cm-method", *words):
            if lines[-1] and shown_width(f"{lines[-1]} {word}") > self.width - len("     \\"):
                lines.append("")
            lines[-1] += f" {word}" if lines[-1] else word
        for number, line in enumerate(lines, start=1):
            self.line(f"    {line}" + (" \\" if number < len(lines) else ""))

    def point(self, text: str, *, indent: int = 0, mark: str = "-") -> None:
        """A paragraph in a list."""
        lead = " " * indent + mark + " "
        self.text(text, indent=len(lead), first=lead)

    def rows(self, rows: Iterable[tuple[str, str]], *, indent: int = 0) -> None:
        """Pairs of a name and a text beside it, in two columns; below it where names are long."""
        pairs = list(rows)
        beside = indent + max((shown_width(name) for name, _ in pairs), default=0) + 2
        longest = max((shown_width(text) for _, text in pairs), default=0)
        cramped = self.width - beside < min(longest, self.width // 4)
        for name, text in pairs:
            if cramped:
                self.text(name, indent=indent)
                self.text(text, indent=indent + 4)
            else:
                self.text(text, indent=beside, first=" " * indent + name)


def bar(lower: Fraction, upper: Fraction, target: Fraction) -> str:
    """A bar from 0 to 1: certain, perhaps, not, and the mark of the target.

    Cells are rounded down, so that a share below the target never reaches its mark.
    """
    certain, perhaps, not_met, mark = bar_letters()
    filled, possible = int(lower * CELLS), int(upper * CELLS)
    cells = certain * filled + perhaps * (possible - filled)
    cells += not_met * (CELLS - len(cells))
    place = int(target * CELLS)
    return cells[:place] + mark + cells[place:]


_LETTERS = ("█", "▒", "·", "|")
_PLAIN_LETTERS = ("#", "+", ".", "|")


def bar_letters() -> tuple[str, str, str, str]:
    """The letters of a bar: certain, perhaps, not met, the target."""
    return _LETTERS if _can_be_shown("".join(_LETTERS)) else _PLAIN_LETTERS


def _can_be_shown(letters: str) -> bool:
    try:
        letters.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return False
    return True
