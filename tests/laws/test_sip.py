"""The laws of SIP: nothing is forgotten, nobody is made responsible, and figures add up."""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import Any

import attrs
from hypothesis import assume, given, settings, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.parties import LegalForm, Parties
from cm_method.case.sip import (
    FORM_OF,
    SIP_KINDS,
    ResponsibleAuthority,
    SipAgreed,
    SipInitiated,
    missing_in_sip,
)
from cm_method.case.sip_course import (
    sips,
)
from cm_method.journal import Entry, Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.findings import finding_of
from cm_method.rules.method import Method
from cm_method.rules.review import recurring, review_recurring
from cm_method.rules.sip import SIP_RULES
from cm_method.services.sip import SipPointKind, sip_of
from cm_method.services.sip_figures import (
    CELLS,
    FOLLOWS_FROM,
    SipFigures,
    SipTable,
    sip_figures,
    sip_figures_of,
)
from cm_method.testing.strategies import (
    CODES,
    EDITION,
    any_entries,
    any_journals,
    any_methods,
    days_around,
    days_asked_again,
    days_known,
)
from tests.laws.test_clocks import draw_entries_after

ABOUT_SIP = tuple(sorted(SIP_KINDS, key=lambda kind: kind.kind))


def with_sip(method: Method) -> Method:
    return attrs.evolve(method, recurring=(*method.recurring, *SIP_RULES))


def parties() -> st.SearchStrategy[Parties]:
    """The legal forms of some of those whom journals name."""
    forms = st.dictionaries(st.sampled_from(CODES), st.sampled_from(LegalForm))
    return forms.map(lambda found: Parties(legal_forms=found, party_of={"cm-1": "hm"}))


def without(entry: Entry, journal: Journal) -> Entry:
    """An entry with an id that the journal does not have, which corrects nothing."""
    return attrs.evolve(entry, id=f"new-{len(journal.entries)}", corrects=frozenset())


@st.composite
def more_about_sip(draw: st.DrawFn, journal: Journal) -> Entry:
    """An entry about SIP that belongs to what the journal holds, and corrects nothing of it."""
    entry = draw(any_entries(ABOUT_SIP))
    begun = [e.id for e in journal.entries if isinstance(e, SipInitiated)]
    if begun and hasattr(entry, "sip"):
        named: dict[str, Any] = {"sip": draw(st.sampled_from(begun))}
        entry = attrs.evolve(entry, **named)
    return without(entry, journal)


class TestWhatIsComplete:
    """Adding an entry takes nothing out of a plan unless it corrects it."""

    @given(any_journals(), st.data())
    def test_a_complete_plan_stays_complete_whatever_is_added(
        self, journal: Journal, data: DataObject
    ) -> None:
        added = [data.draw(more_about_sip(journal)) for _ in range(data.draw(st.integers(1, 3)))]
        later = journal
        for entry in added:
            later = later.with_entries(attrs.evolve(entry, id=f"new-{len(later.entries)}"))
        on = data.draw(days_around(journal))
        before, after = (Case.of(each, on=on) for each in (journal, later))
        kept = {plan.id: missing_in_sip(plan) for plan in after.of_kind(SipAgreed)}
        for plan in before.of_kind(SipAgreed):
            assert kept[plan.id] == missing_in_sip(plan)

    @given(any_journals(), any_methods(), st.data())
    def test_what_the_view_says_is_what_the_latest_plan_says(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        case = Case.of(journal, on=data.draw(days_around(journal)))
        for each in sip_of(case, method).sips:
            plan = each.sip.plan
            if each.sip.internal or plan is None:
                assert (each.missing, each.complete) == ((), None)
                continue
            assert each.missing == missing_in_sip(plan)
            if not each.sip.contested:
                # Nobody's legal form is registered here, so nobody is wrong.
                assert each.complete is (each.missing == ())
                named = [p for p in each.points if p.kind is SipPointKind.CONTENT_MISSING]
                assert [dict(point.facts)["part"] for point in named] == list(each.missing)


class TestInternal:
    """An internal SIP is never counted as one of the statute."""

    @given(any_journals(), any_methods(), st.data())
    def test_without_the_internal_ones_the_other_figures_stay(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(journal))
        case = Case.of(journal, on=on)
        inside = {start.id for sip in sips(case) for start in sip.starts if start.internal}
        bare = [
            e
            for e in journal.entries
            if e.id not in inside and not (case.standing_for(getattr(e, "sip", "")) & inside)
        ]
        assume(not any(e.corrects for e in journal.entries if type(e) in SIP_KINDS))
        found = sip_figures_of(case, method)
        other = sip_figures_of(Case.of(attrs.evolve(journal, entries=bare), on=on), method)
        assume(not found.unsettled)
        assert other.counts == {
            key: n for key, n in found.counts.items() if key[0] is not SipTable.INTERNAL
        }

    @given(any_journals(), any_methods(), st.data())
    def test_none_of_the_statute_is_asked_of_it(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        case = Case.of(journal, on=data.draw(days_around(journal)))
        for each in sip_of(case, method).sips:
            if each.sip.internal:
                assert (each.conditions, each.missing, each.complete) == ((), (), None)
                assert SipPointKind.CONTENT_MISSING not in {point.kind for point in each.points}


class TestResponsible:
    """Neither an association nor anybody else who is no authority is ever responsible unnoticed."""

    @given(any_journals(), any_methods(), parties(), st.data())
    def test_whoever_does_not_fit_is_pointed_out(
        self, journal: Journal, method: Method, known: Parties, data: DataObject
    ) -> None:
        case = Case.of(journal, on=data.draw(days_around(journal)))
        for each in sip_of(case, method, parties=known).sips:
            plan = each.sip.plan
            if plan is None or each.sip.contested:
                continue
            said = {
                (point.kind, dict(point.facts).get("who"))
                for point in each.points
                if "who" in dict(point.facts)
            }
            wrong = {
                (kind, who)
                for kind, who, authority in self.named(plan, internal=each.sip.internal)
                if known.legal_forms.get(known.party(who)) not in (None, FORM_OF[authority])
            }
            assert wrong <= said
            assert not (wrong and each.complete)
            assert {who for kind, who in said if kind in self.KINDS} == {who for _, who in wrong}

    KINDS = (
        SipPointKind.NOT_OF_THE_AUTHORITY,
        SipPointKind.OVERALL_NOT_OF_THE_AUTHORITY,
        SipPointKind.NOT_OF_THE_MUNICIPALITY,
    )

    def named(
        self, plan: SipAgreed, *, internal: bool
    ) -> list[tuple[SipPointKind, str, ResponsibleAuthority]]:
        """Everybody whom a plan names as belonging to an authority."""
        of_service, of_all, of_units = self.KINDS
        if internal:
            units = [*(service.who for service in plan.services), plan.overall_unit]
            return [(of_units, unit, ResponsibleAuthority.MUNICIPALITY) for unit in units if unit]
        found = [
            (of_service, service.who, service.authority)
            for service in plan.services
            if service.who is not None and service.authority is not None
        ]
        if plan.overall is not None and plan.overall_unit is not None:
            found.append((of_all, plan.overall_unit, plan.overall))
        return found


class TestSums:
    """Law 6 for SIP: the figures of any partition by participant add up to those of the whole."""

    @given(st.lists(any_journals(), min_size=1, max_size=5), any_methods(), parties(), st.data())
    def test_figures_of_any_partition_add_up_to_the_whole(
        self, journals: list[Journal], method: Method, known: Parties, data: DataObject
    ) -> None:
        on, by = data.draw(days_around(journals[0])), data.draw(days_known(journals[0]))
        sides = data.draw(st.lists(st.integers(0, 2), min_size=5, max_size=5))
        parts = [
            sip_figures(
                [j for j, side in zip(journals, sides, strict=False) if side == n],
                method,
                on=on,
                known=by,
                parties=known,
            )
            for n in range(3)
        ]
        whole = sip_figures(journals, method, on=on, known=by, parties=known)
        assert reduce(lambda a, b: a + b, parts, SipFigures()) == whole
        assert parts[2] + (parts[0] + parts[1]) == whole

    @given(st.lists(any_journals(), min_size=1, max_size=4), any_methods(), st.data())
    def test_nobody_is_dropped_and_every_table_adds_up(
        self, journals: list[Journal], method: Method, data: DataObject
    ) -> None:
        found = sip_figures(journals, method, on=data.draw(days_around(journals[0])))
        assert found.participants == found.unsettled + found.total(SipTable.ASKED)
        told_asked = [cell for cell in CELLS[SipTable.ASKED] if not cell.endswith("not_asked")]
        assert found.total(SipTable.ANSWERS) == found.count(SipTable.ASKED, *told_asked)
        assert found.total(SipTable.WANTED) == found.count(SipTable.ANSWERS, "wanted")
        assert found.total(SipTable.INITIATORS) == found.total(SipTable.PLANS)
        with_plan = found.count(SipTable.PLANS, "complete", "incomplete")
        assert found.total(SipTable.FOLLOW_UPS) == with_plan
        followed_up = found.count(SipTable.FOLLOW_UPS, "followed_up")
        assert found.total(SipTable.OUTCOMES) == followed_up
        for bounds in (found.helped, found.received):
            assert bounds.lower.met <= bounds.upper.met <= bounds.upper.of == bounds.lower.of

    @settings(max_examples=100)
    @given(
        st.dictionaries(
            st.sampled_from([(table, cell) for table, cells in CELLS.items() for cell in cells]),
            st.integers(1, 12),
        ),
        st.integers(0, 40),
    )
    def test_no_table_that_is_shown_holds_a_small_count_or_follows_from_a_hidden_one(
        self, counts: dict[tuple[SipTable, str], int], participants: int
    ) -> None:
        found = SipFigures(participants=participants, counts=counts)
        hidden = found.hidden(5)
        for table in set(SipTable) - hidden:
            assert not any(0 < count < 5 for count in found.cells(table).values())
            assert FOLLOWS_FROM.get(table) not in hidden


class TestClocks:
    """What happens or is recorded later changes nothing, and foresight agrees with hindsight."""

    def seen(self, journal: Journal, method: Method, **state: object) -> tuple[object, ...]:
        case = Case.of(journal, **state)  # type: ignore[arg-type]  # by name
        return sip_of(case, method), sip_figures_of(case, method), review_recurring(case, method)

    @given(any_journals(), any_methods(), st.data())
    def test_nothing_that_happens_later_changes_what_was_seen(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        last, known = data.draw(days_around(journal)), data.draw(days_known(journal))
        later = journal.with_entries(*draw_entries_after(data, last))
        asking = with_sip(method)
        for on in [day for day in days_asked_again(journal) if day <= last][-4:]:
            before = self.seen(journal, asking, on=on, known=known)
            assert self.seen(later, asking, on=on, known=known) == before

    @given(any_journals(), any_methods(), st.data())
    def test_later_recordings_change_nothing_that_was_known(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on, known = data.draw(days_around(journal)), data.draw(days_around(journal))
        as_known = self.seen(journal, with_sip(method), on=on, known=known)
        assert self.seen(journal.known_by(known), with_sip(method), on=on, known=known) == as_known

    @given(any_journals(), any_methods(), st.data())
    def test_a_later_case_answers_for_an_earlier_day(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        known, asking = data.draw(days_known(journal)), with_sip(method)
        foreseen = recurring(Case.of(journal, on=date.max, known=known), asking)
        for on in days_asked_again(journal):
            read = [
                finding_of(each, asking.rule_of(each.rule).source, on=on, known=known)
                for each in foreseen
                if each.opens <= on
            ]
            that_day = review_recurring(Case.of(journal, on=on, known=known), asking)
            assert sorted(read, key=repr) == sorted(that_day, key=repr)


@given(any_journals(), any_methods(), st.data())
def test_the_edition_without_the_rules_is_as_before(
    journal: Journal, method: Method, data: DataObject
) -> None:
    case = Case.of(journal, on=data.draw(days_around(journal)))
    names = {rule.name for rule in SIP_RULES}
    bare = review_recurring(case, method)
    assert tuple(f for f in review_recurring(case, with_sip(method)) if f.rule not in names) == bare
    assert EDITIONS[EDITION].fingerprint == with_sip(EDITIONS[EDITION]).fingerprint
