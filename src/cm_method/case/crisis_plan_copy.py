"""The participant's own copy of the crisis plan, in plain words and in the order it is used."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from cm_method.case.crisis_plans import CrisisPlanAgreed, HelpContact
from cm_method.dates import require_days_if_given
from cm_method.labels import label, text


@frozen(kw_only=True)
class CopySection:
    """One part of the plan: a heading and its *lines*, in the order they stand in the plan."""

    heading: str
    lines: tuple[str, ...] = field(repr=False)


@frozen(kw_only=True)
class CrisisPlanCopy:
    """The plan as the participant holds it, on the day it was *agreed*; layout comes later.

    *review_by* is the day by which it is gone through again, None where no rule says.
    """

    title: str
    agreed: date
    introduction: str
    sections: tuple[CopySection, ...] = field(repr=False)
    emergency: str
    review: str | None


def crisis_plan_copy(
    plan: CrisisPlanAgreed, lang: str = "sv", *, review_by: date | None = None
) -> CrisisPlanCopy:
    """The participant's copy of a plan; a part that is still empty says so."""
    require_days_if_given(review_by=review_by)
    empty = (text("crisis_copy.empty", lang),)
    parts: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("warning_signs", plan.warning_signs),
        ("coping", plan.coping),
        ("distractions", plan.distractions),
        ("supporters", plan.supporters),
        ("professionals", tuple(_contact(each, lang) for each in plan.professionals)),
        ("safe_surroundings", plan.safe_surroundings),
    )
    return CrisisPlanCopy(
        title=text("crisis_copy.title", lang, plan=label(plan.plan_kind, lang)),
        agreed=plan.on,
        introduction=text("crisis_copy.introduction", lang, day=plan.on),
        sections=tuple(
            CopySection(heading=text(f"crisis_copy.{part}", lang), lines=lines or empty)
            for part, lines in parts
        ),
        emergency=text("crisis_copy.emergency", lang),
        review=None if review_by is None else text("crisis_copy.review", lang, day=review_by),
    )


def _contact(contact: HelpContact, lang: str) -> str:
    key = "crisis_copy.contact_any_hour" if contact.any_hour else "crisis_copy.contact"
    return text(key, lang, who=contact.who, reach=contact.reach)
