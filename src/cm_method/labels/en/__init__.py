"""English: plain words, the same keys in the same order as the Swedish.

Names of things begin with a small letter, so that they fit inside a sentence; verdicts, outcomes,
labels of fields, rules and targets begin with a capital.
"""

from cm_method.labels.en import (
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
