"""All commands together, as the program ``cm-method``."""

from __future__ import annotations

from importlib.metadata import version

import click

from cm_method.cli.account import account
from cm_method.cli.add import add
from cm_method.cli.agenda import agenda
from cm_method.cli.agreement import agreement
from cm_method.cli.assignments import assignments
from cm_method.cli.calendar import calendar
from cm_method.cli.caseload import caseload
from cm_method.cli.chain import chain
from cm_method.cli.check import check
from cm_method.cli.conformance import conformance
from cm_method.cli.consent import consent
from cm_method.cli.crisis_plan import crisis_plan
from cm_method.cli.demo import demo
from cm_method.cli.diff import diff
from cm_method.cli.disposal import disposal
from cm_method.cli.equality import equality
from cm_method.cli.explain import explain
from cm_method.cli.fhir import fhir
from cm_method.cli.fidelity import fidelity
from cm_method.cli.final_report import final_report
from cm_method.cli.html import html
from cm_method.cli.ics import ics
from cm_method.cli.leaving import leaving
from cm_method.cli.match import match
from cm_method.cli.merge import merge
from cm_method.cli.obstacles import obstacles
from cm_method.cli.options import lang_option
from cm_method.cli.program import PROGRAM, Program
from cm_method.cli.provision import provision
from cm_method.cli.recovery import recovery
from cm_method.cli.report import report
from cm_method.cli.research_export import research_export
from cm_method.cli.schema import schema
from cm_method.cli.services import services
from cm_method.cli.share import share
from cm_method.cli.sip import sip
from cm_method.cli.standing import standing
from cm_method.cli.tally import tally
from cm_method.cli.workbook import workbook


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(f"{PROGRAM} {version('cm_method')}")
        ctx.exit()


@click.group(PROGRAM, cls=Program)
@lang_option
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
def program(*, lang: str) -> None:
    """Answer how a register stands, what is to be done and why."""


COMMANDS = (
    demo,
    report,
    equality,
    standing,
    agenda,
    explain,
    chain,
    crisis_plan,
    leaving,
    consent,
    share,
    obstacles,
    recovery,
    fidelity,
    sip,
    check,
    diff,
    tally,
    add,
    workbook,
    research_export,
    fhir,
    schema,
    merge,
    disposal,
    agreement,
    calendar,
    account,
    final_report,
    provision,
    services,
    caseload,
    assignments,
    match,
    html,
    ics,
    conformance,
)
"""In the order in which help shows them."""

for each in COMMANDS:
    program.add_command(each)
