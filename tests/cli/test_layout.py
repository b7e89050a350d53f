"""Layout never says more than the figures: percentages, bars and line lengths."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

pytest.importorskip("click")

from cm_method.cli.layout import CELLS, Page, bar, bar_letters, shown_width, wrapped
from cm_method.cohort.wording import percent

SHARES = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
TARGETS = st.integers(1, 100)


def number(shown: str) -> Fraction:
    return Fraction(shown.replace(",", ".").removesuffix("%").strip())


@given(SHARES, TARGETS)
def test_a_shown_percentage_reaches_the_target_exactly_when_the_share_does(
    share: tuple[int, int], target: int
) -> None:
    met, of = share
    assert (number(percent(met, of, "sv")) >= target) == (100 * met >= target * of)


@given(SHARES, TARGETS)
def test_a_bar_reaches_its_mark_exactly_when_it_must(share: tuple[int, int], target: int) -> None:
    met, of = share
    certain, _, _, mark = bar_letters()
    drawn = bar(Fraction(met, of), Fraction(met, of), Fraction(target, 100))
    assert shown_width(drawn) == CELLS + 1
    if 100 * met >= target * of:
        assert drawn.startswith(certain * drawn.index(mark))
    else:
        assert drawn.count(certain) <= drawn.index(mark)


def test_a_percentage_is_cut_and_never_rounded_up() -> None:
    assert percent(1999, 2500, "sv") == "79,9\N{NO-BREAK SPACE}%"
    assert percent(1999, 2500, "en").startswith("79.9")


@given(st.text("aåö -,文é\N{NO-BREAK SPACE}", max_size=200), st.integers(4, 40))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(shown_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_wide_and_combining_letters_are_counted_as_they_are_shown() -> None:
    assert shown_width("文") == 2
    assert shown_width("e\N{COMBINING ACUTE ACCENT}") == 1


def test_rows_go_below_long_names_only_where_the_words_would_be_cramped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = Page(width=40)
    page.rows([("x" * 34, "ja"), ("y", "nej")])
    assert capsys.readouterr().out == f"{'x' * 34}  ja\n{'y'}{' ' * 35}nej\n"
    page.rows([("x" * 34, "några ord till"), ("y", "nej")])
    assert capsys.readouterr().out == f"{'x' * 34}\n    några ord till\ny\n    nej\n"
