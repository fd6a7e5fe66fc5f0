"""The words of the charts about phases. What they return is plain data, never markup or an expression."""

from collections.abc import Iterable, Sequence
from typing import Final

from cjwizard.charts.picture import Row
from cjwizard.domain.assessment import Score
from cjwizard.domain.priority import PhaseResult, possible_missed
from cjwizard.i18n.translator import Translator
from cjwizard.services.reasons import phase_name

LABEL_LETTERS: Final = 18
"""Most characters of a phase name beside a mark or along an axis."""
LINE_LETTERS: Final = 40
"""Most characters of a phase name on a line of its own."""
_SENTENCE_LETTERS: Final = 60
"""Most characters of a phase name in a sentence."""


def in_journey_order(results: Iterable[PhaseResult]) -> list[PhaseResult]:
    """Return *results* in the order of their journey."""
    return sorted(results, key=lambda result: result.position)


def label(result: PhaseResult, t: Translator, letters: int = LABEL_LETTERS) -> str:
    """Return number and name, as in ``2. Buying``: unique in a journey, even when two phases share a name."""
    return f"{result.position + 1}. {shortened(phase_name(result.phase.name, result.position, t), letters)}"


def wrapped(text: str, letters: int) -> str:
    """Return *text* over lines of at most *letters* characters; only a long word takes more."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def surety(*scores: Score) -> str:
    """Return the code for how *scores* are known: guessed as soon as one of them is; not said counts as guessed."""
    for score in scores:
        if score.evidence is None or score.evidence == "guessed":
            return "guessed"
    return "founded"


def facts(result: PhaseResult, t: Translator) -> Row:
    """Return what both charts tell about a phase: its name, answers, and what is missed."""
    relevance, presence = result.phase.relevance, result.phase.presence
    name = named(result, t)
    return {
        "number": result.position + 1,
        "phase": numbered(result, t),
        "relevance": relevance.value,
        "presence": presence.value,
        "relevance_said": _said(relevance, t),
        "presence_said": _said(presence, t),
        "missed_said": missed(result, t),
        "summary": t(
            "chart.summary",
            phase=name,
            relevance=t("chart.open") if relevance.value is None else relevance.value,
            presence=t("chart.open") if presence.value is None else presence.value,
        ),
    }


def numbered(result: PhaseResult, t: Translator) -> str:
    """Return number and name, as in ``2. Buying``, with more of a long name than :func:`label`."""
    return f"{result.position + 1}. {named(result, t)}"


def sentences(*parts: str) -> str:
    """Return *parts* as one text, without the empty ones."""
    return " ".join(part for part in parts if part)


def about(key: str, results: Sequence[PhaseResult], t: Translator, **more: str) -> str:
    """Return the sentence *key* about *results*, or nothing when there are none."""
    return t(key, phases=_listed(results, t), **more) if results else ""


def remarks(results: Sequence[PhaseResult], t: Translator) -> str:
    """Return where most is missed, what is guessed and what is not filled in yet."""
    scored = [result for result in results if result.chances is not None]
    guessed = [result for result in scored if surety(result.phase.relevance, result.phase.presence) == "guessed"]
    unscored = [result for result in results if result.chances is None]
    return sentences(_most_missed(scored, t), about("chart.alt_guessed", guessed, t), about("chart.alt_open", unscored, t))


def _most_missed(scored: Sequence[PhaseResult], t: Translator) -> str:
    first = [result for result in scored if result.rank == 1]
    chances = first[0].chances if first else None
    if chances is None:
        return ""
    if chances.missed == 0:
        return t("chart.nothing_missed")
    return t("chart.most_missed", phases=_listed(first, t), missed=chances.whole[1])


def _said(score: Score, t: Translator) -> str:
    if score.value is None:
        return t("chart.open")
    evidence = score.evidence or "none"
    return f"{score.value} ({t(f'evidence.{evidence}')})"


def missed(result: PhaseResult, t: Translator) -> str:
    """Return what is missed in a phase, or what can be while an answer is missing."""
    if result.chances is not None:
        return t("chart.missed", missed=result.chances.whole[1])
    low, high = possible_missed(result.phase.relevance.value, result.phase.presence.value)
    return t("chart.missed_between", low=round(low), high=round(high))


def _listed(results: Sequence[PhaseResult], t: Translator) -> str:
    *others, last = [named(result, t) for result in results]
    return t("chart.and", first=", ".join(others), last=last) if others else last


def shortened(text: str, letters: int) -> str:
    """Return *text* on one line, cut with an ellipsis to at most *letters* characters."""
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…"


def named(result: PhaseResult, t: Translator) -> str:
    """Return the name of a phase as it stands in a sentence."""
    return shortened(phase_name(result.phase.name, result.position, t), _SENTENCE_LETTERS)
