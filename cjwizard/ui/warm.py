"""What takes long the first time, done once while nobody waits for it."""

import contextlib
import uuid
from typing import Final

from cjwizard.charts.over_time import SERIES, Moment, over_time
from cjwizard.charts.quadrants import quadrants
from cjwizard.charts.relevance_presence import relevance_presence
from cjwizard.domain.assessment import Assessment, Journey, Phase, Score
from cjwizard.domain.errors import StoreUnavailableError
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan
from cjwizard.ui import wiring

_PHASE: Final = Phase(id="p", name="", relevance=Score(value=80), presence=Score(value=40))
_PLAN: Final = make_plan(Assessment(id=uuid.UUID(int=0), journeys=(Journey(id="j", name="", phases=(_PHASE,)),)))


def warm_up() -> None:
    """Open the store, compile the charts and make a workbook, in both languages.

    A store that cannot be opened is told to the first user who needs it, not here.
    """
    with contextlib.suppress(StoreUnavailableError):
        wiring.store()
    for lang in LANGUAGES:
        t = translator(lang)
        relevance_presence(_PLAN.phases, t)
        quadrants(_PLAN.phases, t)
        for subject, series in SERIES.items():
            over_time(subject, "", [Moment("", "", dict.fromkeys(series))], t)
        workbook(_PLAN, t, made_on=wiring.now().date())
