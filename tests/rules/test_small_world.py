"""The consent answer on every combination of a small complete world, beside the slow model.

Three parties, three categories, four days, six kinds of consent, six legal forms and none: nothing
is drawn by chance. The figure in a test's name of combinations is held by the test itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, combinations_with_replacement, permutations, product
from typing import Any

import pytest

from cm_method.case.case import Case
from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn
from cm_method.case.parties import LegalForm, Parties
from cm_method.journal import Entry, Journal
from cm_method.rules.method import Method
from cm_method.rules.sharing import Miss, Sharing, SharingAnswer, SharingQuestion, may_share
from tests.reference.consent import RELEASE, Books, Told, asked

pytestmark = pytest.mark.search

DAYS = tuple(date(2026, 11, number) for number in (16, 17, 18, 19))
PERIODS = tuple(combinations_with_replacement(DAYS, 2))
"""Ten."""
WITHDRAWALS = (None, *DAYS)
FORMS = {
    "hsf": LegalForm.COMMITTEE,
    "hm": LegalForm.ASSOCIATION,
    "mchs": LegalForm.UNIVERSITY,
}
WAYS = tuple(permutations(FORMS, 2))
"""Six ways in which one of three parties gives to another."""
LEAVES = ("needs", "crisis", "plan")
SOME = tuple(some for size in (1, 2, 3) for some in combinations(LEAVES, size))
"""Seven."""
TO_PARTY, TO_KIN = "recipients", "next_of_kin"

Way = tuple[str, str]
Asked = tuple[SharingQuestion, set[Told]]


def consent(
    id: str,
    kind: ConsentKind = ConsentKind.SECRECY_WAIVER,
    way: Way = ("hsf", "hm"),
    information: tuple[str, ...] = LEAVES,
    period: tuple[date, date] = (DAYS[0], DAYS[-1]),
    **more: Any,
) -> ConsentGiven:
    return ConsentGiven(
        id=id,
        by="hm",
        consent=kind,
        discloser=way[0],
        information=information,
        first=period[0],
        last=period[1],
        form="A 1",
        **{"on": DAYS[0], "purpose": "care", "recipients": (way[1],), **more},
    )


def with_withdrawal(given: ConsentGiven, on: date | None) -> tuple[Entry, ...]:
    if on is None:
        return (given,)
    return given, ConsentWithdrawn(id=f"{given.id}-w", on=on, by="hm", consent_given=given.id)


def question(
    way: Way = ("hsf", "hm"),
    information: tuple[str, ...] = LEAVES,
    on: date = DAYS[1],
    **more: Any,
) -> Asked:
    """A question, and the facts that it asks about."""
    discloser, recipient = way
    told = asked(discloser, recipient, information, "care", on, **more)
    return SharingQuestion(
        discloser=discloser,
        recipient=recipient,
        information=information,
        purpose="care",
        on=on,
        **more,
    ), told


def answers(
    entries: Iterable[Entry],
    questions: Iterable[Asked],
    method: Method,
    forms: dict[str, LegalForm] = FORMS,
) -> Iterator[SharingAnswer]:
    """The library's answers, each compared with the slow model's."""
    entries = tuple(entries)
    case = Case.of(Journal(subject="P-0001", entries=entries), on=DAYS[-1])
    parties = Parties(legal_forms=forms)
    facts: set[Told] = set().union(*Books(entries, DAYS[-1]).covers(forms).values())
    for one, told in questions:
        answer = may_share(case, one, method, parties)
        expected = Sharing.COVERED if told <= facts else Sharing.NOT_COVERED
        assert answer.verdict is expected, (entries, one)
        yield answer


def out_of_time(period: tuple[date, date], withdrawn: date | None, on: date) -> set[Miss]:
    if withdrawn is not None and withdrawn <= on:
        return {Miss.WITHDRAWN}
    if on > period[1]:
        return {Miss.EXPIRED}
    return {Miss.NOT_YET} if on < period[0] else set()


def test_one_consent_of_every_kind_way_category_period_and_withdrawal(edition: Method) -> None:
    """5,400 consents, 72 questions each: 388,800 combinations, with everything that falls short."""
    asked_about = [
        (way, leaf, on, question(way, (leaf,), on))
        for way in WAYS
        for leaf in LEAVES
        for on in DAYS
    ]
    tried = 0
    for kind, way, leaf, period, withdrawn in product(
        ConsentKind, WAYS, LEAVES, PERIODS, WITHDRAWALS
    ):
        entries = with_withdrawal(consent("c", kind, way, (leaf,), period), withdrawn)
        found = answers(entries, (each[3] for each in asked_about), edition)
        late = {on: out_of_time(period, withdrawn, on) for on in DAYS}
        for (other, about, on, _), answer in zip(asked_about, found, strict=True):
            missed = set(late[on])
            missed |= {Miss.OTHER_DISCLOSER} if way[0] != other[0] else set()
            missed |= {Miss.RECIPIENT_NOT_NAMED} if way[1] != other[1] else set()
            missed |= {Miss.CATEGORY_NOT_INCLUDED} if leaf != about else set()
            missed |= {Miss.OTHER_KIND} if RELEASE.get(FORMS[other[0]]) is not kind else set()
            (category,) = answer.categories
            assert (category.consents == ("c",)) is not bool(missed)
            nearest = category.nearest.missed if category.nearest is not None else ()
            assert {each.why for each in nearest} == missed
            tried += 1
    assert tried == 388_800


def test_one_consent_of_every_set_of_categories(edition: Method) -> None:
    """36 consents of 7 sets of categories, 42 questions each: 10,584 combinations."""
    questions = [question(way, some) for way in WAYS for some in SOME]
    tried = 0
    for kind, way, some in product(ConsentKind, WAYS, SOME):
        tried += len(list(answers([consent("c", kind, way, some)], questions, edition)))
    assert tried == 10_584


def test_two_consents_that_cover_the_question_together_or_do_not(edition: Method) -> None:
    """Ten periods and five withdrawals of each, four days: 10,000 combinations."""
    questions = [question(information=("needs", "crisis"), on=on) for on in DAYS]
    tried = 0
    for (mine, yours), (one, two) in product(
        product(PERIODS, PERIODS), product(WITHDRAWALS, WITHDRAWALS)
    ):
        entries = (
            *with_withdrawal(consent("c", information=("needs",), period=mine), one),
            *with_withdrawal(consent("d", information=("crisis",), period=yours), two),
        )
        for (asked_on, _), answer in zip(
            questions, answers(entries, questions, edition), strict=True
        ):
            both = (out_of_time(mine, one, asked_on.on), out_of_time(yours, two, asked_on.on))
            assert [bool(each.consents) for each in answer.categories] == [
                not missed for missed in both
            ]
            tried += 1
    assert tried == 10_000


def test_two_consents_of_every_two_kinds_and_ways(edition: Method) -> None:
    """36 kinds and ways of each, six questions: 7,776 combinations. What one lacks the other
    does not lend: a kind, a discloser or a recipient."""
    questions = [question(way, ("needs", "crisis")) for way in WAYS]
    tried = 0
    for (kind, way), (other_kind, other_way) in product(product(ConsentKind, WAYS), repeat=2):
        entries = (
            consent("c", kind, way, ("needs",)),
            consent("d", other_kind, other_way, ("crisis",)),
        )
        for (one, _), answer in zip(questions, answers(entries, questions, edition), strict=True):
            asked_way = (one.discloser, one.recipient)
            lifts = RELEASE.get(FORMS[one.discloser])
            together = way == other_way == asked_way and kind is other_kind is lifts
            assert (answer.verdict is Sharing.COVERED) is together
            tried += 1
    assert tried == 7_776


def test_the_kinds_never_stand_in_for_each_other(edition: Method) -> None:
    """Every set of kinds at once, for every legal form and none: 448 combinations."""
    tried = 0
    for form in (*LegalForm, None):
        forms = {} if form is None else {"hsf": form}
        required = None if form is None else RELEASE.get(form)
        for size in range(len(ConsentKind) + 1):
            for kinds in combinations(ConsentKind, size):
                entries = [consent(kind.value, kind) for kind in kinds]
                (answer,) = answers(entries, [question()], edition, forms)
                assert answer.required is required
                assert (answer.verdict is Sharing.COVERED) is (required in kinds)
                for category in answer.categories:
                    assert category.consents == tuple(
                        kind.value for kind in kinds if kind is required
                    )
                tried += 1
    assert tried == 448


def test_who_it_is_about_and_whether_a_recipient_is_close_to_them_stand_apart(
    edition: Method,
) -> None:
    """The same code as a party, as next of kin, as both; three persons; three granted and three
    asked categories: 486 combinations."""
    people, categories = (None, "anna", "bo"), ("whole", "needs", "other_people")
    tried = 0
    for named, about, granted in product(
        ((TO_PARTY,), (TO_KIN,), (TO_PARTY, TO_KIN)), people, categories
    ):
        receivers: dict[str, Any] = dict.fromkeys((TO_PARTY, TO_KIN), ())
        receivers |= dict.fromkeys(named, ("hm",))
        entries = [consent("c", information=(granted,), about=about, **receivers)]
        for to_kin, whose, category in product((False, True), people, categories):
            one = question(information=(category,), to_next_of_kin=to_kin, about=whose)
            (answer,) = answers(entries, [one], edition)
            if whose != about or (TO_KIN if to_kin else TO_PARTY) not in named:
                assert answer.verdict is Sharing.NOT_COVERED
            if category == "other_people" and whose is None:
                assert answer.verdict is Sharing.NOT_COVERED
            tried += 1
    assert tried == 486


def test_a_consent_never_runs_before_the_day_on_which_it_was_given(edition: Method) -> None:
    """Four days of giving, ten periods, four days asked: 160 combinations."""
    questions = [question(on=on) for on in DAYS]
    tried = 0
    for given_on, period in product(DAYS, PERIODS):
        entries = [consent("c", period=period, on=given_on)]
        for (one, _), answer in zip(questions, answers(entries, questions, edition), strict=True):
            runs = max(given_on, period[0]) <= one.on <= period[1]
            assert (answer.verdict is Sharing.COVERED) is runs
            tried += 1
    assert tried == 160
