"""What the recorded consents say about a sharing: the verdict, the nearest miss, every sentence."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from cm_method.case.case import Case
from cm_method.case.consent import (
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    SharingMade,
    StatutoryGround,
)
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm, Parties
from cm_method.errors import Refused, facts
from cm_method.journal import Entry
from cm_method.labels import LANGUAGES, label, text, words
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method
from cm_method.rules.sharing import (
    STANDING,
    URGENT,
    Coverage,
    Miss,
    Missed,
    Sharing,
    SharingAnswer,
    SharingQuestion,
    always_said,
    coverage,
    expiring,
    may_share,
    sharings_made,
)
from cm_method.testing.strategies import EDITION, OTHER_MUNICIPALITY
from tests.base.refusal import refused
from tests.case.writing import case, day, note, retracted

PARTIES = Parties(
    legal_forms={
        "hsf": LegalForm.COMMITTEE,
        "hm": LegalForm.ASSOCIATION,
        "mchs": LegalForm.UNIVERSITY,
    },
    party_of={"cm-1": "hsf", "cm-2": "hm"},
)


def given(id: str = "c", on: int = 0, **more: Any) -> ConsentGiven:
    first, last = more.pop("first", 0), more.pop("last", 9)
    payload: dict[str, Any] = {
        "consent": ConsentKind.SECRECY_WAIVER,
        "discloser": "hsf",
        "recipients": ["hm"],
        "information": ["needs"],
        "purpose": "care",
        "form": "A 1",
    }
    return note(ConsentGiven, id, on, first=day(first), last=day(last), **{**payload, **more})


def withdrawn(of: str = "c", on: int = 5, *, id: str = "w", **more: Any) -> ConsentWithdrawn:
    return note(ConsentWithdrawn, id, on, consent_given=of, **more)


def question(on: int = 5, **more: Any) -> SharingQuestion:
    payload: dict[str, Any] = {
        "discloser": "hsf",
        "recipient": "hm",
        "information": ["needs"],
        "purpose": "care",
    }
    return SharingQuestion(on=day(on), **{**payload, **more})


def sharing(on: int = 5, id: str = "s", **more: Any) -> SharingMade:
    payload: dict[str, Any] = {
        "discloser": "hsf",
        "recipient": "hm",
        "information": ["needs"],
        "purpose": "care",
        "necessity": "inför läkarbesöket",
    }
    return note(SharingMade, id, on, **{**payload, **more})


def answered(
    method: Method, asked: SharingQuestion, *entries: Entry, parties: Parties = PARTIES
) -> SharingAnswer:
    return may_share(case(*entries), asked, method, parties)


def missed(answer: SharingAnswer) -> tuple[str, tuple[Missed, ...]]:
    (category,) = answer.categories
    assert category.nearest is not None
    return category.nearest.consent, category.nearest.missed


class TestQuestion:
    def test_asks_for_something(self) -> None:
        with refused(("shares_nothing", "information")):
            question(information=[])

    def test_is_about_two_parties(self) -> None:
        with refused(("shares_with_oneself", "recipient")):
            question(recipient="hsf")
        assert question(recipient="hsf", to_next_of_kin=True).to_next_of_kin

    def test_a_worker_asks_for_their_party(self, edition: Method) -> None:
        answer = answered(edition, question(discloser="cm-1"), given())
        assert answer.verdict is Sharing.COVERED
        assert answer.question.discloser == "hsf"

    @pytest.mark.parametrize(("discloser", "recipient"), [("cm-1", "hsf"), ("hsf", "cm-1")])
    def test_a_worker_gives_nothing_out_to_their_own_party(
        self, discloser: str, recipient: str, edition: Method
    ) -> None:
        with refused(("shares_with_oneself", "recipient")):
            answered(edition, question(discloser=discloser, recipient=recipient))

    def test_a_recipient_is_named_as_the_consent_names_them(self, edition: Method) -> None:
        """Nobody has said that a consent to a party is one to each who works there."""
        answer = answered(edition, question(recipient="cm-2"), given())
        assert missed(answer) == ("c", (Missed(why=Miss.RECIPIENT_NOT_NAMED),))

    def test_a_worker_named_as_discloser_gives_no_cover_for_the_party(
        self, edition: Method
    ) -> None:
        answer = answered(edition, question(), given(discloser="cm-1"))
        why = Missed(why=Miss.OTHER_DISCLOSER, facts=facts(discloser="cm-1"))
        assert missed(answer) == ("c", (why,))


SV = {
    Miss.EXPIRED: "Det gick ut 2026-11-22, för 3 dygn sedan.",
    Miss.NOT_YET: "Det börjar gälla först 2026-11-28.",
    Miss.WITHDRAWN: "Det återkallades 2026-11-20.",
    Miss.CATEGORY_NOT_INCLUDED: "Det omfattar inte den här sortens uppgifter.",
    Miss.RECIPIENT_NOT_NAMED: "Det nämner inte mottagaren.",
    Miss.OTHER_PURPOSE: "Det gäller ett annat ändamål: forska.",
    Miss.CONTESTED: (
        "Flera rättelser av det gäller samtidigt, så det går inte att säga vad som stämmer."
    ),
    Miss.ENDED_BY_DEATH: "Det upphörde när deltagaren avled.",
    Miss.OTHER_KIND: "Det är ett annat slags samtycke: samtycke till SIP.",
    Miss.OTHER_DISCLOSER: "Det gäller uppgifter från hm.",
    Miss.OTHER_PERSON: "Det gäller inte den person som uppgifterna handlar om.",
}
EN = {
    Miss.EXPIRED: "It expired on 2026-11-22; days since then: 3.",
    Miss.NOT_YET: "It does not start until 2026-11-28.",
    Miss.WITHDRAWN: "It was withdrawn on 2026-11-20.",
    Miss.CATEGORY_NOT_INCLUDED: "It does not include this kind of information.",
    Miss.RECIPIENT_NOT_NAMED: "It does not name the recipient.",
    Miss.OTHER_PURPOSE: "It is for another purpose: do research.",
    Miss.CONTESTED: "Several corrections of it are live, so nobody can say what is right.",
    Miss.ENDED_BY_DEATH: "It ended when the participant died.",
    Miss.OTHER_KIND: "It is another kind of consent: consent to a SIP.",
    Miss.OTHER_DISCLOSER: "It is for information from hm.",
    Miss.OTHER_PERSON: "It is not by the person whom the information is about.",
}
STANDING_SV = (
    (
        "Det betyder inte att det är förbjudet att lämna ut uppgifterna, och inte heller att ni "
        "slipper. Det avgör en människa."
    ),
    "Är det fara för någons liv: ring 112 och berätta det som behövs.",
    (
        "Misstänker du att ett barn far illa eller riskerar att fara illa: gör en orosanmälan till "
        "socialtjänsten (SoL 19 kap. 1 §)."
    ),
)
STANDING_EN = (
    "This does not mean that the information may not or must not be given.",
    "If someone's life is in danger: call 112 and tell what is needed.",
    "If a child may come to harm: report to the social services (SoL chapter 19 section 1).",
)
SHORT_OF: dict[Miss, tuple[Entry, ...]] = {
    Miss.EXPIRED: (given(last=6),),
    Miss.NOT_YET: (given(first=12, last=20),),
    Miss.WITHDRAWN: (given(), withdrawn(on=4)),
    Miss.CATEGORY_NOT_INCLUDED: (given(information=["crisis", "plan"]),),
    Miss.RECIPIENT_NOT_NAMED: (given(recipients=["vc"], next_of_kin=["hm"]),),
    Miss.OTHER_PURPOSE: (given(purpose="research"),),
    Miss.CONTESTED: (
        given("b"),
        given("c", recorded=1, corrects=["b"]),
        given("d", recorded=1, corrects=["b"]),
    ),
    Miss.ENDED_BY_DEATH: (given(), note(Died, "x", 8)),
    Miss.OTHER_KIND: (given(consent=ConsentKind.SIP),),
    Miss.OTHER_DISCLOSER: (given(discloser="hm"),),
    Miss.OTHER_PERSON: (given(about="anna"),),
}
"""For each shortfall a consent that covers everything else on day 9."""


LESSER_FIRST: tuple[dict[str, Any], ...] = (
    {"last": 6},
    {"first": 12, "last": 20},
    {"information": ["plan"]},
    {"recipients": ["vc"]},
    {"purpose": "research"},
    {"consent": ConsentKind.SIP},
    {"discloser": "hm"},
    {"about": "anna"},
)
"""Ways to fall short on day 9, the nearest first."""


class TestMisses:
    @pytest.mark.parametrize("why", Miss, ids=lambda why: why.value)
    def test_each_in_whole_sentences(self, why: Miss, edition: Method) -> None:
        answer = answered(edition, question(on=9), *SHORT_OF[why])
        assert answer.verdict is Sharing.NOT_COVERED
        assert answer.explain("sv") == (
            "Inget registrerat samtycke täcker detta.",
            f"behov: täcks inte. Närmast är c. {SV[why]}",
            *STANDING_SV,
        )
        assert answer.explain("en") == (
            "No recorded consent covers this.",
            f"needs: not covered. The nearest is c. {EN[why]}",
            *STANDING_EN,
        )
        assert answer.explain() == answer.explain("sv")

    @pytest.mark.parametrize(
        ("why", "named"),
        [
            (Miss.EXPIRED, facts(last=day(6), days=3)),
            (Miss.NOT_YET, facts(first=day(12))),
            (Miss.WITHDRAWN, facts(day=day(4))),
            (Miss.OTHER_PURPOSE, facts(purpose=words("purpose.research"))),
            (Miss.OTHER_KIND, facts(kind=ConsentKind.SIP)),
            (Miss.OTHER_DISCLOSER, facts(discloser="hm")),
        ],
    )
    def test_their_days_and_codes_are_facts(self, why: Miss, named: Any, edition: Method) -> None:
        assert missed(answered(edition, question(on=9), *SHORT_OF[why])) == (
            "c",
            (Missed(why=why, facts=named),),
        )

    def test_everything_in_which_the_nearest_falls_short_is_told(self, edition: Method) -> None:
        far = given(last=4, recipients=["vc"], purpose="research", information=["plan"])
        (nearest,) = (each.nearest for each in answered(edition, question(), far).categories)
        assert nearest is not None
        assert nearest.explain("sv") == (
            "Närmast är c. Det gick ut 2026-11-20, för 1 dygn sedan. Det omfattar inte den här "
            "sortens uppgifter. Det nämner inte mottagaren. Det gäller ett annat ändamål: forska."
        )

    def test_fewer_shortfalls_are_nearer(self, edition: Method) -> None:
        far, near = given("a", last=4, purpose="research"), given("z", consent=ConsentKind.GDPR)
        assert missed(answered(edition, question(), far, near))[0] == "z"

    @pytest.mark.parametrize(
        ("nearer", "farther"),
        tuple(pairwise(LESSER_FIRST)),
    )
    def test_of_as_many_the_lesser_kind_is_nearer(
        self, nearer: dict[str, Any], farther: dict[str, Any], edition: Method
    ) -> None:
        entries = (given("a", **farther), given("z", **nearer))
        assert missed(answered(edition, question(on=9), *entries))[0] == "z"

    def test_then_the_nearer_day_and_at_last_the_id(self, edition: Method) -> None:
        long_ago = given("a", last=1)
        assert missed(answered(edition, question(), long_ago, given("z", last=4)))[0] == "z"
        assert (
            missed(answered(edition, question(), given("z", last=4), given("b", last=4)))[0] == "b"
        )
        ahead = given("a", first=8)
        assert missed(answered(edition, question(), ahead, given("z", first=6)))[0] == "z"


class TestVerdicts:
    def test_no_consent_no_cover(self, edition: Method) -> None:
        answer = answered(edition, question(information=["wellbeing"]))
        assert answer.verdict is Sharing.NOT_COVERED
        assert answer.explain("sv") == (
            "Inget registrerat samtycke täcker detta.",
            "behov: täcks inte, och inget samtycke är registrerat.",
            "kris: täcks inte, och inget samtycke är registrerat.",
            "självskattningar: täcks inte, och inget samtycke är registrerat.",
            *STANDING_SV,
        )
        assert answer.explain("en")[1] == "needs: not covered, and no consent is recorded."

    def test_covered_says_that_a_consent_exists_and_never_that_one_may(
        self, edition: Method
    ) -> None:
        answer = answered(edition, question(), given(), given("d", information=["whole"]))
        assert answer.explain("sv") == ("Registrerat samtycke finns.", "behov: täcks av c, d.")
        assert answer.explain("en") == ("A recorded consent exists.", "needs: covered by c, d.")
        for lang, words_of_leave in {
            "sv": {"får", "tillåtet", "lagligt"},
            "en": {"may", "allowed", "lawful"},
        }.items():
            said = " ".join(answer.explain(lang)).lower().replace(".", "").split()
            assert not words_of_leave & set(said)

    def test_one_category_not_covered_is_enough_and_the_others_are_told(
        self, edition: Method
    ) -> None:
        answer = answered(edition, question(information=["needs", "plan", "needs"]), given())
        assert answer.verdict is Sharing.NOT_COVERED
        assert answer.explain("sv")[1:3] == (
            "behov: täcks av c.",
            "plan: täcks inte. Närmast är c. Det omfattar inte den här sortens uppgifter.",
        )
        assert len(answer.categories) == 2

    def test_a_category_that_the_method_does_not_have(self, edition: Method) -> None:
        answer = answered(edition, question(information=["soul"]), given(information=["soul"]))
        assert answer.verdict is Sharing.NOT_COVERED
        (category,) = answer.categories
        assert (category.known, category.nearest) == (False, None)
        assert answer.explain("sv")[1] == "soul: metoden har ingen sådan kategori."
        assert answer.explain("en")[1] == "soul: the method has no such category."

    def test_a_university_and_an_unknown_party_are_covered_by_nothing(
        self, edition: Method
    ) -> None:
        for discloser in ("mchs", "vc"):
            kinds = [given(k.value, consent=k, discloser=discloser) for k in ConsentKind]
            answer = answered(edition, question(discloser=discloser), *kinds)
            assert (answer.verdict, answer.required) == (Sharing.NOT_COVERED, None)
            assert answer.explain("sv")[1] == (
                f"Det är inte registrerat vilket slags samtycke som gäller för {discloser}. "
                "Ange den juridiska formen, eller låt metoden säga det."
            )
            assert answer.explain("en")[1] == (
                f"It is not recorded which kind of consent counts for {discloser}. "
                "Register the legal form, or let the method say so."
            )

    @pytest.mark.parametrize("ground", StatutoryGround, ids=lambda ground: ground.value)
    def test_where_a_ground_is_stated_a_person_decides(
        self, ground: StatutoryGround, edition: Method
    ) -> None:
        for consent in ((), (given(),)):
            answer = answered(edition, question(ground=ground), *consent)
            assert answer.verdict is Sharing.NEEDS_LEGAL_DECISION
            for lang in LANGUAGES:
                assert answer.explain(lang)[:3] == (
                    text("sharing.needs_legal_decision", lang),
                    text("sharing.ground", lang, ground=ground),
                    text(f"ground.{ground.value}", lang),
                )
                assert label(ground, lang) in answer.explain(lang)[1]
                assert answer.explain(lang)[-2:] == tuple(always_said(lang, URGENT))

    def test_a_stated_ground_in_whole_sentences(self, edition: Method) -> None:
        child = answered(edition, question(ground=StatutoryGround.SOL_19_1))
        assert child.explain("sv") == (
            "En grund i lag är angiven, och då måste en människa avgöra.",
            "Angiven grund: SoL 19 kap. 1 §.",
            (
                "Paragrafen gäller skyldigheten att anmäla oro för ett barn. Den binder vissa "
                "myndigheter och verksamheter, bland dem socialtjänst och vård. Andra bör anmäla."
            ),
            "behov: täcks inte, och inget samtycke är registrerat.",
            "Är det fara för någons liv: ring 112 och berätta det som behövs.",
            (
                "Misstänker du att ett barn far illa eller riskerar att fara illa: gör en "
                "orosanmälan till socialtjänsten (SoL 19 kap. 1 §)."
            ),
        )
        emergency = answered(edition, question(ground=StatutoryGround.EMERGENCY), given())
        assert emergency.explain("en") == (
            "A statutory ground is stated, and then a person must decide.",
            "Stated ground: emergency.",
            "If life or health is in danger: call 112 first and make the note afterwards.",
            "needs: covered by c.",
            "If someone's life is in danger: call 112 and tell what is needed.",
            (
                "If a child may come to harm: report to the social services "
                "(SoL chapter 19 section 1)."
            ),
        )

    def test_every_answer_that_is_not_covered_ends_with_what_always_must_be_said(
        self, edition: Method
    ) -> None:
        assert len(STANDING) == len(STANDING_SV)
        for entries in ((), *SHORT_OF.values()):
            for asked in (question(on=9), question(on=9, information=["soul", "whole"])):
                answer = answered(edition, asked, *entries)
                assert answer.explain("sv")[0] == "Inget registrerat samtycke täcker detta."
                assert answer.explain("sv")[-3:] == STANDING_SV
                assert answer.explain("en")[-3:] == STANDING_EN

    def test_which_kind_counts_is_what_the_method_says(self, edition: Method) -> None:
        """Another municipality may say what counts for a university."""
        other = edition.adapt(
            code="another",
            source=OTHER_MUNICIPALITY,
            since=day(0),
            release_kinds=((LegalForm.UNIVERSITY, ConsentKind.SECRECY_WAIVER),),
        )
        asked, consent = question(discloser="mchs"), given(discloser="mchs")
        assert answered(other, asked, consent).verdict is Sharing.COVERED
        assert answered(other, question(), given()).required is None


class TestOtherPeople:
    def test_the_participant_does_not_consent_for_them(self, edition: Method) -> None:
        consent = given(information=["whole", "other_people"])
        answer = answered(edition, question(information=["other_people"]), consent)
        assert missed(answer) == ("c", (Missed(why=Miss.OTHER_PERSON),))

    def test_they_consent_for_themselves(self, edition: Method) -> None:
        asked = question(information=["other_people"], about="anna")
        consent = given(information=["other_people"], about="anna")
        assert answered(edition, asked, consent).verdict is Sharing.COVERED
        assert answered(edition, question(about="anna"), given()).verdict is Sharing.NOT_COVERED

    def test_nor_for_what_a_method_has_put_below_them(self, edition: Method) -> None:
        wider = edition.adapt(
            code="another",
            source=OTHER_MUNICIPALITY,
            since=day(0),
            information=edition.parameters.information.value.extended(
                (("children", "other_people"), ("other_people", "whole"))
            ),
        )
        consent = given(information=["whole", "other_people", "children"])
        for asked in ("children", "other_people", "whole"):
            answer = answered(wider, question(information=[asked]), consent)
            assert answer.verdict is Sharing.NOT_COVERED
        table = coverage(case(consent), wider, PARTIES, discloser="hsf", recipient="hm", on=day(5))
        assert not {"children", "other_people"} & set(table.categories)


class TestSharingsMade:
    def made(self, method: Method, *entries: Entry) -> list[Sharing]:
        return [each.answer.verdict for each in sharings_made(case(*entries), method, PARTIES)]

    def test_each_is_checked_against_the_consents_of_its_day(self, edition: Method) -> None:
        shared = (sharing(0, "r"), sharing(9, "s"), sharing(10, "t"))
        assert self.made(edition, given(), *shared) == [
            Sharing.COVERED,
            Sharing.COVERED,
            Sharing.NOT_COVERED,
        ]
        checked = sharings_made(case(given(), *shared), edition, PARTIES)
        assert [each.entry.id for each in checked] == ["r", "s", "t"]

    @pytest.mark.parametrize(
        ("on", "verdict"),
        [(4, Sharing.COVERED), (5, Sharing.ORDER_UNKNOWN), (6, Sharing.NOT_COVERED)],
    )
    def test_on_the_day_of_a_withdrawal_the_order_is_unknown(
        self, on: int, verdict: Sharing, edition: Method
    ) -> None:
        assert self.made(edition, given(), withdrawn(on=5), sharing(on)) == [verdict]

    def test_in_whole_sentences(self, edition: Method) -> None:
        entries = (given(), withdrawn(on=5), sharing(5))
        (checked,) = sharings_made(case(*entries), edition, PARTIES)
        assert checked.answer.explain("sv") == (
            "Samtycket återkallades samma dag. Det går inte att säga vad som kom först.",
            "behov: täcks inte. Närmast är c. Det återkallades 2026-11-21.",
        )
        assert checked.answer.explain("en") == (
            "The consent was withdrawn that same day. Nobody can say which came first.",
            "needs: not covered. The nearest is c. It was withdrawn on 2026-11-21.",
        )

    def test_a_withdrawal_that_day_excuses_nothing_that_was_never_covered(
        self, edition: Method
    ) -> None:
        for consent in (given(purpose="research"), given(last=4), given(first=6)):
            entries = (consent, withdrawn(on=5), sharing(5))
            assert self.made(edition, *entries) == [Sharing.NOT_COVERED]
        wide = sharing(5, information=["needs", "plan"])
        assert self.made(edition, given(), withdrawn(on=5), wide) == [Sharing.NOT_COVERED]

    def test_nor_what_was_withdrawn_before(self, edition: Method) -> None:
        twice = (given(), withdrawn(on=4), withdrawn(on=5, id="v"))
        assert self.made(edition, *twice, sharing(5)) == [Sharing.NOT_COVERED]

    def test_another_consent_covers_it_all_the_same(self, edition: Method) -> None:
        entries = (given(), given("d"), withdrawn(on=5), sharing(5))
        assert self.made(edition, *entries) == [Sharing.COVERED]

    def test_one_part_withdrawn_that_day_and_one_covered_is_unknown(self, edition: Method) -> None:
        entries = (
            given(),
            given("d", information=["plan"]),
            withdrawn("d", on=5),
            sharing(5, information=["needs", "plan"]),
        )
        assert self.made(edition, *entries) == [Sharing.ORDER_UNKNOWN]

    def test_with_a_ground_stated_a_person_decides(self, edition: Method) -> None:
        stated = sharing(5, ground=StatutoryGround.OSL_10_27)
        assert self.made(edition, given(), withdrawn(on=5), stated) == [
            Sharing.NEEDS_LEGAL_DECISION
        ]

    def test_a_consent_written_down_late_covers_once_it_is_known(self, edition: Method) -> None:
        entries = (given(on=0, recorded=20), sharing(5))
        (then,) = sharings_made(case(*entries, known=19), edition, PARTIES)
        (now,) = sharings_made(case(*entries, known=20), edition, PARTIES)
        assert then.answer.verdict is Sharing.NOT_COVERED
        assert now.answer.verdict is Sharing.COVERED

    def test_what_was_taken_back_is_not_listed(self, edition: Method) -> None:
        assert self.made(edition, sharing(), retracted("r", "s")) == []

    def test_what_stayed_within_a_party_was_given_to_nobody(self, edition: Method) -> None:
        within = (
            sharing(id="r", recipient="hsf"),
            sharing(id="s", discloser="cm-1", recipient="hsf"),
            sharing(id="t", recipient="cm-1"),
        )
        assert self.made(edition, *within) == []
        kin = sharing(recipient="hsf", to_next_of_kin=True)
        assert self.made(edition, kin) == [Sharing.NOT_COVERED]

    def test_a_sharing_with_someone_close_about_another_person(self, edition: Method) -> None:
        consent = given(recipients=[], next_of_kin=["mamma"], about="anna")
        shared = sharing(recipient="mamma", to_next_of_kin=True, about="anna")
        assert self.made(edition, consent, shared) == [Sharing.COVERED]
        assert self.made(edition, consent, sharing(recipient="mamma", about="anna")) == [
            Sharing.NOT_COVERED
        ]


class TestCoverage:
    def table(self, method: Method, *entries: Entry, **more: Any) -> Coverage:
        asked: dict[str, Any] = {"discloser": "hsf", "recipient": "hm", "on": day(5), **more}
        return coverage(case(*entries), method, PARTIES, **asked)

    def test_tells_what_is_covered_category_by_category_and_purpose_by_purpose(
        self, edition: Method
    ) -> None:
        entries = (
            given("a", information=["wellbeing"]),
            given("b", purpose="coordination", information=["plan", "needs"]),
            given("c", purpose="research", last=4),
            given("d", purpose="sip", recipients=["vc"]),
        )
        table = self.table(edition, *entries)
        assert table.purposes == ("care", "coordination", "research")
        found = {
            (category, purpose): ids
            for category, row in zip(table.categories, table.cells, strict=True)
            for purpose, ids in zip(table.purposes, row, strict=True)
            if ids
        }
        assert found == {
            ("needs", "care"): ("a",),
            ("crisis", "care"): ("a",),
            ("self_rating", "care"): ("a",),
            ("plan", "coordination"): ("b",),
            ("needs", "coordination"): ("b",),
        }

    def test_every_category_of_entries_is_there_and_what_concerns_others_is_not(
        self, edition: Method
    ) -> None:
        table = self.table(edition)
        assert len(table.categories) == 10
        assert "other_people" not in table.categories
        assert (table.purposes, set(table.cells)) == ((), {()})

    def test_is_asked_for_next_of_kin_apart_and_by_a_worker_for_their_party(
        self, edition: Method
    ) -> None:
        entries = (given("a"), given("b", recipients=[], next_of_kin=["hm"], purpose="sip"))
        assert self.table(edition, *entries, discloser="cm-1").purposes == ("care",)
        assert self.table(edition, *entries, discloser="cm-1").discloser == "hsf"
        kin = self.table(edition, *entries, to_next_of_kin=True)
        assert kin.purposes == ("sip",)
        assert ("b",) in [cell for row in kin.cells for cell in row]

    @pytest.mark.parametrize("kind", ConsentKind)
    def test_shows_only_what_an_answer_would_cover(
        self, kind: ConsentKind, edition: Method
    ) -> None:
        entries = (given(consent=kind, information=["whole"]),)
        table = self.table(edition, *entries)
        for category, (ids,) in zip(table.categories, table.cells, strict=True):
            answer = answered(edition, question(information=[category]), *entries)
            assert bool(ids) is (answer.verdict is Sharing.COVERED)


class TestExpiring:
    def ids(self, *entries: Entry, on: int = 5, notice: int = 4) -> list[str]:
        found: Case = case(*entries)
        method = EDITIONS[EDITION].adapt(
            code=EDITION,
            source=OTHER_MUNICIPALITY,
            since=day(0),
            consent_notice_days=notice,
        )
        return [each.entry.id for each in expiring(found, method, day(on))]

    def test_a_wider_category_takes_over(self) -> None:
        narrow = given("a", information=["plan"], last=6)
        wide = given("b", information=["whole"], last=90)
        other = given("c", information=["needs"], last=90)
        assert self.ids(narrow, wide) == []
        assert self.ids(narrow, other) == ["a"]

    @pytest.mark.parametrize(
        ("on", "there"), [(4, False), (5, True), (9, True), (10, False), (-1, False)]
    )
    def test_from_the_day_of_notice_through_the_last_day(self, on: int, there: bool) -> None:
        assert self.ids(given(), on=on) == (["c"] if there else [])

    def test_one_that_does_not_run_does_not_expire(self) -> None:
        assert self.ids(given(), withdrawn(on=5)) == []
        assert self.ids(given(first=6)) == []

    @pytest.mark.parametrize(
        ("more", "takes_over"),
        [
            ({}, True),
            ({"first": 11}, False),
            ({"first": 5}, True),
            ({"on": 11, "first": 5}, False),
            ({"on": 10}, True),
            ({"first": 5, "last": 9}, False),
            ({"consent": ConsentKind.GDPR}, False),
            ({"discloser": "hm"}, False),
            ({"purpose": "sip"}, False),
            ({"about": "anna"}, False),
            ({"recipients": ["vc"]}, False),
            ({"recipients": ["vc", "hm"]}, True),
            ({"next_of_kin": []}, False),
            ({"information": ["plan"]}, False),
            ({"information": ["plan", "needs"]}, True),
        ],
    )
    def test_unless_a_later_one_takes_its_place_without_a_gap(
        self, more: dict[str, Any], takes_over: bool
    ) -> None:
        payload: dict[str, Any] = {"first": 10, "last": 20, "next_of_kin": ["mamma"], **more}
        later = given("d", **payload)
        assert ("c" not in self.ids(given(next_of_kin=["mamma"]), later)) is takes_over

    def test_a_later_one_that_was_withdrawn_or_competes_takes_no_place(self) -> None:
        later = given("d", first=10, last=20)
        assert self.ids(given(), later, withdrawn("d", on=1)) == ["c"]
        rivals = [given(id, first=10, last=20, recorded=1, corrects=["d"]) for id in ("e", "f")]
        assert self.ids(given(), later, *rivals) == ["c"]


def test_a_case_cannot_tell_of_days_after_its_own(edition: Method) -> None:
    """Both sides of the day: a consent may have been withdrawn in between."""
    found = case(given(), on=5)
    assert may_share(found, question(on=5), edition, PARTIES).verdict is Sharing.COVERED
    with pytest.raises(Refused) as refusal:
        may_share(found, question(on=6), edition, PARTIES)
    assert [problem.code for problem in refusal.value.problems] == ["asked_beyond_the_case"]
