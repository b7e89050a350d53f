"""What every answer says first: which register, which edition, and the state that it is about."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cm_method.cli.layout import Page
from cm_method.cli.reading import STDIN, is_demo
from cm_method.cohort.wording import edition_name, people, state
from cm_method.labels import text
from cm_method.rules.method import Method


def register_name(name: str, count: int, lang: str) -> str:
    """What people call the register, with its size; the file's name without its folders."""
    places = {"people": people(count, lang)}
    if is_demo(name):
        return text("cli.head.demo", lang, **places)
    if name == STDIN:
        return text("cli.head.stdin", lang, **places)
    return text("cli.head.file", lang, name=Path(name).name, **places)


def on_the_line(name: str) -> str:
    """The register as it is written on a command line that the reader may copy."""
    return "REGISTER" if name == STDIN else shlex.quote(name)


def again(choices: Mapping[str, object]) -> list[str]:
    """Options with the values they were given, as they are written on such a line."""
    return [
        word
        for option, given in choices.items()
        for value in (given if isinstance(given, tuple) else (given,))
        if value is not None
        for word in (option, shlex.quote(str(value)))
    ]


def write_head(
    page: Page,
    lang: str,
    *,
    register: str,
    count: int,
    on: date,
    known: date | None,
    method: Method | None = None,
) -> None:
    """The first lines of an answer."""
    rows = [(text("cli.head.register", lang), register_name(register, count, lang))]
    if method is not None:
        rows.append((text("cli.head.edition", lang), edition_name(method.code, lang)))
    page.rows(rows)
    page.text(state(on, known, lang))
