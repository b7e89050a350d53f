"""How a document looks before anybody changes its template: page, language and styles.

The styles are the ones that every Word document has, so that headings and lists are found by a
screen reader and by a table of contents; a few of our own are added for what Word has no style for.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor

LOCALES = {"sv": "sv-SE", "en": "en-GB"}
"""The language of a document as Word names it."""
FONT = "Calibri"
INK, SOFT, DEEP = RGBColor(0x1C, 0x2B, 0x30), RGBColor(0x52, 0x63, 0x6A), RGBColor(0x0B, 0x5B, 0x5E)
TINT, LINE = "E3EFED", "B9C4C4"
NOTE, TOLD_BY, CODE = "CM Note", "CM Told by", "CM Code"
CELL, HEAD, TABLE = "CM Cell", "CM Head", "CM Table"
"""Styles of our own."""
MARGIN, WIDTH = 2.5, 16.0
"""Of the page and of its text, in cm; the page is A4."""

_Look = tuple[float, RGBColor, bool, float, float]
"""Size in points, colour, bold, and the space before and after in points."""
_LOOKS: dict[str, _Look] = {
    "Normal": (11, INK, False, 0, 6),
    "Title": (26, DEEP, True, 0, 6),
    "Subtitle": (11.5, SOFT, False, 0, 2),
    "Heading 1": (17, DEEP, True, 22, 6),
    "Heading 2": (13, INK, True, 16, 5),
    "List Bullet": (11, INK, False, 0, 3),
    "Quote": (11, INK, False, 0, 6),
    "Caption": (9.5, SOFT, False, 4, 4),
    "Footer": (9, SOFT, False, 0, 0),
    NOTE: (10.5, INK, False, 10, 10),
    TOLD_BY: (11, DEEP, True, 8, 3),
    CODE: (8.5, SOFT, False, 0, 0),
    CELL: (10.5, INK, False, 3, 3),
    HEAD: (10.5, DEEP, True, 3, 3),
}
_STAYS_WITH_NEXT = frozenset(("Title", "Heading 1", "Heading 2", TOLD_BY))


def lay_out(document: Document, lang: str) -> None:
    """Give an empty document its page, its language and its styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    _speak(document, lang)
    styles = document.styles
    for style in list(styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for name in (NOTE, TOLD_BY, CODE, CELL, HEAD):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name, look in _LOOKS.items():
        _dress(styles[name], look, stays=name in _STAYS_WITH_NEXT)
    _line_beside(styles["Quote"], LINE)
    _line_beside(styles[NOTE], str(DEEP), within=TINT)
    stops = styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _style_of_tables(document)


def put(parent: Any, tag: str, **values: str) -> Any:
    """A new element last in another, with its attributes."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


def _speak(document: Document, lang: str) -> None:
    """One font and one language for all text, and the present way of laying out."""
    (defaults,) = document.styles.element.iter(qn("w:rPrDefault"))
    (run,) = defaults
    for each in list(run):
        if each.tag in (qn("w:rFonts"), qn("w:lang")):
            run.remove(each)
    fonts = put(run, "w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)
    run.insert(0, fonts)
    put(run, "w:lang", val=LOCALES[lang], eastAsia=LOCALES[lang], bidi="ar-SA")
    settings = document.settings.element
    for each in settings.iter(qn("w:themeFontLang")):
        each.set(qn("w:val"), LOCALES[lang])
    for each in settings.iter(qn("w:compatSetting")):
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), "15")


def _dress(style: Any, look: _Look, *, stays: bool) -> None:
    size, colour, bold, before, after = look
    for each in list(style.element.rPr if style.element.rPr is not None else ()):
        style.element.rPr.remove(each)
    paragraph = style.element.get_or_add_pPr()
    for each in list(paragraph):
        if each.tag in (qn("w:pBdr"), qn("w:contextualSpacing")):
            paragraph.remove(each)
    style.font.size, style.font.color.rgb, style.font.bold = Pt(size), colour, bold
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.12
    form.keep_with_next = stays or None
    style.hidden, style.quick_style = False, True


def _line_beside(style: Any, colour: str, *, within: str | None = None) -> None:
    """A line to the left of a paragraph, which may stand on a ground of its own."""
    paragraph = style.element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    if within is not None:
        put(borders, "w:top", val="single", sz="4", space="4", color=within)
    put(borders, "w:left", val="single", sz="24", space="9", color=colour)
    parts = [borders]
    if within is not None:
        put(borders, "w:bottom", val="single", sz="4", space="4", color=within)
        parts.append(OxmlElement("w:shd"))
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", within)):
            parts[-1].set(qn(f"w:{name}"), value)
    for each in parts:  # in their place among the properties, whose order is fixed
        paragraph.insert_element_before(each, "w:spacing", "w:ind")
    style.paragraph_format.left_indent = Cm(0.5)


def _style_of_tables(document: Document) -> None:
    """Thin lines between the rows, and a row of headings on a ground of its own."""
    style: Any = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    style.quick_style = True
    element = style.element
    table = put(element, "w:tblPr")
    borders = put(table, "w:tblBorders")
    for side in ("top", "bottom"):
        put(borders, f"w:{side}", val="single", sz="8", space="0", color=str(DEEP))
    put(borders, "w:insideH", val="single", sz="4", space="0", color=LINE)
    margins = put(table, "w:tblCellMar")
    for side in ("left", "right"):
        put(margins, f"w:{side}", w="85", type="dxa")
    head = put(element, "w:tblStylePr", type="firstRow")
    cell = put(head, "w:tcPr")
    lines = put(cell, "w:tcBorders")
    put(lines, "w:bottom", val="single", sz="8", space="0", color=str(DEEP))
    put(cell, "w:shd", val="clear", color="auto", fill=TINT)
