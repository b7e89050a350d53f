"""Small made-up cases around every boundary day, shown in the tables of the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from attrs import evolve, frozen

from cm_method import (
    EDITIONS,
    Case,
    ContactFollowed,
    ContactPath,
    ContactStatus,
    CrisisLevelAssessed,
    CrisisPlanAgreed,
    CrisisPlanKind,
    Died,
    Ended,
    EndReason,
    Entry,
    Finding,
    Goal,
    HelpContact,
    Journal,
    NeedArea,
    NeedAssessed,
    PlanAgreed,
    ResponsibilityAccepted,
    ResponsibilityOffered,
    SelfRated,
    Started,
    review,
)

(METHOD,) = EDITIONS.values()
START = date(2026, 11, 16)
ENDED = date(2027, 6, 30)
LONG_AFTER = date(2028, 5, 31)


def day(words: str) -> date:
    return date.fromisoformat(words)


@frozen(kw_only=True)
class Situation:
    """What happened, in words of both languages, and the day on which a rule is asked about it."""

    sv: str
    en: str
    entries: tuple[Entry, ...]
    on: date = LONG_AFTER
    rule: str = ""

    def words(self, lang: str) -> str:
        return self.sv if lang == "sv" else self.en

    def findings(self, rule: str) -> Iterable[Finding]:
        journal = Journal(subject="P-0001", entries=_with_ids(self.entries))
        found = review(Case.of(journal, on=self.on), METHOD)
        return [each for each in found if each.rule == (self.rule or rule)]


def _with_ids(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with an id where they have none of their own."""
    numbers = count(1)
    return [evolve(e, id=f"hm-{next(numbers)}") if e.id == "?" else e for e in entries]


def started(on: date = START) -> Started:
    return Started(id="start", on=on, by="hm", worker="cm-1", edition=METHOD.code)


def ended(on: date) -> Ended:
    return Ended(id="?", on=on, by="hm", start="start", reason=EndReason.MOVED)


def died(on: date) -> Died:
    return Died(id="?", on=on, by="hm")


def plan(
    on: date, *, sub_goals: tuple[str, ...] = ("Boka läkartid",), priority: tuple[str, ...] = ()
) -> PlanAgreed:
    return PlanAgreed(
        id="?",
        on=on,
        by="hm",
        goals=(Goal(what="Sova bättre", sub_goals=sub_goals),),
        contact_paths=tuple(
            ContactPath(contact=contact, priority=contact in priority)
            for contact in ("psykiatri", "socialtjänst")
        ),
        with_participant=True,
    )


def contact(on: date, status: ContactStatus, who: str = "psykiatri") -> ContactFollowed:
    return ContactFollowed(id="?", on=on, by="hm", contact=who, status=status)


def lonely(on: date, score: int) -> SelfRated:
    return SelfRated(id="?", on=on, by="hm", instrument="ucla-3", score=score)


def part_of_things(on: date, score: int) -> SelfRated:
    return SelfRated(id="?", on=on, by="hm", instrument="own-participation", score=score)


def need(on: date, area: NeedArea) -> NeedAssessed:
    return NeedAssessed(id=area.value, on=on, by="hm", area=area)


def co_occurring(on: date) -> tuple[NeedAssessed, ...]:
    return need(on, NeedArea.ADDICTION), need(on, NeedArea.MENTAL_ILL_HEALTH)


def level(on: date, code: str) -> CrisisLevelAssessed:
    return CrisisLevelAssessed(id="?", on=on, by="hm", level=code)


def crisis_plan(on: date) -> CrisisPlanAgreed:
    return CrisisPlanAgreed(
        id="?",
        on=on,
        by="hm",
        plan_kind=CrisisPlanKind.CRISIS_PLAN,
        warning_signs=("Slutar svara i telefon",),
        coping=("Går ut och går",),
        distractions=("Kaféet",),
        supporters=("En syster",),
        professionals=(HelpContact(who="Vårdguiden", reach="1177", any_hour=True),),
        safe_surroundings=("Medicinen förvaras hos systern",),
        with_participant=True,
    )


def chain(on: date, *areas: NeedArea) -> tuple[Entry, ...]:
    """Somebody accountable for each of the needs, and for the crisis."""
    found: list[Entry] = []
    for matter in (None, *(area.value for area in areas)):
        offer = f"offer-{matter}"
        found += [
            ResponsibilityOffered(id=offer, on=on, by="hm", need=matter, receiver="hm"),
            ResponsibilityAccepted(
                id="?",
                on=on,
                by="hm",
                offer=offer,
                contact_path="08-465 004 10",
                stand_in="cm-2",
                any_hour="112" if matter is None else None,
            ),
        ]
    return tuple(found)


def both_in_place(on: date) -> tuple[Entry, ...]:
    """A crisis plan, and the chain for addiction and mental ill-health."""
    return crisis_plan(on), *chain(on, NeedArea.ADDICTION, NeedArea.MENTAL_ILL_HEALTH)


ATTENDED, MISSED = ContactStatus.ATTENDED, ContactStatus.MISSED
BROKEN_OFF, DROPPED = ContactStatus.BROKEN_OFF, ContactStatus.DROPPED
PRIORITISED = plan(day("2026-12-01"), priority=("psykiatri",))
PAIR = (lonely(day("2026-11-16"), 7), part_of_things(day("2026-11-16"), 4))

SITUATIONS: dict[str, tuple[Situation, ...]] = {
    "service_started": (
        Situation(
            sv="Första mötet hölls 2026-05-01, periodens första dag",
            en="First meeting on 2026-05-01, the first day of the period",
            entries=(started(day("2026-05-01")),),
        ),
        Situation(
            sv="Första mötet hölls 2029-05-01, periodens sista dag",
            en="First meeting on 2029-05-01, the last day of the period",
            entries=(started(day("2029-05-01")),),
            on=day("2029-05-01"),
        ),
        Situation(
            sv="Första mötet hölls 2026-04-30, dagen före perioden",
            en="First meeting on 2026-04-30, the day before the period",
            entries=(started(day("2026-04-30")),),
        ),
        Situation(
            sv="Första mötet hölls 2029-05-02, dagen efter perioden",
            en="First meeting on 2029-05-02, the day after the period",
            entries=(started(day("2029-05-02")),),
            on=day("2029-05-31"),
        ),
    ),
    "plan_in_time": (
        Situation(
            sv="Planen gjordes 2026-11-02, före start, och gällde vid starten",
            en="Plan of 2026-11-02, before the start and in force then",
            entries=(started(), plan(day("2026-11-02"))),
        ),
        Situation(
            sv="Planen gjordes dag 28, 2026-12-14",
            en="Plan on day 28, 2026-12-14",
            entries=(started(), plan(day("2026-12-14"))),
        ),
        Situation(
            sv="Planen gjordes dag 29, 2026-12-15",
            en="Plan on day 29, 2026-12-15",
            entries=(started(), plan(day("2026-12-15"))),
        ),
        Situation(
            sv="Planen gjordes dag 56, 2027-01-11",
            en="Plan on day 56, 2027-01-11",
            entries=(started(), plan(day("2027-01-11"))),
        ),
        Situation(
            sv="Planen gjordes dag 57, 2027-01-12",
            en="Plan on day 57, 2027-01-12",
            entries=(started(), plan(day("2027-01-12"))),
        ),
        Situation(
            sv="Planen gjordes 2026-12-14, och frågan ställs redan 2027-01-10",
            en="Plan of 2026-12-14, asked about already on 2027-01-10",
            entries=(started(), plan(day("2026-12-14"))),
            on=day("2027-01-10"),
        ),
        Situation(
            sv="Ingen plan ännu 2027-01-10",
            en="No plan yet on 2027-01-10",
            entries=(started(),),
            on=day("2027-01-10"),
        ),
        Situation(
            sv="Målet i planen saknar delmål",
            en="The goal of the plan has no sub-goal",
            entries=(started(), plan(day("2026-12-14"), sub_goals=())),
        ),
        Situation(
            sv="Deltagaren slutade 2026-12-20 utan plan",
            en="Left on 2026-12-20 without a plan",
            entries=(started(), ended(day("2026-12-20"))),
        ),
        Situation(
            sv="Deltagaren avled 2027-01-10, dagen före tidsgränsen",
            en="Died on 2027-01-10, the day before the deadline",
            entries=(started(), died(day("2027-01-10"))),
        ),
        Situation(
            sv="Deltagaren avled 2027-01-11, på tidsgränsens egen dag, utan plan",
            en="Died on 2027-01-11, the deadline's own day, without a plan",
            entries=(started(), died(day("2027-01-11"))),
        ),
    ),
    "contacts_followed_through": (
        Situation(
            sv="Besöket blev av 2027-02-16",
            en="Attended on 2027-02-16",
            entries=(started(), PRIORITISED, contact(day("2027-02-16"), ATTENDED)),
        ),
        Situation(
            sv="Besöket blev av 2027-02-17",
            en="Attended on 2027-02-17",
            entries=(started(), PRIORITISED, contact(day("2027-02-17"), ATTENDED)),
        ),
        Situation(
            sv="Besöket blev av 2027-01-20, nästa besök 2027-02-10 blev inte av",
            en="Attended on 2027-01-20, the next visit on 2027-02-10 missed",
            entries=(
                started(),
                PRIORITISED,
                contact(day("2027-01-20"), ATTENDED),
                contact(day("2027-02-10"), MISSED),
            ),
        ),
        Situation(
            sv="Besöket blev av 2027-01-20, kontakten avbröts 2027-02-10",
            en="Attended on 2027-01-20, broken off on 2027-02-10",
            entries=(
                started(),
                PRIORITISED,
                contact(day("2027-01-20"), ATTENDED),
                contact(day("2027-02-10"), BROKEN_OFF),
            ),
        ),
        Situation(
            sv="Besöket blev av 2027-01-20, kontakten avbröts först 2027-02-17",
            en="Attended on 2027-01-20, broken off only on 2027-02-17",
            entries=(
                started(),
                PRIORITISED,
                contact(day("2027-01-20"), ATTENDED),
                contact(day("2027-02-17"), BROKEN_OFF),
            ),
        ),
        Situation(
            sv="Deltagaren valde bort sin enda prioriterade kontakt 2027-02-10",
            en="The participant dropped the only prioritised contact on 2027-02-10",
            entries=(started(), PRIORITISED, contact(day("2027-02-10"), DROPPED)),
        ),
        Situation(
            sv="Kontakten valdes bort 2027-01-10 men blev ändå av 2027-02-10",
            en="Dropped on 2027-01-10, but attended after all on 2027-02-10",
            entries=(
                started(),
                PRIORITISED,
                contact(day("2027-01-10"), DROPPED),
                contact(day("2027-02-10"), ATTENDED),
            ),
        ),
        Situation(
            sv="Besöket blev av 2027-01-20, och frågan ställs 2027-02-15",
            en="Attended on 2027-01-20, asked about on 2027-02-15",
            entries=(started(), PRIORITISED, contact(day("2027-01-20"), ATTENDED)),
            on=day("2027-02-15"),
        ),
        Situation(
            sv="Planen finns, men ingen kontakt är prioriterad",
            en="There is a plan, but no contact is prioritised",
            entries=(started(), plan(day("2026-12-01"))),
        ),
        Situation(
            sv="Planen med prioriterade kontakter gjordes först 2027-02-17",
            en="The plan with prioritised contacts was made only on 2027-02-17",
            entries=(
                started(),
                plan(day("2027-02-17"), priority=("psykiatri",)),
                contact(day("2027-02-17"), ATTENDED),
            ),
        ),
    ),
    "self_rated_improvement": (
        Situation(
            sv="Ensamhet 7 före och 5 efter (lägre är bättre), delaktighet oförändrad",
            en="Loneliness 7 before and 5 after (lower is better), participation unchanged",
            entries=(
                started(),
                *PAIR,
                ended(ENDED),
                lonely(day("2027-08-20"), 5),
                part_of_things(day("2027-08-20"), 4),
            ),
        ),
        Situation(
            sv="Ensamhet 7 före och 5 efter, delaktighet 4 före och 2 efter (högre är bättre)",
            en="Loneliness 7 before, 5 after; participation 4 before, 2 after (higher is better)",
            entries=(
                started(),
                *PAIR,
                ended(ENDED),
                lonely(day("2027-08-20"), 5),
                part_of_things(day("2027-08-20"), 2),
            ),
        ),
        Situation(
            sv="Båda oförändrade",
            en="Both unchanged",
            entries=(
                started(),
                *PAIR,
                ended(ENDED),
                lonely(day("2027-08-20"), 7),
                part_of_things(day("2027-08-20"), 4),
            ),
        ),
        Situation(
            sv="Ensamhet oförändrad, delaktighet inte skattad efteråt",
            en="Loneliness unchanged, participation not rated afterwards",
            entries=(started(), *PAIR, ended(ENDED), lonely(day("2027-08-20"), 7)),
        ),
        Situation(
            sv="Ensamhet 5 skattad 2027-09-28, på tidsgränsens egen dag",
            en="Loneliness 5, rated on 2027-09-28, the deadline's own day",
            entries=(started(), *PAIR, ended(ENDED), lonely(day("2027-09-28"), 5)),
        ),
        Situation(
            sv="Ensamhet 5 skattad 2027-09-29, dagen efter tidsgränsen",
            en="Loneliness 5, rated on 2027-09-29, the day after the deadline",
            entries=(started(), *PAIR, ended(ENDED), lonely(day("2027-09-29"), 5)),
        ),
        Situation(
            sv="Ensamhet 5 skattad 2027-06-02, 28 dagar före avslutet",
            en="Loneliness 5, rated on 2027-06-02, 28 days before the end",
            entries=(started(), *PAIR, ended(ENDED), lonely(day("2027-06-02"), 5)),
        ),
        Situation(
            sv="Insatsen pågår",
            en="The service goes on",
            entries=(started(), *PAIR),
        ),
        Situation(
            sv="Avslutad 2027-06-30, frågan ställs 2027-09-27",
            en="Ended on 2027-06-30, asked about on 2027-09-27",
            entries=(started(), *PAIR, ended(ENDED), lonely(day("2027-08-20"), 5)),
            on=day("2027-09-27"),
        ),
    ),
    "crisis_plan_and_chain": (
        Situation(
            sv="Samsjuklighet bedömd vid start; plan och kedja på plats dag 56, 2027-01-11",
            en="Co-occurring disorders from the start; plan and chain on day 56, 2027-01-11",
            entries=(started(), *co_occurring(START), *both_in_place(day("2027-01-11"))),
        ),
        Situation(
            sv="Samsjuklighet bedömd vid start; plan och kedja på plats dag 57, 2027-01-12",
            en="Co-occurring disorders from the start; plan and chain on day 57, 2027-01-12",
            entries=(started(), *co_occurring(START), *both_in_place(day("2027-01-12"))),
        ),
        Situation(
            sv="Samsjuklighet bedömd vid start; bara krisplanen är gjord",
            en="Co-occurring disorders from the start; only the crisis plan is made",
            entries=(started(), *co_occurring(START), crisis_plan(day("2026-12-14"))),
        ),
        Situation(
            sv="Krisnivån hög dag 29, 2026-12-15; varken plan eller kedja",
            en="Crisis level high on day 29, 2026-12-15; neither plan nor chain",
            entries=(started(), level(day("2026-12-15"), "high")),
        ),
        Situation(
            sv="Krisnivån förhöjd, under metodens gräns; behov av bostad",
            en="Crisis level raised, below the method's threshold; a need of housing",
            entries=(started(), level(START, "raised"), need(START, NeedArea.HOUSING)),
        ),
        Situation(
            sv="Varken behov eller krisnivå bedömda till och med dag 56",
            en="Neither needs nor crisis level assessed by day 56",
            entries=(started(),),
        ),
        Situation(
            sv="Behov av bostad bedömt vid start; krisnivån hög först dag 57, 2027-01-12 "
            "(räknas för sig)",
            en="A need of housing from the start; crisis level high only on day 57, 2027-01-12 "
            "(counted apart)",
            entries=(
                started(),
                need(START, NeedArea.HOUSING),
                level(day("2027-01-12"), "high"),
                crisis_plan(day("2027-03-09")),
                *chain(day("2027-03-09"), NeedArea.HOUSING),
            ),
            rule="crisis_plan_and_chain_later",
        ),
        Situation(
            sv="Samsjuklighet bedömd vid start, frågan ställs 2027-01-10",
            en="Co-occurring disorders from the start, asked about on 2027-01-10",
            entries=(started(), *co_occurring(START)),
            on=day("2027-01-10"),
        ),
    ),
}
"""By rule: what happened, on both sides of each boundary day."""
