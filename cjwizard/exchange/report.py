"""The report to print: who and why, the maps, the scores, the actions in order with reasons, and what to find out first."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from cjwizard.domain.assessment import Journey, Score
from cjwizard.domain.priority import ActionResult, Block, PhaseResult
from cjwizard.exchange.poster import PAPERS, Told, short, told_map
from cjwizard.exchange.typeset_text import breakable
from cjwizard.i18n.translator import Translator
from cjwizard.services.journey_map import map_of
from cjwizard.services.map_model import JourneyMap
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import action_reason, find_out_reason, find_out_way, how_sure, phase_reason, phase_title
from cjwizard.services.user_stories import user_stories

_BLOCKS: Final[tuple[Block, ...]] = ("to_estimate", "clashes", "done", "dropped")
_METHOD: Final = ("chances", "order", "actions", "sure", "talk")
_WHOLE: Final = 2000
"""Letters of an item up to which it stays together on a page."""
_COLUMNS: Final = ("rank", "phase", "relevance", "presence", "used", "missed", "what")


def report(plan: Plan, t: Translator, *, on: date) -> Told:
    """Return what the typesetter needs to draw the report of *plan*, made on the day *on*."""
    assessment = plan.assessment
    maps = [map_of(assessment, journey, plan, t) for journey in assessment.journeys]
    paper = PAPERS["a4"]
    title = assessment.title.strip() or assessment.organisation.name.strip() or t("cli.untitled")
    subtitle = " · ".join(part for part in (assessment.organisation.name.strip(), t.date(on)) if part and part != title)
    return {
        "lang": t.lang,
        "document": {"title": title, "author": assessment.organisation.name},
        "paper": {"width": paper.width, "height": paper.height, "margin": paper.margin},
        "kind": t("report.kind"),
        "title": breakable(title),
        "subtitle": breakable(subtitle),
        "facts": list(_facts(plan, maps, t)),
        "findings": list(_findings(plan, maps, t)),
        "maps": [told_map(drawn, paper, t, on=on) for drawn in maps if drawn.columns],
        "scores": [
            _scores(plan, journey, drawn, t) for journey, drawn in zip(assessment.journeys, maps, strict=True) if drawn.columns
        ],
        "parts": list(_parts(plan, t)),
        "method": [t(f"report.method.{code}") for code in _METHOD],
        "words": {
            "columns": [t(f"report.column.{code}") for code in _COLUMNS],
            "scores": t("report.scores"),
            "scores_help": t("report.scores_help"),
            "method": t("report.method_title"),
            "made": breakable(" · ".join(part for part in (t("app.name"), short(title), t.date(on)) if part)),
            "page": t("poster.page", page="{page}", pages="{pages}"),
        },
    }


def _facts(plan: Plan, maps: Sequence[JourneyMap], t: Translator) -> Iterator[Told]:
    """Yield what the title page says of the organisation and its customers, as far as it is filled in."""
    assessment = plan.assessment
    people = [f"{person.name} ({person.role})" if person.role.strip() else person.name for person in assessment.people]
    groups = [
        ". ".join(part.strip().rstrip(".") for part in (drawn.title, journey.customer.description) if part.strip())
        for drawn, journey in zip(maps, assessment.journeys, strict=True)
        if journey.phases or journey.name.strip() or journey.customer.name.strip()
    ]
    told = (
        ("goal", [assessment.goal]),
        ("why", [assessment.organisation.why]),
        ("groups", groups),
        ("principles", [principle.text for principle in assessment.principles]),
        ("people", [", ".join(name for name in people if name.strip())]),
    )
    for code, lines in told:
        filled = [breakable(line) for line in lines if line.strip()]
        if filled:
            yield {"title": t(f"report.{code}"), "lines": filled}


def _findings(plan: Plan, maps: Sequence[JourneyMap], t: Translator) -> Iterator[str]:
    """Yield what matters most of the whole report, in sentences."""
    several = len(maps) > 1
    for drawn in maps:
        for sentence in drawn.summary:
            yield breakable(f"{drawn.title}: {sentence}" if several else sentence)
    ranked = plan.block("ranked")
    if ranked:
        quick = sum(result.label == "quick_win" for result in ranked)
        yield t.count("report.summary", len(ranked), quick=quick, points=t.number(plan.total))


def _scores(plan: Plan, journey: Journey, drawn: JourneyMap, t: Translator) -> Told:
    index = plan.ranking.index[journey.id]
    return {
        "title": breakable(drawn.title),
        "index": "" if index is None else t("scores.index", index=t.number(index)),
        "rows": [_row(plan, result, t) for result in plan.phases_of(journey)],
    }


def _row(plan: Plan, result: PhaseResult, t: Translator) -> Told:
    phase, chances = result.phase, result.chances
    return {
        "rank": result.rank,
        "name": breakable(phase_title(result, t)),
        "reason": breakable(phase_reason(result, t)),
        "relevance": _answer(phase.relevance, t),
        "presence": _answer(phase.presence, t),
        "used": chances.whole[0] if chances else None,
        "missed": chances.whole[1] if chances else None,
        "quadrant": t(f"quadrant.{chances.quadrant}") if chances else t("cli.still_to_fill_in"),
        "sure": breakable(how_sure(plan, result, t)) if result.rank is not None else "",
    }


def _answer(score: Score, t: Translator) -> Told:
    guessed = score.evidence in {None, "guessed"}
    return {"value": score.value, "guessed": guessed, "known": t(f"evidence.{score.evidence or 'none'}")}


def _parts(plan: Plan, t: Translator) -> Iterator[Told]:
    """Yield the lists: actions in order, the other blocks, and what to find out first."""
    ranked = plan.block("ranked")
    if ranked:
        yield _part(t("report.actions"), t("plan.intro"), [_action(plan, result, t) for result in ranked])
    for block in _BLOCKS:
        results = plan.block(block)
        if results:
            yield _part(t(f"block.{block}"), t(f"block_help.{block}"), [_action(plan, result, t) for result in results])
    if plan.find_out:
        items = [_item("?", find_out_reason(item, t), lines=[find_out_way(item, t)]) for item in plan.find_out]
        yield _part(t("find_first.title"), t("find_first.help"), items)
    stories = user_stories(plan, t)
    if stories:
        yield _part(t("stories.title"), t("stories.help"), [_item("–", story.text) for story in stories])


def _part(title: str, text: str, items: Sequence[Told]) -> Told:
    return {"title": title, "help": text, "items": list(items)}


def _action(plan: Plan, result: ActionResult, t: Translator) -> Told:
    action, assessment = result.action, plan.assessment
    channel = next((item.name for item in assessment.channels if item.id == action.channel_id), "")
    owner = next((item.name for item in assessment.people if item.id == action.owner_id), "")
    where = [result.journey.customer.name.strip() or result.journey.name.strip()] if len(assessment.journeys) > 1 else []
    due = t("plan.due", date=t.date(action.due)) if action.due else ""
    facts = [*where, phase_title(result, t), channel, owner, due, t(f"status.{action.status}")]
    lines = [" · ".join(fact for fact in facts if fact.strip()), action_reason(result, t)]
    if result.rank is not None and (sure := how_sure(plan, result, t)):
        lines.append(t("plan.how_sure", sure=sure))
    if action.staff_behaviour.strip():
        lines.append(t("report.staff", text=action.staff_behaviour))
    if action.note.strip():
        lines.append(t("report.note", text=action.note))
    tags = [t(f"label.{result.label}")] if result.label and result.rank is not None else []
    if result.score is not None and result.rank is not None:
        tags.append(t("plan.score", score=t.number(result.score, 1)))
    mark = "–" if result.rank is None else f"{result.rank}."
    return _item(mark, action.text.strip() or t("plan.no_text"), tags=tags, lines=lines)


def _item(mark: str, text: str, *, tags: Sequence[str] = (), lines: Sequence[str] = ()) -> Told:
    """Return one item of a list: its number, what it says, and smaller lines below."""
    whole = len(text) + sum(map(len, lines)) <= _WHOLE
    return {
        "mark": mark,
        "text": breakable(text),
        "tags": list(tags),
        "lines": [breakable(line) for line in lines],
        "whole": whole,
    }
