"""``cm-method schema``: the register's format, for editors and other systems."""

from __future__ import annotations

import json

import click

from cm_method.adapters.json import schema as schema_of
from cm_method.cli.options import command


@command("schema", click.option("--lines", is_flag=True))
def schema(*, lines: bool, lang: str) -> None:
    """Write the JSON Schema of a register."""
    click.echo(json.dumps(schema_of(lang, lines=lines), ensure_ascii=False, indent=2))
