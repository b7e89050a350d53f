"""The final report: six parts, who must write what, and a list of all that is still missing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.agreements import (
    AgreementAmended,
    AgreementStatus,
    Body,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    PartyRole,
    ReportPart,
    RoleTaken,
    StatementGiven,
)
from cm_method.journal import Entry, Journal
from cm_method.partnership.accounts import account
from cm_method.partnership.agreement import agreement_on, agreements
from cm_method.partnership.final_report import FinalReport, FollowUps, final_report
from cm_method.partnership.missing import MissingKind, missing
from cm_method.partnership.standing import standing
from cm_method.rules.method import Method
from cm_method.testing.strategies import days, days_around, halves
from tests.examples.notation import journal_of
from tests.partnership.test_accounts import WHOLE
from tests.partnership.test_agreement import journals, noted_later
from tests.partnership.test_calendar import TWELVE
from tests.partnership.writing import cost, day, held, journal, made, noted, retracted, status

RESEARCHER, OTHERS = "mchs", ("sdf", "hm")
ROLES = {"sdf": PartyRole.FINANCIER, "hm": PartyRole.PROVIDER, "mchs": PartyRole.RESEARCHER}
OWN_PARTS = [part for part in ReportPart if part is not ReportPart.RESEARCH]


def taken(roles: dict[str, PartyRole]) -> tuple[Entry, ...]:
    from_start = {"made": "av-1"}
    return tuple(
        noted(RoleTaken, f"r-{n}", "2026-04-23", **from_start, party=party, role=role)
        for n, (party, role) in enumerate(roles.items())
    )


def statement(
    party: str, part: ReportPart, words: str = "Det gick bra.", on: str = "2029-04-20", **more: str
) -> StatementGiven:
    id = more.pop("id", f"t-{party}-{part.value}")
    more.setdefault("made", "av-1")
    return noted(StatementGiven, id, on, party=party, part=part, statement=words, **more)


TERMS = (
    made(),
    status("av-2", "2026-06-17", AgreementStatus.IN_FORCE),
    *taken(ROLES),
)
MEETINGS = (
    *(held(f"p-{on}", on, on) for on in TWELVE),
    *(held(f"s-{on}", on, on, body=Body.STEERING_GROUP) for on in TWELVE[3::4]),
)
WORDS = (
    *(statement(party, part) for party in OTHERS for part in OWN_PARTS),
    statement(RESEARCHER, ReportPart.RESEARCH),
)
COMPLETE = (*TERMS, *MEETINGS, *WORDS, *WHOLE)


def report(
    edition: Method,
    *entries: Entry,
    on: str = "2029-06-01",
    known: str | None = None,
    people: tuple[Journal, ...] = (),
) -> FinalReport:
    kept, at = journal(*entries), day(known) if known else None
    terms = agreement_on(kept, on=day(on), known=at)
    assert terms is not None
    return final_report(people, kept, edition, terms, on=day(on), known=at)


def without(*gone: Entry) -> tuple[Entry, ...]:
    return tuple(entry for entry in COMPLETE if entry not in gone)


class TestComplete:
    def test_nothing_is_missing_when_all_is_there(self, edition: Method) -> None:
        found = report(edition, *COMPLETE)
        assert found.missing == ()
        assert [each.part for each in found.told] == list(ReportPart)
        assert len(found.told) == 6

    @pytest.mark.parametrize("gone", COMPLETE, ids=lambda entry: entry.id)
    def test_whatever_is_taken_away_is_missed(self, edition: Method, gone: Entry) -> None:
        if gone is COMPLETE[0]:
            return  # without an agreement there is nothing to report on
        found = report(edition, *without(gone))
        # The roles say who is asked, and what they wrote is there all the same.
        asked_less = gone in TERMS[2:]
        assert len(found.missing) == (0 if asked_less else 1)

    def test_it_holds_the_figures_of_the_day(self, edition: Method) -> None:
        people = (journal_of("day 0: started\nday 5: plan"),)
        found = report(edition, *COMPLETE, people=people)
        kept, on = journal(*COMPLETE), day("2029-06-01")
        (terms,) = agreements(kept, on=on)
        assert found.agreement == terms
        assert found.standing == standing(people, edition, terms, on=on)
        assert found.account == account(people, kept, terms, on=on)
        assert (found.on, found.known) == (on, None)
        assert found.standing.results["plan_in_time"].lower.met == 1

    def test_both_clocks_reach_every_figure(self, edition: Method) -> None:
        people = (journal_of("day 0: started\nday 5, recorded day 90: plan"),)
        for known, met in (("2027-02-13", 0), ("2027-02-14", 1)):
            found = report(edition, *TERMS, people=people, known=known)
            assert found.standing.results["plan_in_time"].lower.met == met
            assert found.known == found.standing.known == found.account.known == day(known)


class TestWhoWrites:
    def test_each_party_writes_every_part_but_the_research(self, edition: Method) -> None:
        found = report(edition, *TERMS)
        for part in OWN_PARTS:
            assert found.part(part).waiting_for == OTHERS
            assert found.part(part).statements == ()
        assert found.part(ReportPart.RESEARCH).waiting_for == (RESEARCHER,)

    def test_research_is_the_researchers_alone(self, edition: Method) -> None:
        by_another = statement("hm", ReportPart.RESEARCH)
        found = report(edition, *TERMS, by_another).part(ReportPart.RESEARCH)
        assert found.waiting_for == (RESEARCHER,)
        assert found.statements == (("hm", "Det gick bra."),)

    def test_who_has_written_is_waited_for_no_more_in_that_part(self, edition: Method) -> None:
        found = report(edition, *TERMS, statement("hm", ReportPart.LEARNED))
        assert found.part(ReportPart.LEARNED).waiting_for == ("sdf",)
        assert found.part(ReportPart.GOALS).waiting_for == OTHERS

    def test_a_party_with_several_roles_is_asked_once_for_each_part(self, edition: Method) -> None:
        both = (*TERMS, *taken_again("hm", PartyRole.RESEARCHER, PartyRole.FINANCIER))
        found = report(edition, *both)
        assert found.part(ReportPart.GOALS).waiting_for == OTHERS
        assert found.part(ReportPart.RESEARCH).waiting_for == (RESEARCHER, "hm")

    def test_the_latest_words_of_each_party_stand(self, edition: Method) -> None:
        found = report(
            edition,
            *TERMS,
            statement("hm", ReportPart.LEARNED, "Sist", on="2029-04-21", id="t-1"),
            statement("hm", ReportPart.LEARNED, "Först", on="2029-04-20", id="t-2"),
            statement("sdf", ReportPart.LEARNED, "Vårt", on="2029-04-19", id="t-3"),
        ).part(ReportPart.LEARNED)
        assert dict(found.statements) == {"hm": "Sist", "sdf": "Vårt"}
        assert found.waiting_for == ()
        assert "Sist" not in repr(found)

    def test_corrected_words_stand_in_their_place_and_retracted_ones_do_not(
        self, edition: Method
    ) -> None:
        first = statement("hm", ReportPart.LEARNED, "Fel", id="t-1")
        right = noted(
            StatementGiven,
            "t-2",
            "2029-04-20",
            recorded="2029-05-20",
            corrects=["t-1"],
            made="av-1",
            party="hm",
            part=ReportPart.LEARNED,
            statement="Rätt",
        )
        told = report(edition, *TERMS, first, right).part(ReportPart.LEARNED)
        assert told.statements == (("hm", "Rätt"),)
        before = report(edition, *TERMS, first, right, known="2029-05-19")
        assert before.part(ReportPart.LEARNED).statements == (("hm", "Fel"),)
        gone = retracted("t-3", "2029-04-20", "t-1")
        told = report(edition, *TERMS, first, gone).part(ReportPart.LEARNED)
        assert (told.statements, told.waiting_for) == ((), OTHERS)

    def test_words_count_from_their_day(self, edition: Method) -> None:
        words = statement("hm", ReportPart.LEARNED)
        for on, waiting in (("2029-04-19", OTHERS), ("2029-04-20", ("sdf",))):
            assert report(edition, *TERMS, words, on=on).part(ReportPart.LEARNED).waiting_for == (
                waiting
            )


def taken_again(party: str, *roles: PartyRole) -> tuple[Entry, ...]:
    return tuple(
        noted(RoleTaken, f"r-igen-{n}", "2026-05-01", made="av-1", party=party, role=role)
        for n, role in enumerate(roles)
    )


class TestMissing:
    def only(self, edition: Method, *entries: Entry, on: str = "2029-06-01") -> tuple[object, ...]:
        return report(edition, *entries, on=on).missing

    @pytest.mark.parametrize("now", [s for s in AgreementStatus if s.value != "in_force"])
    def test_an_agreement_that_is_not_in_force(self, edition: Method, now: AgreementStatus) -> None:
        changed = status("av-3", "2026-06-18", now)
        expected = missing(MissingKind.AGREEMENT_NOT_IN_FORCE, status=now)
        found = self.only(edition, *COMPLETE, changed)
        if now is AgreementStatus.LAPSED:  # so soon that nothing had been done yet
            kinds = [MissingKind.INFORMATION_EVENTS, MissingKind.OUTREACH]
            assert found == (expected, *map(missing, kinds))
        else:
            assert found == (expected,)

    def test_no_follow_up_is_missed_after_a_lapse(self, edition: Method) -> None:
        lapsed = status("av-3", "2026-11-01", AgreementStatus.LAPSED)
        first = FollowUps(body=Body.PROJECT_GROUP, due=1, held=0)
        assert report(edition, *TERMS, lapsed).follow_ups[0] == first
        kinds = {each.kind for each in report(edition, *TERMS, lapsed, on="2027-06-01").missing}
        assert MissingKind.AGREEMENT_GOES_ON not in kinds

    def test_one_that_is_due_on_the_day_is_not_late(self, edition: Method) -> None:
        """As in the calendar: it is missed from the day after, and held once it is noted."""
        for on, counted in (("2026-07-31", (0, 0)), ("2026-08-01", (0, 0)), ("2026-08-02", (1, 0))):
            found = report(edition, *TERMS, on=on).follow_ups[0]
            assert (found.due, found.held) == counted
        done = held("p-1", "2026-08-01")
        found = report(edition, *TERMS, done, on="2026-08-01").follow_ups[0]
        assert (found.due, found.held) == (1, 1)

    def test_an_agreement_that_goes_on(self, edition: Method) -> None:
        """On its last day it is over, and the figures are the final ones."""
        on = "2029-05-01"
        visitors_later = WHOLE[0]
        expected = missing(MissingKind.AGREEMENT_GOES_ON, last=day("2029-05-01"))
        kinds = [each.kind for each in report(edition, *COMPLETE, on=on).missing]
        assert expected.kind not in kinds
        assert kinds == [MissingKind.VISITORS]
        assert visitors_later.on > day(on)
        day_before = report(edition, *COMPLETE, on="2029-04-30").missing
        assert expected in day_before

    def test_a_prolonged_agreement_goes_on(self, edition: Method) -> None:
        longer = noted(
            AgreementAmended,
            "av-3",
            "2029-01-10",
            made="av-1",
            last=day("2029-06-02"),
            amendment="längre",
        )
        found = report(edition, *COMPLETE, longer)
        assert missing(MissingKind.AGREEMENT_GOES_ON, last=day("2029-06-02")) in found.missing

    def test_follow_ups_that_nobody_noted(self, edition: Method) -> None:
        found = report(edition, *without(MEETINGS[4], MEETINGS[-1]))
        assert found.follow_ups == (
            FollowUps(body=Body.PROJECT_GROUP, due=12, held=11),
            FollowUps(body=Body.STEERING_GROUP, due=3, held=2),
        )
        assert found.missing == (
            missing(MissingKind.FOLLOW_UPS, body=Body.PROJECT_GROUP, held=11, due=12),
            missing(MissingKind.FOLLOW_UPS, body=Body.STEERING_GROUP, held=2, due=3),
        )

    @pytest.mark.parametrize(
        ("on", "due", "yearly"),
        [("2026-07-31", 0, 0), ("2026-08-01", 1, 0), ("2027-04-30", 3, 0), ("2027-05-01", 4, 1)],
    )
    def test_a_follow_up_is_due_from_its_day(
        self, edition: Method, on: str, due: int, yearly: int
    ) -> None:
        found = report(edition, *COMPLETE, on=on).follow_ups
        assert [each.due for each in found] == [due, yearly]
        assert [each.held for each in found] == [due, yearly]

    def test_one_held_ahead_does_not_make_up_for_one_that_was_not(self, edition: Method) -> None:
        ahead = held("p-x", "2026-07-20", "2026-11-01")
        found = report(edition, *TERMS, ahead, on="2026-08-02").follow_ups[0]
        assert (found.due, found.held) == (1, 0)

    def test_disagreements_that_are_not_settled(self, edition: Method) -> None:
        raised = noted(DisagreementRaised, "o-1", "2028-01-18", topic="kvällar")
        other = noted(DisagreementRaised, "o-2", "2028-01-19", topic="lokal")
        referred = noted(DisagreementReferred, "o-3", "2028-02-07", disagreement="o-1")
        settled = noted(DisagreementSettled, "o-4", "2028-03-07", disagreement="o-1")
        two = missing(MissingKind.DISAGREEMENTS, count=2)
        assert self.only(edition, *COMPLETE, raised, other, referred) == (two,)
        one = missing(MissingKind.DISAGREEMENTS, count=1)
        assert self.only(edition, *COMPLETE, raised, other, referred, settled) == (one,)
        assert self.only(edition, *COMPLETE, raised, settled) == ()

    def test_costs_over_the_ceiling(self, edition: Method) -> None:
        assert self.only(edition, *COMPLETE, cost("k-1", "2028-01-01", 300_000)) == ()
        over = missing(MissingKind.OVER_THE_CEILING, over=1)
        assert self.only(edition, *COMPLETE, cost("k-1", "2028-01-01", 300_001)) == (over,)

    def test_what_the_account_lacks(self, edition: Method) -> None:
        found = report(edition, *without(*WHOLE))
        assert found.missing == found.account.missing
        assert len(found.missing) == 3

    def test_words(self, edition: Method) -> None:
        found = report(edition, *without(*WORDS)).missing
        assert found == (
            *(missing(MissingKind.WORDS, part=part, parties=OTHERS) for part in OWN_PARTS),
            missing(MissingKind.WORDS, part=ReportPart.RESEARCH, parties=(RESEARCHER,)),
        )

    def test_parties(self, edition: Method) -> None:
        """Where nobody has a role nobody is waited for, which must not look complete."""
        nobody = tuple(e for e in COMPLETE if e not in TERMS[2:])
        expected = missing(MissingKind.NO_PARTIES)
        assert self.only(edition, *nobody) == (expected,)
        assert self.only(edition, *(e for e in nobody if e not in WORDS)) == (expected,)

    @pytest.mark.parametrize(
        "roles",
        [
            {"sdf": PartyRole.FINANCIER, "hm": PartyRole.PROVIDER},
            {"mchs": PartyRole.RESEARCHER},
        ],
    )
    def test_somebody_to_write_each_part(
        self, edition: Method, roles: dict[str, PartyRole]
    ) -> None:
        """Without a researcher nobody would be asked for the results of the research.

        Nor would anybody else be asked for the rest.
        """
        some = (*TERMS[:2], *taken(roles), *MEETINGS, *WHOLE)
        words = tuple(word for word in WORDS if word.party in roles)
        nobody = [
            part for part in ReportPart if (part is ReportPart.RESEARCH) is ("mchs" not in roles)
        ]
        lacking = tuple(missing(MissingKind.NOBODY_WRITES, part=part) for part in nobody)
        assert self.only(edition, *some, *words) == lacking
        assert self.only(edition, *some, *WORDS) == ()

    def test_everything_in_an_order_that_is_always_the_same(self, edition: Method) -> None:
        found = report(
            edition,
            made(),
            noted(DisagreementRaised, "o-1", "2028-01-18", topic="kvällar"),
            cost("k-1", "2028-01-01", 300_001),
            on="2029-04-30",
        )
        assert [each.kind.value for each in found.missing] == [
            "agreement_not_in_force",
            "agreement_goes_on",
            "visitors",
            "information_events",
            "outreach",
            "follow_ups",
            "follow_ups",
            "disagreements",
            "over_the_ceiling",
            "no_parties",
        ]

    def test_each_is_told_in_words(self, edition: Method) -> None:
        found = report(
            edition,
            made(),
            *taken(ROLES),
            noted(DisagreementRaised, "o-1", "2028-01-18", topic="kvällar"),
            cost("k-1", "2028-01-01", 300_001),
            on="2029-04-30",
        )
        for lang in ("sv", "en"):
            said = [each.explain(lang) for each in found.missing]
            assert all(said)
            assert not any("{" in sentence for sentence in said)
        assert any("kvällar" in each.explain() for each in found.missing) is False
        over = missing(MissingKind.OVER_THE_CEILING, over=10_000).explain()
        assert over == "Kostnaderna är 10\N{NO-BREAK SPACE}000 kr över taket."


class TestLaws:
    @given(journals(), st.data())
    def test_order_merging_and_later_recordings_change_nothing(
        self, edition: Method, kept: Journal, data: DataObject
    ) -> None:
        on, known = data.draw(days_around(kept)), data.draw(days())
        for terms in agreements(kept, on=on, known=known):
            found = final_report([], kept, edition, terms, on=on, known=known)
            one, other = data.draw(halves(kept))
            merged = other.merge(one)
            assert final_report([], merged, edition, terms, on=on, known=known) == found
            more = kept.with_entries(*noted_later(kept.entries, known))
            assert final_report([], more, edition, terms, on=on, known=known) == found

    @given(journals())
    def test_who_is_asked_has_a_role_and_has_not_written(
        self, edition: Method, kept: Journal
    ) -> None:
        on = date(2100, 1, 1)
        (terms,) = agreements(kept, on=on)
        found = final_report([], kept, edition, terms, on=on)
        for told in found.told:
            written = {party for party, _ in told.statements}
            for party, role in terms.roles:
                writes = (role is PartyRole.RESEARCHER) is (told.part is ReportPart.RESEARCH)
                if writes and party not in written:
                    assert party in told.waiting_for
            assert not written & set(told.waiting_for)
        for each in found.follow_ups:
            assert 0 <= each.held <= each.due
