"""The outcome as JUnit XML, which most build servers show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

from cm_method.adapters.xml_letters import NOT_IN_XML
from cm_method.testing.conformance.answers import Outcome


def junit(outcomes: Sequence[Outcome]) -> str:
    """A suite with a test a question; it holds no time, so that equal outcomes give equal files."""
    wrong = sum(not each.same for each in outcomes)
    suite = ET.Element(
        "testsuite", name="cm-method-conformance", tests=str(len(outcomes)), failures=str(wrong)
    )
    for outcome in outcomes:
        question = outcome.question
        said = {"classname": f"conformance.{question.edition}", "name": question.case}
        test = ET.SubElement(suite, "testcase", said)
        if not outcome.same:
            lines = list(_lines(outcome))
            failure = ET.SubElement(test, "failure", message=lines[0])
            failure.text = "\n".join(lines)
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=False) + "\n"


def _lines(outcome: Outcome) -> list[str]:
    if outcome.fault is not None:
        return [outcome.fault.value]
    return [
        NOT_IN_XML.sub("\ufffd", f"{each.rule} {each.episode} {each.part}: ")
        + f"expected {_shown(each.expected)}, given {_shown(each.given)}"
        for each in outcome.differences
    ]


def _shown(value: Any) -> str:
    return json.dumps(value)
