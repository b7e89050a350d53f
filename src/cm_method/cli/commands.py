"""All commands together, as the program ``cm-method``."""

from __future__ import annotations

from importlib.metadata import version

import click

from cm_method.cli.add import add
from cm_method.cli.agenda import agenda
from cm_method.cli.check import check
from cm_method.cli.demo import demo
from cm_method.cli.diff import diff
from cm_method.cli.explain import explain
from cm_method.cli.merge import merge
from cm_method.cli.options import lang_option
from cm_method.cli.program import PROGRAM, Program
from cm_method.cli.report import report
from cm_method.cli.schema import schema


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(f"{PROGRAM} {version('cm_method')}")
        ctx.exit()


@click.group(PROGRAM, cls=Program)
@lang_option
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
def program(*, lang: str) -> None:
    """Answer how a register stands, what is to be done and why."""


for each in (demo, report, agenda, explain, check, diff, add, schema, merge):
    program.add_command(each)
