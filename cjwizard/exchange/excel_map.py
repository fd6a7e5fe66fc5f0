"""The journey map: phases as columns, what is known about them as rows, one block per journey."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from cjwizard.domain.assessment import Action, Assessment, Evidence, Journey, Kpi, Mood, Note, Phase, Touchpoint
from cjwizard.domain.priority import PhaseResult
from cjwizard.exchange.excel_cells import Sheet
from cjwizard.exchange.excel_layout import Edition, journey_title
from cjwizard.exchange.excel_looks import Look, Tone
from cjwizard.exchange.excel_scores import MOST_MISSED, QUADRANT_TONES
from cjwizard.exchange.excel_text import quoted
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import phase_name, phase_reason

_SIDE_WIDTH: Final = 21.0
_PHASE_WIDTH: Final = 32.0
_ROOMY_WIDTH: Final = 42.0
"""Width of a phase when there are only a few."""
_FEW: Final = 3
"""Phases that count as a few; also the columns that the lines about the customer take at least."""
_PHASES_PER_PAGE: Final = 7
_FIRST_ROW: Final = 3
_MOODS: Final[Mapping[Mood, Tone]] = {-2: "alarm", -1: "warn", 0: "calm", 1: "mild", 2: "good"}
_LIVE: Final[Mapping[str, Look]] = {
    "emotion": "word",
    "relevance": "map_whole",
    "presence": "map_whole",
    "missed": "map_points",
    "quadrant": "word",
    "rank": "map_whole",
}
"""Lines that follow the sheet with scores when somebody changes a score there."""

Line = Callable[[Phase, Assessment, Translator], str]
"""What one line of the map says about a phase."""


def map_widths(plan: Plan) -> tuple[float, ...]:
    """Return the widths of the columns, in characters."""
    phases = max(_FEW, *(len(journey.phases) for journey in plan.assessment.journeys))
    return (_SIDE_WIDTH, *[_ROOMY_WIDTH if phases == _FEW else _PHASE_WIDTH] * phases)


def write_map(sheet: Sheet, edition: Edition) -> None:
    """Write every journey, one below the other."""
    phases = len(map_widths(edition.plan)) - 1
    sheet.title(edition.heading(sheet.name))
    sheet.text(1, 0, edition.t("workbook.map.how"), "note")
    row, header_row = _FIRST_ROW, None
    for position, journey in enumerate(edition.plan.assessment.journeys):
        sheet.section(row, journey_title(journey, position, edition.t))
        row = _write_customer(sheet, edition, journey, row + 1, phases)
        # The names of the phases can stand on every page only when all pages show the same phases.
        header_row = row if journey.phases and len(edition.plan.assessment.journeys) == 1 else None
        row = _write_phases(sheet, edition, journey, row) + 1
    sheet.freeze(0, 1)
    pages = -(-phases // _PHASES_PER_PAGE)
    sheet.print_set_up(footer=edition.footer, header_row=header_row, last_column=phases, pages_wide=pages)


def _write_customer(sheet: Sheet, edition: Edition, journey: Journey, row: int, columns: int) -> int:
    """Write what is known of the customer, over *columns* columns from *row* on; return the row after it."""
    t, customer = edition.t, journey.customer
    facts = {
        "group": customer.name,
        "description": customer.description,
        "goal": customer.goal,
        "needs": customer.needs,
        "trigger": journey.trigger,
        "known": _known(customer.evidence, customer.source, t),
    }
    told = [(name, text) for name, text in facts.items() if text.strip()]
    for start in range(0, len(told), columns):
        sheet.text(row, 0, t("workbook.map.customer") if start == 0 else "", "side")
        sheet.text(row + 1, 0, "", "side")
        for column, (name, text) in enumerate(told[start : start + columns], start=1):
            sheet.text(row, column, t(f"workbook.map.{name}"), "side")
            sheet.text(row + 1, column, text)
        row += 2
    return row + 1 if told else row


def _write_phases(sheet: Sheet, edition: Edition, journey: Journey, row: int) -> int:
    """Write every line about the phases of *journey* from *row* on; return the row after it."""
    t = edition.t
    if not journey.phases:
        sheet.text(row, 0, t("workbook.no_phases"), "note")
        return row + 1
    sheet.text(row, 0, t("workbook.map.phase"), "header")
    for column, phase in enumerate(journey.phases, start=1):
        sheet.text(row, column, phase_name(phase.name, column - 1, t), "header")
    results = {result.phase.id: result for result in edition.plan.phases_of(journey)}
    for name in _ORDER:
        row += 1
        sheet.text(row, 0, t(f"workbook.map.{name}"), "side")
        for column, phase in enumerate(journey.phases, start=1):
            if name in _LIVE:
                formula, value = _live(name, results[phase.id], edition)
                sheet.formula(row, column, formula, value, _LIVE[name])
            elif name == "reason":
                sheet.text(row, column, phase_reason(results[phase.id], t))
            else:
                sheet.text(row, column, _LINES[name](phase, edition.plan.assessment, t))
        _colour(sheet, name, (row, 1, row, len(journey.phases)), t)
    return row + 1


def _live(name: str, result: PhaseResult, edition: Edition) -> tuple[str, str | float | None]:
    """Return the formula that follows the score *name*, and what it gives now."""
    t, phase, chances = edition.t, result.phase, result.chances
    cell = edition.layout.phase_cell_elsewhere(phase, name)
    if name == "emotion":
        moods = ",".join(quoted(t(f"workbook.emotion.{mood}")) for mood in _MOODS)
        value = "" if phase.emotion is None else t(f"workbook.emotion.{phase.emotion}")
        return f'=IF({cell}="","",CHOOSE({cell}+3,{moods}))', value
    values: Mapping[str, str | float | None] = {
        "relevance": phase.relevance.value,
        "presence": phase.presence.value,
        "missed": chances.missed if chances else None,
        "quadrant": t(f"quadrant.{chances.quadrant}") if chances else None,
        "rank": result.rank,
    }
    return f'=IF({cell}="","",{cell})', values[name]


def _colour(sheet: Sheet, name: str, area: tuple[int, int, int, int], t: Translator) -> None:
    """Colour the line *name*, when it is one that has colours; the words in it say the same."""
    if name == "emotion":
        sheet.paint_words(area, {t(f"workbook.emotion.{mood}"): tone for mood, tone in _MOODS.items()})
    elif name == "quadrant":
        sheet.paint_words(area, {t(f"quadrant.{code}"): tone for code, tone in QUADRANT_TONES.items()})
    elif name == "missed":
        sheet.paint(area, MOST_MISSED)


def _known(evidence: Evidence | None, source: str, t: Translator) -> str:
    """Return how something is known and from which source, as far as that was said."""
    word = t(f"evidence.{evidence}") if evidence else ""
    told = t("workbook.source", source=source.strip()) if source.strip() else ""
    return ". ".join(part for part in (word, told) if part)


def _note(note: Note, t: Translator) -> str:
    known = _known(note.evidence, note.source, t)
    return f"{note.text}\n({known})" if known else note.text


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"• {line}" for line in lines if line.strip())


def _channel(channel_id: str | None, assessment: Assessment) -> str:
    return next((channel.name for channel in assessment.channels if channel.id == channel_id), "")


def _kpi(kpi: Kpi, t: Translator) -> str:
    unit = f" {kpi.unit}" if kpi.unit.strip() else ""
    figures = [
        t(f"workbook.kpi.{name}", value=f"{t.number(value, 2)}{unit}")
        for name, value in (("now", kpi.now), ("target", kpi.target))
        if value is not None
    ]
    return f"{kpi.name}: {', '.join(figures)}" if figures else kpi.name


def _touchpoint(touchpoint: Touchpoint, assessment: Assessment, t: Translator) -> str:
    promising = t("workbook.promising") if touchpoint.promising else ""
    facts = (_channel(touchpoint.channel_id, assessment), t(f"workbook.use.{touchpoint.use}"), promising)
    text = f"{touchpoint.name} ({', '.join(fact for fact in facts if fact)})"
    if touchpoint.switch_to is None:
        return text
    phases = (phase for journey in assessment.journeys for phase in journey.phases)
    names = {other.id: other.name for phase in phases for other in phase.touchpoints}
    how = f" ({t(f'workbook.switch.{touchpoint.switch}')})" if touchpoint.switch else ""
    return f"{text} → {names[touchpoint.switch_to]}{how}"


def _action(action: Action, assessment: Assessment, t: Translator) -> str:
    facts = (_channel(action.channel_id, assessment), t(f"status.{action.status}"))
    return f"{action.text} ({', '.join(fact for fact in facts if fact)})"


_LINES: Final[Mapping[str, Line]] = {
    "doing": lambda phase, _, t: _note(phase.doing, t),
    "thinking": lambda phase, _, t: _note(phase.thinking, t),
    "feeling": lambda phase, _, t: _note(phase.feeling, t),
    "expectation": lambda phase, _, t: _note(phase.expectation, t),
    "next_step": lambda phase, _, t: _note(phase.next_step, t),
    "moment_of_truth": lambda phase, _, t: t("workbook.yes") if phase.moment_of_truth else "",
    "wow": lambda phase, _, __: phase.wow,
    "pains": lambda phase, _, __: _bullets(phase.pains),
    "gains": lambda phase, _, __: _bullets(phase.gains),
    "kpis": lambda phase, _, t: _bullets(_kpi(kpi, t) for kpi in phase.kpis),
    "touchpoints": lambda phase, assessment, t: _bullets(_touchpoint(point, assessment, t) for point in phase.touchpoints),
    "relevance_known": lambda phase, _, t: _known(phase.relevance.evidence, phase.relevance.source, t),
    "presence_known": lambda phase, _, t: _known(phase.presence.evidence, phase.presence.source, t),
    "opportunities": lambda phase, _, __: _bullets(opportunity.text for opportunity in phase.opportunities),
    "actions": lambda phase, assessment, t: _bullets(_action(action, assessment, t) for action in phase.actions),
}
_ORDER: Final = (
    "doing",
    "thinking",
    "feeling",
    "expectation",
    "next_step",
    "emotion",
    "moment_of_truth",
    "wow",
    "pains",
    "gains",
    "kpis",
    "touchpoints",
    "relevance",
    "relevance_known",
    "presence",
    "presence_known",
    "missed",
    "quadrant",
    "rank",
    "reason",
    "opportunities",
    "actions",
)
"""Every line of the map, from top to bottom."""
