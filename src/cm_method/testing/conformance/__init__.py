"""The conformance kit: cases in plain JSON, and how the answers of another system differ.

A question holds one participant's journal, a day, a state of knowledge and the rules asked; it says
nothing of Python. The answer holds a finding a rule and episode. The expected answers are those of
the worked cases of every reading, written by hand, and of journals chosen because a rule answers
there in a way that no worked case shows.
"""

from __future__ import annotations

from cm_method.testing.conformance.answers import (
    LEVELS,
    Difference,
    Fault,
    Outcome,
    answer_of_the_library,
    differences,
    run,
)
from cm_method.testing.conformance.junit import junit
from cm_method.testing.conformance.kit import VERSION, Question, questions, schema
from cm_method.testing.conformance.programs import ProgramRun, ask_program

__all__ = [
    "LEVELS",
    "VERSION",
    "Difference",
    "Fault",
    "Outcome",
    "ProgramRun",
    "Question",
    "answer_of_the_library",
    "ask_program",
    "differences",
    "junit",
    "questions",
    "run",
    "schema",
]
