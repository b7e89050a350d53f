"""Every word that people see is there, in both languages, and none is left over.

The codes are found in the source itself, so that a new code without words fails here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import attrs
import pytest

import cm_method
from cm_method.case.agreements import Phase
from cm_method.case.chain import CHAIN_PARTS
from cm_method.case.crisis_plans import CRISIS_PLAN_PARTS, HelpContact
from cm_method.case.kinds import BY_TAG
from cm_method.case.offers import OfferState
from cm_method.case.plans import PLAN_PARTS, ContactPath, Goal
from cm_method.case.self_ratings import BUILT_IN, LICENSED, Dimension
from cm_method.case.sip import SipMeasure, SipService
from cm_method.errors import Fact, Problem, facts
from cm_method.journal import Entry
from cm_method.labels import LANGUAGES, catalogue, label, shown, text, words
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Parameters
from cm_method.rules.milestone import Mark, Verdict
from cm_method.rules.sip import SIP_RULES

PACKAGE = Path(cm_method.__file__).parent
MODULES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if "labels" not in path.parts
}
SV, EN = catalogue("sv"), catalogue("en")

KINDS: tuple[type[Entry], ...] = (Entry, *BY_TAG.values())
CHILD_ROWS = (Goal, ContactPath, HelpContact, Phase, SipMeasure, SipService)

OF_PROBLEMS = ("Problem", "broken", "refusal", "wrong")
OF_REASONS = ("Step", "Reason")
RULES_WITH_STEPS = ("contacts", "crisis_plan_and_chain", "plans", "self_ratings", "service_start")
ANSWERED_OFFERS = frozenset(f"offer_{state.value}" for state in OfferState) - {"offer_open"}
PARTS_OF_A_PROBLEM = ("what", "why", "do")


def places(words: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(words) if name is not None)


def keys(prefix: str) -> frozenset[str]:
    """What follows a prefix in the keys of the catalogue."""
    return frozenset(key.removeprefix(prefix) for key in SV if key.startswith(prefix))


def texts_in(*nodes: ast.AST) -> frozenset[str]:
    return frozenset(
        each.value
        for node in nodes
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def calls(*names: str) -> Iterator[ast.Call]:
    for module in MODULES.values():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and called(node) in names:
                yield node


def called(call: ast.Call) -> str:
    return call.func.id.lstrip("_") if isinstance(call.func, ast.Name) else ""


def codes_of(call: ast.Call) -> frozenset[str]:
    """The codes that a call gives, where they are written out."""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    if not given and call.args:
        given = [call.args[-1 if called(call) == "wrong" else 0]]
    ways = [w for code in given for w in branches(code) if isinstance(w, ast.Constant)]
    return texts_in(*ways)


def branches(node: ast.expr) -> tuple[ast.expr, ...]:
    return (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)


def assigned_codes(module: ast.Module) -> Iterator[str]:
    """Texts that are given to the name ``code``, alone or among others."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign):
            targets = [each for target in node.targets for each in ast.walk(target)]
            if "code" in {each.id for each in targets if isinstance(each, ast.Name)}:
                yield from texts_in(node.value)


def problem_codes() -> Iterator[str]:
    for call in calls(*OF_PROBLEMS):
        yield from codes_of(call)
    for call in calls("unknown"):
        for what in codes_of(call):
            yield from (f"unknown_{what}", f"misspelt_{what}")
    fields = MODULES["fields.py"]
    for node in ast.walk(fields):
        if isinstance(node, ast.Return) and node.value is not None:
            yield from (found for found in texts_in(node.value) if "_" in found)
    yield from assigned_codes(fields)


def reason_codes() -> Iterator[str]:
    for call in calls(*OF_REASONS):
        yield from codes_of(call)
    for topic in RULES_WITH_STEPS:
        yield from assigned_codes(MODULES[f"rules/{topic}.py"])
    yield from ANSWERED_OFFERS


def labels_of_enumerations() -> Iterator[str]:
    """Class and value of every member of every enumeration of codes."""
    for module in MODULES.values():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef) and "Enum" in map(ast.unparse, node.bases):
                for line in node.body:
                    if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                        yield f"{node.name}.{line.value.value!s}"


PROBLEMS = frozenset(problem_codes())
REASONS = frozenset(reason_codes())


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(SV) == list(EN)


def test_both_languages_have_the_same_places() -> None:
    assert [key for key in SV if places(SV[key]) != places(EN[key])] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty_or_has_space_at_its_ends(lang: str) -> None:
    assert [
        key for key, words in catalogue(lang).items() if not words or words != words.strip()
    ] == []


def test_every_code_of_an_enumeration_has_a_label_and_no_label_is_left_over() -> None:
    labelled = {key for key in SV if key[0].isupper()}
    assert set(labels_of_enumerations()) == labelled


def test_every_kind_of_entry_has_a_name_and_a_help_text() -> None:
    tags = {kind.kind for kind in KINDS}
    assert keys("entry.") == tags | {f"{tag}.help" for tag in tags}


def test_every_field_has_a_label_and_a_help_text() -> None:
    names = {field.name for cls in (*KINDS, *CHILD_ROWS) for field in attrs.fields(cls)}
    assert keys("field.") == names | {f"{name}.help" for name in names}


def test_every_problem_has_its_three_sentences_and_none_is_left_over() -> None:
    assert keys("problem.") == {
        f"{code}.{part}" for code in PROBLEMS for part in PARTS_OF_A_PROBLEM
    }


def test_every_reason_has_its_sentence_and_none_is_left_over() -> None:
    assert keys("reason.") == {f"mark.{mark.value}" for mark in Mark} | REASONS


def test_a_text_asks_for_no_fact_that_its_code_does_not_have() -> None:
    lacking = {
        (code, place)
        for call in calls(*OF_PROBLEMS, *OF_REASONS)
        if (named := named_facts(call)) is not None
        for code in codes_of(call)
        for place in asked_for(code) - named
    }
    assert lacking == set()


def asked_for(code: str) -> frozenset[str]:
    own = [f"reason.{code}", *(f"problem.{code}.{part}" for part in PARTS_OF_A_PROBLEM)]
    return frozenset(place for key in own for place in places(SV.get(key, "")))


def named_facts(call: ast.Call) -> frozenset[str] | None:
    """The facts that a call names; None where they are put together elsewhere."""
    given = call.keywords
    if called(call) not in ("broken", "refusal", "wrong"):
        inline = next((keyword.value for keyword in given if keyword.arg == "facts"), None)
        if inline is None:
            return frozenset()
        if not isinstance(inline, ast.Call) or called(inline) != "facts":
            return None
        given = inline.keywords
    return frozenset(keyword.arg for keyword in given if keyword.arg is not None)


def test_everything_that_can_be_missing_has_a_name() -> None:
    assert keys("plan_part.") == set(PLAN_PARTS)
    assert keys("crisis_plan_part.") == {"plan", *CRISIS_PLAN_PARTS}
    assert keys("chain_part.") == {
        "crisis_needs",
        "need_holder",
        "crisis_holder",
        *(f"need_{part}" for part in CHAIN_PARTS if part != "any_hour"),
        *(f"crisis_{part}" for part in CHAIN_PARTS),
    }
    assert keys("lacking.") == {
        f"{d.value}_{when}" for d in Dimension for when in ("before", "after")
    }


def test_every_method_rule_target_and_parameter_has_its_words() -> None:
    methods = EDITIONS.values()
    rules = {rule.name for method in methods for rule in (*method.rules, *method.recurring)} | {
        "crisis_plan_and_chain_later",
        *(rule.name for rule in SIP_RULES),
    }
    scales = [method.parameters.crisis_scale.value for method in methods]
    assert keys("method.") == set(EDITIONS)
    assert keys("rule.") == rules | {f"{rule}.what" for rule in rules}
    assert keys("target.") == {target.rule for method in methods for target in method.targets}
    assert keys("parameter.") == {field.name for field in attrs.fields(Parameters)}
    assert keys("instrument.") == {instrument.code for instrument in BUILT_IN} | set(LICENSED)
    assert keys("crisis_level.") == {level for scale in scales if scale for level in scale.levels}


def test_every_verdict_says_what_would_change_it() -> None:
    states = {verdict.value for verdict in Verdict} | {"already_done"}
    rules = {rule for rule in keys("rule.") if not rule.endswith(".what")}
    said = keys("change.")
    assert states <= said
    each = {f"{rule}.{state}" for rule in rules for state in states}
    assert said <= states | each | {"corrections_compete"}


def test_only_what_always_has_a_due_day_names_it() -> None:
    naming = {key for key in keys("change.") if places(SV[f"change.{key}"])}
    assert all(places(SV[f"change.{key}"]) == {"due"} for key in naming)
    assert not naming & {verdict.value for verdict in Verdict}
    assert "self_rated_improvement.not_yet_due" not in naming


SENTENCES = re.compile(
    r"(problem|reason|change|finding|task)\.|(entry|field)\..*\.help$|rule\..*\.what$"
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_begin_with_a_capital_and_end_with_a_stop(lang: str) -> None:
    found = {key: words for key, words in catalogue(lang).items() if SENTENCES.match(key)}
    assert [k for k, words in found.items() if not re.fullmatch(r"[A-ZÅÄÖ{].*[.?]", words)] == []


ENGLISH = re.compile(
    r"\b(and|are|been|can|from|have|into|its?|must|not|only|or|than|that|the|there|these|they|this"
    r"|was|were|what|when|which|who|with|without|within|would|you|your|entry|entries|need|needs"
    r"|participants?|report|rule|service|target|worker)\b"
)
"""Words that only English has; "is", "be", "to" and the like are Swedish words too."""


def test_the_swedish_holds_no_english_words() -> None:
    said = {key: words for key, words in SV.items() if not key.startswith("instrument.")}
    assert [key for key, words in said.items() if ENGLISH.search(without_code(words).lower())] == []


def without_code(words: str) -> str:
    """A text without its places, commands and options, which are the same in every language."""
    return re.sub(r"\{\w*\}|cm-method[\w .-]*|--[\w-]+|\"[^\"]*\"", " ", words)


def test_the_english_holds_no_swedish_words() -> None:
    swedish = re.compile(r"(?i)[åäö]|\b(och|inte|eller|som|för|att|deltagare\w*)\b")
    known = re.compile(r"Hägersten-Älvsjö|ÅÅÅÅ-MM-DD|Människan")
    assert [key for key, words in EN.items() if swedish.search(known.sub("", words))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_is_found_through_its_member(lang: str) -> None:
    assert label(Verdict.MET, lang) == catalogue(lang)["Verdict.met"]
    assert shown(Mark.WORSENED, lang) == catalogue(lang)["Mark.worsened"]


def test_words_are_shown_as_a_list_of_texts() -> None:
    found: Fact = words("plan_part.goal", "plan_part.contact_path")
    assert shown(found, "en") == "at least one goal, at least one contact path"


def test_a_problem_is_explained_in_three_sentences_after_its_path() -> None:
    problem = Problem(code="no_such_goal", path="P-0017/hm-3/number", facts=facts(number=4))
    assert problem.explain("sv") == (
        "P-0017/hm-3/number: Planen har inget mål med nummer 4. En uppföljning måste höra till ett "
        "mål som finns. Ange målets plats i planen; det första är 1."
    )


def test_unknown_keys_and_languages_are_refused() -> None:
    with pytest.raises(LookupError, match="no text"):
        text("no.such.key", "sv")
    with pytest.raises(LookupError, match="no catalogue"):
        catalogue("fi")


def test_codes_are_found_in_the_source() -> None:
    """The search itself finds what is known to be there, so that it cannot fall silent."""
    assert {"not_a_day", "not_a_known_code", "before_birth", "corrects_itself"} <= PROBLEMS
    assert {"plan_not_clear", "contacts_dropped", "already_done"} <= REASONS
    assert "EntryRoute.outreach" in set(labels_of_enumerations())
