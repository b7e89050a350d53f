"""The templates to begin from: ordinary Word documents with styles, to be changed at will.

They are made here, so that what they hold can be read and tested, and nobody keeps a binary file
by hand. Their own words are those of the catalogue; the codes are the fields of a paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from cm_method.adapters.word.rendering import saved
from cm_method.adapters.word.styles import (
    CELL,
    CODE,
    HEAD,
    NOTE,
    TABLE,
    TOLD_BY,
    lay_out,
    put,
)
from cm_method.labels import text

COLUMNS = {2: (11.4, 4.6), 4: (5.2, 3.4, 3.7, 3.7), 5: (4.2, 2.4, 3.3, 3.1, 3.0)}
"""The widths of the columns of a table, in cm, by how many there are."""


@cache
def account_template(lang: str = "sv") -> bytes:
    """The template of the written account, in one language."""
    return _made("account", lang, _account)


@cache
def final_report_template(lang: str = "sv") -> bytes:
    """The template of the final report, in one language."""
    return _made("final_report", lang, _final_report)


class _Template:
    """A document with codes in the making."""

    def __init__(self, document: Made, lang: str) -> None:
        self.document, self.lang = document, lang

    def say(self, words: str, style: str = "Normal") -> Paragraph:
        return self.document.add_paragraph(words, style=style)

    def code(self, words: str) -> None:
        """A line that steers the template and leaves nothing in the document."""
        self.say(f"{{%p {words} %}}", CODE)

    def comment(self, words: str) -> None:
        """A line for those who change the template, which leaves nothing in the document either."""
        self.say(f"{{#p {words} #}}", CODE)

    def words(self, key: str) -> str:
        return text(key, self.lang)

    def each(self, one: str, several: str, style: str) -> None:
        """A paragraph for each of several texts."""
        self.code(f"for {one} in {several}")
        self.say(f"{{{{ {one} }}}}", style)
        self.code("endfor")

    def head(self) -> None:
        self.comment(self.words("word.comment"))
        self.say("{{ title }}", "Title")
        self.say("{{ days }}", "Subtitle")
        self.say("{{ state }}", "Subtitle")
        self.say("{{ hidden }}", NOTE)

    def missing(self) -> None:
        self.say(self.words("markdown.missing"), "Heading 1")
        self.code("for each in missing")
        self.say("{{ each }}", "List Bullet")
        self.code("else")
        self.say(self.words("markdown.nothing_missing"))
        self.code("endfor")

    def figures(self, level: int, columns: Sequence[int]) -> None:
        """Some figures, as a table of the columns that they have, or as points."""
        self.say("{{ figures.title }}", f"Heading {level}")
        self.each("paragraph", "figures.intro", "Normal")
        for place, number in enumerate(columns):
            self.code(f"{'elif' if place else 'if'} figures.heads|length == {number}")
            self.table(COLUMNS[number])
        self.code("endif")
        self.each("point", "figures.points", "List Bullet")
        self.each("note", "figures.notes", "Caption")

    def table(self, widths: Sequence[float]) -> None:
        """A table whose first row is repeated on every page, and whose rows never break."""
        table = self.document.add_table(rows=4, cols=len(widths), style=TABLE)
        table.autofit = False
        properties = table._tbl.tblPr  # noqa: SLF001 - no public way to a caption
        put(properties, "w:tblCaption", val="{{ figures.title }}")
        head, begin, row, end = table.rows
        of_numbers = len(widths) == len(("what", "count"))
        for place, width in enumerate(widths):
            table.columns[place].width = Cm(width)
            for each in table.rows:
                each.cells[place].width = Cm(width)
            right = of_numbers and place > 0
            _fill(head.cells[place], f"{{{{ figures.heads[{place}] }}}}", HEAD, right=right)
            _fill(row.cells[place], f"{{{{ row[{place}] }}}}", CELL, right=right)
        _fill(begin.cells[0], "{%tr for row in figures.rows %}", CODE)
        _fill(end.cells[0], "{%tr endfor %}", CODE)
        for each in (head, row):
            put(_properties(each), "w:cantSplit")
        put(_properties(head), "w:tblHeader")

    def foot(self) -> None:
        """The title, and which page of how many."""
        line = self.document.sections[0].footer.paragraphs[0]
        line.add_run("{{ title }}\t")
        before, between, _ = self.words("word.page").split("…")
        for words, number in ((before, "PAGE"), (between, "NUMPAGES")):
            line.add_run(words)
            _field(line, number)


def _fill(cell: _Cell, words: str, style: str, *, right: bool = False) -> None:
    (line,) = cell.paragraphs
    line.text = words
    line.style = style
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _properties(row: Any) -> Any:
    return row._tr.get_or_add_trPr()  # noqa: SLF001 - no public way to repeat a row


def _field(line: Paragraph, what: str) -> None:
    """A number that Word fills in."""
    put(line._p, "w:fldSimple", instr=what)  # noqa: SLF001 - no public way to number pages


def _account(page: _Template) -> None:
    page.head()
    page.figures(1, [2])
    page.missing()


def _final_report(page: _Template) -> None:
    page.head()
    page.missing()
    page.code("for part in parts")
    page.say("{{ part.number }}. {{ part.title }}", "Heading 1")
    page.code("for told in part.statements")
    page.say("{{ told.party }}", TOLD_BY)
    page.each("paragraph", "told.paragraphs", "Quote")
    page.code("endfor")
    page.code("if part.waiting")
    page.say("{{ part.waiting }}", NOTE)
    page.code("endif")
    page.code("for figures in part.figures")
    page.figures(2, [2, 4, 5])
    page.code("endfor")
    page.code("endfor")


def _made(kind: str, lang: str, write: Callable[[_Template], None]) -> bytes:
    document = Document()
    lay_out(document, lang)
    template = _Template(document, lang)
    write(template)
    template.foot()
    return saved(document, title=text(f"word.{kind}.template", lang), lang=lang)
