"""Why something stands where it stands: one sentence, in the reader's language, from the numbers it was ranked on."""

from cjwizard.domain.assessment import Journey
from cjwizard.domain.priority import (
    FIT,
    ActionResult,
    PhaseResult,
    confidence,
    emotion_factor,
    possible_missed,
)
from cjwizard.domain.stability import FindOut
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan


def phase_name(name: str, position: int, t: Translator) -> str:
    """Return *name*, or "Phase 3" for a phase that has no name yet (*position* counts from 0)."""
    return name.strip() or t("phase.unnamed", number=position + 1)


def group_name(journey: Journey, position: int, t: Translator) -> str:
    """Return the customer group of *journey*, else the name of the journey, else "Group 2" (*position* counts from 0)."""
    return journey.customer.name.strip() or journey.name.strip() or t("customers.unnamed", number=position + 1)


def phase_title(result: PhaseResult | ActionResult | FindOut, t: Translator) -> str:
    """Return the name of the phase that *result* is about."""
    places = (place for place, phase in enumerate(result.journey.phases) if phase.id == result.phase.id)
    return phase_name(result.phase.name, next(places), t)  # by id: comparing whole phases costs far more


def phase_reason(result: PhaseResult, t: Translator) -> str:
    """Return what is used and missed of every 100 chances in a phase, or what it can be while an answer is missing."""
    name = phase_title(result, t)
    relevance, presence = result.phase.relevance.value, result.phase.presence.value
    if result.chances is None:
        low, high = possible_missed(relevance, presence)
        return t("reason.phase_open", phase=name, low=round(low), high=round(high))
    used, missed, _, _ = result.chances.whole
    return t("reason.phase", phase=name, relevance=relevance or 0, presence=presence or 0, used=used, missed=missed)


def phase_place(plan: Plan, result: PhaseResult, t: Translator) -> str:
    """Return where a ranked phase stands and in how many draws it stays in the top, with the chance level beside it."""
    steady, share = plan.stability[result.journey.id], plan.p_top(result)
    if result.rank is None or steady is None or share is None:
        return ""
    chance = round(steady.chance_level * 100)
    return t.count("reason.place", steady.top, rank=result.rank, share=round(share * 100), chance=chance)


def action_reason(result: ActionResult, t: Translator) -> str:
    """Return how the score of an action came about, or why it has none."""
    action, phase = result.action, result.phase
    name = phase_title(result, t)
    if result.base is None:
        return t("reason.action_no_score", phase=name)
    if action.impact is None or result.value is None:
        return t(f"reason.action_no_impact.{action.lever}", phase=name, base=t.number(result.base, 1))
    wins = t(
        f"reason.action_wins.{action.lever}",
        phase=name,
        base=t.number(result.base, 1),
        impact=t.percent(action.impact),
        value=t.number(result.value, 1),
    )
    if action.fit == "clashes":
        return f"{wins} {t('reason.action_clashes')}"
    if action.days is None or result.score is None:
        return f"{wins} {t('reason.action_no_days')}"
    evidence = t(f"reason.evidence.{t.number(confidence(phase) * 10)}")
    factors = "; ".join(
        part
        for part in (
            t("reason.feeling", factor=t.number(emotion_factor(phase), 1)) if emotion_factor(phase) > 1 else "",
            t(f"reason.fit.{action.fit}", factor=t.number(FIT[action.fit], 1)),
            t("reason.sure", evidence=evidence, factor=t.number(confidence(phase), 1)),
        )
        if part
    )
    days = t.count("reason.days", 1 if action.days == 1 else 2, days=t.number(action.days, 2))
    return f"{wins} {t('reason.score', factors=_sentence(factors), days=days, score=t.number(result.score, 1))}"


def how_sure(plan: Plan, result: PhaseResult | ActionResult, t: Translator) -> str:
    """Return how sure the place of the phase of *result* is, in a word and a percentage; empty without any score."""
    certainty, share = plan.certainty(result), plan.p_top(result)
    steady = plan.stability[result.journey.id]
    if certainty is None or share is None or steady is None:
        return ""
    return _sentence(t.count("certainty.line", steady.top, word=t(f"certainty.{certainty}"), share=round(share * 100)))


def find_out_reason(item: FindOut, t: Translator) -> str:
    """Return which answer is worth finding out first and a cheap way to do so."""
    score = item.phase.relevance if item.scale == "relevance" else item.phase.presence
    kind = "missing" if score.value is None else "guessed"
    return t(f"find_out.{kind}", phase=phase_title(item, t), scale=t(f"scale.{item.scale}"), value=score.value or 0)


def find_out_way(item: FindOut, t: Translator) -> str:
    """Return a cheap way to find the answer out."""
    return t(f"find_out.way.{item.scale}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
