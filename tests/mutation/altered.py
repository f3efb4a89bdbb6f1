"""Single changes to what a rules file says outside its functions: a figure, a side, a word of logic.

mutmut changes only what stands inside functions. A protocol has none: all that it decides stands in
its data, so this changes the data, one place at a time, in ways that a slip of the hand could.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# What is easily written for something else that reads almost the same.
MISTAKEN_FOR = {
    "ABSOLUTE": "RELATIVE",
    "RELATIVE": "ABSOLUTE",
    "all_of": "any_of",
    "any_of": "all_of",
    "asked_if": "is_unknown",
    "includes_any_of": "includes_all_of",
    "includes_only": "includes_any_of",
    "is_at_least": "is_over",
    "is_at_most": "is_under",
    "is_none": "is_unknown",
    "is_over": "is_at_least",
    "is_under": "is_at_most",
    "no": "yes",
    "yes": "no",
}
# Where one part less is another decision.
COUNTED = {"all_of", "any_of", "is_one_of", "includes_any_of", "includes_only"}
# What a thing named may be without, and then decides or shows something else.
LEFT_OUT = {
    "absent_when",
    "applies_when",
    "asked_if",
    "conflicting_when",
    "not_met_when",
    "observed_on",
    "pathway",
    "pathway_when",
    "ranks",
    "reported",
    "unsettleable_when",
    "window",
}
ADDED = 1  # to a figure: the smallest change that a reader could overlook


@dataclass(frozen=True)
class Alteration:
    """One file with one place altered. `line` is where, `before` and `after` what is read there."""

    line: int
    before: str
    after: str
    source: bytes


def alterations(source: bytes) -> Iterator[Alteration]:
    """Every alteration of a module outside its functions, in the order of its lines."""
    starts = _starts(source)
    for node in _outside_functions(ast.parse(source)):
        for start, end, new in _changes(node, source, starts):
            before = source[start:end].decode()
            line = source.count(b"\n", 0, start) + 1
            altered = source[:start] + new.encode() + source[end:]
            yield Alteration(line, _one_line(before), _one_line(new), altered)


def _outside_functions(module: ast.Module) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = list(module.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.Import | ast.ImportFrom):
            continue
        yield node
        waiting[:0] = list(ast.iter_child_nodes(node))


def _changes(node: ast.AST, source: bytes, starts: list[int]) -> Iterator[tuple[int, int, str]]:
    match node:
        case ast.Call():
            yield from _named(node.func, starts)
            yield from _without_one(node, starts)
        case ast.Attribute(attr="yes" | "no" | "is_none" | "ABSOLUTE" | "RELATIVE"):
            yield from _named(node, starts)
        case ast.keyword(arg="ranks", value=ast.Tuple() as ranks):
            yield from _left_out(ranks.elts, starts)
        case _:
            pass
    if isinstance(node, ast.Call) and _name(node.func) == "Decimal":
        yield from _figure(node.args[0], starts)
    if isinstance(node, ast.Call) and _name(node.func) == "not_":
        inner = _span(node.args[0], starts)
        yield *_span(node, starts), source[inner[0] : inner[1]].decode()


def _named(node: ast.AST, starts: list[int]) -> Iterator[tuple[int, int, str]]:
    name = _name(node)
    if name in MISTAKEN_FOR:
        end = _span(node, starts)[1]
        yield end - len(name), end, MISTAKEN_FOR[name]


def _without_one(call: ast.Call, starts: list[int]) -> Iterator[tuple[int, int, str]]:
    if _name(call.func) in COUNTED:
        yield from _left_out(call.args, starts)
    for keyword in call.keywords:
        if keyword.arg in LEFT_OUT:
            start, end = _span(keyword, starts)
            yield start, end, "**{}"


def _left_out(parts: list[ast.expr], starts: list[int]) -> Iterator[tuple[int, int, str]]:
    """Each part left out in its turn, where there is more than one."""
    for part in parts if len(parts) > 1 else ():
        yield *_span(part, starts), "*()"


def _figure(node: ast.expr, starts: list[int]) -> Iterator[tuple[int, int, str]]:
    if isinstance(node, ast.Constant):
        more = str(Decimal(str(node.value)) + ADDED)
        yield *_span(node, starts), repr(more) if isinstance(node.value, str) else more


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _span(node: ast.AST, starts: list[int]) -> tuple[int, int]:
    begin = starts[getattr(node, "lineno", 1) - 1] + getattr(node, "col_offset", 0)
    end = starts[getattr(node, "end_lineno", 1) - 1] + getattr(node, "end_col_offset", 0)
    return begin, end


def _starts(source: bytes) -> list[int]:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _one_line(text: str) -> str:
    return " ".join(text.split())
