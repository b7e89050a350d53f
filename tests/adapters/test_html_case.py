"""A case on a line of time: drawn where it happened, said in words, and in nobody's own words."""

from __future__ import annotations

import re
from datetime import date

import attrs
import pytest
from hypothesis import given, strategies as st

pytest.importorskip("jinja2", reason="the extra html")
pytest.importorskip("cattrs", reason="the extra json")

from cm_method.adapters.html import case_html
from cm_method.adapters.html.lanes import Drawing, Lane, Topic
from cm_method.adapters.html.pictures import Axis
from cm_method.adapters.html.topics import between_chairs, topics_of
from cm_method.case.case import Case
from cm_method.case.chain import chain_of
from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn
from cm_method.case.contacts import ContactFollowed
from cm_method.case.episodes import episodes
from cm_method.case.parties import Parties
from cm_method.case.register import Register
from cm_method.case.wording import timeline_note
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES, text
from cm_method.rules.review import review
from cm_method.testing.strategies import any_journals, days_around, days_known
from tests.adapters.html_pages import METHOD, ON, TRACE, demo, faults, flat, marked, strictly

PSEUDONYMS = tuple(demo().journals)
PAUSED, CONFLICT, GAP, TWICE, ONLY_REACHED = "P-0025", "P-0026", "P-0038", "P-0005", "P-0056"


def topics(register: Register, who: str, on: date = ON, lang: str = "sv") -> dict[str, Topic]:
    case = register.case(who, on=on)
    first = min([entry.on for entry in case.entries], default=on)
    drawing = Drawing(
        case=case,
        method=METHOD,
        parties=Parties.of(register.partnership, on=on),
        axis=Axis(first=first, last=on),
        findings=review(case, METHOD),
        lang=lang,
    )
    return {topic.name: topic for topic in topics_of(drawing)}


def lane(topic: Topic, name: str) -> Lane:
    (found,) = [each for each in topic.lanes if each.name == name]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_case_of_the_demo_is_well_formed(lang: str) -> None:
    for who in PSEUDONYMS:
        assert faults(case_html(demo(), METHOD, who, on=ON, lang=lang)) == []


@given(st.data())
def test_any_case_on_any_day_is_well_formed(data: st.DataObject) -> None:
    journal = data.draw(any_journals(subject="P-1"))
    on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
    page = case_html(Register(journals=[journal]), METHOD, "P-1", on=on, known=known)
    assert faults(page) == []


def test_every_entry_stands_in_the_table() -> None:
    for who in (PAUSED, CONFLICT, TWICE):
        words = strictly(case_html(demo(), METHOD, who, on=ON)).words
        for entry in demo().case(who, on=ON).entries:
            assert flat(f"{entry.on} {entry.id} {timeline_note(entry, 'sv')}") in words


def test_every_answer_stands_in_the_table() -> None:
    words = strictly(case_html(demo(), METHOD, PAUSED, on=ON)).words
    for finding in review(demo().case(PAUSED, on=ON), METHOD):
        assert text(f"rule.{finding.rule}") in words
        assert finding.reasons[0].explain() in words


def test_everything_drawn_is_also_said() -> None:
    page = case_html(demo(), METHOD, PAUSED, on=ON)
    drawn = re.findall(r"<title>(.+?)</title>", page[page.index("</head>") :])
    described = re.findall(r"<desc [^>]*>(.*?)</desc>", page)
    assert len(drawn) > 40
    assert all(any(each in said for said in described) for each in drawn)


def test_holds_nothing_in_anybodys_own_words() -> None:
    register = marked(demo())
    for who in PSEUDONYMS:
        assert TRACE not in case_html(register, METHOD, who, on=ON)


def test_the_same_case_gives_the_same_file() -> None:
    entries = demo().journals[PAUSED].entries
    shuffled = Journal(subject=PAUSED, entries=entries[::-1])
    other = attrs.evolve(demo(), journals={**demo().journals, PAUSED: shuffled})
    assert case_html(other, METHOD, PAUSED, on=ON) == case_html(demo(), METHOD, PAUSED, on=ON)


def test_an_unknown_pseudonym_is_refused() -> None:
    with pytest.raises(KeyError):
        case_html(demo(), METHOD, "P-9999", on=ON)


class TestThePicture:
    def test_a_pause_is_drawn_over_the_service_until_the_day_before_the_return(self) -> None:
        service = lane(topics(demo(), PAUSED)["Insatsen"], "Insatsen")
        assert [stripe.words for stripe in service.stripes] == [
            "2027-04-01 och framåt: insats nummer 1",
            "2027-06-30 till 2027-08-03: paus",
        ]
        assert [stripe.pattern for stripe in service.stripes] == ["certain", "rest"]

    def test_each_start_to_its_end_is_a_stripe_of_its_own(self) -> None:
        service = lane(topics(demo(), TWICE)["Insatsen"], "Insatsen")
        found = episodes(demo().case(TWICE, on=ON))
        assert [stripe.words for stripe in service.stripes] == [
            f"{found[0].first} till {found[0].last}: insats nummer 1",
            f"{found[1].first} och framåt: insats nummer 2",
        ]
        assert service.note == "case manager: cm-4"

    def test_gaps_and_conflicts_are_drawn_for_the_days_that_the_chain_tells(self) -> None:
        for who in PSEUDONYMS:
            case = demo().case(who, on=ON)
            parties = Parties.of(demo().partnership, on=ON)
            given = METHOD.parameters
            chains = [
                chain_of(case, episode, given.chain_parts.value, parties=parties)
                for episode in episodes(case)
            ]
            found = topics(demo(), who).get("Ansvarskedjan")
            drawn = [] if found is None else [s for each in found.lanes for s in each.stripes]
            gaps = [gap for chain in chains for gap in chain.gaps()]
            conflicts = [each for chain in chains for each in chain.conflicts()]
            assert sum(stripe.pattern == "gap" for stripe in drawn) == len(gaps)
            assert sum(stripe.pattern == "two" for stripe in drawn) == len(conflicts)
            for gap in gaps:
                days = (
                    f"{gap.first} och framåt"
                    if gap.last is None
                    else f"{gap.first} till {gap.last}"
                )
                assert f"{days}: ingen har ansvaret" in [stripe.words for stripe in drawn]

    def test_a_conflict_says_who_believes_it(self) -> None:
        words = strictly(case_html(demo(), METHOD, CONFLICT, on=ON)).words
        assert "både hm och sdf tror att de har ansvaret" in words

    def test_who_holds_today_stands_beside_the_name(self) -> None:
        found = topics(demo(), GAP)["Ansvarskedjan"]
        assert lane(found, "Vardagen").note == "nu: ingen"

    def test_a_visit_that_is_planned_is_drawn_on_its_day(self) -> None:
        found = topics(demo(), PAUSED)["Kontakter"]
        notes = demo().case(PAUSED, on=ON).of_kind(ContactFollowed)
        planned = [note for note in notes if note.planned_for is not None]
        assert any(note.planned_for != note.on for note in planned)
        for note in planned:
            said = lane(found, note.contact.capitalize()).described
            assert f"{note.planned_for}: planerad" in said

    def test_a_deadline_says_how_it_went(self) -> None:
        plans = topics(demo(), PAUSED)["Planer och kriser"]
        said = lane(plans, "Individuell plan").described
        assert "2027-05-27: tidsgräns för Tydlig individuell plan: uppfyllt" in said

    def test_a_target_that_does_not_concern_the_participant_has_no_deadline(self) -> None:
        plans = topics(demo(), "P-0001")["Planer och kriser"]
        assert [each.name for each in plans.lanes] == ["Individuell plan"]

    def test_scores_stand_in_figures(self) -> None:
        ratings = topics(demo(), PAUSED)["Självskattningar"]
        assert [mark.figure for each in ratings.lanes for mark in each.marks] == ["7", "3"]

    def test_somebody_only_reached_has_a_picture_too(self) -> None:
        page = case_html(demo(), METHOD, ONLY_REACHED, on=ON)
        assert "första kontakt" in strictly(page).words

    def test_before_the_first_entry_there_is_nothing_to_draw(self) -> None:
        page = case_html(demo(), METHOD, ONLY_REACHED, on=date(2026, 1, 1))
        assert text("cli.explain.no_entries") in strictly(page).words
        assert '<svg class="days"' not in page


def consent(**given: object) -> ConsentGiven:
    said: dict[str, object] = {
        "id": "hm-1",
        "on": date(2027, 1, 10),
        "by": "hm",
        "consent": ConsentKind.SECRECY_WAIVER,
        "discloser": "sdf",
        "recipients": ["region"],
        "information": ["plan"],
        "purpose": "coordination",
        "first": date(2027, 1, 10),
        "last": date(2027, 6, 30),
        "form": "b-1",
    }
    return ConsentGiven(**{**said, **given})  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("on", "withdrawn", "days", "pattern", "state"),
    [
        pytest.param(
            date(2027, 6, 30), None, "2027-01-10 till 2027-06-30", "certain", "gäller", id="runs"
        ),
        pytest.param(
            date(2027, 7, 1), None, "2027-01-10 till 2027-06-30", "rest", "har gått ut", id="over"
        ),
        pytest.param(
            date(2027, 3, 1),
            date(2027, 3, 1),
            "2027-01-10 till 2027-02-28",
            "rest",
            "återkallat",
            id="withdrawn today",
        ),
    ],
)
def test_a_consent_is_drawn_for_the_days_on_which_it_ran(
    on: date, withdrawn: date | None, days: str, pattern: str, state: str
) -> None:
    entries: list[ConsentGiven | ConsentWithdrawn] = [consent()]
    if withdrawn is not None:
        entries.append(ConsentWithdrawn(id="hm-2", on=withdrawn, by="hm", consent_given="hm-1"))
    register = Register(journals=[Journal(subject="P-1", entries=entries)])
    (found,) = topics(register, "P-1", on)["Samtycken"].lanes
    (stripe,) = found.stripes
    assert stripe.words.startswith(days)
    assert stripe.pattern == pattern
    assert found.note == f"från sdf till region; {state}"
    assert [mark.sign for mark in found.marks] == (["cross"] if withdrawn else [])


def test_a_consent_withdrawn_on_its_first_day_never_ran() -> None:
    entries = [
        consent(),
        ConsentWithdrawn(id="hm-2", on=date(2027, 1, 10), by="hm", consent_given="hm-1"),
    ]
    register = Register(journals=[Journal(subject="P-1", entries=entries)])
    (found,) = topics(register, "P-1", date(2027, 2, 1))["Samtycken"].lanes
    assert found.stripes == ()


def test_what_falls_between_chairs_is_told_as_the_chain_tells_it() -> None:
    case = Case.of(demo().journals[GAP], on=ON)
    drawing = Drawing(
        case=case,
        method=METHOD,
        parties=Parties.of(demo().partnership, on=ON),
        axis=Axis(first=ON, last=ON),
        findings=(),
        lang="sv",
    )
    words = strictly(case_html(demo(), METHOD, GAP, on=ON)).words
    assert between_chairs(drawing)
    assert all(flat(each) in words for each in between_chairs(drawing))
