"""All commands together, as the program ``cm-method``."""

from __future__ import annotations

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

program = click.group(PROGRAM, cls=Program)(lang_option(lambda lang: None))  # noqa: ARG005
for each in (demo, report, agenda, explain, check, diff, add, schema, merge):
    program.add_command(each)
