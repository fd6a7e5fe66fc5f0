"""Poster and report: what our own code takes beside the typesetter, for the same pages.

Each round is a process of its own: within one, Typst remembers pages that it made before.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from cjwizard.domain.assessment import Action, Assessment, Channel, Customer, Journey, Note, Opportunity, Phase, Score, Touchpoint
from cjwizard.exchange import typesetter
from cjwizard.exchange.poster import poster
from cjwizard.exchange.report import report
from cjwizard.exchange.typesetter import Template, typeset
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import make_plan

MOST_OF_TYPESETTER: Final = 0.5
SIZES: Final[Mapping[str, int]] = {"3 phases": 3, "14 phases": 14}
_TEMPLATES: Final[tuple[Template, ...]] = ("poster", "report")
_DAY: Final = date(2026, 11, 22)
_EVIDENCE: Final = ("known", "partly", "guessed", None)
_WORDS: Final = "Customers compare three offers and ask friends which of these they would trust with their money."


@dataclass(slots=True)
class PosterFigures:
    """CPU seconds of each round, for one kind of file and one size."""

    ours: list[float] = field(default_factory=list)
    """Ranking, map and plain values."""
    typesetter: list[float] = field(default_factory=list)
    """From plain values to a PDF; its fonts were read before."""

    @property
    def ratio(self) -> float:
        """The middle of the ratios of each round."""
        return statistics.median(mine / theirs for mine, theirs in zip(self.ours, self.typesetter, strict=True))

    def ms(self) -> tuple[float, float]:
        """Return the middle round of our code and of the typesetter, in milliseconds."""
        return statistics.median(self.ours) * 1e3, statistics.median(self.typesetter) * 1e3


def poster_figures(rounds: int) -> dict[str, PosterFigures]:
    """Make every kind of file of every size, in turns; by their names."""
    figures = {f"{template}, {size}": PosterFigures() for template in _TEMPLATES for size in SIZES}
    for _ in range(rounds):
        for name, found in figures.items():
            said = subprocess.run([sys.executable, "-m", "bench.poster", name], capture_output=True, check=True, timeout=300)
            ours, theirs = json.loads(said.stdout)
            found.ours.append(ours)
            found.typesetter.append(theirs)
    return figures


def document(phases: int) -> Assessment:
    """Return an assessment of one journey of so many *phases*, with something in every row."""
    channels = tuple(Channel(id=f"channel-{place}", name=f"Channel {place}") for place in range(5))
    journey = Journey(
        id="journey",
        name="Journey",
        customer=Customer(name="Starters", description=_WORDS, goal=_WORDS, evidence="partly"),
        phases=tuple(_phase(number) for number in range(phases)),
    )
    return Assessment(id=UUID(int=1), language="en", goal=_WORDS, channels=channels, journeys=(journey,))


def _phase(number: int) -> Phase:
    note = Note(text=_WORDS, evidence=_EVIDENCE[number % 4])
    return Phase(
        id=f"phase-{number}",
        name=f"Phase {number}",
        doing=note,
        thinking=note,
        feeling=note,
        emotion=number % 5 - 2,
        pains=(_WORDS,),
        touchpoints=tuple(
            Touchpoint(id=f"point-{number}-{place}", name="A place", channel_id=f"channel-{place}") for place in range(2)
        ),
        relevance=Score(value=(37 * number + 20) % 101, evidence=_EVIDENCE[number % 4]),
        presence=Score(value=(53 * number + 5) % 101, evidence=_EVIDENCE[(number + 1) % 4]),
        opportunities=(Opportunity(id=f"chance-{number}", text=_WORDS),),
        actions=tuple(Action(id=f"action-{number}-{place}", text=_WORDS, impact=0.5, days=2.0) for place in range(3)),
    )


def _told(template: Template, assessment: Assessment) -> dict[str, object]:
    plan, t = make_plan(assessment), translator("en")
    if template == "report":
        return report(plan, t, on=_DAY)
    return poster(assessment, assessment.journeys[0], plan, t, paper="a3", on=_DAY)


def _one_round(name: str) -> None:
    """Print the CPU seconds of our code and of the typesetter for the file called *name*."""
    template = next(template for template in _TEMPLATES if name.startswith(template))
    assessment = document(SIZES[name.removeprefix(f"{template}, ")])
    typesetter._fonts()  # noqa: SLF001 - read once in a process
    _told(template, document(1))  # what is loaded and looked up once
    begin = time.process_time()
    data = _told(template, assessment)
    between = time.process_time()
    typeset(template, data, "pdf", on=_DAY)
    print(json.dumps([between - begin, time.process_time() - between]))


if __name__ == "__main__":
    _one_round(sys.argv[1])
