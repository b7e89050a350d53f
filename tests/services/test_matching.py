"""What speaks for a worker for a participant, with the reason for each part."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.participants import Gender
from cm_method.labels import LANGUAGES
from cm_method.services.matching import (
    Excluded,
    Offering,
    Points,
    Score,
    Wishes,
    matching_of,
    score,
    scores_of,
)
from tests.base.refusal import refused


def wish(who: str = "P-1", **more: Any) -> Wishes:
    return Wishes(participant=who, **more)


def offer(worker: str = "cm-1", **more: Any) -> Offering:
    return Offering(worker=worker, **more)


def parts(found: Score) -> dict[str, tuple[tuple[str, ...], tuple[str, ...], int]]:
    return {each.part.value: (each.met, each.not_met, each.points) for each in found.reasons}


class TestScore:
    def test_each_competence_counts(self) -> None:
        found = score(
            wish(competences=["skulder", "missbruk", "skulder"]), offer(competences=["skulder"])
        )
        assert parts(found) == {"competence": (("skulder",), ("missbruk",), 2)}

    def test_one_language_is_enough(self) -> None:
        asked = wish(languages=["arabiska", "engelska"])
        assert parts(score(asked, offer(languages=["engelska", "finska"]))) == {
            "language": (("engelska",), (), 3)
        }
        assert parts(score(asked, offer(languages=["finska"]))) == {
            "language": ((), ("arabiska", "engelska"), 0)
        }

    def test_a_wish_about_gender_gives_points_and_a_condition_excludes(self) -> None:
        woman = offer(gender=Gender.WOMAN)
        assert score(wish(gender=Gender.WOMAN), woman).points == 2
        assert score(wish(gender=Gender.MAN), woman).points == 0
        assert score(wish(gender=Gender.MAN), woman).excluded == ()
        must = wish(gender=Gender.MAN, gender_must=True)
        assert score(must, woman).excluded == (Excluded.GENDER,)
        assert score(must, offer(gender=Gender.MAN)).excluded == ()

    def test_a_gender_nobody_has_recorded_meets_no_condition(self) -> None:
        must = wish(gender=Gender.MAN, gender_must=True)
        assert score(must, offer()).excluded == (Excluded.GENDER,)

    def test_the_district(self) -> None:
        assert score(wish(district="älvsjö"), offer(districts=["älvsjö"])).points == 1
        assert score(wish(district="älvsjö"), offer(districts=["farsta"])).points == 0

    def test_who_has_left_or_has_no_room_is_excluded(self) -> None:
        gone = score(wish(), offer(room=0, has_left=True))
        assert gone.excluded == (Excluded.HAS_LEFT, Excluded.NO_ROOM)
        assert score(wish(), offer(room=1)).excluded == ()
        assert score(wish(), offer(room=None)).excluded == ()

    def test_without_wishes_there_are_no_points_and_that_is_said(self) -> None:
        found = score(wish(), offer(competences=["skulder"]))
        assert (found.points, found.reasons) == (0, ())
        assert found.explain("en") == "No wishes are given."

    def test_points_are_the_municipality_s_own(self) -> None:
        worth = Points(competence=10, language=0)
        found = score(
            wish(competences=["a", "b"], languages=["c"]),
            offer(competences=["a", "b"], languages=["c"]),
            worth,
        )
        assert found.points == 20

    def test_everything_is_said_in_words(self) -> None:
        asked = wish(
            competences=["skulder", "missbruk"],
            languages=["finska"],
            gender=Gender.MAN,
            gender_must=True,
            district="älvsjö",
        )
        found = score(asked, offer(competences=["skulder"], room=0, has_left=True))
        assert found.explain("en") == (
            "cm-1 has left. cm-1 has no room. The participant has made gender a condition, and "
            "cm-1 is not recorded as that. Competence that is there: skulder (2 points). "
            "Competence that is not: missbruk. No language in common: finska. The wish about "
            "gender is not met. Does not work in älvsjö."
        )
        met = score(
            asked,
            offer(languages=["finska"], gender=Gender.MAN, districts=["älvsjö"]),
        )
        for lang in LANGUAGES:
            assert "{" not in found.explain(lang) + met.explain(lang)


class TestInvariants:
    def test_points_are_of_a_sensible_size(self) -> None:
        assert Points(language=100, district=0).language == 100
        with refused(("points_out_of_range", "competence"), ("points_out_of_range", "district")):
            Points(competence=-1, district=101)

    def test_a_condition_says_what_it_asks_for(self) -> None:
        with refused(("must_without_a_wish", "gender_must")):
            wish(gender_must=True)

    def test_room_is_not_below_zero(self) -> None:
        with refused(("room_below_zero", "room")):
            offer(room=-1)

    def test_wishes_are_not_shown_by_accident(self) -> None:
        said = repr(wish(languages=["finska"], gender=Gender.MAN, district="älvsjö"))
        assert "finska" not in said
        assert "MAN" not in said
        assert "älvsjö" not in said


class TestMatching:
    @pytest.mark.parametrize("chosen", [{}, {"P-2": "cm-1"}])
    def test_who_remains_is_told_why(self, chosen: dict[str, str]) -> None:
        asked = [wish("P-1", gender=Gender.MAN, gender_must=True), wish("P-2"), wish("P-3")]
        scores = scores_of(asked, [offer(), offer("cm-2", room=0), offer("cm-3", has_left=True)])
        found = matching_of(asked, scores, chosen)
        assert [each.participant for each in found.matches] == list(chosen)
        assert [
            (e.participant, e.why.value) for e in found.unmatched if e.participant != "P-2"
        ] == [
            ("P-1", "nobody_could"),
            ("P-3", "places_taken"),
        ]
        assert found.unmatched[0].excluded == {
            Excluded.HAS_LEFT: 1,
            Excluded.NO_ROOM: 1,
            Excluded.GENDER: 3,
        }
        assert found.unmatched[0].explain("en") == (
            "P-1 remains without: no worker comes into question. Have left: 1. Have no room: 1. "
            "Do not meet the condition on gender: 3."
        )
        assert "{" not in found.unmatched[-1].explain("sv")
        assert found.points == 0
