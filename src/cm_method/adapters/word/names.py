"""Which names a template uses, held against what a paper has, also where nothing is written now.

A template names the fields of a paper, such as ``{{ title }}`` and, in a loop over ``parts``,
``{{ part.title }}``. They are followed by their types, so that a misspelt name is found anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

import attrs
from jinja2 import Environment, meta, nodes

Scope = Mapping[str, Any]


def names_in(
    source: str, paper: type, environment: Environment
) -> tuple[frozenset[str], list[str]]:
    """The names that a source takes from a paper, and every one that such a paper does not have.

    Raises TemplateSyntaxError.
    """
    read, known = environment.parse(source), get_type_hints(paper)
    used = frozenset(meta.find_undeclared_variables(read)) - environment.globals.keys()
    unknown = sorted(used - known.keys())
    _look(read, known, unknown)
    return used, list(dict.fromkeys(unknown))


def _look(node: nodes.Node, scope: Scope, unknown: list[str]) -> Any:
    """The type that a node stands for, None where it could be anything; gathers unknown names."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.For):
        _look_into(node, scope, unknown)
        return None
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        return _part(node, _look(node.node, scope, unknown), unknown)
    for child in node.iter_child_nodes():
        _look(child, scope, unknown)
    return None


def _look_into(loop: nodes.For, scope: Scope, unknown: list[str]) -> None:
    """Into a loop, whose own name stands for one of what it goes through."""
    several = _look(loop.iter, scope, unknown)
    names = [each.name for each in loop.target.find_all(nodes.Name)]
    one = loop.target.name if isinstance(loop.target, nodes.Name) else None
    inside = {**scope, **dict.fromkeys([*names, "loop"])}
    if one is not None:
        names, inside[one] = [one], _one_of(several)
    for child in (*loop.body, *([loop.test] if loop.test is not None else ())):
        _look(child, inside, unknown)
    for child in loop.else_:
        _look(child, scope, unknown)


def _part(node: nodes.Getattr | nodes.Getitem, whole: Any, unknown: list[str]) -> Any:
    """The type of a field, or of one of several."""
    if isinstance(node, nodes.Getattr):
        name: object = node.attr
    else:
        name = node.arg.value if isinstance(node.arg, nodes.Const) else None
    if attrs.has(whole):
        fields = get_type_hints(whole)
        if isinstance(name, str) and name not in fields:
            unknown.append(f"{_said(node.node)}.{name}")
        return fields.get(name) if isinstance(name, str) else None
    return _one_of(whole) if isinstance(name, int) else None


def _one_of(several: Any) -> Any:
    """The type of one of several."""
    return get_args(several)[0] if get_origin(several) is tuple else None


def _said(node: nodes.Node) -> str:
    """A name as it is written in the template."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_said(node.node)}.{node.attr}"
    return f"{_said(node.node)}[...]" if isinstance(node, nodes.Getitem) else "(...)"
