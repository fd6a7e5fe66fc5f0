"""The journey map: what stands in which row and column, in the reader's words. One map for screen, poster and report."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cjwizard.domain.assessment import Action, Assessment, Evidence, Journey, Kpi, Mood, Note, Phase, Score, Touchpoint
from cjwizard.domain.priority import ActionResult, PhaseResult
from cjwizard.i18n.translator import Translator
from cjwizard.services.map_model import Answer, Column, Entry, Fact, FactCode, JourneyMap, Lane, LaneCode, Sign, SignCode
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import phase_name, phase_reason, phase_title

_LEGEND: Final[tuple[SignCode, ...]] = (
    "guess",
    "moment_of_truth",
    "wow",
    "most",
    "unused",
    "promising",
    "not_for_us",
    "smooth",
    "rough",
    "broken",
    "todo",
    "doing",
    "done",
    "clashes",
)


def map_of(assessment: Assessment, journey: Journey, plan: Plan, t: Translator) -> JourneyMap:
    """Return the map of *journey*; *plan* is the plan of *assessment*, and *journey* one of its journeys."""
    results = sorted(plan.phases_of(journey), key=lambda result: result.position)
    best = plan.best_phase(journey)
    columns = tuple(_column(result, best, t) for result in results)
    lanes = tuple(_lanes(assessment, journey, plan, columns, t))
    customer = tuple(_customer(journey, t))
    return JourneyMap(
        title=_title(assessment, journey, t),
        organisation=assessment.organisation.name,
        goal=assessment.goal,
        principles=tuple(principle.text for principle in assessment.principles if principle.text.strip()),
        customer=customer,
        columns=columns,
        lanes=lanes,
        summary=tuple(_summary(journey, plan, best, t)),
        legend=tuple(_legend(columns, lanes, customer, t)),
    )


def _title(assessment: Assessment, journey: Journey, t: Translator) -> str:
    number = [one.id for one in assessment.journeys].index(journey.id) + 1  # whole journeys would be compared word for word
    return journey.customer.name.strip() or journey.name.strip() or t("workbook.journey_unnamed", number=number)


def _customer(journey: Journey, t: Translator) -> Iterator[Fact]:
    customer = journey.customer
    told: tuple[tuple[FactCode, str], ...] = (
        ("group", customer.name),
        ("description", customer.description),
        ("goal", customer.goal),
        ("needs", customer.needs),
        ("trigger", journey.trigger),
    )
    for code, text in told:
        if text.strip():
            yield Fact(code, t(f"workbook.map.{code}"), _said(text, customer.evidence, customer.source, t))


def _column(result: PhaseResult, best: PhaseResult | None, t: Translator) -> Column:
    phase, chances = result.phase, result.chances
    marked: tuple[tuple[SignCode, bool], ...] = (
        ("moment_of_truth", phase.moment_of_truth),
        ("wow", bool(phase.wow.strip())),
        ("most", best is not None and result.rank == best.rank),
    )
    return Column(
        id=phase.id,
        number=result.position + 1,
        name=phase_title(result, t),
        signs=tuple(_sign(code, t) for code, there in marked if there),
        emotion=phase.emotion,
        relevance=_answer(phase.relevance),
        presence=_answer(phase.presence),
        used=chances.whole[0] if chances else None,
        missed=chances.whole[1] if chances else None,
        rank=result.rank,
        quadrant=chances.quadrant if chances else None,
        reason=phase_reason(result, t),
    )


def _lanes(assessment: Assessment, journey: Journey, plan: Plan, columns: Sequence[Column], t: Translator) -> Iterator[Lane]:
    phases = journey.phases

    def lane(code: LaneCode, page: str, cells: Iterable[Iterable[Entry]]) -> Lane:
        return Lane(code, t(f"journey_map.lane.{code}"), page, tuple(tuple(cell) for cell in cells))

    def plain(code: LaneCode, page: str, texts: Iterable[Iterable[str]]) -> Lane:
        return lane(code, page, ([Entry(text) for text in cell if text.strip()] for cell in texts))

    yield lane("doing", "experience", (_note(phase.doing, t) for phase in phases))
    yield lane("thinking", "experience", (_note(phase.thinking, t) for phase in phases))
    yield lane("feeling", "experience", (_note(phase.feeling, t) for phase in phases))
    yield lane("emotion", "experience", (_emotion(phase, t) for phase in phases))
    yield lane("expectation", "experience", (_note(phase.expectation, t) for phase in phases))
    yield lane("next_step", "experience", (_note(phase.next_step, t) for phase in phases))
    yield plain("pains", "experience", (phase.pains for phase in phases))
    yield plain("gains", "experience", (phase.gains for phase in phases))
    yield plain("wow", "experience", ((phase.wow,) for phase in phases))
    yield from _touchpoint_lanes(assessment, journey, t)
    yield lane("scores", "scores", (_scores(phase, t) for phase in phases))
    yield lane("missed", "scores", (_missed(column, t) for column in columns))
    yield plain("kpis", "experience", ((_kpi(kpi, t) for kpi in phase.kpis) for phase in phases))
    yield plain("opportunities", "opportunities", ((item.text for item in phase.opportunities) for phase in phases))
    yield lane("actions", "actions", _actions(assessment, journey, plan, t))


def _note(note: Note, t: Translator) -> Iterator[Entry]:
    if note.text.strip():
        yield _said(note.text, note.evidence, note.source, t)


def _said(text: str, evidence: Evidence | None, source: str, t: Translator) -> Entry:
    return Entry(text, guessed=_is_guess(evidence), known=t(f"evidence.{evidence or 'none'}"), source=source)


def _is_guess(evidence: Evidence | None) -> bool:
    return evidence in {None, "guessed"}


def _emotion(phase: Phase, t: Translator) -> Iterator[Entry]:
    if phase.emotion is not None:
        yield Entry(mood(phase.emotion, t))


def mood(emotion: Mood, t: Translator) -> str:
    """Return the word for a face, from -2 to 2."""
    return t(f"journey_map.mood.{emotion}")


def _answer(score: Score) -> Answer:
    return Answer(score.value, guessed=_is_guess(score.evidence))


def _scores(phase: Phase, t: Translator) -> Iterator[Entry]:
    for scale, score in (("relevance", phase.relevance), ("presence", phase.presence)):
        if score.value is not None:
            yield _said(t(f"journey_map.{scale}", points=score.value), score.evidence, score.source, t)


def _missed(column: Column, t: Translator) -> Iterator[Entry]:
    if column.missed is not None:
        yield Entry(t("journey_map.missed", missed=column.missed), facts=(t("journey_map.rank", rank=column.rank or 0),))


def _kpi(kpi: Kpi, t: Translator) -> str:
    unit = f" {kpi.unit}" if kpi.unit.strip() else ""
    figures = ", ".join(
        t(f"workbook.kpi.{name}", value=f"{t.number(value, 2)}{unit}")
        for name, value in (("now", kpi.now), ("target", kpi.target))
        if value is not None
    )
    return f"{kpi.name}: {figures}" if figures else kpi.name


def _touchpoint_lanes(assessment: Assessment, journey: Journey, t: Translator) -> Iterator[Lane]:
    """Yield a row for each channel that has a touchpoint, in the order of the channels; those without a channel last."""
    names = {point.id: point.name for phase in journey.phases for point in phase.touchpoints}
    group, page = t("journey_map.lane.touchpoints"), "touchpoints"
    there = {point.channel_id for phase in journey.phases for point in phase.touchpoints if point.name.strip()}
    channels: list[tuple[str | None, str]] = [(item.id, item.name) for item in assessment.channels if item.id in there]
    if None in there:
        channels.append((None, t("journey_map.no_channel")))
    for channel_id, name in channels:
        cells = tuple(
            tuple(
                _touchpoint(point, names, t)
                for point in phase.touchpoints
                if point.channel_id == channel_id and point.name.strip()
            )
            for phase in journey.phases
        )
        yield Lane("touchpoints", name, page, cells, group)
    if not channels:
        yield Lane("touchpoints", group, page, tuple(() for _ in journey.phases))


def _touchpoint(point: Touchpoint, names: dict[str, str], t: Translator) -> Entry:
    signs = [_sign(point.use, t)] if point.use != "used" else []
    if point.promising:
        signs.append(_sign("promising", t))
    if point.switch_to is not None:
        code: SignCode = point.switch or "onward"
        signs.append(Sign(code, t(f"journey_map.switch.{code}", to=names[point.switch_to])))
    return Entry(point.name, signs=tuple(signs))


def _actions(assessment: Assessment, journey: Journey, plan: Plan, t: Translator) -> Iterator[list[Entry]]:
    """Yield the actions of each phase in the order of the plan; dropped ones are no part of the picture."""
    by_phase: dict[str, list[Entry]] = {phase.id: [] for phase in journey.phases}
    for result in plan.actions:
        if result.journey.id == journey.id and result.block != "dropped" and result.action.text.strip():
            by_phase[result.phase.id].append(_action(assessment, result, t))
    yield from by_phase.values()


def _action(assessment: Assessment, result: ActionResult, t: Translator) -> Entry:
    action = result.action
    signs = [_status(action, t)]
    if result.block == "clashes":
        signs.append(_sign("clashes", t))
    owner = next((person.name for person in assessment.people if person.id == action.owner_id), "")
    channel = next((item.name for item in assessment.channels if item.id == action.channel_id), "")
    facts = tuple(fact for fact in (owner, channel) if fact.strip())
    return Entry(action.text, number=result.rank, signs=tuple(signs), facts=facts)


def _status(action: Action, t: Translator) -> Sign:
    code: SignCode = "todo" if action.status == "dropped" else action.status
    return Sign(code, t(f"status.{code}"))


def _sign(code: SignCode, t: Translator) -> Sign:
    return Sign(code, t(f"journey_map.sign.{code}"))


def _summary(journey: Journey, plan: Plan, best: PhaseResult | None, t: Translator) -> Iterator[str]:
    if best is not None and best.chances is not None:
        name = phase_name(best.phase.name, best.position, t)
        yield t("scores.best", phase=name, missed=best.chances.whole[1])
    index = plan.ranking.index[journey.id]
    if index is not None:
        yield t("scores.index", index=t.number(index))


def _legend(columns: Iterable[Column], lanes: Iterable[Lane], customer: Iterable[Fact], t: Translator) -> Iterator[Sign]:
    columns = tuple(columns)
    entries = [*(entry for lane in lanes for cell in lane.cells for entry in cell), *(fact.entry for fact in customer)]
    there = {sign.code for entry in entries for sign in entry.signs} | {sign.code for column in columns for sign in column.signs}
    if any(entry.guessed for entry in entries):
        there.add("guess")
    yield from (Sign(code, t(f"journey_map.legend.{code}")) for code in _LEGEND if code in there)
