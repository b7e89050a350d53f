"""Putting the questions to another program: one process, a line a question, a line an answer."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from cm_method.fields import row
from cm_method.testing.conformance.answers import Fault, Outcome, differences
from cm_method.testing.conformance.kit import Question

SECONDS = 60


@frozen(kw_only=True)
class ProgramRun:
    """What a program answered, in the order of the questions, and how it ended.

    *ended* is its exit code, or None where it had to be stopped; *strays* are the numbers of the
    lines that answer nothing that was asked.
    """

    outcomes: tuple[Outcome, ...] = field(converter=row, repr=False)
    ended: int | None
    strays: tuple[int, ...] = field(default=(), converter=row)

    @property
    def passes(self) -> bool:
        """Whether it gave the expected answer to every question, nothing else, and ended well."""
        return not self.strays and self.ended == 0 and all(each.same for each in self.outcomes)


def ask_program(
    command: Sequence[str],
    asked: Iterable[Question],
    level: str = "reasons",
    *,
    seconds: float = SECONDS,
) -> ProgramRun:
    """Put all questions to a program and compare what it answers before *seconds* have passed.

    It reads questions from standard input until that ends, and writes ``{"case": ..., "findings":
    [...]}`` lines in any order. What it writes to standard error is left alone. Raises OSError when
    it cannot be started.
    """
    found = tuple(asked)
    # In ASCII, so that no letter of a journal can be taken for the end of a line.
    lines = "".join(json.dumps(each.asked()) + "\n" for each in found)
    ended: int | None = None
    try:
        done = subprocess.run(  # noqa: S603 - the program is the asker's own
            list(command),
            input=lines.encode("ascii"),
            stdout=subprocess.PIPE,
            timeout=seconds,
            check=False,
        )
        said, ended = done.stdout, done.returncode
    except subprocess.TimeoutExpired as expired:
        said = expired.stdout or b""
    answers, strays = _answers(said, {each.case for each in found})
    outcomes = (_outcome(each, answers.get(each.case, []), level) for each in found)
    return ProgramRun(outcomes=tuple(outcomes), ended=ended, strays=strays)


def _answers(said: bytes, cases: set[str]) -> tuple[dict[str, list[object]], tuple[int, ...]]:
    answers: dict[str, list[object]] = {}
    strays = []
    for number, line in _lines(said):
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            answer = None
        case = answer.get("case") if isinstance(answer, dict) else None
        if isinstance(case, str) and case in cases:
            answers.setdefault(case, []).append(answer.get("findings"))
        else:
            strays.append(number)
    return answers, tuple(strays)


def _lines(said: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(said.split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _outcome(question: Question, answers: list[object], level: str) -> Outcome:
    if len(answers) != 1:
        fault = Fault.TWO_ANSWERS if answers else Fault.NO_ANSWER
        return Outcome(question=question, fault=fault)
    return differences(question, answers[0], level)
