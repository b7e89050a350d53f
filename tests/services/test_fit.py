"""Laws of what fits: need decides, what is not recorded is unknown, and what is asked for tells."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest
from hypothesis import assume, event, given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.circumstances import Circumstance, CircumstanceAssessed
from cm_method.case.episodes import Ended, Started
from cm_method.case.kinds import CASE_KINDS
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed
from cm_method.case.participants import Died, Gender, ParticipantDescribed
from cm_method.case.services import Ages, ServiceKind
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal, Retracted
from cm_method.labels import LANGUAGES, label
from cm_method.rules.method import Method
from cm_method.services.catalogue import (
    CASE_MANAGEMENT,
    DESCRIBED,
    GUIDANCE_IN_EVERYDAY_LIFE,
    HOUSING_SUPPORT,
)
from cm_method.services.evidence import FitReason
from cm_method.services.fit import Fit, FitAnswer, fits, suggests, to_find_out
from cm_method.testing.strategies import (
    OTHER_MUNICIPALITY,
    any_entries,
    any_journals,
    any_methods,
    days_around,
    journals,
)
from tests.case.writing import START, day
from tests.examples.notation import journal_of

ANSWERING = (ParticipantDescribed, NeedAssessed, NeedClosed, CircumstanceAssessed)
"""What an answer rests on; beside it the age at the start of an episode under way (R31)."""
BESIDE = (*ANSWERING, Started, Ended, Died, Retracted)
OTHER_KINDS = tuple(kind for kind in CASE_KINDS if kind not in BESIDE)


def said(case: Case, method: Method) -> list[tuple[Fit, tuple[tuple[FitReason, ...], ...]]]:
    """Verdict and reasons for everything that is described; remarks apart."""
    return [
        (answer.verdict, answer.groups)
        for answer in (fits(case, each, method) for each in DESCRIBED)
    ]


@st.composite
def situations(draw: st.DrawFn) -> Journal:
    """Journals in which most of what can be asked is recorded, as there or not there."""
    notes: list[Entry] = []
    for what in Circumstance:
        present = draw(st.sampled_from((True, True, False, None)))
        if present is not None:
            notes.append(
                CircumstanceAssessed(
                    id=f"c-{what.value}", on=START, by="hm", circumstance=what, present=present
                )
            )
    for area in NeedArea:
        state = draw(st.sampled_from(("open", "open", "closed", "not assessed")))
        if state != "not assessed":
            notes.append(NeedAssessed(id=f"n-{area.value}", on=START, by="hm", area=area))
        if state == "closed":
            on, need = draw(st.sampled_from((START, day(1)))), f"n-{area.value}"
            notes.append(NeedClosed(id=f"x-{area.value}", on=on, by="hm", need=need))
    year = draw(st.none() | st.sampled_from((1960, 1990, 1996, 1997, 2000, 2008, 2009)))
    if year is not None:
        notes.append(ParticipantDescribed(id="b-1", on=START, by="hm", birth_year=year))
    return Journal(subject="P-0001", entries=notes)


class TestNeedDecides:
    """City 2025: the need and not the business area decides."""

    @given(situations() | any_journals(), any_methods(), st.data())
    def test_no_other_kind_of_note_changes_an_answer(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        other = data.draw(st.lists(any_entries(OTHER_KINDS), min_size=1, max_size=4))
        taken = set(journal.ids)
        notes = []
        for number, entry in enumerate(other):
            assume(not isinstance(entry, ANSWERING))
            notes.append(attrs.evolve(entry, id=f"other-{number}", corrects=()))
        assert not taken & {note.id for note in notes}
        on = data.draw(days_around(journal))
        before = said(Case.of(journal, on=on), method)
        assert said(Case.of(journal.with_entries(*notes), on=on), method) == before

    @given(situations() | any_journals(), any_methods(), st.data())
    def test_neither_district_nor_gender_nor_who_wrote_or_leads_changes_an_answer(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        district = data.draw(st.none() | st.sampled_from(("solberga", "kista")))
        gender = data.draw(st.none() | st.sampled_from(Gender))
        changed = []
        for entry in journal.entries:
            moved: Entry = attrs.evolve(entry, by="another-district")
            if isinstance(moved, ParticipantDescribed):
                moved = attrs.evolve(moved, district=district, gender=gender)
            if isinstance(moved, Started):
                moved = attrs.evolve(moved, worker="cm-9", edition="another")
            changed.append(moved)
        elsewhere = attrs.evolve(journal, entries=changed)
        on = data.draw(days_around(journal))
        assert said(Case.of(elsewhere, on=on), method) == said(Case.of(journal, on=on), method)


class TestUnknown:
    @given(st.lists(any_entries(OTHER_KINDS), max_size=5), any_methods())
    def test_without_a_recorded_fact_nothing_fits_and_nothing_does_not(
        self, notes: list[Entry], method: Method
    ) -> None:
        numbered = [
            attrs.evolve(note, id=f"n-{number}", corrects=()) for number, note in enumerate(notes)
        ]
        case = Case.of(Journal(subject="P-1", entries=numbered), on=START)
        assert {verdict for verdict, _ in said(case, method)} == {Fit.UNKNOWN}

    @given(situations() | journals(), any_methods(), st.data())
    def test_a_fact_recorded_for_the_first_time_never_makes_an_answer_unknown(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(journal))
        case = Case.of(journal, on=on)
        new = tuple(facts_about(case))
        assume(new)
        fact = data.draw(st.sampled_from(new))
        wider = Case.of(journal.with_entries(fact), on=on)
        for each in DESCRIBED:
            before, after = (fits(told, each, method).verdict for told in (case, wider))
            if before is not Fit.UNKNOWN:
                assert after is not Fit.UNKNOWN
            event(f"{before.value} to {after.value}")

    @given(situations() | journals(), any_methods(), st.data())
    def test_what_is_asked_for_tells(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        """All that is wanted recorded as there makes it fit, as not there makes it not fit."""
        on = data.draw(days_around(journal))
        case = Case.of(journal, on=on)
        for each in DESCRIBED:
            answer = fits(case, each, method)
            unknown, wanted = answer.unknown, {w for r in answer.unknown for w in r.wanted}
            if answer.verdict is not Fit.UNKNOWN or not all(r.wanted for r in unknown):
                continue  # settled, corrections compete, or the source says nothing
            if each is GUIDANCE_IN_EVERYDAY_LIFE or (BORN, "field.birth_date") in wanted:
                continue  # the age on another day, or within a year
            event(f"{each.code} is settled")
            for there, verdict in ((True, Fit.FITS), (False, Fit.DOES_NOT_FIT)):
                told = journal.with_entries(*recorded(wanted, case, method, there=there))
                assert fits(Case.of(told, on=on), each, method).verdict is verdict


def facts_about(case: Case) -> Iterator[Entry]:
    """Everything that nobody has recorded yet, as there or as not there."""
    known = {entry.circumstance for entry in case.of_kind(CircumstanceAssessed)}
    for one in set(Circumstance) - known:
        for present in (True, False):
            yield CircumstanceAssessed(
                id="new-1", on=case.on, by="hm", circumstance=one, present=present
            )
    areas = {entry.area for entry in case.of_kind(NeedAssessed)}
    for area in set(NeedArea) - areas:
        yield NeedAssessed(id="new-1", on=case.on, by="hm", area=area)
    if not any(e.birth_year or e.birth_date for e in case.of_kind(ParticipantDescribed)):
        yield ParticipantDescribed(id="new-1", on=case.on, by="hm", birth_year=case.on.year - 20)


BORN = "participant_described"


def recorded(
    wanted: set[tuple[str, str]], case: Case, method: Method, *, there: bool
) -> Iterator[Entry]:
    """All that is wanted, recorded as there or as not there on the day of the case."""
    areas: set[NeedArea] = set()
    for number, (kind, key) in enumerate(sorted(wanted)):
        name, _, code = key.partition(".")
        if kind == BORN:
            year = case.on.year - (20 if there else 5)
            yield ParticipantDescribed(id=f"wb-{number}", on=case.on, by="hm", birth_year=year)
        elif name == "Circumstance":
            what = Circumstance(code)
            yield CircumstanceAssessed(
                id=f"wc-{number}", on=case.on, by="hm", circumstance=what, present=there
            )
        elif name == "NeedArea":
            areas.add(NeedArea(code))
        else:
            areas.update(area for group in method.parameters.co_occurring.value for area in group)
    before = plus_days(case.on, -1)  # a need is still there on the day it is closed
    for area in areas:
        need = f"w-{area.value}"
        yield NeedAssessed(id=need, on=before, by="hm", area=area)
        if not there:
            yield NeedClosed(id=f"wx-{area.value}", on=before, by="hm", need=need)


class TestTime:
    @given(situations() | any_journals(), any_methods(), st.data())
    def test_what_happens_later_never_changes_what_was_said_earlier(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(journal))
        facts = [entry for entry in journal.entries if not entry.corrects]
        by_then = [entry for entry in facts if entry.on <= on]
        then, now = (attrs.evolve(journal, entries=found) for found in (by_then, facts))
        assert said(Case.of(now, on=on), method) == said(Case.of(then, on=on), method)


class TestSuggestions:
    @given(situations() | any_journals(), any_methods(), st.data())
    def test_everything_is_answered_once_what_fits_first(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        case = Case.of(journal, on=data.draw(days_around(journal)))
        answers = suggests(case, method)
        if not answers:
            assert {Died, Ended} & case.by_kind.keys()
            return
        assert sorted(a.of.code for a in answers) == sorted(e.code for e in DESCRIBED)
        ranks = [list(Fit).index(answer.verdict) for answer in answers]
        assert ranks == sorted(ranks)
        for answer in answers:
            assert answer == fits(case, answer.of, method)

    def test_nothing_is_suggested_for_a_person_who_has_died(self, edition: Method) -> None:
        case = Case.of(journal_of("day 0: need addiction\nday 9: died"), on=day(9))
        assert suggests(case, edition) == ()
        assert suggests(Case.of(journal_of("day 9: died"), on=day(8)), edition)

    def test_what_would_tell_is_gathered_by_kind_each_once(self, edition: Method) -> None:
        case = Case.of(journal_of("day 0: born 2000"), on=day(0))
        answers = [fits(case, each, edition) for each in (CASE_MANAGEMENT, HOUSING_SUPPORT)]
        assert [(kind, what.keys) for kind, what in to_find_out(answers)] == [
            (
                "circumstance_assessed",
                (
                    "Circumstance.complex_needs",
                    "Circumstance.coordination",
                    "Circumstance.long_term",
                    "Circumstance.reduced_function",
                ),
            ),
            ("need_assessed", ("NeedArea.everyday_life",)),
        ]


class TestOnesOwn:
    def test_the_ages_of_the_own_service_are_those_of_the_method(self, edition: Method) -> None:
        case = Case.of(journal_of("day 0: born 2009\nday 0: need mental_ill_health"), on=day(0))
        wider = edition.adapt(
            code="other", source=OTHER_MUNICIPALITY, since=START, young_adult_ages=Ages(first=16)
        )
        found = [fits(case, GUIDANCE_IN_EVERYDAY_LIFE, each).verdict for each in (edition, wider)]
        assert found == [Fit.DOES_NOT_FIT, Fit.FITS]

    def test_a_method_without_co_occurring_disorders_never_says_that_there_are(
        self, edition: Method
    ) -> None:
        none = edition.adapt(code="x", source=OTHER_MUNICIPALITY, since=START, co_occurring=())
        lines = "day 0: assessed long_term_homelessness\nday 0: need addiction\n"
        case = Case.of(journal_of(f"{lines}day 0: need mental_ill_health"), on=day(0))
        housing_first = next(each for each in DESCRIBED if each.code == "housing_first")
        assert fits(case, housing_first, none).verdict is Fit.UNKNOWN
        assert fits(case, housing_first, edition).verdict is Fit.FITS

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_services_known_elsewhere_stand_beside_housing_support(
        self, edition: Method, lang: str
    ) -> None:
        case = Case.of(journal_of("day 0: need addiction"), on=day(0))

        def remark(*beside: ServiceKind) -> str:
            (only,) = fits(case, HOUSING_SUPPORT, edition, beside=beside).remarks
            assert only.source is not None
            return only.code if only.code == "stands_alone" else only.explain(lang)

        assert remark() == remark(ServiceKind.HOUSING_SUPPORT) == "stands_alone"
        work = ServiceKind.INDIVIDUAL_PLACEMENT_AND_SUPPORT
        assert label(work, lang) in remark(work)

    def test_no_reason_tells_the_age(self, edition: Method) -> None:
        case = Case.of(journal_of("day 0: born 1987-03-04"), on=day(0))
        answers: tuple[FitAnswer, ...] = suggests(case, edition)
        assert not any("1987" in repr(a) or "39" in repr(a.groups) for a in answers)
