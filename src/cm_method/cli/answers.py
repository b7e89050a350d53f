"""An answer as JSON, the same for every command."""

from __future__ import annotations

import json

import click

from cm_method.adapters.json import to_plain


def echo_json(said: object) -> None:
    """Write an answer as indented JSON, its values in their plain form."""
    click.echo(json.dumps(to_plain(said), ensure_ascii=False, indent=2))
