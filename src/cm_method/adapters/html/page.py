"""Pages from templates: every value is escaped, every name of a template must be known."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from attrs import field, frozen
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cm_method.cohort.wording import capital
from cm_method.fields import row
from cm_method.labels import label, text

_TEMPLATES = Environment(
    loader=PackageLoader("cm_method.adapters.html"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters["capital"] = capital

WHOLE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b[^\W\d_]{1,12}-\d+\b")
"""A day, or an id such as hm-41 or P-0017."""
NUMBER = re.compile(r"\b\d[\d -]{4,}\d\b")
"""A telephone number."""


def _unbroken(what: re.Pattern[str], words: str) -> Markup:
    """Words in which nothing of the kind is broken over two lines."""
    shown = what.sub(r'<span class="d">\g<0></span>', str(escape(words)))
    return Markup(shown)  # noqa: S704 - escaped


_TEMPLATES.filters["days"] = partial(_unbroken, WHOLE)
_TEMPLATES.filters["phones"] = partial(_unbroken, NUMBER)


def rendered(template: str, lang: str, **places: Any) -> str:
    """A page from the template of that name. In it, ``t`` finds texts and ``label`` labels."""
    words = {
        "t": partial(_text, lang),
        "label": partial(label, lang=lang),
        "lang": lang,
    }
    return _TEMPLATES.get_template(template).render(words, **places)


def _text(lang: str, key: str, **places: object) -> str:
    return text(key, lang, **places)


Row = tuple[str, str]


@frozen(kw_only=True)
class Table:
    """A table to be read beside a picture: *heads* of its columns, *rows* of as many cells.

    The first cell of a row names it; *numbers* says that the others are figures.
    """

    caption: str
    heads: tuple[str, ...] = field(converter=row)
    rows: tuple[tuple[str, ...], ...] = field(converter=row, repr=False)
    numbers: bool = False
