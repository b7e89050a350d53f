"""The research data set: tidy tables under new pseudonyms, for accompanying research.

In it are only participants with a consent to research on the day, each with what their consent
covers, and only under an ethics decision. Only entries in force are told; what was corrected is
named by what stands in its place. Rows are ordered by pseudonym, so their order says nothing of the
register.

Pseudonymised data are still personal data (section 3.3 of the domain). With *relative* no date is
left in any table, no day of a consent, since many are asked on one day, and no deadline or other
day that was set beforehand: three months are 89 to 92 days, depending on the month of the start.
Still any entry whose date is known gives the start away, and one date that many share, such as an
end on the last day of the partnership, gives away the starts of them all. So may the day that the
data are about: an answer that is not yet due lies within its deadline from the start. And so may a
visit on one of those last days, beside the answer whether it was in time. Whether the data may
leave is for people to judge: a consent to research lifts no secrecy by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.consent import ConsentGiven, SharingMade
from cm_method.case.episodes import EntryRoute, Episode, death, is_contested
from cm_method.case.participants import Died, Gender, participant
from cm_method.case.parties import LegalForm, Parties
from cm_method.cohort.equality import UNKNOWN, Grouping, categories_of
from cm_method.cohort.release import Pseudonymised, Release
from cm_method.cohort.research_columns import (
    SMALLEST_GROUP,
    UNLISTED,
    Cell,
    ColumnType,
    Row,
    Writer,
)
from cm_method.cohort.research_consent import LeftOut, covered
from cm_method.cohort.research_tables import (
    ACTORS,
    FINDINGS,
    PARTICIPANTS,
    STAY,
    Table,
    tables_of,
)
from cm_method.dates import require_days
from cm_method.errors import Problem, Refused
from cm_method.journal import Category, Entry, Journal, Objected, answered
from cm_method.rules.method import Method
from cm_method.rules.review import of_this_edition, review


@frozen(kw_only=True)
class TidyTable:
    """One table: one row an observation, columns by name."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)


@frozen(kw_only=True)
class DataSet:
    """The tables of a release, how many *participants* they tell of, and who was left out.

    *left_out* counts by reason. Small counts are for insiders: they may point at someone.
    """

    release: str
    ethics: str
    on: date
    known: date | None
    edition: str
    relative: bool
    participants: int
    tables: tuple[TidyTable, ...]
    left_out: Mapping[LeftOut, int]

    def __getitem__(self, name: str) -> TidyTable:
        """One table by its name. Raises KeyError for none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)


def data_set(
    journals: Iterable[Journal],
    method: Method,
    release: Release,
    *,
    on: date,
    known: date | None = None,
    parties: Parties | None = None,
) -> DataSet:
    """The data set of a register on a day.

    *parties* tells workers and organisations that the partnership has registered from words of one
    journal alone. Journals are read one by one; the rows of all are held until the last one is
    read, since they are put in order. Raises Refused when two participants would share a pseudonym.
    """
    require_days(on=on, known=known)
    desk = _Desk(
        method=method,
        release=release,
        on=on,
        known=known,
        tables=tables_of(method, release),
        parties=parties or Parties(),
    )
    left_out: Counter[LeftOut] = Counter()
    for journal in journals:
        why = desk.take(journal)
        if why is not None:
            left_out[why] += 1
    desk.tell_actors()
    desk.withhold_what_few_share()
    return DataSet(
        release=release.name,
        ethics=release.ethics,
        on=on,
        known=known,
        edition=method.code,
        relative=release.relative,
        participants=len(desk.seen),
        tables=tuple(desk.sorted_tables()),
        left_out={why: left_out[why] for why in LeftOut if left_out[why]},
    )


@frozen(kw_only=True)
class _Person:
    """What the table of participants tells of one."""

    gender: Gender | None
    age: int | None
    age_group: str | None
    district: str | None
    entry_route: EntryRoute | None
    start_month: str
    episodes: int
    covers: frozenset[Category]


@frozen(kw_only=True)
class _Actor:
    actor: str
    party: str
    legal_form: LegalForm | None


@frozen(kw_only=True, eq=False)
class _Desk:
    """Where the rows of one release are gathered."""

    method: Method
    release: Release
    on: date
    known: date | None
    tables: tuple[Table, ...]
    parties: Parties
    rows: dict[str, list[tuple[Cell, ...]]] = field(factory=dict, init=False)
    seen: set[str] = field(factory=set, init=False)
    met: set[str] = field(factory=set, init=False)

    def take(self, journal: Journal) -> LeftOut | None:
        """The rows of one participant, or why there are none."""
        case = Case.of(journal, on=self.on, known=self.known)
        mine = of_this_edition(case, self.method)
        if not mine:
            return LeftOut.NOT_STARTED
        information = self.method.parameters.information.value
        covers = covered(journal, self.release, information, on=self.on, known=self.known)
        if isinstance(covers, LeftOut):
            return covers
        who = self.release.pseudonym(Pseudonymised.PARTICIPANT, journal.subject)
        if who in self.seen:
            raise Refused([Problem(code="pseudonyms_collide")])
        self.seen.add(who)
        leaving = [e for e in _own(case) if e.category in covers and type(e) not in STAY]
        writer = Writer(
            release=self.release,
            case=case,
            who=who,
            start=mine[0].first,
            actors=frozenset((*self.parties.periods, *self.parties.legal_forms)),
            leaving=frozenset(entry.id for entry in leaving),
            objected=_objected(case),
            contested=frozenset(entry.id for entry in leaving if is_contested(case, entry)),
            met=self.met,
        )
        by_kind: dict[type[Entry], list[Entry]] = {}
        for entry in leaving:
            by_kind.setdefault(type(entry), []).append(entry)
        for table in self.tables:
            if table.kind is not None:
                rows = _rows(table, by_kind.get(table.kind, ()))
            elif table.name == PARTICIPANTS:
                rows = iter([Row(item=self._person(case, mine, covers))])
            elif table.name == FINDINGS:
                rows = self._findings(case, covers)
            else:
                continue
            self.rows.setdefault(table.name, []).extend(table.line(writer, row) for row in rows)
        return None

    def _person(
        self, case: Case, mine: tuple[Episode, ...], covers: frozenset[Category]
    ) -> _Person:
        """Who the participant is, as far as the consent covers it."""
        start = mine[0].first
        said = Category.IDENTITY in covers
        facts = participant(case)
        group = categories_of(case, self.method)
        born = facts.earliest_birth
        route = group[Grouping.ENTRY_ROUTE]
        age_group = group[Grouping.AGE]
        return _Person(
            gender=facts.gender if said else None,
            age=start.year - born.year if said and born is not None else None,
            age_group=age_group if said and age_group != UNKNOWN else None,
            district=facts.district if said else None,
            entry_route=None if route == UNKNOWN else EntryRoute(route),
            start_month=start.isoformat()[: len("YYYY-MM")],
            episodes=len(mine),
            covers=covers,
        )

    def _findings(self, case: Case, covers: frozenset[Category]) -> Iterator[Row]:
        """The answers that rest on nothing but what the consent covers."""
        died = frozenset() if death(case) is None else frozenset((Died,))
        for found in review(case, self.method):
            reads = self.method.rule_of(found.rule).reads | died
            if covers.issuperset(kind.category for kind in reads):
                yield Row(item=found)

    def tell_actors(self) -> None:
        """The registered workers and organisations that some row has named."""
        (table,) = (each for each in self.tables if each.name == ACTORS)
        forms = self.parties.legal_forms
        for code in self.met:
            party = self.parties.party(code)
            actor = _Actor(
                actor=self._pseudonym(code),
                party=self._pseudonym(party),
                legal_form=forms.get(party),
            )
            line = tuple(getattr(actor, column.name) for column in table.columns)
            form = actor.legal_form
            self.rows.setdefault(ACTORS, []).append((*line[:-1], form and form.value))

    def withhold_what_few_share(self) -> None:
        """Codes as they are written may be anyone's words: told only where enough write the same.

        A code that fewer participants share is told as unlisted.
        """
        for table in self.tables:
            for place, column in enumerate(table.columns):
                if column.type is ColumnType.CODE_AS_WRITTEN:
                    rows = self.rows.get(table.name, [])
                    shared = Counter(code for _, code in {(row[0], row[place]) for row in rows})
                    kept = {code for code, count in shared.items() if count >= SMALLEST_GROUP}
                    self.rows[table.name] = [
                        row
                        if row[place] is None or row[place] in kept
                        else (*row[:place], UNLISTED, *row[place + 1 :])
                        for row in rows
                    ]

    def _pseudonym(self, code: str) -> str:
        return self.release.pseudonym(Pseudonymised.ACTOR, code)

    def sorted_tables(self) -> Iterator[TidyTable]:
        """The tables with their rows in an order that says nothing of the register."""
        for table in self.tables:
            rows = sorted(self.rows.get(table.name, ()), key=lambda row: row[: table.keys])
            columns = tuple(column.name for column in table.columns)
            yield TidyTable(name=table.name, columns=columns, rows=tuple(rows))


def _rows(table: Table, entries: Iterable[Entry]) -> Iterator[Row]:
    """The rows that entries of a table's kind give: one each, or one for each of their parts."""
    for entry in entries:
        if table.part is None:
            yield Row(item=entry, of=entry.id)
        else:
            for number, part in enumerate(getattr(entry, table.part), start=1):
                yield Row(item=part, of=entry.id, number=number)


def _own(case: Case) -> list[Entry]:
    """The entries in force that are about the participant alone.

    A consent of another person, and a sharing of another's information, are theirs; what ends such
    a consent goes with it.
    """
    others = {
        entry.id
        for entry in case.entries
        if isinstance(entry, ConsentGiven | SharingMade) and entry.about is not None
    }
    found = []
    for entry in case.entries:
        named = {id for _, asked, _ in answered(entry) for id in case.standing_for(asked)}
        if entry.id not in others and named.isdisjoint(others):
            found.append(entry)
    return found


def _objected(case: Case) -> frozenset[str]:
    """The ids of what stands today for the entries that the participant finds wrong."""
    said = case.of_kind(Objected)
    return frozenset(id for entry in said for id in case.standing_for(entry.entry))
