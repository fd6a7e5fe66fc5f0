"""Rounds in words: what one is called, and what moved between two of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from cjwizard.domain.assessment import Round
from cjwizard.domain.rounds import Comparison, Move, PhaseMove
from cjwizard.i18n.translator import Translator
from cjwizard.services.reasons import phase_name

Figure = Literal["relevance", "presence", "missed", "emotion"]
FIGURES: Final[tuple[Figure, ...]] = ("relevance", "presence", "missed", "emotion")
_SAID: Final[Mapping[Figure, Callable[[PhaseMove], Move]]] = {
    "relevance": lambda phase: phase.relevance,
    "presence": lambda phase: phase.presence,
    "missed": lambda phase: phase.missed,
    "emotion": lambda phase: phase.emotion,
}


def round_name(one: Round, position: int, t: Translator) -> str:
    """Return the name of a round, or "Round 2" for one without a name (*position* counts from 0), on one line."""
    return " ".join(one.label.split()) or t("progress.round_unnamed", number=position + 1)


def round_day(one: Round, t: Translator) -> str:
    """Return the day of a round in words."""
    return t("progress.no_date") if one.on is None else t.date(one.on)


def round_title(one: Round, position: int, t: Translator) -> str:
    """Return name and day of a round."""
    return t("progress.round_dated", label=round_name(one, position, t), date=round_day(one, t))


def moved_phase(move: PhaseMove, t: Translator) -> str:
    """Return the name of the phase that moved."""
    if move.position is None:
        return move.name.strip() or t("progress.phase_gone")
    return phase_name(move.name, move.position, t)


def then_and_now(move: PhaseMove, figure: Figure, t: Translator) -> str:
    """Return what a phase scored then and now, as in "24 → 31"."""
    found = _SAID[figure](move)
    if found.then is None and found.now is None:
        return t("progress.nothing")
    then, now = _value(found.then, figure, t), _value(found.now, figure, t)
    return then if then == now else t("progress.arrow", then=then, now=now)


def direction(move: PhaseMove, figure: Figure, t: Translator) -> str:
    """Return which way a figure went, with a sign and a word; empty when there is nothing to compare."""
    found = _SAID[figure](move)
    if move.fate != "stayed" or (found.then is None and found.now is None):
        return ""
    by = whole(found)
    if by is None:
        return t("progress.filled_in" if found.then is None else "progress.emptied")
    way = _way(by)
    return t("progress.same_figure") if way is None else t(f"progress.word.{figure}.{way}", by=abs(by))


def what_moved(comparison: Comparison, t: Translator) -> Iterator[str]:
    """Yield the sentences that say what moved: over the whole journey, where most up and down, which phases came and went."""
    yield _index(comparison.index, t)
    gained, lost = ([move for move in moves if whole(move.missed)] for moves in (comparison.gained, comparison.lost))
    if gained:
        yield t("progress.moved.gained", phase=moved_phase(gained[0], t), by=abs(whole(gained[0].missed) or 0))
    if lost:
        yield t("progress.moved.lost", phase=moved_phase(lost[0], t), by=abs(whole(lost[0].missed) or 0))
    if not gained and not lost and any(move.missed.by is not None for move in comparison.phases):
        yield t("progress.moved.nowhere")
    for key, moves in (("came", comparison.with_fate("came")), ("went", comparison.with_fate("went"))):
        if moves:
            yield t(f"progress.moved.{key}", phases=_listed([moved_phase(move, t) for move in moves], t))


def whole(move: Move) -> int | None:
    """Return how much a figure went up as people see it, in whole numbers; ``None`` when either side is missing."""
    return None if move.then is None or move.now is None else round(move.now) - round(move.then)


def _index(index: Move, t: Translator) -> str:
    by, missing = whole(index), "now" if index.now is not None else "then" if index.then is not None else "none"
    key = missing if by is None else _way(by) or "same"
    return t(f"progress.moved.index.{key}", then=round(index.then or 0), now=round(index.now or 0), by=abs(by or 0))


def _way(by: int) -> Literal["up", "down"] | None:
    return None if by == 0 else "up" if by > 0 else "down"


def _value(value: float | None, figure: Figure, t: Translator) -> str:
    if value is None:
        return "–"
    return t(f"workbook.emotion.{round(value)}") if figure == "emotion" else t.number(value)


def _listed(names: Sequence[str], t: Translator) -> str:
    *others, last = names
    return t("chart.and", first=", ".join(others), last=last) if others else last
