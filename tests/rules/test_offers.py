"""An offer of responsibility is answered within fourteen days (R24)."""

from __future__ import annotations

import pytest
from hypothesis import given

from cm_method.case.case import Case
from cm_method.case.episodes import episodes
from cm_method.case.offers import OfferState, offers
from cm_method.dates import plus_days
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.milestone import Answer
from cm_method.rules.review import recurring, review_recurring
from cm_method.sources import Document, Source
from cm_method.testing.strategies import EDITION, any_journals
from tests.examples.notation import EXAMPLE_START, journal_of

START = "day 0: started\nday 1: need housing as n1\n"
OFFERED = START + "day 10: offered n1 to psyk as o1\n"
"""To be answered by day 24."""


def found(method: Method, lines: str, on: int) -> list[Finding]:
    case = Case.of(journal_of(lines), on=plus_days(EXAMPLE_START, on))
    return [f for f in review_recurring(case, method) if f.rule == "offer_answered"]


def told(method: Method, lines: str, on: int) -> list[str]:
    """Each offer in a line: verdict, code, entries and the day from which it is answered."""
    return [
        f"{f.verdict.value} {f.reasons[0].code} {','.join(f.entries)} "
        f"{'-' if f.done_on is None else (f.done_on - EXAMPLE_START).days}"
        for f in found(method, lines, on)
    ]


class TestInTime:
    @pytest.mark.parametrize(
        ("on", "expected"),
        [(10, "not_yet_due"), (23, "not_yet_due"), (24, "missed"), (25, "missed")],
    )
    def test_until_it_is_answered_the_last_day_decides(
        self, edition: Method, on: int, expected: str
    ) -> None:
        assert told(edition, OFFERED, on) == [f"{expected} offer_unanswered o1 -"]

    def test_there_is_none_before_it_is_made(self, edition: Method) -> None:
        assert told(edition, OFFERED, 9) == []

    @pytest.mark.parametrize(
        ("answer", "expected"), [(10, "met"), (23, "met"), (24, "met"), (25, "met_late")]
    )
    def test_both_sides_of_day_fourteen(self, edition: Method, answer: int, expected: str) -> None:
        life = OFFERED + f"day {answer}: accepted o1 as a1"
        assert told(edition, life, 99) == [f"{expected} offer_accepted o1,a1 {answer}"]

    def test_one_made_before_the_start_opens_with_the_service(self, edition: Method) -> None:
        life = "day -5: offered crisis to psyk as o1\nday 0: started\n"
        assert told(edition, life, -1) == []
        assert told(edition, life, 0) == ["not_yet_due offer_unanswered o1 -"]
        assert told(edition, life, 9) == ["missed offer_unanswered o1 -"]

    def test_another_time_can_be_chosen(self, edition: Method) -> None:
        own = edition.adapt(
            code=edition.code,
            source=Source(document=Document.OWN, section="decision 7"),
            since=EXAMPLE_START,
            offer_answer_days=3,
        )
        assert [told(own, OFFERED, on)[0].split()[0] for on in (12, 13)] == [
            "not_yet_due",
            "missed",
        ]


HELD = "day 9: hm answers for n1 as a0\n"
STATES = [
    # what became of it, and how that is told on day 60
    ("", "missed offer_unanswered o1 -"),
    ("day 12: accepted o1 as a1", "met offer_accepted o1,a1 12"),
    ("day 12: refused o1 as x1", "met offer_refused o1,x1 12"),
    ("day 12: withdrawn o1 as x1", "met offer_withdrawn o1,x1 12"),
    # accepted after a no
    ("day 12: refused o1 as x1\nday 13: accepted o1 as a1", "met offer_refused o1,x1 12"),
    # a yes from before the offer
    ("day 9: accepted o1 as a1", "missed offer_unanswered o1 -"),
    # somebody else holds it
    ("day 12: hm answers for n1 as a1", "met offer_overtaken o1 12"),
    ("day 12: hm answers for crisis as a1", "missed offer_unanswered o1 -"),
    # and then it is answered: what came first counts
    (
        "day 12: hm answers for n1 as a1\nday 15: accepted o1 as a2",
        "met offer_overtaken o1 12",
    ),
    ("day 12: hm answers for n1 as a1\nday 15: refused o1 as x1", "met offer_overtaken o1 12"),
    # on the same day what was said goes before what followed from others
    ("day 12: hm answers for n1 as a1\nday 12: refused o1 as x1", "met offer_refused o1,x1 12"),
    # the need is closed
    ("day 12: closed n1", "met offer_overtaken o1 13"),
    ("day 24: closed n1", "met_late offer_overtaken o1 25"),
    ("day 5: closed n1", "met offer_overtaken o1 10"),
    # the service is over
    ("day 12: ended", "met offer_overtaken o1 13"),
    ("day 24: ended", "met_late offer_overtaken o1 25"),
    ("day 12: died", "excluded died_before_deadline e-4 -"),
]


@pytest.mark.parametrize(("lines", "expected"), STATES)
def test_what_became_of_an_offer(edition: Method, lines: str, expected: str) -> None:
    first, *_ = told(edition, OFFERED + lines, 60)
    assert first == expected


IN_VAIN = START + HELD + "day 10: offered n1 from psyk to hsf as o1\n"


def test_an_offer_from_one_who_does_not_hold_is_overtaken_at_once(edition: Method) -> None:
    assert told(edition, IN_VAIN, 60)[-1] == "met offer_overtaken o1 10"


def test_a_yes_in_vain_answers_too(edition: Method) -> None:
    life = IN_VAIN + "day 10: accepted o1 as a1"
    assert told(edition, life, 60)[-1] == "met offer_in_vain o1,a1 10"


def test_what_the_giver_holds_overtakes_nothing(edition: Method) -> None:
    life = START + HELD + "day 10: offered n1 from hm to psyk as o1\n"
    assert told(edition, life, 60)[-1] == "missed offer_unanswered o1 -"


def test_one_who_held_before_the_offer_overtakes_nothing(edition: Method) -> None:
    life = START + "day 5: hm answers for n1 as a0\nday {last}: let go a0\n"
    life += "day 10: offered n1 to psyk as o1\n"
    assert told(edition, life.format(last=9), 60)[-1] == "missed offer_unanswered o1 -"
    assert told(edition, life.format(last=10), 60)[-1] == "met offer_overtaken o1 10"


def test_an_offer_of_an_earlier_episode_ended_with_it(edition: Method) -> None:
    life = OFFERED + "day 12: ended\nday 13: started as again\n"
    assert told(edition, life, 60) == ["met offer_overtaken o1 13"]


def test_an_answer_under_the_old_id_of_a_corrected_offer(edition: Method) -> None:
    life = OFFERED + "day 11: offered n1 to hsf as o2, instead of o1\nday 13: accepted o1 as a1"
    (answered,) = found(edition, life, 60)
    assert answered.since == plus_days(EXAMPLE_START, 11)
    assert dict(answered.reasons[0].facts) == {
        "receiver": "hsf",
        "day": plus_days(EXAMPLE_START, 13),
    }


def test_the_facts_of_one_that_waits(edition: Method) -> None:
    (waits,) = found(edition, OFFERED, 20)
    made = plus_days(EXAMPLE_START, 10)
    assert [(r.code, dict(r.facts)) for r in waits.reasons] == [
        ("offer_unanswered", {"receiver": "psyk", "day": made})
    ]


SENTENCES = {
    "sv": "Bedöms senare. psyk fick frågan 2026-11-26 och har inte svarat. Tidsgräns: 2026-12-10. "
    "Svara ja eller nej senast 2026-12-10. Till dess ligger ansvaret kvar hos den som har det.",
    "en": "Not yet due. psyk was asked on 2026-11-26 and has not answered. Deadline: 2026-12-10. "
    "Answer yes or no by 2026-12-10. Until then responsibility stays where it is.",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_an_offer_is_explained_in_both_languages(edition: Method, lang: str) -> None:
    (waits,) = found(edition, OFFERED, 20)
    assert waits.explain(lang) == SENTENCES[lang]


@given(any_journals())
def test_an_offer_is_answered_exactly_where_it_is_no_longer_open(journal: Journal) -> None:
    method = EDITIONS[EDITION]
    case = Case.of(journal, on=max((e.on for e in journal.entries), default=EXAMPLE_START))
    states = {
        (episode.started.id, offer.entry.id): offer.state
        for episode in episodes(case)
        for offer in offers(case, episode)
    }
    for milestone in recurring(case, method):
        if milestone.rule == "offer_answered":
            steps = [step for step in milestone.done if step.on <= case.on]
            state = states[milestone.episode, milestone.done[0].entries[0]]
            assert (steps[-1].answer is Answer.YES) is (state is not OfferState.OPEN)
