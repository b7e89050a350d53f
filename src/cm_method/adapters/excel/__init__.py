"""Registers as workbooks for Excel and LibreOffice (extra ``excel``).

A workbook has a sheet for every kind of entry, with drop-downs and help in Swedish or English. It
is read as strictly as JSON: every problem at once, each at its cell, and nothing ever half read.
"""

from __future__ import annotations

from importlib.util import find_spec

from cm_method.adapters.extras import MissingExtra

if any(find_spec(name) is None for name in ("openpyxl", "python_calamine", "xlsxwriter")):
    raise MissingExtra("excel")

from cm_method.adapters.excel.marking import mark_problems
from cm_method.adapters.excel.reading import read_workbook
from cm_method.adapters.excel.writing import write_template

__all__ = ["MissingExtra", "mark_problems", "read_workbook", "write_template"]
