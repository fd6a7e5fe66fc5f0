"""What the ways out of the to-do list say of an action: its phase, channel, owner and the like, in words of one line."""

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.priority import ActionResult
from cjwizard.exchange.excel.text import clean
from cjwizard.i18n.translator import Translator
from cjwizard.services.reasons import group_name, phase_title


def line(text: str) -> str:
    """Return user *text* on one line, without control characters."""
    return " ".join(clean(text).split())


def title(result: ActionResult, t: Translator) -> str:
    """Return what to do, on one line."""
    return line(result.action.text) or t("plan.no_text")


def phase_of(assessment: Assessment, result: ActionResult, t: Translator) -> str:
    """Return the phase; where there are several journeys after whose it is, as in ``Starters: Oriëntatie``."""
    phase = line(phase_title(result, t))
    if len(assessment.journeys) == 1:
        return phase
    place = next(place for place, journey in enumerate(assessment.journeys) if journey.id == result.journey.id)
    return f"{line(group_name(result.journey, place, t))}: {phase}"


def channel_of(assessment: Assessment, result: ActionResult) -> str:
    """Return the channel; empty when none was chosen."""
    return line(next((item.name for item in assessment.channels if item.id == result.action.channel_id), ""))


def owner_of(assessment: Assessment, result: ActionResult) -> str:
    """Return who does it; empty when nobody was chosen."""
    return line(next((item.name for item in assessment.people if item.id == result.action.owner_id), ""))


def name_of(assessment: Assessment) -> str:
    """Return what the assessment is called, else whose it is; empty when neither was filled in."""
    return line(assessment.title) or line(assessment.organisation.name)
