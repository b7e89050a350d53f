"""Swedish: the words of the glossary, for those who do the work and those who answer for it.

Names of things begin with a small letter, so that they fit inside a sentence; verdicts, outcomes,
labels of fields, rules and targets begin with a capital.
"""

from cm_method.labels.sv import (
    caseload,
    chairs,
    conformance,
    domain,
    equality,
    fhir,
    html,
    partnership,
    problems,
    program,
    provision,
    recovery,
    research,
    rules,
    services,
    sip,
    tallies,
    word,
    workbook,
)

TEXTS: dict[str, str] = {
    **domain.TEXTS,
    **rules.TEXTS,
    **chairs.TEXTS,
    **partnership.TEXTS,
    **caseload.TEXTS,
    **equality.TEXTS,
    **research.TEXTS,
    **services.TEXTS,
    **sip.TEXTS,
    **tallies.TEXTS,
    **provision.TEXTS,
    **html.TEXTS,
    **problems.TEXTS,
    **program.TEXTS,
    **recovery.TEXTS,
    **fhir.TEXTS,
    **word.TEXTS,
    **workbook.TEXTS,
    **conformance.TEXTS,
}
