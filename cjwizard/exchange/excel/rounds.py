"""The sheet with rounds: what every phase scored when it was measured, beside what it scores now."""

from collections.abc import Iterator, Mapping
from typing import Final

from cjwizard.domain.assessment import Phase
from cjwizard.domain.rounds import PhaseMove, compared, in_order, taken
from cjwizard.exchange.excel.cells import Column, Sheet, Table, cell_in_row
from cjwizard.exchange.excel.lanes import MOODS
from cjwizard.exchange.excel.layout import Edition
from cjwizard.exchange.excel.looks import Tone
from cjwizard.exchange.excel.rows import Live, Value, columns_for, write_rows
from cjwizard.exchange.excel.text import quoted
from cjwizard.exchange.excel.titles import journey_title
from cjwizard.i18n.translator import Translator
from cjwizard.services.round_words import moved_phase, round_name

_HEADER: Final = 3
_WAYS: Final[tuple[tuple[str, Tone], ...]] = (("▼", "good"), ("▲", "warn"))
"""How the words about less and more missed begin, and how they look."""
ROUND_COLUMNS: Final = (
    Column("round", 22, "text"),
    Column("day", 12, "day"),
    Column("journey", 22, "text"),
    Column("phase", 22, "text"),
    Column("relevance_then", 11, "nr"),
    Column("relevance_now", 11, "nr"),
    Column("presence_then", 12, "nr"),
    Column("presence_now", 12, "nr"),
    Column("missed_then", 11, "points"),
    Column("missed_now", 11, "points"),
    Column("moved", 22, "word"),
    Column("emotion_then", 18, "word"),
    Column("emotion_now", 18, "word"),
)


def round_columns(edition: Edition) -> tuple[Column, ...]:
    """Return the columns of the sheet; the journey is left out when there is only one."""
    return columns_for(ROUND_COLUMNS, several=edition.layout.several)


def write_rounds(sheet: Sheet, edition: Edition) -> None:
    """Write a row for each phase of each round, the newest round first, or a line saying that there are none."""
    t, columns = edition.t, round_columns(edition)
    place = {column.name: number for number, column in enumerate(columns)}
    rows = list(_rows(edition, place))
    sheet.title(edition.heading(sheet.name))
    sheet.text(1, 0, t("workbook.rounds.how" if rows else "workbook.rounds.nothing"), "note")
    if rows:
        titles = {column.name: t(f"workbook.rounds.{column.name}") for column in columns}
        sheet.table(_HEADER, _HEADER + len(rows), Table("Rounds", columns, titles, {}, t("workbook.rounds.alt")))
        write_rows(sheet, _HEADER + 1, columns, rows)
        moved = (_HEADER + 1, place["moved"], _HEADER + len(rows), place["moved"])
        for sign, tone in _WAYS:
            sheet.paint(moved, {"type": "text", "criteria": "begins with", "value": sign}, tone)
        sheet.freeze(_HEADER + 1, place["phase"] + 1)
    sheet.print_set_up(footer=edition.footer, header_row=_HEADER if rows else None, last_column=len(columns) - 1)


def _rows(edition: Edition, place: Mapping[str, int]) -> Iterator[dict[str, Value]]:
    t, assessment = edition.t, edition.plan.assessment
    now, row = taken(assessment, "", edition.made_on), _HEADER
    for number, one in reversed(list(enumerate(in_order(assessment.rounds)))):
        for position, journey in enumerate(assessment.journeys):
            phases = {phase.id: phase for phase in journey.phases}
            for move in compared(journey, one, now).phases:
                if move.fate == "came":
                    continue  # it was not measured then: there is nothing to compare
                row += 1
                told: dict[str, Value] = {
                    "round": round_name(one, number, t),
                    "day": one.on,
                    "journey": journey_title(journey, position, t),
                    "phase": edition.layout.phase_labels[move.phase_id] if move.phase_id in phases else moved_phase(move, t),
                    "relevance_then": move.relevance.then,
                    "presence_then": move.presence.then,
                    "missed_then": move.missed.then,
                    "emotion_then": _mood(move.emotion.then, t),
                    "moved": t("progress.went"),
                }
                yield told | (_now(edition, move, phases[move.phase_id], row, place) if move.phase_id in phases else {})


def _now(edition: Edition, move: PhaseMove, phase: Phase, row: int, place: Mapping[str, int]) -> dict[str, Value]:
    """Return the figures of now, as formulas that follow the sheet with scores."""
    t = edition.t
    cells = {name: edition.layout.phase_cell_elsewhere(phase, name) for name in ("relevance", "presence", "missed", "emotion")}
    figures = {"relevance": move.relevance, "presence": move.presence, "missed": move.missed}
    moods = ",".join(quoted(t(f"workbook.emotion.{mood}")) for mood in MOODS)
    then, now = (cell_in_row(row, place[name]) for name in ("missed_then", "missed_now"))
    return {
        **{f"{name}_now": Live(f'=IF({cells[name]}="","",{cells[name]})', found.now) for name, found in figures.items()},
        "emotion_now": Live(f'=IF({cells["emotion"]}="","",CHOOSE({cells["emotion"]}+3,{moods}))', _mood(move.emotion.now, t)),
        "moved": Live(_moved_formula(then, now, t), _moved(move.missed.by, t)),
    }


def _mood(emotion: float | None, t: Translator) -> str:
    return "" if emotion is None else t(f"workbook.emotion.{round(emotion)}")


def _moved(by: float | None, t: Translator) -> str:
    """Return which way the missed chances went, in whole points; halves go away from zero, as in a spreadsheet."""
    if by is None:
        return ""
    points = int(abs(by) + 0.5)
    return t("progress.same_figure") if points == 0 else t(f"progress.word.missed.{'up' if by > 0 else 'down'}", by=points)


def _moved_formula(then: str, now: str, t: Translator) -> str:
    by = f"ROUND({now}-{then},0)"
    up, down = (_said(f"progress.word.missed.{way}", f"ABS({by})", t) for way in ("up", "down"))
    return f'=IF(COUNT({then},{now})<2,"",IF({by}=0,{quoted(t("progress.same_figure"))},IF({by}>0,{up},{down})))'


def _said(key: str, points: str, t: Translator) -> str:
    """Return the formula for the message *key*, with what the formula *points* gives in its place."""
    before, after = t(key, by="\0").split("\0")
    return "&".join([*([quoted(before)] if before else []), points, *([quoted(after)] if after else [])])
