"""The figures behind the line and the quadrants, as one table."""

from collections.abc import Iterable

from cjwizard.charts import wording
from cjwizard.charts.table import Table
from cjwizard.domain.assessment import Score
from cjwizard.domain.priority import PhaseResult
from cjwizard.i18n.translator import Translator


def numbers_table(results: Iterable[PhaseResult], t: Translator) -> Table:
    """Return relevance, presence, how they are known, what is missed and the quadrant of every phase, in journey order."""
    known = t("chart.numbers.known")
    return Table(
        t("chart.numbers.title"),
        (
            t("chart.phase"),
            t("scale.relevance").capitalize(),
            known,
            t("scale.presence").capitalize(),
            known,
            t("chances.missed").capitalize(),
            t("chart.numbers.quadrant"),
        ),
        [_row(result, t) for result in wording.in_journey_order(results)],
    )


def _row(result: PhaseResult, t: Translator) -> tuple[str, ...]:
    missed, quadrant = wording.missed(result, t), ""
    if result.chances is not None:
        missed, quadrant = str(result.chances.whole[1]), t(f"quadrant.{result.chances.quadrant}")
    answers = (*_answer(result.phase.relevance, t), *_answer(result.phase.presence, t))
    return (wording.numbered(result, t), *answers, missed, quadrant)


def _answer(score: Score, t: Translator) -> tuple[str, str]:
    if score.value is None:
        return t("chart.open"), ""
    return str(score.value), t(f"evidence.{score.evidence or 'none'}")
