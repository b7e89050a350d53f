"""Reading a register line by line, in bounded memory, without releasing half of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from cm_method.adapters.json.documents import LINES, LinesHeader, checked_format
from cm_method.adapters.json.journals import SHOWN, JournalReader, Problems
from cm_method.adapters.json.patient import object_of
from cm_method.adapters.json.text import as_text, parsed
from cm_method.errors import Problem, Refused, facts
from cm_method.journal import Journal
from cm_method.labels import text

LARGEST_LINE = 1 << 24
"""Characters or bytes in one line of a stream."""


class StreamRefused(Refused):
    """A stream had problems; *problems* are the first of them and *count* says how many in all."""

    def __init__(self, problems: Iterable[Problem], count: int) -> None:
        super().__init__(problems)
        self.count = count

    def explain(self, lang: str = "sv") -> str:
        """The problems that are kept, one a line, and how many more there are."""
        shown = super().explain(lang)
        more = self.count - len(self.problems)
        return f"{shown}\n{text('more_problems', lang, count=more)}" if more else shown


class Stream:
    """A register in the line form, read from *lines*: a file opened for bytes or text, or a list.

    Hold back what you work out from the journals until `journals` has come to its end: it ends by
    raising StreamRefused if any line had a problem. After the first problem no more journals are
    handed out; the lines that follow are only checked.

    >>> stream = Stream(['{"format": "cm-method-register-lines", "version": 1, '
    ...                  '"partnership": {"entries": []}}',
    ...                  '{"participant": "P-1", "entries": []}'])
    >>> [journal.subject for journal in stream.journals()]
    ['P-1']
    >>> stream.problem_count
    0
    """

    def __init__(self, lines: Iterable[str | bytes]) -> None:
        self._lines = iter(lines)
        self._number = 0
        self._problems = Problems(kept=SHOWN)
        self._reader = JournalReader(self._problems)
        self._opened = False
        self._at_end = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The first problems found so far, 200 at most, each with its line and path."""
        return tuple(self._problems.first)

    @property
    def problem_count(self) -> int:
        """How many problems were found so far, also those that are not kept."""
        return self._problems.count

    @property
    def partnership(self) -> Journal:
        """The journal of parties and workers; empty where the header has a problem."""
        self._open()
        return self._reader.partnership

    def journals(self) -> Iterator[Journal]:
        """The journals, one by one. Raises StreamRefused at the end if any line had a problem."""
        self._open()
        while (journal := self._next()) is not None:
            yield journal
        self.raise_if_refused()

    def raise_if_refused(self) -> None:
        """Check the lines not read yet. Raises StreamRefused if any line had a problem."""
        self._open()
        while not self._at_end:
            self._next()
        if self._problems.count:
            raise StreamRefused(self._problems.first, self._problems.count)

    def _open(self) -> None:
        """Read the header. Without one that can be read, the lines are not looked at."""
        if self._opened:
            return
        self._opened = True
        line = next(self._numbered(), (1, ""))[1]
        try:
            raw, odd = parsed(as_text(line, largest=LARGEST_LINE))
            checked_format(raw, LINES)
        except Refused as refused:
            self._problems.add(refused.problems, under="1:$")
            self._at_end = True
            return
        values, problems = object_of(LinesHeader, raw, left_alone=frozenset(("partnership",)))
        self._problems.add(problems, under="1:$")
        if "partnership" in values:
            self._reader.read_partnership(values["partnership"], "1:$.partnership", odd=odd)

    def _next(self) -> Journal | None:
        """The next journal, if nothing was wrong so far; past the end, None."""
        for number, line in self._numbered():
            if line.isspace():
                continue
            path = f"{number}:$"
            try:
                raw, odd = parsed(as_text(line, largest=LARGEST_LINE))
            except Refused as refused:
                self._problems.add(_on_line(number, refused), under=path)
                continue
            journal = self._reader.read_journal(raw, path, number, "{}:$", odd=odd)
            if journal is not None and not self._problems.count:
                return journal
        self._at_end = True
        return None

    def _numbered(self) -> Iterator[tuple[int, str | bytes]]:
        """The lines not read yet, with their numbers; a text file may stop in the middle."""
        try:
            for line in self._lines:
                self._number += 1
                yield self._number, line
        except UnicodeDecodeError:
            where = facts(line=self._number + 1)
            self._problems.add(
                [Problem(code="not_utf8", facts=where)], under=f"{self._number + 1}:$"
            )


def _on_line(number: int, refused: Refused) -> Iterator[Problem]:
    """Problems of the text of one line, with the line's number in the file."""
    for problem in refused.problems:
        named = dict(problem.facts)
        if "line" in named:
            named["line"] = number
        yield evolve(problem, facts=facts(**named))
