"""The workbook of a large plan, made in a process of its own: nobody else waits meanwhile."""

from collections.abc import Sequence
from datetime import date
from threading import BoundedSemaphore
from typing import Final

from pydantic import TypeAdapter

from cjwizard.domain.assessment import Assessment, Audience, Lang
from cjwizard.domain.errors import WizardError
from cjwizard.exchange.apart import ApartError, run_apart
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import Translator, translator
from cjwizard.services.plan import Plan, make_plan

SECONDS: Final = 120
"""Most seconds that a workbook may take in a process of its own, and wait for its turn before that."""
BYTES: Final = 2 << 30
"""Most memory, in bytes, that such a process may ask for, where the system can limit it."""
LARGE: Final = 150
"""Phases, touchpoints and actions together from which on a plan is large; below it a workbook takes about a tenth of a second."""
_AT_ONCE: Final = 2

_HOW: Final = TypeAdapter(tuple[Lang, Audience | None, date, str])
"""In which language, in the words for whose journey, made on which day, and the address of the app."""

_turns = BoundedSemaphore(_AT_ONCE)


class WorkbookNotMadeError(WizardError):
    """The workbook could not be made: the plan is too large for the time or memory there is."""

    code = "workbook_not_made"


def is_large(assessment: Assessment) -> bool:
    """Tell whether making the workbook of *assessment* takes so long that others would notice."""
    phases = [phase for journey in assessment.journeys for phase in journey.phases]
    return sum(1 + len(phase.touchpoints) + len(phase.actions) for phase in phases) >= LARGE


def workbook_apart(plan: Plan, t: Translator, *, made_on: date, address: str = "") -> bytes:
    """Return the same as :func:`workbook`, made in a process of its own that is stopped when it takes too much.

    Raises:
        WorkbookNotMadeError: it took too much time or memory, or others were before it for too long.

    """
    arguments = (_HOW.dump_json((t.lang, t.audience, made_on, address)).decode(),)
    data = plan.assessment.model_dump_json().encode()
    try:
        return run_apart(__name__, arguments, data, seconds=SECONDS, memory=BYTES, turns=_turns)
    except ApartError:
        raise WorkbookNotMadeError from None


def answer(arguments: Sequence[str], data: bytes) -> bytes:
    """Return the workbook of the assessment in *data*: what :func:`workbook_apart` has done in a process of its own."""
    lang, audience, made_on, address = _HOW.validate_json(arguments[0])
    plan = make_plan(Assessment.model_validate_json(data))
    return workbook(plan, translator(lang, audience), made_on=made_on, address=address)
