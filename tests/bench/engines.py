"""The thirty criteria in two rules engines, which only the benchmark installs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Protocol, TypeAlias, cast

from tests.bench.thirty import EXPRESSIONS, Known

Verdicts: TypeAlias = Callable[[Known], tuple[bool, ...]]


class Program(Protocol):
    """One compiled CEL expression."""

    def execute(self, context: object) -> bool: ...


class Cel(Protocol):
    """The package `common-expression-language`, which wraps the engine written in Rust."""

    def compile(self, expression: str) -> Program: ...

    def Context(self, variables: Mapping[str, object]) -> object:  # noqa: N802
        ...


class Expression(Protocol):
    """One compiled ZEN expression."""

    def evaluate(self, context: object) -> list[bool]: ...


class Decision(Protocol):
    """A ZEN decision graph."""

    def evaluate(self, context: object) -> dict[str, dict[str, bool]]: ...


class Engine(Protocol):
    """What makes decisions of graphs."""

    def create_decision(self, graph: str) -> Decision: ...


class Zen(Protocol):
    """The package `zen-engine`, written in Rust."""

    def compile_expression(self, expression: str) -> Expression: ...

    def ZenEngine(self) -> Engine:  # noqa: N802
        ...


def cel() -> Verdicts:
    """Thirty compiled programs, over a context made once a patient."""
    engine = cast("Cel", import_module("cel"))
    programs = [engine.compile(expression) for expression in EXPRESSIONS.values()]

    def verdicts(patient: Known) -> tuple[bool, ...]:
        context = engine.Context(variables=patient)
        return tuple([program.execute(context) for program in programs])

    return verdicts


def zen_expression() -> Verdicts:
    """All thirty in one compiled expression: the quickest way to use ZEN that we found."""
    engine = cast("Zen", import_module("zen"))
    all_thirty = engine.compile_expression(f"[{', '.join(map(_zen, EXPRESSIONS.values()))}]")
    return lambda patient: tuple(all_thirty.evaluate(patient))


def zen_decision() -> Verdicts:
    """A decision graph, as ZEN's documents teach: each criterion one row of an expression node."""
    engine = cast("Zen", import_module("zen")).ZenEngine()
    decision = engine.create_decision(json.dumps(_graph()))

    def verdicts(patient: Known) -> tuple[bool, ...]:
        found = decision.evaluate(patient)["result"]
        return tuple([found[key] for key in EXPRESSIONS])

    return verdicts


def _graph() -> dict[str, object]:
    rows = [{"id": key, "key": key, "value": _zen(said)} for key, said in EXPRESSIONS.items()]
    nodes = [
        {"id": "patient", "name": "patient", "type": "inputNode"},
        {
            "id": "criteria",
            "name": "criteria",
            "type": "expressionNode",
            "content": {"expressions": rows},
        },
        {"id": "verdicts", "name": "verdicts", "type": "outputNode"},
    ]
    edges = [_edge("patient", "criteria"), _edge("criteria", "verdicts")]
    return {"nodes": nodes, "edges": edges}


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}


def _zen(expression: str) -> str:
    return expression.replace("||", "or").replace("&&", "and")
