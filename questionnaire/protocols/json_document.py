"""A protocol as JSON: in words, with all that it stands on, and its structure for another program."""

from __future__ import annotations

import json

from questionnaire.protocols.printed_protocol import Shown
from rules.editions import freeze
from rules.language.criteria.criteria import Rank
from rules.language.findings.record import Plain, criterion_record, figure_record, source_record
from rules.language.questions import Question
from rules.language.words.document import Chosen, CriterionInWords, Document
from rules.language.words.prose import Clause, FigureInUse

FORMAT = "vertebroplasty-questionnaire-protocol/1"


def json_file(shown: Shown) -> str:
    """Everything. Keys are permanent; words may be put better at any time."""
    return json.dumps(_record(shown), ensure_ascii=False, indent=2) + "\n"


def _record(shown: Shown) -> dict[str, Plain]:
    whole = shown.document
    protocol = whole.protocol
    return {
        "format": FORMAT,
        "protocol": protocol.key,
        "title": protocol.title,
        "edition": protocol.edition,
        "summary": protocol.summary,
        "how_it_combines": whole.combined,
        "pathway": _pathway(whole),
        "source": protocol.source.key,
        "criteria": [_criterion(one) for one in whole.criteria],
        "working_figures": [_figure(figure) for figure in whole.figures],
        "working_choices": [_chosen(chosen) for chosen in whole.choices],
        "worked_out": [
            {"short": derived.short, "explained": derived.explained} for derived in whole.derived
        ],
        "questions": [_question(question) for question in whole.questions],
        "sources": [source_record(source) for source in whole.sources],
        "short_forms": dict(shown.abbreviations),
        "structure": freeze(protocol),
    }


def _pathway(whole: Document) -> Plain:
    if whole.pathway_when is None:
        return None
    return {"says": whole.protocol.pathway, "when": _clause(whole.pathway_when)}


def _criterion(one: CriterionInWords) -> Plain:
    criterion = one.criterion
    return {
        **criterion_record(criterion),
        "conditions": [{"name": row.name, "clause": _clause(row.clause)} for row in one.rows],
        "remarks": [{"name": remark.name, "says": remark.says} for remark in one.remarks],
        "ranks": [_rank(rank) for rank in criterion.ranks],
        "working_figures": [figure.figure.key for figure in one.figures],
        "questions": _keys(one),
        "source": criterion.source.key,
    }


def _rank(rank: Rank) -> Plain:
    return {
        "source": rank.source.key,
        "name": rank.name,
        "strength": rank.strength.value,
        "words": rank.words,
    }


def _keys(one: CriterionInWords) -> Plain:
    return [term.key for term in one.criterion.questions() if isinstance(term, Question)]


def _clause(clause: Clause) -> Plain:
    if not clause.parts:
        return {"says": clause.says}
    return {"says": clause.says, "parts": [_clause(part) for part in clause.parts]}


def _figure(figure: FigureInUse) -> Plain:
    return {**figure_record(figure.figure, figure.in_use), "takes": figure.figure.takes()}


def _chosen(chosen: Chosen) -> Plain:
    choice = chosen.choice
    return {
        "key": choice.key,
        "says": choice.says,
        "used": chosen.in_use,
        "comes_as": choice.value,
        "options": dict(choice.options),
        "why": choice.why,
    }


def _question(question: Question) -> Plain:
    return {
        "key": question.key,
        "short": question.short,
        "asked_of": question.asked_of.value,
        "text": question.text,
    }
