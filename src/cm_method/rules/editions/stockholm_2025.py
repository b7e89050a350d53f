"""The city's own edition: Stockholm's proposal of 2025, without the partnership's targets.

The city's report has no result targets, and asks for no prioritised contacts, self-ratings or
crisis plans by a day, so the rules that only define those targets are left out. What stays is what
the work rests on with or without a target: that the service started, that there is a plan made with
the person, that a crisis plan is gone through again, that whoever is asked to take responsibility
answers, and that a SIP is asked about and followed up. The report sets no time for the plan; until
the city does, that of the partnership stands, with its own source.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from cm_method.case.services import ServiceKind
from cm_method.dates import Period
from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026
from cm_method.rules.sip import SIP_RULES
from cm_method.sources import Document, Source

SINCE = date(2025, 12, 1)
"""The report is of December 2025 and names no day."""

GUIDELINES = Source(
    document=Document.CITY_2025,
    section="Förslag till organisering",
    quote="För att möjliggöra flexibilitet i insatserna är socialförvaltningens bedömning att "
    "varje CM ska ha högst tio klienter och att varje boendestödjare ska ha högst 15 klienter.",
    readings=("R27",),
)
PLAN = Source(
    document=Document.CITY_2025,
    section="Förslag på uppdragsbeskrivning av insatserna",
    quote="CM utformas individuellt i en genomförandeplan, utifrån beställarens uppdrag, "
    "tillsammans med den enskilde.",
    readings=("R2", "R3", "R8", "R9", "R12"),
)
CASE_MANAGEMENT = Source(
    document=Document.CITY_2025,
    section="Förslag på uppdragsbeskrivning av insatserna",
    quote="CM är ett följsamt och långsiktigt stöd som syftar till att samordna vård- och "
    "stödåtgärder och stödja den enskilde att få tillgång till adekvat vård och stöd.",
    readings=("R2", "R7"),
)

RULES = (
    evolve(HAGERSTEN_ALVSJO_2026.rule_of("service_started"), source=CASE_MANAGEMENT, since=SINCE),
    evolve(HAGERSTEN_ALVSJO_2026.rule_of("plan_in_time"), source=PLAN, since=SINCE),
)

STOCKHOLM_2025 = HAGERSTEN_ALVSJO_2026.adapt(
    code="stockholm-2025",
    source=GUIDELINES,
    since=SINCE,
    period=Period(first=SINCE),
    rules=RULES,
    targets=(),
    recurring=(*HAGERSTEN_ALVSJO_2026.recurring, *SIP_RULES),
    caseload_guidelines=(
        (ServiceKind.CASE_MANAGEMENT, 10),
        (ServiceKind.HOUSING_SUPPORT, 15),
    ),
)
"""The edition of the city's proposal. It has no last day, since the proposal has none."""
