"""The rows of the journey map on a sheet: which there are, and what stands in each of them below every phase.

They are the rows of the map on screen. What somebody may change stands in a cell of its own, as typed; how it is known
stands in the row below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from cjwizard.domain.assessment import Evidence, Journey, Note, Phase, Score
from cjwizard.domain.priority import PhaseResult
from cjwizard.exchange.excel.layout import Edition
from cjwizard.exchange.excel.looks import Look
from cjwizard.exchange.excel.text import quoted
from cjwizard.i18n.translator import Translator
from cjwizard.services.journey_map import map_of
from cjwizard.services.map_model import Entry, Lane

Kind = Literal["part", "answer", "told", "live"]
"""A title of a part, what somebody may change, what is told of other answers, or what follows the sheet with scores."""

NOTES: Final = ("doing", "thinking", "feeling", "expectation", "next_step")
"""Rows with the text of a note of a phase; the field has the same name."""
GUESS: Final = "?"
"""How the line about something that nobody knows begins."""
_SIGNS: Final[Mapping[Evidence | None, str]] = {"known": "✓", "partly": "~", "guessed": GUESS, None: GUESS}
_LIVE_LOOKS: Final[Mapping[str, Look]] = {
    "emotion": "word",
    "relevance": "map_whole",
    "relevance_known": "word",
    "presence": "map_whole",
    "presence_known": "word",
    "missed": "map_points",
    "quadrant": "word",
    "rank": "map_whole",
}
_SHOWN: Final[Mapping[str, int]] = {"actions": 10, "touchpoints": 10}
"""Most items in a cell of what has a sheet of its own: more could not be read, on screen nor on paper."""
MOODS: Final = (-2, -1, 0, 1, 2)

Cell = str | tuple[str, str | float | None]
"""A text, or a formula with the value that it has now."""


@dataclass(frozen=True, slots=True)
class MapRow:
    """One row of the map."""

    code: str
    """Which row it is, for reading it back; also the message ``workbook.map.<code>``."""
    kind: Kind
    title: str
    cells: Sequence[Cell] = ()
    """One for each phase, in order; none in the title of a part."""
    look: Look = "text"


def answer_of(phase: Phase, code: str) -> str:
    """Return what stands in row *code* below *phase*, as it was typed: in one of :data:`NOTES`, or in ``wow``."""
    if code == "wow":
        return phase.wow
    note: Note = getattr(phase, code)
    return note.text


def map_rows(edition: Edition, journey: Journey) -> tuple[MapRow, ...]:
    """Return the rows about the phases of *journey*, from top to bottom.

    A row that somebody may want to fill in is there also when it is empty; another one is left out then.
    """
    return tuple(row for row in _rows(edition, journey) if row.kind != "told" or any(row.cells))


def _rows(edition: Edition, journey: Journey) -> Iterator[MapRow]:
    t, phases = edition.t, journey.phases
    drawn = map_of(edition.plan.assessment, journey, edition.plan, t)
    lanes = {lane.code: lane for lane in drawn.lanes}
    results = sorted(edition.plan.phases_of(journey), key=lambda result: result.position)

    def part(code: str) -> MapRow:
        return MapRow(code, "part", t(f"journey_map.section.{code}").replace("\u00ad", ""))

    def told(code: str, title: str, cells: Iterator[str]) -> MapRow:
        return MapRow(code, "told", title, tuple(cells))

    def listed(lane: Lane) -> MapRow:
        return told(lane.code, lane.title, (_bullets(entries, lane.code, edition) for entries in lane.cells))

    def live(code: str) -> MapRow:
        return MapRow(code, "live", t(f"workbook.map.{code}"), [_live(code, one, edition) for one in results], _LIVE_LOOKS[code])

    yield part("experience")
    decisive = f"◆ {t('workbook.yes')}"
    yield told("moment_of_truth", t("workbook.map.moment_of_truth"), (decisive if one.moment_of_truth else "" for one in phases))
    for code in NOTES:
        yield MapRow(code, "answer", t(f"workbook.map.{code}"), [answer_of(phase, code) for phase in phases])
        yield told(f"{code}_known", t("workbook.map.known"), (_known(getattr(phase, code), t) for phase in phases))
        if code == "feeling":
            yield live("emotion")
    yield listed(lanes["pains"])
    yield listed(lanes["gains"])
    yield MapRow("wow", "answer", t("workbook.map.wow"), [answer_of(phase, "wow") for phase in phases])
    if lanes["touchpoints"].filled:
        yield part("touchpoints")
        yield from (listed(lane) for lane in drawn.lanes if lane.code == "touchpoints")
    yield part("chances")
    yield from (live(code) for code in _LIVE_LOOKS if code != "emotion")
    yield listed(lanes["kpis"])
    if lanes["opportunities"].filled or lanes["actions"].filled:
        yield part("to_do")
        yield listed(lanes["opportunities"])
        yield listed(lanes["actions"])


def _known(note: Note, t: Translator) -> str:
    """Return how a note is known, with a sign; empty below nothing."""
    if not note.text.strip():
        return ""
    source = f". {t('workbook.source', source=note.source.strip())}" if note.source.strip() else ""
    return f"{_evidence(note.evidence, t)}{source}"


def _evidence(evidence: Evidence | None, t: Translator) -> str:
    return f"{_SIGNS[evidence]} {t(f'evidence.{evidence}' if evidence else 'evidence.none')}"


def _bullets(entries: Sequence[Entry], code: str, edition: Edition) -> str:
    shown = _SHOWN.get(code, len(entries))
    lines = [f"• {_entry(entry)}" for entry in entries[:shown]]
    if len(entries) > shown:
        titles = {"actions": edition.layout.titles.todo, "touchpoints": edition.layout.titles.touchpoints}
        lines.append(edition.t("workbook_map.more", count=len(entries) - shown, sheet=titles[code]))
    return "\n".join(lines)


def _entry(entry: Entry) -> str:
    facts = ", ".join([*(sign.word for sign in entry.signs), *entry.facts])
    number = f"{entry.number}. " if entry.number is not None else ""
    return f"{number}{entry.text} ({facts})" if facts else f"{number}{entry.text}"


def _live(code: str, result: PhaseResult, edition: Edition) -> tuple[str, str | float | None]:
    """Return the formula that follows the scores in row *code*, and what it gives now."""
    t, phase, chances = edition.t, result.phase, result.chances
    cell = edition.layout.phase_cell_elsewhere(phase, code.replace("_known", "_evidence"))
    if code.endswith("_known"):
        scale = code.removesuffix("_known")
        score: Score = getattr(phase, scale)
        answer = edition.layout.phase_cell_elsewhere(phase, scale)
        return _evidence_formula(cell, answer, t), "" if score.value is None else _evidence(score.evidence, t)
    if code == "emotion":
        moods = ",".join(quoted(t(f"workbook.emotion.{mood}")) for mood in MOODS)
        value = "" if phase.emotion is None else t(f"workbook.emotion.{phase.emotion}")
        return f'=IF({cell}="","",CHOOSE({cell}+3,{moods}))', value
    values: Mapping[str, str | float | None] = {
        "relevance": phase.relevance.value,
        "presence": phase.presence.value,
        "missed": chances.missed if chances else None,
        "quadrant": t(f"quadrant.{chances.quadrant}") if chances else None,
        "rank": result.rank,
    }
    return f'=IF({cell}="","",{cell})', values[code]


def _evidence_formula(cell: str, answer: str, t: Translator) -> str:
    formula = quoted(_evidence(None, t))
    for evidence in ("guessed", "partly", "known"):
        formula = f"IF({cell}={quoted(t(f'evidence.{evidence}'))},{quoted(_evidence(evidence, t))},{formula})"
    return f'=IF({answer}="","",{formula})'
