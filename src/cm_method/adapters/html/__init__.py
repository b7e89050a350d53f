"""Reports and pages as HTML (extra ``html``): each one file that needs nothing beside it.

No script, no font and no picture is fetched; the pages are read on a screen, light or dark, by a
screen reader, or printed on A4. The same register gives the same file.
"""

from __future__ import annotations

from cm_method.adapters.extras import MissingExtra

try:
    import jinja2 as _jinja2  # noqa: F401 - to see that it is here
except ModuleNotFoundError as error:
    if error.name != "jinja2":
        raise
    raise MissingExtra("html") from None

from cm_method.adapters.html.case import case_html
from cm_method.adapters.html.participant import participant_pages
from cm_method.adapters.html.report import public_report_html, publication_of, report_html

__all__ = [
    "MissingExtra",
    "case_html",
    "participant_pages",
    "public_report_html",
    "publication_of",
    "report_html",
]
