"""Swedish: the words of the glossary, for those who do the work and those who answer for it.

Names of things begin with a small letter, so that they fit inside a sentence; verdicts, outcomes,
labels of fields, rules and targets begin with a capital.
"""

from cm_method.labels.sv import (
    chairs,
    conformance,
    domain,
    equality,
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
)

TEXTS: dict[str, str] = {
    **domain.TEXTS,
    **rules.TEXTS,
    **chairs.TEXTS,
    **partnership.TEXTS,
    **equality.TEXTS,
    **research.TEXTS,
    **services.TEXTS,
    **sip.TEXTS,
    **tallies.TEXTS,
    **provision.TEXTS,
    **problems.TEXTS,
    **program.TEXTS,
    **recovery.TEXTS,
    **conformance.TEXTS,
}
