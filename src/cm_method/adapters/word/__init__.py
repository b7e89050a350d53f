"""The written account and the final report as Word documents (extra ``word``).

They are written into a template that the municipality owns: an ordinary Word document with codes
such as ``{{ title }}``. :func:`account_template` and :func:`final_report_template` give one to
begin from. The codes are the fields of :class:`~cm_method.partnership.papers.AccountPaper` and
:class:`~cm_method.partnership.papers.FinalReportPaper`, so small counts of people are not shown
(R28). The same register and the same template give the same file.
"""

from __future__ import annotations

from cm_method.adapters.extras import MissingExtra

try:
    import docx as _docx  # noqa: F401 - to see that it is here
    import docxtpl as _docxtpl  # noqa: F401 - to see that it is here
except ModuleNotFoundError as error:
    if error.name not in ("docx", "docxtpl"):
        raise
    raise MissingExtra("word") from None

from cm_method.adapters.word.rendering import TemplateRefused, rendered
from cm_method.adapters.word.templates import account_template, final_report_template
from cm_method.cohort.disclosure import LEAST
from cm_method.partnership.accounts import Account
from cm_method.partnership.final_report import FinalReport
from cm_method.partnership.papers import account_paper, final_report_paper

__all__ = [
    "MissingExtra",
    "TemplateRefused",
    "account_template",
    "account_to_word",
    "final_report_template",
    "final_report_to_word",
]


def account_to_word(
    account: Account, lang: str = "sv", *, template: bytes | None = None, least: int = LEAST
) -> bytes:
    """The written account as a Word document. Raises TemplateRefused."""
    paper = account_paper(account, lang, least=least)
    return rendered(account_template(lang) if template is None else template, paper, lang)


def final_report_to_word(
    report: FinalReport, lang: str = "sv", *, template: bytes | None = None, least: int = LEAST
) -> bytes:
    """The final report as a Word document. Raises TemplateRefused."""
    paper = final_report_paper(report, lang, least=least)
    return rendered(final_report_template(lang) if template is None else template, paper, lang)
