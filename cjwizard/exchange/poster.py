"""The journey map as a poster to hang on the wall: what the typesetter is told, and how many phases go on a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final, Literal

from cjwizard.domain.assessment import Assessment, Journey
from cjwizard.exchange.typeset_text import breakable
from cjwizard.i18n.translator import Translator
from cjwizard.services.journey_map import map_of, mood
from cjwizard.services.map_model import Column, Entry, JourneyMap, Lane, Sign
from cjwizard.services.plan import Plan

PaperName = Literal["a3", "a4"]
Told = dict[str, object]
"""Plain values for the typesetter."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in landscape, in millimetres, and the sizes of letters that are readable on it, in points."""

    width: int
    height: int
    margin: int
    sizes: tuple[float, ...]
    """Largest first."""
    readable: float
    """The smallest size that is worth another page."""
    flowing: float
    """The size for so much text that its rows go on over several pages."""


PAPERS: Final[dict[PaperName, Paper]] = {
    "a3": Paper(420, 297, 12, (12, 11, 10, 9, 8.5, 8, 7.5, 7, 6.5), readable=7.5, flowing=8),
    "a4": Paper(297, 210, 9, (9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6), readable=6.5, flowing=7),
}
_FOOT: Final = 9
"""Millimetres below the map for the legend."""
_SHORT: Final = 40
"""Most letters of a name at the foot of a page."""
_HEADING: Final = 70
"""Most letters of the name of a phase above its column."""
_LABELS: Final = 0.075
"""The share of the width that the names of the rows take."""
_POINT: Final = 0.3528
"""Millimetres."""
_NARROWEST: Final = 3.4
"""Millimetres of a column for every point of the letters: about 17 letters on a line."""
_WHOLE: Final = 500
"""Letters of a cell up to which its row stays together on a page."""
_ENTRY: Final = 20
"""As how many letters the start of another entry in the same cell counts."""
_FEWEST: Final = 3
"""Phases side by side, below which more sheets do not help."""
_MOST_PAGES: Final = 6
"""More than these are not fitted: their rows just go on."""
_FLOWING_PHASES: Final = 7
_DOUBT: Final = 1.35
"""How far the estimate may be beside the truth before a size is not even tried."""


def poster(assessment: Assessment, journey: Journey, plan: Plan, t: Translator, *, paper: PaperName, on: date) -> Told:
    """Return what the typesetter needs to draw the map of *journey*, made on the day *on*."""
    drawn = map_of(assessment, journey, plan, t)
    sheet = PAPERS[paper]
    return {
        "lang": t.lang,
        "document": {"title": drawn.title, "author": drawn.organisation},
        "paper": {"width": sheet.width, "height": sheet.height, "margin": sheet.margin},
        "map": told_map(drawn, sheet, t, on=on),
    }


def told_map(drawn: JourneyMap, paper: Paper, t: Translator, *, on: date) -> Told:
    """Return *drawn* as plain values, with the ways to lay it out on *paper* that are worth trying."""
    known = t("evidence.known")
    return {
        "title": breakable(drawn.title),
        "organisation": breakable(drawn.organisation),
        "goal": breakable(drawn.goal),
        "principles": [breakable(text) for text in drawn.principles],
        "customer": [
            {"code": fact.code, "title": fact.title, "entry": _entry(fact.entry, known)}
            for fact in drawn.customer
            if fact.code != "group" or fact.entry.text.strip() != drawn.title
        ],
        "summary": [breakable(text) for text in drawn.summary],
        "columns": [_column(column, t) for column in drawn.columns],
        "lanes": [_lane(lane, known) for lane in (*_long_names(drawn, t), *drawn.filled)],
        "legend": [_sign(sign) for sign in _legend(drawn, t)],
        "options": list(_options(drawn, paper)) if drawn.columns else [],
        "doubt": _DOUBT,
        "words": {
            "goal": t("poster.goal"),
            "principles": t("poster.principles"),
            "of_hundred": t("poster.of_hundred"),
            "made": " · ".join(
                part for part in (t("app.name"), short(drawn.organisation), short(drawn.title), t.date(on)) if part
            ),
            "page": t("poster.page", page="{page}", pages="{pages}"),
        },
    }


def _legend(drawn: JourneyMap, t: Translator) -> Iterator[tuple[str, str]]:
    if any(column.relevance.value is not None or column.presence.value is not None for column in drawn.columns):
        yield "relevance", t("poster.legend.relevance")
        yield "presence", t("poster.legend.presence")
        yield "gap", t("poster.legend.gap")
    if any(lane.code == "touchpoints" and lane.filled for lane in drawn.lanes):
        yield "used", t("poster.legend.used")
    entries = [
        *(fact.entry for fact in drawn.customer),
        *(entry for lane in drawn.filled for cell in lane.cells for entry in cell),
    ]
    if any(entry.known == t("evidence.known") for entry in entries):
        yield "known", t("evidence.known")
    yield from drawn.legend


def short(text: str, most: int = _SHORT) -> str:
    """Return *text* in at most *most* letters, for what is repeated on every page; it stands elsewhere in full."""
    return text if len(text) <= most else f"{' '.join(text[:most].split())}…"


def _long_names(drawn: JourneyMap, t: Translator) -> Iterator[Lane]:
    """Yield a row with names that are too long to stand above every page."""
    names = [column.name if len(column.name) > _HEADING else "" for column in drawn.columns]
    if any(names):
        cells = tuple((Entry(name),) if name else () for name in names)
        yield Lane("kpis", t("workbook.map.phase"), "phases", cells)


def _column(column: Column, t: Translator) -> Told:
    return {
        "number": column.number,
        "name": breakable(short(column.name, _HEADING)),
        "signs": [_sign(sign) for sign in column.signs],
        "emotion": column.emotion,
        "mood": "" if column.emotion is None else mood(column.emotion, t),
        "relevance": {"value": column.relevance.value, "guessed": column.relevance.guessed},
        "presence": {"value": column.presence.value, "guessed": column.presence.guessed},
        "missed": column.missed,
        "place": "" if column.rank is None else t("journey_map.rank", rank=column.rank),
    }


def _lane(lane: Lane, known: str) -> Told:
    drawn = lane.code in {"emotion", "scores", "missed"}
    cells = () if drawn else lane.cells
    return {
        "code": lane.code,
        "title": breakable(lane.title),
        "group": lane.group,
        "whole": max((sum(len(entry.text) + _ENTRY for entry in cell) for cell in lane.cells), default=0) <= _WHOLE,
        "cells": [[_entry(entry, known) for entry in cell] for cell in cells],
    }


def _entry(entry: Entry, known: str) -> Told:
    """Return *entry*; that something is *known* needs no word, only what is not."""
    return {
        "text": breakable(entry.text),
        "guessed": entry.guessed,
        "known": "" if entry.known == known else entry.known,
        "number": entry.number,
        "signs": [_sign(sign) for sign in entry.signs],
        "facts": [breakable(fact) for fact in entry.facts],
    }


def _sign(sign: Sign | tuple[str, str]) -> Told:
    code, word = sign
    return {"code": code, "word": breakable(word)}


# -- how many phases on a sheet, and how large the letters


def _options(drawn: JourneyMap, paper: Paper) -> Iterator[Told]:
    """Yield what to try: phases side by side, the size of the letters, and on how many pages the rows may go on.

    Fewest pages first, then the largest letters, then the fewest phases that are cut off from each other. Each has the
    estimated height of its sheets in millimetres; what certainly does not fit is left out.
    """
    count = len(drawn.columns)
    sheets = sorted({ceil(count / across) for across in range(min(_FEWEST, count), count + 1)})
    for pages in range(1, _MOST_PAGES + 1):
        for size in (size for size in paper.sizes if pages == 1 or size >= paper.readable):
            for side in (side for side in sheets if pages % side == 0):
                across = _evenly(count, ceil(count / side))
                heights = _heights(drawn, paper, across, size)
                if across <= _most_across(paper, size) and max(heights) <= _room(paper) * pages / side * _DOUBT:
                    yield {"across": across, "size": size, "pages": pages // side, "heights": heights}
    most = min(_FLOWING_PHASES, _most_across(paper, paper.flowing))
    yield {"across": _evenly(count, most), "size": paper.flowing, "pages": 1, "heights": []}


def _evenly(count: int, most: int) -> int:
    """Return how many of *count* phases stand side by side when no sheet has more than *most* and all have about as many."""
    return ceil(count / ceil(count / most)) if count else 1


def _most_across(paper: Paper, size: float) -> int:
    return max(1, int(_width(paper) // (_NARROWEST * size)))


def _width(paper: Paper) -> float:
    return (paper.width - 2 * paper.margin) * (1 - _LABELS)


def _room(paper: Paper) -> float:
    return paper.height - 2 * paper.margin - _FOOT


def _heights(drawn: JourneyMap, paper: Paper, across: int, size: float) -> list[float]:
    """Return about how high each sheet is, in millimetres, without what stands above the map."""
    letters = max(4.0, (_width(paper) / across / (size * _POINT) - 1.7) / 0.53)
    return [
        size * _POINT * 1.2 * (2 + sum(_lines(lane, lane.cells[begin : begin + across], letters) for lane in drawn.filled))
        for begin in range(0, len(drawn.columns), across)
    ]


def _lines(lane: Lane, cells: Sequence[Sequence[Entry]], letters: float) -> float:
    if lane.code in {"emotion", "scores"}:
        return 8.0
    longest = max((sum(ceil(len(entry.text) / letters) + 0.4 for entry in cell) for cell in cells), default=0)
    return longest + 0.8
