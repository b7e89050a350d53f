"""A paper written into a template: all of it, or nothing and every reason why.

What people wrote stays text: no sign in it is taken for markup or for a code of the template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

import attrs
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from cm_method.adapters.word.names import names_in
from cm_method.adapters.word.styles import LOCALES
from cm_method.adapters.xml_letters import NOT_IN_XML
from cm_method.errors import Problem, Refused, facts
from cm_method.partnership.papers import Paper

FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a package can say; so nothing of the clock is in the file."""
AROUND = 80
"""So many letters of a template are repeated where it cannot be read."""


class TemplateRefused(Refused):
    """A template cannot be used; nothing was written."""


def rendered(template: bytes, paper: Paper, lang: str) -> bytes:
    """The paper in the template. Raises TemplateRefused, with every name that it does not have."""
    environment = _environment()
    document = _opened(template)
    problems = list(_problems(document, type(paper), environment))
    if problems:
        raise TemplateRefused(problems)
    document = _opened(template)
    try:
        document.render(attrs.asdict(paper, recurse=False), environment)
    except (TemplateError, ArithmeticError, LookupError, TypeError) as error:
        # Not its message: it could repeat what somebody wrote.
        raise TemplateRefused([Problem(code="template_fails")]) from error
    except (SyntaxError, ValueError):
        raise TemplateRefused([Problem(code="template_breaks_the_document")]) from None
    return saved(document, title=paper.title, lang=lang)


def saved(document: Any, *, title: str, lang: str) -> bytes:
    """A document with its title and language, as bytes that hold no time."""
    about = document.core_properties
    about.title, about.language = NOT_IN_XML.sub("", title), LOCALES[lang]
    about.revision = 1
    for each in list(about._element):  # noqa: SLF001 - no public way to leave a time out
        if each.tag.rpartition("}")[2] in ("created", "modified", "lastPrinted"):
            about._element.remove(each)  # noqa: SLF001 - the same
    about.last_modified_by = ""
    out = BytesIO()
    document.save(out)
    return _without_times(out)


def _without_times(package: BytesIO) -> bytes:
    out = BytesIO()
    with ZipFile(package) as given, ZipFile(out, "w") as made:
        for each in given.infolist():
            timeless = ZipInfo(each.filename, FIRST_TIME)
            timeless.compress_type = each.compress_type
            made.writestr(timeless, given.read(each))
    return out.getvalue()


def _environment() -> Environment:
    """What codes may do: read the paper, and nothing that could reach beyond it."""
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=_as_text
    )


def _as_text(value: Any) -> Any:
    """A value as text of the document.

    The line feeds of a text become breaks. An underscore is written by its number, since the
    library underneath takes some signs that hold one for a code of its own.
    """
    if isinstance(value, Undefined):
        return value
    lines = "" if value is None else "\n".join(str(value).splitlines())
    escaped = str(escape(NOT_IN_XML.sub("", lines)))
    return Markup(escaped.replace("_", "&#95;"))  # noqa: S704 - escaped


class _Document(DocxTemplate):  # type: ignore[misc]  # an untyped library
    """A template whose every part must be sound once it is filled in."""

    def render_xml_part(self, src_xml: Any, part: Any, context: Any, jinja_env: Any = None) -> Any:
        filled = super().render_xml_part(src_xml, part, context, jinja_env)
        parse_xml(filled.encode())
        return filled

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """They are no XML to fill in; the title is set when the document is saved."""

    def sources(self) -> Iterator[str]:
        """The text of every part that can hold codes, a paragraph a line."""
        self.init_docx()
        parts = [self.get_xml()]
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            parts += [self.get_part_xml(part) for _, part in self.get_headers_footers(uri)]
        for part in self.get_docx().part.package.parts:
            if part.content_type.endswith("footnotes+xml"):
                parts.append(part.blob.decode())
        for xml in parts:
            yield re.sub("<w:p([ >])", r"\n<w:p\1", self.patch_xml(xml))


def _opened(template: bytes) -> _Document:
    document = _Document(BytesIO(template))
    try:
        document.init_docx()
    except (BadZipFile, KeyError, PackageNotFoundError, SyntaxError, ValueError):
        raise TemplateRefused([Problem(code="template_is_no_document")]) from None
    return document


def _problems(document: _Document, paper: type, environment: Environment) -> Iterator[Problem]:
    named = False
    for source in document.sources():
        try:
            used, unknown = names_in(source, paper, environment)
            named = named or bool(used)
            for name in unknown:
                yield Problem(code="template_names_unknown", path=name)
        except TemplateSyntaxError as error:
            named = True
            said = facts(near=_near(source, error.lineno), why=error.message or "")
            yield Problem(code="template_cannot_be_read", facts=said)
    if not named:
        yield Problem(code="template_names_nothing")


def _near(source: str, line: int) -> str:
    """The words of the paragraph where reading stopped."""
    lines = source.split("\n")
    words = re.sub("<[^>]+>", "", lines[min(line, len(lines)) - 1])
    return words[:AROUND]
