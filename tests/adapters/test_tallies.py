"""Tallies as files: added they count everybody once, and anything odd about them is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import reduce
from hashlib import sha256
from operator import add
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

pytest.importorskip("cattrs")

from cm_method.adapters.json import TallyFile, add_tallies, tally_from_json, tally_to_json
from cm_method.adapters.json.tallies import NOTICE
from cm_method.case.register import Register
from cm_method.cohort.tally import Tally, empty_tally, tally
from cm_method.errors import CannotAdd, Refused
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method
from cm_method.rules.milestone import Mark, Signature, Verdict
from cm_method.testing.strategies import EDITION, any_methods, days_around, days_known, registers
from tests.cohort.hand_made import DAY, tally_of, tally_with

METHOD = EDITIONS[EDITION]
ORIGINS = ("0180", "1480", "1280")


def file_of(counted: Tally, *origins: str) -> TallyFile:
    return TallyFile(origins=origins or ("0180",), tally=counted)


def sealed(held: dict[str, Any]) -> str:
    """A file with the seal that its content asks for, worked out apart from the library."""
    content = {name: value for name, value in held.items() if name != "seal"}
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return json.dumps({**content, "seal": sha256(plain.encode("ascii")).hexdigest()})


def plain(file: TallyFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tally_to_json(file))
    return found


def problems_of(source: str | bytes) -> list[tuple[str, str]]:
    """Path and code of every problem; each has its words in every language."""
    with pytest.raises(Refused) as refused:
        tally_from_json(source)
    for problem in refused.value.problems:
        assert all(problem.explain(lang) for lang in LANGUAGES)
    return [(problem.path, problem.code) for problem in refused.value.problems]


def a_tally() -> Tally:
    said = {
        "service_started": "3 met",
        "plan_in_time": "1 met +within_ambition +left_before_deadline, 2 not_yet_due done",
        "crisis_plan_and_chain": "1 membership done, 1 excluded not_relevant, 1 unknown",
    }
    return attrs.evolve(
        tally_of(METHOD, said), journals=4, listed=1, other_editions=2, known=date(2027, 7, 1)
    )


WAYS = ("met", "met_late +worsened", "missed", "unknown", "membership done", "excluded died")


@st.composite
def made_up_tallies(draw: st.DrawFn) -> Tally:
    """Tallies of one edition and day, with any counts under any rules."""
    some = st.dictionaries(st.sampled_from(WAYS), st.integers(0, 10**6), max_size=4)
    said = draw(st.dictionaries(st.sampled_from(("service_started", "own rule", "x")), some))
    listed = {
        rule: ", ".join(f"{n} {way}" for way, n in each.items()) for rule, each in said.items()
    }
    journals, some_listed = draw(st.integers(1, 10**6)), draw(st.integers(0, 9))
    known = draw(st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)))
    found = tally_of(METHOD, listed)
    return attrs.evolve(found, known=known, journals=journals, listed=some_listed)


class TestSums:
    """The tallies of several municipalities, as files, add up to the tally of all their cases."""

    @given(registers(min_size=1, max_size=6, wild=True), any_methods(), st.data())
    def test_three_municipalities_together_count_as_one(
        self, everybody: Register, method: Method, data: DataObject
    ) -> None:
        journals = list(everybody)
        on, known = data.draw(days_around(journals[0])), data.draw(days_known(journals[0]))
        lives_in = [data.draw(st.sampled_from(ORIGINS)) for _ in journals]
        texts = []
        for origin in ORIGINS:
            own = [j for j, place in zip(journals, lives_in, strict=True) if place == origin]
            counted = tally(own, method, on=on, known=known)
            texts.append(tally_to_json(file_of(counted, origin)))
        files = [(f"{n}.json", tally_from_json(text)) for n, text in enumerate(texts)]
        together = add_tallies(files)
        assert together.tally == tally(journals, method, on=on, known=known)
        assert together.origins == tuple(sorted(ORIGINS))
        assert tally_from_json(tally_to_json(together)) == together
        # A sum of a sum, in another order, is the same file to the letter.
        first = tally_from_json(tally_to_json(add_tallies(files[1:])))
        again = add_tallies([("sum", first), files[0]])
        assert tally_to_json(again) == tally_to_json(together)

    @given(st.lists(made_up_tallies().map(lambda t: attrs.evolve(t, known=None)), min_size=1))
    def test_adding_files_adds_their_tallies(self, tallies: list[Tally]) -> None:
        named = [(str(n), file_of(each, f"m-{n}")) for n, each in enumerate(tallies)]
        assert add_tallies(named).tally == reduce(add, tallies)


class TestRoundTrip:
    """A tally to JSON and back is equal; equal tallies give the same text."""

    @given(
        made_up_tallies(), st.sets(st.from_regex(r"[a-z0-9]{1,9}(-[a-z]{1,4})?", fullmatch=True))
    )
    def test_a_tally_comes_back_equal(self, counted: Tally, origins: set[str]) -> None:
        file = file_of(counted, *origins)
        text = tally_to_json(file)
        assert tally_from_json(text) == file
        assert tally_from_json(text.encode()) == file
        assert tally_from_json("\ufeff" + text.replace("\n", "\r\n")) == file

    @given(registers(min_size=1, max_size=4), any_methods(), st.data())
    def test_the_order_of_participants_leaves_no_trace(
        self, register: Register, method: Method, data: DataObject
    ) -> None:
        journals = list(register)
        on = data.draw(days_around(journals[0]))
        turned = data.draw(st.permutations(journals))
        one, other = (
            tally_to_json(file_of(tally(some, method, on=on))) for some in (journals, turned)
        )
        assert one == other

    def test_rules_ways_and_marks_are_written_in_order(self) -> None:
        every = frozenset(Mark)
        ways = {Signature(Verdict.MET, "", True, every - {mark}): 1 for mark in Mark}
        one = attrs.evolve(a_tally(), counts={"b": ways, "a": dict(reversed(ways.items()))})
        rules = plain(file_of(one))["rules"]
        assert [each["rule"] for each in rules] == ["a", "b"]
        assert rules[0]["ways"] == rules[1]["ways"]
        for way in rules[0]["ways"]:
            assert way["marks"] == sorted(way["marks"])

    def test_origins_may_be_named_in_any_order(self) -> None:
        one, other = file_of(a_tally(), "b", "a"), file_of(a_tally(), "a", "b")
        assert one == other
        assert tally_to_json(one) == tally_to_json(other)

    def test_the_tally_of_nobody_comes_back_too(self) -> None:
        nobody = file_of(empty_tally(METHOD, on=DAY))
        assert tally_from_json(tally_to_json(nobody)) == nobody

    def test_a_fingerprint_that_looks_like_an_identity_number_is_none(self) -> None:
        file = file_of(attrs.evolve(a_tally(), fingerprint="a8112289874bcdef"))
        assert tally_from_json(tally_to_json(file)) == file

    def test_a_rule_under_which_nobody_is_left_comes_back_too(self) -> None:
        file = file_of(attrs.evolve(a_tally(), counts={"x": {}}))
        assert tally_from_json(tally_to_json(file)) == file


VERSION_1 = """\
{
  "format": "cm-method-tally",
  "version": 1,
  "notice": "%s",
  "origins": ["0180", "1480"],
  "edition": "hagersten-alvsjo-2026",
  "fingerprint": "0123456789abcdef",
  "on": "2027-06-30",
  "known": null,
  "journals": 4,
  "listed": 1,
  "other_editions": 0,
  "rules": [
    {"rule": "plan_in_time", "ways": [
      {"verdict": "excluded", "code": "died", "done": false, "marks": [], "count": 1},
      {"verdict": "met", "code": "", "done": true, "marks": ["within_ambition"], "count": 2}
    ]},
    {"rule": "service_started", "ways": []}
  ],
  "seal": "d3b1a5b1"
}
"""


def test_the_format_of_version_1_stays_as_it_is() -> None:
    """Files that were handed over must be read, and written, in the same way ever after."""
    said = {"service_started": "", "plan_in_time": "2 met +within_ambition, 1 excluded died"}
    counted = attrs.evolve(
        tally_of(METHOD, said), fingerprint="0123456789abcdef", journals=4, listed=1
    )
    file = file_of(counted, "0180", "1480")
    assert NOTICE == (
        "Kan innehålla personuppgifter: publicera inte. May be personal data: do not publish."
    )
    held = json.loads(VERSION_1 % NOTICE)
    seal = json.loads(sealed(held))["seal"]
    text = (VERSION_1 % NOTICE).replace("d3b1a5b1", seal)
    assert tally_to_json(file) == text
    assert tally_from_json(text) == file


class TestPrivacy:
    """No pseudonym and no id of an entry is in a file, and every file says how it is to be kept."""

    @given(registers(min_size=1), any_methods(), st.data())
    def test_nothing_of_a_journal_is_in_the_file(
        self, register: Register, method: Method, data: DataObject
    ) -> None:
        asked: Journal = data.draw(st.sampled_from(tuple(register)))
        counted = tally(register, method, on=data.draw(days_around(asked)))
        text = tally_to_json(file_of(counted, "kommun"))
        leaves = {leaf for _, leaf in leaves_of(json.loads(text)) if isinstance(leaf, str)}
        for journal in (*register, register.partnership):
            assert journal.subject not in text
            assert not leaves & ({entry.id for entry in journal.entries} | journal.disposed)
        assert "P-0" not in text

    def test_it_is_marked_as_possibly_personal_data(self) -> None:
        assert NOTICE in tally_to_json(file_of(a_tally()))


# Whatever is changed is refused

Path = tuple[str | int, ...]


def leaves_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value that holds no others, with the way to it; an empty list is one."""
    if isinstance(value, dict | list) and value:
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in inner:
            yield from leaves_of(each, (*path, key))
    else:
        yield path, value


def changed(document: Any, path: Path, change: Callable[[Any, Any], None]) -> Any:
    """A copy in which something was done at the place, given the object that holds it."""
    found = copy.deepcopy(document)
    holder = found
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return found


def put(value: Any) -> Callable[[Any, Any], None]:
    def do(holder: Any, key: Any) -> None:
        holder[key] = value

    return do


def drop(holder: Any, key: Any) -> None:
    del holder[key]


DOCUMENT = plain(file_of(a_tally(), "0180", "1480"))
LEAVES = tuple(leaves_of(DOCUMENT))
ODD: tuple[Any, ...] = (None, True, False, 0, 1, 2, -1, 1.0, 10**40, "", "x", "met", "2027-06-29")
MORE_ODD: tuple[Any, ...] = ([], {}, [[]], "hm-1", "1480", "\ud83d", float("nan"), "811228-9874")


@pytest.mark.parametrize(("path", "leaf"), LEAVES, ids=lambda each: str(each)[:40])
def test_every_single_value_is_guarded_by_the_seal(path: Path, leaf: Any) -> None:
    for other in (*ODD, *MORE_ODD):
        if type(other) is not type(leaf) or other != leaf:
            assert problems_of(json.dumps(changed(DOCUMENT, path, put(other))))
    assert problems_of(json.dumps(changed(DOCUMENT, path, drop)))


@pytest.mark.parametrize("path", [(), ("rules", 0), ("rules", 1, "ways", 0)], ids=str)
def test_every_field_must_be_there_and_no_other(path: Path) -> None:
    for name in get(path):
        without = changed(DOCUMENT, (*path, name), drop)
        assert problems_of(json.dumps(without))
        if name not in ("format", "version", "seal"):
            assert problems_of(sealed(without))[0][1] == "missing_field"
    more = changed(DOCUMENT, (*path, "zzz"), put(1))
    assert [code for _, code in problems_of(sealed(more))] == ["unknown_field"]


@given(made_up_tallies(), st.data())
def test_one_changed_count_is_enough(counted: Tally, data: DataObject) -> None:
    document = plain(file_of(counted))
    counts = [path for path, leaf in leaves_of(document) if type(leaf) is int]
    path = data.draw(st.sampled_from(counts))
    step = data.draw(st.sampled_from((-1, 1)))
    changed_by_one = changed(
        document, path, lambda holder, key: put(holder[key] + step)(holder, key)
    )
    assert problems_of(json.dumps(changed_by_one))


def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut() -> None:
    text = tally_to_json(file_of(a_tally())).rstrip()
    for length in range(len(text)):
        assert problems_of(text[:length])


def test_only_the_layout_may_change() -> None:
    again = json.dumps(dict(reversed(DOCUMENT.items())), indent=7)
    assert tally_from_json(again) == file_of(a_tally(), "0180", "1480")


@pytest.mark.parametrize(
    ("source", "path", "code"),
    [
        ("", "$", "not_a_tally"),
        ("[]", "$", "not_a_tally"),
        ("{}", "$", "not_a_tally"),
        ("null", "$", "not_a_tally"),
        ('{"format": "cm-method-register", "version": 1}', "$", "not_a_tally"),
        ("[" * 100_000, "$", "not_a_tally"),
        ('{"format": "cm-method-tally", "version": 1' + "9" * 5000 + "}", "$", "not_a_tally"),
        ('{"format": "cm-method-tally"}', "$.version", "unknown_version"),
        ('{"format": "cm-method-tally", "version": 2}', "$.version", "unknown_version"),
        ('{"format": "cm-method-tally", "version": "1"}', "$.version", "unknown_version"),
        ('{"format": "cm-method-tally", "version": true}', "$.version", "unknown_version"),
        ('{"format": "cm-method-tally"', "$", "not_json"),
        (b'{"format": "\xff"}', "$", "not_utf8"),
    ],
    ids=lambda each: str(each)[:30],
)
def test_what_is_no_tally_file_is_refused(source: str | bytes, path: str, code: str) -> None:
    assert problems_of(source) == [(path, code)]


def test_a_file_nested_almost_too_deep_is_refused_as_well() -> None:
    for depth in (50, 500, 900, 990, 5_000):
        inner = "[" * depth + "]" * depth
        found = problems_of('{"format": "cm-method-tally", "version": 1, "seal": ' + inner + "}")
        assert {code for _, code in found} <= {
            "not_a_tally",
            "tally_was_changed",
            "missing_field",
            "not_a_text",
        }


# Sealed again by somebody who knows how: what the content itself shows wrong

WAY: Path = ("rules", 1, "ways", 0)


def get(path: Path) -> Any:
    return reduce(lambda held, key: held[key], path, DOCUMENT)  # type: ignore[index]  # JSON


SEALED_AGAIN: list[tuple[Path, Any, str, str]] = [
    (("notice",), "Får publiceras.", "$.notice", "tally_not_marked"),
    (("origins",), [], "$.origins", "tally_without_origin"),
    (("origins",), "0180", "$.origins", "not_a_list"),
    (("origins",), ["0180", "0180"], "$.origins[1]", "tally_origin_repeated"),
    (("origins",), ["Örebro"], "$.origins[0]", "tally_origin_no_code"),
    (("origins",), ["a", "b b"], "$.origins[1]", "tally_origin_no_code"),
    (("origins",), ["-a"], "$.origins[0]", "tally_origin_no_code"),
    (("origins",), ["a" * 41], "$.origins[0]", "tally_origin_no_code"),
    (("origins",), ["811228-9874"], "$.origins[0]", "identity_number"),
    (("edition",), " ", "$.edition", "blank_text"),
    (("edition",), 3, "$.edition", "not_a_text"),
    (("fingerprint",), "0123", "$.fingerprint", "tally_fingerprint_odd"),
    (("fingerprint",), "0123456789ABCDEF", "$.fingerprint", "tally_fingerprint_odd"),
    (("on",), "2027-02-29", "$.on", "no_such_day"),
    (("on",), None, "$.on", "not_written_as_a_day"),
    (("known",), "2027-06-30T12:00", "$.known", "day_with_time"),
    (("journals",), -1, "$.journals", "tally_count_below_zero"),
    (("journals",), 0, "$.journals", "tally_counts_nobody"),
    (("journals",), "4", "$.journals", "not_a_whole_number"),
    (("listed",), -1, "$.listed", "tally_count_below_zero"),
    (("other_editions",), -1, "$.other_editions", "tally_count_below_zero"),
    (("listed",), 1.0, "$.listed", "not_a_whole_number"),
    (("rules",), {}, "$.rules", "not_a_list"),
    (("rules", 0, "rule"), "plan_in_time", "$.rules[1]", "tally_rule_twice"),
    (("rules", 1, "ways", 1), get(WAY), "$.rules[1].ways[1]", "tally_way_twice"),
    ((*WAY, "verdict"), "won", "$.rules[1].ways[0].verdict", "unknown_code"),
    ((*WAY, "verdict"), "missde", "$.rules[1].ways[0].verdict", "misspelt_code"),
    ((*WAY, "verdict"), "missed", "$.rules[1].ways[0].code", "tally_way_impossible"),
    ((*WAY, "code"), "membership", "$.rules[1].ways[0].code", "tally_way_impossible"),
    ((*WAY, "done"), False, "$.rules[1].ways[0].code", "tally_way_impossible"),
    ((*WAY, "done"), 1, "$.rules[1].ways[0].done", "not_yes_or_no"),
    ((*WAY, "marks"), ["happy"], "$.rules[1].ways[0].marks[0]", "unknown_code"),
    ((*WAY, "marks"), ["worsened", "worsened"], "$.rules[1].ways[0].marks[1]", "tally_mark_twice"),
    ((*WAY, "count"), -1, "$.rules[1].ways[0].count", "tally_count_below_zero"),
    ((*WAY, "count"), True, "$.rules[1].ways[0].count", "not_a_whole_number"),
]  # fmt: skip


@pytest.mark.parametrize(("at", "value", "path", "code"), SEALED_AGAIN, ids=lambda e: str(e)[:30])
def test_a_new_seal_does_not_make_it_right(at: Path, value: Any, path: str, code: str) -> None:
    assert problems_of(sealed(changed(DOCUMENT, at, put(value)))) == [(path, code)]


IMPOSSIBLE = [
    ("met", "", False),
    ("met", "answer", True),
    ("met_late", "", False),
    ("missed", "", True),
    ("missed", "no_due_day", False),
    ("not_yet_due", "answer", False),
    ("excluded", "", False),
    ("excluded", "died", True),
    ("excluded", "Kim Exempel", False),
    ("unknown", "", False),
    ("unknown", "answer", True),
    ("unknown", "no_due_day", False),
]


@pytest.mark.parametrize(("verdict", "code", "done"), IMPOSSIBLE)
def test_what_no_rule_can_answer_is_refused(verdict: str, code: str, done: bool) -> None:
    way = {"verdict": verdict, "code": code, "done": done, "marks": [], "count": 1}
    found = problems_of(sealed(changed(DOCUMENT, WAY, put(way))))
    assert found == [("$.rules[1].ways[0].code", "tally_way_impossible")]


def test_everything_wrong_is_told_at_once() -> None:
    document = copy.deepcopy(DOCUMENT)
    document["on"] = "soon"
    document["jornals"] = document.pop("journals")
    document["rules"][0]["ways"][0]["verdict"] = "won"
    document["rules"][2]["ways"][0]["count"] = 1.5
    assert sorted(problems_of(json.dumps(document))) == [
        ("$", "misspelt_field"),
        ("$.on", "not_written_as_a_day"),
        ("$.rules[0].ways[0].verdict", "unknown_code"),
        ("$.rules[2].ways[0].count", "not_a_whole_number"),
        ("$.seal", "tally_was_changed"),
    ]


def test_a_key_that_stands_twice_is_refused() -> None:
    text = tally_to_json(file_of(a_tally())).replace('"listed": 1', '"listed": 1, "listed": 1')
    assert ("$.listed", "repeated_field") in problems_of(text)


def test_an_error_repeats_nothing_that_was_found() -> None:
    for path, leaf in LEAVES:
        if isinstance(leaf, str):
            document = changed(DOCUMENT, path, put("Kim Exempel"))
            with pytest.raises(Refused) as refused:
                tally_from_json(json.dumps(document))
            assert "Kim" not in refused.value.explain("sv") + refused.value.explain("en")


# What cannot be read again is not written, and what is no origin is none

UNWRITABLE: list[tuple[dict[str, Any], str]] = [
    ({"counts": tally_with(METHOD, x="-1 met").counts}, "tally_count_below_zero"),
    ({"journals": -1}, "tally_count_below_zero"),
    ({"journals": 0}, "tally_counts_nobody"),
    ({"fingerprint": "another"}, "tally_fingerprint_odd"),
    ({"edition": ""}, "blank_text"),
    ({"counts": {"x": {next(iter(a_tally().of("service_started"))): 1.0}}}, "not_a_whole_number"),
]


@pytest.mark.parametrize(("change", "code"), UNWRITABLE, ids=lambda each: str(each)[:30])
def test_what_could_not_be_read_is_not_written(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        tally_to_json(file_of(attrs.evolve(a_tally(), **change)))
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize("origins", [(), ("A",), ("a", "a"), "0180", ("0180", 3), ("",)])
def test_whose_a_tally_is_must_be_said(origins: Any) -> None:
    with pytest.raises(Refused):
        TallyFile(origins=origins, tally=a_tally())


@pytest.mark.parametrize("origin", ["0180", "a", "hagersten-alvsjo", "a" * 40, "9-9"])
def test_codes_that_say_whose_a_tally_is(origin: str) -> None:
    assert file_of(a_tally(), origin).origins == (origin,)


# What is not added

DIFFERENT: list[tuple[dict[str, Any], list[str]]] = [
    ({"edition": "orebro-2027", "fingerprint": "f" * 16}, ["tally_of_another_edition"]),
    ({"fingerprint": "f" * 16}, ["tally_by_other_rules"]),
    ({"on": date(2027, 3, 31)}, ["tally_of_another_day"]),
    ({"known": None}, ["tally_known_otherwise"]),
    ({"known": date(2027, 8, 1)}, ["tally_known_otherwise"]),
    (
        {"edition": "x", "on": date(2027, 3, 31), "known": None},
        ["tally_of_another_edition", "tally_of_another_day", "tally_known_otherwise"],
    ),
]


def refused_sum(*named: tuple[str, TallyFile]) -> list[tuple[str, str]]:
    with pytest.raises(CannotAdd) as refused:
        add_tallies(named)
    for problem in refused.value.problems:
        assert all(problem.explain(lang) for lang in LANGUAGES)
    return [(problem.path, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize(("change", "codes"), DIFFERENT, ids=lambda each: str(each)[:40])
def test_tallies_of_different_things_are_refused_with_the_file_and_the_reason(
    change: dict[str, Any], codes: list[str]
) -> None:
    first, second = file_of(a_tally(), "0180"), file_of(a_tally(), "1480")
    other = file_of(attrs.evolve(a_tally(), **change), "1280")
    found = refused_sum(("a.json", first), ("b.json", second), ("c.json", other))
    assert found == [("c.json", code) for code in codes]
    with pytest.raises(CannotAdd):
        first.tally + other.tally


def test_an_own_edition_with_the_same_parameters_is_another_edition() -> None:
    own = METHOD.adapt(code="orebro-2027", source=METHOD.source, since=METHOD.period.first)
    mine, theirs = empty_tally(METHOD, on=DAY), empty_tally(own, on=DAY)
    assert refused_sum(("a", file_of(mine, "a")), ("b", file_of(theirs, "b"))) == [
        ("b", "tally_of_another_edition")
    ]


def test_an_adapted_edition_under_the_same_code_has_other_rules() -> None:
    own = METHOD.adapt(
        code=METHOD.code, source=METHOD.source, since=METHOD.period.first, contacts_percent=50
    )
    mine, theirs = empty_tally(METHOD, on=DAY), empty_tally(own, on=DAY)
    assert refused_sum(("a", file_of(mine, "a")), ("b", file_of(theirs, "b"))) == [
        ("b", "tally_by_other_rules")
    ]


def test_nobody_is_counted_twice() -> None:
    one, two = file_of(a_tally(), "0180"), file_of(a_tally(), "1480")
    corrected = file_of(attrs.evolve(a_tally(), listed=0), "0180")
    both = add_tallies([("one", one), ("two", two)])
    assert refused_sum(("a", one), ("b", two), ("c", one)) == [("c", "tally_added_twice")]
    assert refused_sum(("a", one), ("b", corrected)) == [("b", "tally_origin_counted_twice")]
    assert refused_sum(("sum", both), ("b", two)) == [("b", "tally_origin_counted_twice")]
    assert refused_sum(("b", two), ("sum", both)) == [("sum", "tally_origin_counted_twice")]
    assert refused_sum(("sum", both), ("again", both)) == [("again", "tally_added_twice")]
    third = file_of(a_tally(), "1280")
    assert add_tallies([("sum", both), ("c", third)]).origins == ("0180", "1280", "1480")


def test_of_no_tallies_there_is_no_sum() -> None:
    assert refused_sum() == [("", "no_tallies")]


def test_a_single_tally_is_its_own_sum() -> None:
    assert add_tallies([("a", file_of(a_tally()))]) == file_of(a_tally())
