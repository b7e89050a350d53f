"""A workbook with a few mistakes, for a page of the site (extra ``excel``)."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from cm_method.adapters.excel import write_template
from cm_method.adapters.excel.sheets import SHEETS, Part, titles
from cm_method.adapters.json import read_register
from cm_method.demo import demo_register_path

NUMBER = "811228-9874"
"""Made up, with a right check digit."""


def with_mistakes(lang: str) -> bytes:
    """The register of made-up participants with a day in words, a choice misspelt, and two more."""
    tabs = {(s.part, s.key[1], s.key[2]): titles(lang)[s.key] for s in SHEETS}
    reached = tabs[Part.CASES, "reached", ""]
    meeting = tabs[Part.CASES, "meeting_held", ""]
    made = BytesIO()
    write_template(made, register=read_register(demo_register_path()), lang=lang)
    book = openpyxl.load_workbook(made)
    book[reached]["C5"] = "i mars"
    book[reached]["F6"] = "upsökande arbete"
    book[meeting]["L8"] = f"Ring {NUMBER}"
    book[meeting]["B7"] = book[meeting]["B6"].value
    out = BytesIO()
    book.save(out)
    return out.getvalue()
