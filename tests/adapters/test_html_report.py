"""The report as HTML: well-formed, the same again, true to the results, and closed to outsiders."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from pathlib import Path

import attrs
import pytest
from hypothesis import assume, given

pytest.importorskip("jinja2", reason="the extra html")
pytest.importorskip("cattrs", reason="the extra json")

import cm_method
from cm_method.adapters.html import public_report_html, publication_of, report_html
from cm_method.adapters.html.report import in_short_ids
from cm_method.case.case import Case
from cm_method.case.needs import NeedAssessed
from cm_method.case.parties import Parties
from cm_method.case.plans import PlanAgreed
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.cohort.disclosure import LEAST, Publication
from cm_method.cohort.report import report
from cm_method.cohort.results import results
from cm_method.cohort.wording import in_short, title
from cm_method.dates import plus_days
from cm_method.errors import Refused
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES, catalogue, label, text
from cm_method.rules.agenda import Task, agenda
from cm_method.rules.method import Counting
from tests.adapters.html_pages import (
    METHOD,
    ON,
    TRACE,
    demo,
    faults,
    flat,
    marked,
    published,
    strictly,
)
from tests.agreed import LAST, agreed, agreed_registers, everything

PSEUDONYM = re.compile(r"\bP-\d+\b")
ENTRY_ID = re.compile(r"\b(hm|sdf|region|mchs|cm|av)-[\w-]*\d\b")


def inside(register: Register, lang: str = "sv", on: date = ON) -> str:
    return report_html(register, METHOD, on=on, lang=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
class TestEveryReport:
    def test_is_well_formed(self, lang: str) -> None:
        assert faults(inside(demo(), lang)) == []
        assert faults(published(demo(), lang)) == []

    def test_says_the_day_and_the_state_of_knowledge(self, lang: str) -> None:
        known = date(2028, 1, 31)
        _, made = publication_of(demo(), METHOD, on=ON, known=known)
        for page in (
            report_html(demo(), METHOD, on=ON, known=known, lang=lang),
            public_report_html(demo(), METHOD, made, lang=lang),
        ):
            assert text("cli.state", lang, on=ON, known=known) in strictly(page).words

    def test_is_the_same_file_again(self, lang: str) -> None:
        again = Register(journals=reversed(list(demo())), partnership=demo().partnership)
        assert inside(again, lang) == inside(demo(), lang)
        assert published(again, lang) == published(demo(), lang)

    def test_says_first_who_may_see_it(self, lang: str) -> None:
        for page, key in ((inside(demo(), lang), "inside"), (published(demo(), lang), "public")):
            words = strictly(page).words
            said = text(f"html.{key}", lang)
            assert words.index(said) < words.index(text("report.overview", lang))

    def test_says_how_little_so_few_can_tell(self, lang: str) -> None:
        for page in (inside(demo(), lang), published(demo(), lang)):
            words = strictly(page).words
            assert text("html.reading.uncertain", lang) in words
            assert text("report.reading.interval", lang) in words
            assert text("report.effect", lang) in words

    def test_tells_where_the_figures_come_from(self, lang: str) -> None:
        for page in (inside(demo(), lang), published(demo(), lang)):
            assert METHOD.fingerprint in page
            for target in METHOD.targets:
                assert f'<q lang="sv">{escape(target.source.quote)}</q>' in page


@given(agreed_registers())
def test_any_register_gives_well_formed_reports(register: Register) -> None:
    for lang in LANGUAGES:
        assert faults(inside(register, lang, LAST)) == []
        assert faults(published(register, lang, on=LAST)) == []


def test_a_register_without_anything_gives_well_formed_reports() -> None:
    nothing = Register(journals=[])
    assert faults(inside(nothing)) == []
    assert faults(published(nothing)) == []
    assert text("html.week.nothing") in strictly(inside(nothing)).words
    assert text("report.unknown.none") in strictly(inside(nothing)).words


class TestInside:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_target_stands_with_its_outcome_and_its_figure(self, lang: str) -> None:
        page = inside(demo(), lang)
        words = strictly(page).words
        for result in results(demo(), METHOD, on=ON):
            start = page.index(f'aria-labelledby="goal-{result.target.number}"')
            part = strictly("<p " + page[start : page.index("</article>", start)] + "</p>").words
            assert part.startswith(title(result, lang))
            assert flat(in_short(result, lang))[1:] in part
            assert label(result.outcome, lang) in part
            assert f"{title(result, lang)} {label(result.outcome, lang)}" in words

    def test_the_bar_lies_where_the_bounds_are(self) -> None:
        """30 of 46 and 36 of 46: the striped part begins and ends exactly there."""
        page = inside(demo())
        third = page[page.index('id="brief-3-t"') :]
        assert '<rect class="certain" x="0" y="4" width="65.217%"' in third
        assert '<rect x="65.217%" y="4" width="13.043%"' in third
        assert '<line class="aim" x1="70%" x2="70%"' in third

    def test_the_trend_has_a_column_for_each_follow_up_and_the_day_itself(self) -> None:
        found = strictly(inside(demo())).words
        for day in ("2026-08-01", "2027-11-01", "2028-02-01", str(ON)):
            assert day in found

    def test_everything_due_this_week_is_listed_with_who_and_why(self) -> None:
        words = strictly(inside(demo())).words
        parties = Parties.of(demo().partnership, on=ON)
        tasks = agenda([Case.of(j, on=ON, known=ON) for j in demo()], METHOD, parties)
        due = [task for task in tasks if task.by is None or task.by <= plus_days(ON, 7)]
        assert len(due) > 40
        for task in due:
            assert f"{task.participant} {task.what()} {task.why()}" in words
        for task in set(tasks) - set(due):
            assert f"{task.participant} {task.what()} {task.why()}" not in words

    def test_what_is_due_on_the_seventh_day_is_this_week_and_the_eighth_is_not(self) -> None:
        (task,) = [each for each in _tasks() if str(each.by) == "2028-04-04"]
        assert task.participant == "P-0053"
        for ahead, listed in ((7, True), (8, False)):
            words = strictly(inside(demo(), on=plus_days(task.by or ON, -ahead))).words
            assert (f"P-0053 {task.what()}" in words) is listed

    def test_whose_answers_are_missing_is_listed_with_the_reason(self) -> None:
        found = report(demo(), METHOD, on=ON)
        page = inside(demo())
        missing = [each for target in METHOD.targets for each in found.unknown(target.rule)]
        assert missing
        part = strictly("<p " + page[page.index('id="unknown"') : page.index('id="groups"')]).words
        for finding in missing:
            assert finding.participant in part
            assert finding.reasons[0].explain() in part

    def test_the_ids_that_were_known_are_kept(self) -> None:
        words = strictly(inside(demo())).words
        count = sum(len(journal.entries) for journal in demo())
        assert text("html.kept", count=count) in words
        for who, journal in demo().journals.items():
            assert f"{who} {in_short_ids(journal.ids)}" in words

    def test_holds_nothing_in_anybodys_own_words(self) -> None:
        assert TRACE not in inside(marked(demo()))

    def test_without_an_agreement_there_is_no_trend_and_no_calendar(self) -> None:
        bare = Register(journals=list(demo()), partnership=Journal(subject=PARTNERSHIP))
        page = inside(bare)
        assert faults(page) == []
        assert text("html.trend") not in page
        assert 'id="calendar"' not in page

    def test_an_edition_that_counts_episodes_shows_no_groups(self) -> None:
        every = METHOD.adapt(
            code=METHOD.code,
            source=METHOD.source,
            since=ON,
            counting=Counting.EVERY_EPISODE,
        )
        page = report_html(demo(), every, on=ON)
        assert text("html.groups.episodes") in strictly(page).words
        assert faults(page) == []


def _tasks() -> tuple[Task, ...]:
    return agenda([Case.of(journal, on=ON, known=ON) for journal in demo()], METHOD)


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        pytest.param(["hm-1"], "hm-1", id="one"),
        pytest.param(["hm-9", "hm-10", "hm-11"], "hm-9\N{EN DASH}11", id="a run over ten"),
        pytest.param(["hm-1", "hm-3", "sdf-2"], "hm-1, hm-3, sdf-2", id="no run"),
        pytest.param(["hm-1", "hm-2", "x", "hm-03"], "hm-1\N{EN DASH}2, hm-03, x", id="odd ones"),
        pytest.param([], "", id="none"),
    ],
)
def test_ids_are_told_in_runs(ids: list[str], said: str) -> None:
    assert in_short_ids(ids) == said


class TestPublished:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_holds_no_pseudonym_no_id_and_nothing_in_anybodys_own_words(self, lang: str) -> None:
        page = published(marked(demo()), lang)
        words = strictly(page).words
        codes = {
            code
            for journal in (*demo(), demo().partnership)
            for entry in journal.entries
            for code in (entry.id, entry.by, getattr(entry, "worker", ""))
        }
        assert TRACE not in page
        assert PSEUDONYM.findall(page) == []
        assert ENTRY_ID.findall(words) == []
        assert {code for code in codes if re.search(rf"\b{re.escape(code)}\b", words)} <= {""}

    def test_the_inside_report_holds_what_the_public_one_must_not(self) -> None:
        """So that the search above is known to find something."""
        words = strictly(inside(demo())).words
        assert PSEUDONYM.search(words)
        assert ENTRY_ID.search(words)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_has_no_trend_no_tasks_and_nothing_missing_by_name(self, lang: str) -> None:
        page = published(demo(), lang)
        for id in ("week", "unknown", "overall"):
            assert f'id="{id}"' not in page
        assert '<svg class="trend"' not in page
        assert text("html.takes", lang) not in page
        assert text("html.kept.why", lang) not in page

    def test_what_is_not_published_changes_nothing_in_it(self) -> None:
        """Two registers with the same publication have the same public report, to the letter.

        Here a participant's plan, or needs, are missing: target 2 and 5 stay hidden all the time.
        """
        before = published(demo())
        made = publication_of(demo(), METHOD, on=ON)[1]
        same = changed = 0
        for pseudonym in list(demo().journals)[:40]:
            for kind in (PlanAgreed, NeedAssessed):
                other = _without(demo(), pseudonym, kind)
                if publication_of(other, METHOD, on=ON)[1] != made:
                    continue
                same += 1
                changed += _figures(other) != _figures(demo())
                assert published(other) == before
        assert same > 10
        assert changed > 5

    def test_a_target_that_is_hidden_shows_no_outcome_and_no_bar(self) -> None:
        page = published(demo())
        second = page[page.index('id="goal-2"') : page.index('id="goal-3"')]
        assert text("html.not_shown")[1:] in second
        assert 'class="outcome' not in second
        assert "<svg" not in second

    def test_a_target_that_is_shown_has_its_counts_its_outcome_and_its_bar(self) -> None:
        page = published(demo())
        third = strictly(page[page.index('id="goal-3"') : page.index('id="goal-4"')] + ">").words
        assert f"{text('html.column.met')} 30 {text('html.column.not_met')} 10" in third
        assert "30 av 46 (65,2 %)" in third

    @pytest.mark.parametrize(("participants", "shown"), [(LEAST - 1, False), (LEAST, True)])
    def test_how_many_have_started_is_shown_from_five(self, participants: int, shown: bool) -> None:
        register = agreed(*everything(), participants=participants)
        page = strictly(published(register, on=LAST)).words
        assert (f"{text('html.column.started')} {participants}" in page) is shown

    def test_is_made_of_the_publication_that_is_kept(self) -> None:
        _, made = publication_of(demo(), METHOD, on=date(2027, 12, 31))
        _, next_one = publication_of(demo(), METHOD, on=ON, earlier=[made])
        page = public_report_html(demo(), METHOD, next_one)
        assert faults(page) == []
        assert str(ON) in page

    def test_is_refused_where_it_was_made_by_other_rules(self) -> None:
        _, made = publication_of(demo(), METHOD, on=ON)
        other: Publication = attrs.evolve(made, fingerprint="another")
        with pytest.raises(Refused) as refused:
            public_report_html(demo(), METHOD, other)
        assert [each.code for each in refused.value.problems] == ["publication_of_other_rules"]


@given(agreed_registers())
def test_no_public_report_names_anybody(register: Register) -> None:
    words = strictly(published(register, on=LAST)).words
    assume(register.journals)
    assert [who for who in register.journals if who in words] == []


def _without(register: Register, pseudonym: str, kind: type) -> Register:
    journals = {
        who: attrs.evolve(j, entries=[e for e in j.entries if not isinstance(e, kind)])
        if who == pseudonym
        else j
        for who, j in register.journals.items()
    }
    return attrs.evolve(register, journals=journals)


def _figures(register: Register) -> list[object]:
    return [(each.bounds, each.verdicts) for each in results(register, METHOD, on=ON)]


def test_no_words_of_the_pages_are_left_over() -> None:
    """Every key is written out in a module or a template, or is found by convention."""
    folder = Path(cm_method.__file__).parent / "adapters" / "html"
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".py", ".html")
    )
    conventions = re.compile(
        r"html\.column\.|html\.calendar\.(ahead|held|to-come|unnoted)|"
        r"html\.case\.(stripe|sign|held_now|nobody_now|"
        r"service|plans|contacts|chain|consents|ratings)"
    )
    keys = [key for key in catalogue("sv") if key.startswith("html.")]
    assert [key for key in keys if f'"{key}"' not in source and not conventions.match(key)] == []
