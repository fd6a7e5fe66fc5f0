"""Findings in words: what stands out, and the opportunity and the action that can be made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from cjwizard.domain.assessment import Action, Assessment, Audience, Journey, Lang, Opportunity, Phase, Touchpoint
from cjwizard.domain.changes import Changes
from cjwizard.domain.findings import Finding
from cjwizard.i18n.translator import LANGUAGES, OVERLAYS, Translator, translator
from cjwizard.services.editing import add_action, add_item, phase_path
from cjwizard.services.reasons import phase_name

Form = Literal["opportunity", "action"]
_TONGUES: Final[tuple[tuple[Lang, Audience | None], ...]] = tuple(
    (lang, audience) for lang in LANGUAGES for audience in (None, *OVERLAYS)
)
"""Every language, with the words for every kind of traveller."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was already made of a finding."""

    opportunity: bool
    action: bool


def finding_text(finding: Finding, t: Translator) -> str:
    """Return what stands out, in one sentence."""
    return _told(finding, "seen", t)


def opportunity_text(finding: Finding, t: Translator) -> str:
    """Return *finding* as an opportunity of its phase."""
    return _told(finding, "opportunity", t)


def action_text(finding: Finding, t: Translator) -> str:
    """Return what to do about *finding*."""
    return _told(finding, "action", t)


def made_of(finding: Finding, assessment: Assessment) -> Made:
    """Tell what was made of *finding*: what has exactly its text, in either language and any words for it, in its phase.

    What is about all phases can have been made into one of any phase.
    """
    phases = [
        phase
        for journey in assessment.journeys
        for phase in journey.phases
        if finding.phase is None or phase.id == finding.phase.id
    ]
    return Made(
        opportunity=_is_said(finding, "opportunity", (item.text for phase in phases for item in phase.opportunities)),
        action=_is_said(finding, "action", (item.text for phase in phases for item in phase.actions)),
    )


def _is_said(finding: Finding, form: Form, texts: Iterable[str]) -> bool:
    """Tell whether one of *texts* is *finding* in this form; what was made of none of them takes no putting into words."""
    there = set(texts)
    return bool(there) and any(_told(finding, form, translator(*one)) in there for one in _TONGUES)


def as_opportunity(finding: Finding, journey: Journey, phase: Phase, new_id: str, t: Translator) -> Changes:
    """Return the changes that put *finding* among the opportunities of *phase*."""
    made = Opportunity(id=new_id, text=opportunity_text(finding, t))
    return add_item(f"{phase_path(journey, phase)}/opportunities", made.model_dump(mode="json"))


def as_action(finding: Finding, journey: Journey, phase: Phase, new_id: str, t: Translator) -> Changes:
    """Return the changes that put *finding* among the actions of *phase*: on its channel, to be there more."""
    channel = finding.channel.id if finding.channel else None
    made = Action(id=new_id, text=action_text(finding, t), channel_id=channel, lever="presence")
    return add_action(journey, phase, made)


def touchpoint_name(touchpoint: Touchpoint, t: Translator) -> str:
    """Return the name of *touchpoint*, or that it has none."""
    return " ".join(touchpoint.name.split()) or t("touchpoints.unnamed")


def _told(finding: Finding, form: str, t: Translator) -> str:
    kind: str = finding.kind
    if kind.endswith("_switch") and finding.next_one is None:
        kind = f"{kind}_from"
    facts: dict[str, str] = {}
    if finding.phase is not None and finding.journey is not None:
        ids = [phase.id for phase in finding.journey.phases]  # whole phases would be compared word for word
        facts["phase"] = phase_name(finding.phase.name, ids.index(finding.phase.id), t)
    if finding.touchpoint is not None:
        facts["touchpoint"] = touchpoint_name(finding.touchpoint, t)
    if finding.next_one is not None:
        facts["next"] = touchpoint_name(finding.next_one, t)
    if finding.channel is not None:
        facts["channel"] = " ".join(finding.channel.name.split()) or t("touchpoints.unnamed_channel")
    return t(f"findings.{form}.{kind}.{finding.check}" if finding.check else f"findings.{form}.{kind}", **facts)
