"""Small made-up cases around every boundary day, shown in the tables of the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from attrs import evolve, frozen

from cm_method import (
    Case,
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    ContactFollowed,
    ContactPath,
    ContactStatus,
    CrisisLevelAssessed,
    CrisisPlanAgreed,
    CrisisPlanKind,
    CrisisPlanReviewed,
    Died,
    Ended,
    EndReason,
    Entry,
    Finding,
    Goal,
    HelpContact,
    Journal,
    LegalForm,
    Method,
    NeedArea,
    NeedAssessed,
    OfferWithdrawn,
    Parties,
    PlanAgreed,
    ResponsibilityAccepted,
    ResponsibilityOffered,
    ResponsibilityRefused,
    ReviewTrigger,
    SelfRated,
    SharingQuestion,
    SipAgreed,
    SipAnswer,
    SipAsked,
    SipFollowedUp,
    SipInitiated,
    SipOutcome,
    SituationChanged,
    Started,
    review,
    review_recurring,
)
from tests.docs.rule_pages import METHOD, home

START = date(2026, 11, 16)
ENDED = date(2027, 6, 30)
LONG_AFTER = date(2028, 5, 31)


def day(words: str) -> date:
    return date.fromisoformat(words)


@frozen(kw_only=True)
class Situation:
    """What happened, in words of both languages, and the day on which a rule is asked about it.

    *due* picks the wait that is due that day, of a rule that asks again and again.
    """

    sv: str
    en: str
    entries: tuple[Entry, ...]
    on: date = LONG_AFTER
    rule: str = ""
    due: date | None = None

    def words(self, lang: str) -> str:
        return self.sv if lang == "sv" else self.en

    def findings(self, rule: str) -> Iterable[Finding]:
        method = home(rule)
        journal = Journal(subject="P-0001", entries=_under(method, _with_ids(self.entries)))
        case = Case.of(journal, on=self.on)
        asked = self.rule or rule
        if asked not in {each.name for each in method.recurring}:
            return [each for each in review(case, method) if each.rule == asked]
        found = [each for each in review_recurring(case, method) if each.rule == asked]
        return [each for each in found if self.due in (None, each.due)]


def _with_ids(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with an id where they have none of their own."""
    numbers = count(1)
    return [evolve(e, id=f"hm-{next(numbers)}") if e.id == "?" else e for e in entries]


def _under(method: Method, entries: Iterable[Entry]) -> list[Entry]:
    """The entries with the edition that the service starts under."""
    return [evolve(e, edition=method.code) if isinstance(e, Started) else e for e in entries]


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


def gone_through(on: date, *, with_participant: bool = True) -> CrisisPlanReviewed:
    return CrisisPlanReviewed(
        id="?", on=on, by="hm", plan="plan", with_participant=with_participant
    )


def happened(on: date, change: ReviewTrigger) -> SituationChanged:
    return SituationChanged(id="?", on=on, by="hm", change=change)


def offered(on: date, receiver: str, id: str = "offer") -> ResponsibilityOffered:
    return ResponsibilityOffered(id=id, on=on, by="hm", need="housing", receiver=receiver)


def accepted(on: date, offer: str = "offer") -> ResponsibilityAccepted:
    return ResponsibilityAccepted(id="?", on=on, by="sdf", offer=offer)


def asked_about_sip(on: date) -> SipAsked:
    return SipAsked(id="?", on=on, by="hm", answer=SipAnswer.DECLINED, asked_by="cm-1")


def sip_followed_up(on: date) -> SipFollowedUp:
    return SipFollowedUp(id="?", on=on, by="sdf", sip="sip", participant_says=SipOutcome.HELPED)


def both_in_place(on: date) -> tuple[Entry, ...]:
    """A crisis plan, and the chain for addiction and mental ill-health."""
    return crisis_plan(on), *chain(on, NeedArea.ADDICTION, NeedArea.MENTAL_ILL_HEALTH)


ATTENDED, MISSED = ContactStatus.ATTENDED, ContactStatus.MISSED
BROKEN_OFF, DROPPED = ContactStatus.BROKEN_OFF, ContactStatus.DROPPED
PRIORITISED = plan(day("2026-12-01"), priority=("psykiatri",))
NAMED_PLAN = evolve(crisis_plan(day("2026-12-14")), id="plan")
DISCHARGED = happened(day("2027-02-01"), ReviewTrigger.DISCHARGE)
HOUSED = need(START, NeedArea.HOUSING)
OFFERED = offered(day("2026-12-01"), "sdf")
SIP = (
    SipInitiated(id="sip", on=day("2027-01-11"), by="sdf", initiator="sdf"),
    SipAgreed(
        id="sip-plan",
        on=day("2027-02-01"),
        by="sdf",
        sip="sip",
        with_participant=True,
        follow_up_on=day("2027-05-03"),
    ),
)
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
    "crisis_plan_reviewed": (
        Situation(
            sv="Planen gicks igenom dag 90, 2027-03-14",
            en="The plan was gone through on day 90, 2027-03-14",
            entries=(started(), NAMED_PLAN, gone_through(day("2027-03-14"))),
            due=day("2027-03-14"),
        ),
        Situation(
            sv="Planen gicks igenom dag 91, 2027-03-15",
            en="The plan was gone through on day 91, 2027-03-15",
            entries=(started(), NAMED_PLAN, gone_through(day("2027-03-15"))),
            due=day("2027-03-14"),
        ),
        Situation(
            sv="Planen har inte gåtts igenom, frågan ställs 2027-03-13",
            en="The plan has not been gone through, asked about on 2027-03-13",
            entries=(started(), NAMED_PLAN),
            on=day("2027-03-13"),
        ),
        Situation(
            sv="Case managern gick igenom planen 2027-03-14, utan deltagaren",
            en="The case manager went through the plan on 2027-03-14, without the participant",
            entries=(
                started(),
                NAMED_PLAN,
                gone_through(day("2027-03-14"), with_participant=False),
            ),
        ),
        Situation(
            sv="Utskriven 2027-02-01; planen gicks igenom dag 7, 2027-02-08",
            en="Discharged on 2027-02-01; the plan was gone through on day 7, 2027-02-08",
            entries=(started(), NAMED_PLAN, DISCHARGED, gone_through(day("2027-02-08"))),
            due=day("2027-02-08"),
        ),
        Situation(
            sv="Utskriven 2027-02-01; planen gicks igenom dag 8, 2027-02-09",
            en="Discharged on 2027-02-01; the plan was gone through on day 8, 2027-02-09",
            entries=(started(), NAMED_PLAN, DISCHARGED, gone_through(day("2027-02-09"))),
            due=day("2027-02-08"),
        ),
        Situation(
            sv="Utskriven 2027-02-01; en ny plan gjordes 2027-02-05",
            en="Discharged on 2027-02-01; a new plan was agreed on 2027-02-05",
            entries=(started(), NAMED_PLAN, DISCHARGED, crisis_plan(day("2027-02-05"))),
            due=day("2027-02-08"),
        ),
        Situation(
            sv="Utskriven 2027-02-01 och planen gicks igenom samma dag, kanske före utskrivningen",
            en="Discharged on 2027-02-01 and the plan gone through that very day, perhaps before",
            entries=(started(), NAMED_PLAN, DISCHARGED, gone_through(DISCHARGED.on)),
            on=day("2027-03-01"),
            due=day("2027-02-08"),
        ),
        Situation(
            sv="Deltagaren slutade 2027-03-01, före genomgången",
            en="Left on 2027-03-01, before the review",
            entries=(started(), NAMED_PLAN, ended(day("2027-03-01"))),
        ),
    ),
    "offer_answered": (
        Situation(
            sv="Stadsdelen tog emot ansvaret dag 14, 2026-12-15",
            en="The district accepted on day 14, 2026-12-15",
            entries=(started(), HOUSED, OFFERED, accepted(day("2026-12-15"))),
        ),
        Situation(
            sv="Stadsdelen tog emot ansvaret dag 15, 2026-12-16",
            en="The district accepted on day 15, 2026-12-16",
            entries=(started(), HOUSED, OFFERED, accepted(day("2026-12-16"))),
        ),
        Situation(
            sv="Stadsdelen sa nej 2026-12-10",
            en="The district said no on 2026-12-10",
            entries=(
                started(),
                HOUSED,
                OFFERED,
                ResponsibilityRefused(id="?", on=day("2026-12-10"), by="sdf", offer="offer"),
            ),
        ),
        Situation(
            sv="Föreningen tog tillbaka erbjudandet 2026-12-10",
            en="The association withdrew the offer on 2026-12-10",
            entries=(
                started(),
                HOUSED,
                OFFERED,
                OfferWithdrawn(id="?", on=day("2026-12-10"), by="hm", offer="offer"),
            ),
        ),
        Situation(
            sv="Regionen fick också frågan och tog emot ansvaret 2026-12-05",
            en="The region was asked too, and accepted on 2026-12-05",
            entries=(
                started(),
                HOUSED,
                OFFERED,
                offered(day("2026-12-02"), "region", "other"),
                accepted(day("2026-12-05"), "other"),
            ),
            due=day("2026-12-15"),
        ),
        Situation(
            sv="Inget svar än 2026-12-14",
            en="No answer yet on 2026-12-14",
            entries=(started(), HOUSED, OFFERED),
            on=day("2026-12-14"),
        ),
        Situation(
            sv="Inget svar 2026-12-15",
            en="No answer on 2026-12-15",
            entries=(started(), HOUSED, OFFERED),
            on=day("2026-12-15"),
        ),
    ),
    "sip_asked": (
        Situation(
            sv="Beroende och psykisk ohälsa bedömda vid start; ingen fråga än 2027-03-01",
            en="Addiction and mental ill-health from the start; not asked by 2027-03-01",
            entries=(started(), *co_occurring(START)),
            on=day("2027-03-01"),
        ),
        Situation(
            sv="Frågan ställdes 2027-03-02, och deltagaren sa nej",
            en="Asked on 2027-03-02, and the participant said no",
            entries=(started(), *co_occurring(START), asked_about_sip(day("2027-03-02"))),
        ),
        Situation(
            sv="Frågan ställdes 2026-11-18, behoven bedömdes först 2026-12-01",
            en="Asked on 2026-11-18, the needs assessed only on 2026-12-01",
            entries=(
                started(),
                asked_about_sip(day("2026-11-18")),
                *co_occurring(day("2026-12-01")),
            ),
        ),
        Situation(
            sv="Insatsen avslutades 2027-06-30 utan att frågan hade ställts",
            en="The service ended on 2027-06-30 and nobody had asked",
            entries=(started(), *co_occurring(START), ended(ENDED)),
        ),
    ),
    "sip_followed_up": (
        Situation(
            sv="Planen följdes upp 2027-05-03, på den bestämda dagen",
            en="The plan was followed up on 2027-05-03, the day agreed",
            entries=(started(), *SIP, sip_followed_up(day("2027-05-03"))),
        ),
        Situation(
            sv="Planen följdes upp 2027-05-04, dagen efter",
            en="The plan was followed up on 2027-05-04, the day after",
            entries=(started(), *SIP, sip_followed_up(day("2027-05-04"))),
        ),
        Situation(
            sv="Ingen uppföljning än 2027-05-02",
            en="No follow-up yet on 2027-05-02",
            entries=(started(), *SIP),
            on=day("2027-05-02"),
        ),
        Situation(
            sv="Ingen uppföljning 2027-05-03",
            en="No follow-up on 2027-05-03",
            entries=(started(), *SIP),
            on=day("2027-05-03"),
        ),
        Situation(
            sv="Insatsen avslutades 2027-04-30, före uppföljningen",
            en="The service ended on 2027-04-30, before the follow-up",
            entries=(started(), *SIP, ended(day("2027-04-30"))),
        ),
    ),
}
"""By rule: what happened, on both sides of each boundary day."""

RELEASE = ConsentGiven(
    id="hm-4",
    on=day("2027-02-01"),
    by="hm",
    consent=ConsentKind.CONFIDENTIALITY_RELEASE,
    discloser="hm",
    recipients=("region-psykiatri",),
    information=("coordination",),
    purpose="coordination",
    first=day("2027-02-01"),
    last=day("2027-07-31"),
    form="samtycke 2027-04",
)
"""What the association may tell psychiatry for half a year."""

WITHDRAWAL = ConsentWithdrawn(id="hm-9", on=day("2027-05-10"), by="hm", consent_given="hm-4")

RELEASE_PARTIES = Parties(legal_forms={"hm": LegalForm.ASSOCIATION})
RELEASE_DAYS: tuple[tuple[date, tuple[Entry, ...]], ...] = (
    (day("2027-01-31"), (evolve(RELEASE, on=day("2027-01-25"), recorded=day("2027-01-25")),)),
    (day("2027-02-01"), (RELEASE,)),
    (day("2027-07-31"), (RELEASE,)),
    (day("2027-08-03"), (RELEASE,)),
    (day("2027-05-09"), (RELEASE, WITHDRAWAL)),
    (day("2027-05-10"), (RELEASE, WITHDRAWAL)),
)
"""The days on which it is asked about, with what is recorded then."""

ASKED = SharingQuestion(
    discloser="hm",
    recipient="region-psykiatri",
    information=("plan",),
    purpose="coordination",
    on=START,
)
"""The question asked on each of the days."""

A_NOTE = need(START, NeedArea.HOUSING)
LAST_NOTES = (day("2027-06-30"), day("2027-12-31"), day("2028-01-01"), day("2028-02-29"))
"""Days of a last note."""
