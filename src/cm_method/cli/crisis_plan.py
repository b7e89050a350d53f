"""``cm-method crisis-plan``: the plan in force, when to go through it again, and its copy."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.crisis_plan_copy import CrisisPlanCopy, crisis_plan_copy
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    Looked,
    crisis_plans_of,
    looked_at,
    missing_in_crisis_plan,
)
from cm_method.case.episodes import Episode, episodes
from cm_method.cli.answers import echo_json
from cm_method.cli.head import on_the_line, write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    pseudonym_argument,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, Stop
from cm_method.cli.reading import edition as edition_of, one_of_them, source
from cm_method.labels import label, shown, text, words
from cm_method.rules.crisis_plan_reviews import Wait, next_review
from cm_method.rules.method import Parameters


@frozen(kw_only=True)
class _Plans:
    """The crisis plans of an episode, what the last of them *lacks*, and the *review* waited for.

    *looked* are the days on which the plan was gone through with the participant.
    """

    plans: tuple[CrisisPlanAgreed, ...]
    lacking: tuple[str, ...]
    looked: tuple[Looked, ...]
    review: Wait | None

    @classmethod
    def of(cls, case: Case, given: Parameters) -> _Plans:
        """Those of the episode under way, else of the latest; none before the first start."""
        latest = episodes(case)[-1:]
        plans = crisis_plans_of(case, latest[0]) if latest else ()
        parts = given.crisis_plan_parts.value
        return cls(
            plans=plans,
            lacking=missing_in_crisis_plan(plans[-1], parts) if plans else (),
            looked=looked_at(case, latest[0]) if plans else (),
            review=_review(case, latest[0], given) if plans else None,
        )

    def is_overdue(self, day: date) -> bool:
        """Whether the plan was to be gone through before a day."""
        return self.review is not None and self.review.due < day


def _review(case: Case, episode: Episode, given: Parameters) -> Wait | None:
    """The review that is waited for; none once the service is over."""
    return next_review(case, episode, given) if episode.covers(case.on) else None


@command(
    "crisis-plan",
    register_argument,
    pseudonym_argument,
    click.option("--copy", is_flag=True),
    on_option,
    known_option,
    edition_option,
    json_option,
)
def crisis_plan(
    *,
    register: str,
    pseudonym: str,
    copy: bool,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show the crisis plan."""
    day = report_day(on, register)
    method, journals = edition_of(iter(source(register, lang)), edition)
    journal, count = one_of_them(journals, pseudonym)
    found = _Plans.of(Case.of(journal, on=day, known=known), method.parameters)
    if copy:
        if not found.plans:
            raise Stop(ExitCode.LOOK, "cli.crisis-plan.nothing_to_copy")
        by = None if found.review is None or found.is_overdue(day) else found.review.due
        own = crisis_plan_copy(found.plans[-1], lang, review_by=by)
        if as_json:
            echo_json(own)
        else:
            _write_copy(Page(), own)
        return ExitCode.FINE
    if as_json:
        head = {"participant": pseudonym, "edition": method.code, "on": day, "known": known}
        echo_json({**head, **_said(found)})
    else:
        page = Page()
        page.title(text("cli.crisis-plan.title", lang, participant=pseudonym))
        write_head(page, lang, register=register, count=count, on=day, known=known)
        _write(page, found, day, lang)
        if found.plans:
            page.line()
            page.text(text("cli.crisis-plan.copy", lang))
            page.command(
                "crisis-plan", on_the_line(register), pseudonym, "--on", str(day), "--copy"
            )
    return ExitCode.LOOK if found.lacking or found.is_overdue(day) else ExitCode.FINE


def _write(page: Page, found: _Plans, day: date, lang: str) -> None:
    page.line()
    if not found.plans:
        page.text(text("cli.crisis-plan.none", lang))
        return
    plan = found.plans[-1]
    missing = words(*(f"crisis_plan_part.{part}" for part in found.lacking))
    looked = found.looked[-1:]
    rows = [
        ("in_force", f"{label(plan.plan_kind, lang)} {plan.on} ({plan.id})"),
        ("lacking", shown(missing, lang) or text("cli.crisis-plan.nothing", lang)),
        (
            "looked",
            f"{looked[0].on} ({looked[0].entry})"
            if looked
            else text("cli.crisis-plan.never", lang),
        ),
    ]
    if found.review is not None:
        rows.append(("review", _next(found.review, day, lang)))
    page.rows((text(f"cli.crisis-plan.row.{name}", lang), value) for name, value in rows)
    if len(found.plans) > 1:
        page.heading(text("cli.crisis-plan.versions", lang))
        page.rows((str(each.on), _version(each, plan, lang)) for each in reversed(found.plans))


def _next(wait: Wait, day: date, lang: str) -> str:
    """By which day, and why."""
    key = "late" if wait.due < day else "due"
    if wait.trigger is None:
        why = text("review_reason.time", lang)
    else:
        why = text("cli.crisis-plan.after", lang, what=wait.trigger, day=wait.since)
    return text(f"cli.crisis-plan.{key}", lang, day=wait.due, why=why)


def _version(plan: CrisisPlanAgreed, latest: CrisisPlanAgreed, lang: str) -> str:
    said = [label(plan.plan_kind, lang), plan.id]
    if plan is latest:
        said.append(text("cli.crisis-plan.holds", lang))
    if not plan.with_participant:
        said.append(text("cli.crisis-plan.without", lang))
    return ", ".join(said)


def _write_copy(page: Page, own: CrisisPlanCopy) -> None:
    """The participant's copy and nothing else, to be printed and given to them."""
    page.title(own.title)
    page.text(own.introduction)
    for section in own.sections:
        page.heading(section.heading)
        for line in section.lines:
            page.point(line)
    page.line()
    page.text(own.emergency)
    if own.review is not None:
        page.text(own.review)


def _said(found: _Plans) -> dict[str, Any]:
    """As much as people see without the copy: nothing in anybody's own words."""
    return {
        "plans": [
            {
                "id": plan.id,
                "on": plan.on,
                "kind": plan.plan_kind,
                "with_participant": plan.with_participant,
            }
            for plan in found.plans
        ],
        "in_force": found.plans[-1].id if found.plans else None,
        "lacking": found.lacking,
        "looked_at": found.looked,
        "next_review": found.review,
    }
