"""Words, ids and pseudonyms."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cm_method.identity_numbers import holds_identity_number
from cm_method.testing.strategies.codes import PARTIES

_LETTERS = st.characters(exclude_categories=["Cs"])


def free_texts() -> SearchStrategy[str]:
    """Texts in people's own words, possibly empty."""
    said = st.sampled_from(("", "Sova bättre", "Läkartid bokad", "”Ring Åsa”, ö\n2 dar", "0123456"))
    return said | st.text(_LETTERS, max_size=12).filter(lambda s: not holds_identity_number(s))


def words() -> SearchStrategy[str]:
    """Texts that are not blank."""
    said = st.sampled_from(("psykiatri", "sova bättre", "Ö", "hm", "a b"))
    return said | free_texts().filter(lambda s: bool(s) and not s.isspace())


def ways_to_reach() -> SearchStrategy[str]:
    """Telephone numbers and the like; one of them looks like an identity number, and may."""
    return st.sampled_from(("08-508 22 000", "112", "8112189876", "brevlåda 7"))


def ids() -> SearchStrategy[str]:
    """Ids as parties give them, and now and then another opaque text."""
    numbered = st.builds("{}-{}".format, st.sampled_from(PARTIES), st.integers(1, 120))
    return numbered | words()


def subjects() -> SearchStrategy[str]:
    """Pseudonyms."""
    return st.integers(1, 99).map("P-{:04}".format)
