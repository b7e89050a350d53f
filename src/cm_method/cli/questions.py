"""Asking a person for the fields of an entry, one after the other, with labels and help."""

from __future__ import annotations

from typing import Any

import click

from cm_method.adapters.forms import Choice, Field, Place, fields_of
from cm_method.cli.fields import NotUnderstood, choices_of, raw
from cm_method.cli.layout import Page
from cm_method.cli.program import ExitCode, Stop
from cm_method.labels import text

SKIPPED = object()
"""The answer of someone who left a field empty."""


def put(words: str, *, indent: int = 0) -> None:
    """Something said to the person who is asked; on standard error, beside the answer."""
    page = Page(aside=True)
    page.text(words, indent=indent, first=" " * indent)


def ask(field: Field, place: Place, kind: str, default: Any = None) -> Any:
    """The value of one field as a register file holds it, or SKIPPED."""
    click.echo(err=True)
    if field.hint is bool and field.optional and not field.unknown and default is None:
        default = False
    optional = field.optional and default is None
    may_be_empty = text("cli.add.may_be_empty", place.lang) if optional else ""
    put(click.style(f"{field.label(place.lang)} {may_be_empty}", bold=True))
    if field.help(place.lang):
        put(field.help(place.lang), indent=2)
    if field.children is not None:
        return _rows(field, place, kind, default)
    choices = choices_of(field, place, kind)
    if field.answers and not choices and not field.optional:
        raise Stop(ExitCode.REFUSED, "cli.add.nothing_to_answer")
    show(choices)
    if field.several and field.hint is str and not (choices or field.answers):
        return _texts(place.lang, default)
    if field.several and choices:
        put(text("cli.add.several", place.lang), indent=2)
    if default is None and len(choices) == 1 and not field.optional:
        default = choices[0].code
    return _value(field, choices, default, place.lang)


def show(choices: list[Choice]) -> None:
    """What may be chosen, numbered; the code after the words."""
    width = len(str(len(choices)))
    numbered = [(f"{number:>{width}}", each.named) for number, each in enumerate(choices, start=1)]
    Page(aside=True).rows(numbered, indent=2)


def line(default: Any = None) -> str:
    """One line that was written; what stands in brackets is taken by pressing Enter."""
    return str(
        click.prompt(
            "" if default is None else f"[{default}] ",
            default="" if default is None else default,
            show_default=False,
            prompt_suffix="> ",
            err=True,
        )
    )


def _value(field: Field, choices: list[Choice], default: Any, lang: str) -> Any:
    shown = _shown(default, lang)
    while True:
        words = line(shown).strip()
        if shown is not None and words == shown:
            return default
        if not words:
            if field.optional:
                return SKIPPED
            put(text("cli.add.needed", lang))
            continue
        try:
            return raw(field, words, choices)
        except NotUnderstood as reason:
            put(text(reason.key, lang))


def _shown(default: Any, lang: str) -> str | None:
    if default is None:
        return None
    if isinstance(default, bool):
        return text("cli.add.yes" if default else "cli.add.no", lang)
    if isinstance(default, list):
        return ", ".join("-" if each is None else str(each) for each in default)
    return str(default)


def _texts(lang: str, default: Any) -> Any:
    """Texts one a line, ended by an empty line."""
    if default and yes(text("cli.add.keep", lang, count=len(default)), lang):
        return default
    put(text("cli.add.one_a_line", lang), indent=2)
    found = []
    while words := line().strip():
        found.append(words)
    return found or SKIPPED


def _rows(field: Field, place: Place, kind: str, default: Any) -> Any:
    """Child rows, each with its own fields, for as long as there are more."""
    if default and yes(text("cli.add.keep", place.lang, count=len(default)), place.lang):
        return default
    if field.children is None:
        return SKIPPED
    found: list[dict[str, Any]] = []
    name = field.label(place.lang).lower()
    while yes(_another(found, name, place.lang), place.lang):
        row = {}
        for below in fields_of(field.children):
            value = ask(below, place, kind)
            if value is not SKIPPED:
                row[below.name] = value
        found.append(row)
        click.echo(err=True)
    return found or SKIPPED


def _another(found: list[Any], name: str, lang: str) -> str:
    return text("cli.add.one_more" if found else "cli.add.a_first", lang, name=name)


def yes(question: str, lang: str) -> bool:
    """Whether the answer to a question is yes; Enter is no."""
    letters = text("cli.add.yes_no", lang)
    while True:
        words = click.prompt(
            f"{question} [{letters}]", default="", show_default=False, prompt_suffix=" ", err=True
        )
        if words.strip().casefold() in ("j", "ja", "y", "yes"):
            return True
        if words.strip().casefold() in ("", "n", "nej", "no"):
            return False
        put(text("cli.add.not_yes_or_no", lang))
