"""Two tabs on one assessment, taking turns by chance; each sees what the other did only when it saves or looks again."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count, pairwise
from random import Random
from typing import Final, Self

from bench.faults.edits import Told, edit_of_chance, judged
from bench.faults.kept import AT, filled, in_memory, opened
from bench.faults.outcome import Row, Tally
from cjwizard.domain.assessment import (
    Action,
    Assessment,
    Channel,
    Journey,
    Opportunity,
    Person,
    Phase,
    Principle,
    Touchpoint,
)
from cjwizard.domain.changes import Conflict
from cjwizard.domain.errors import InvalidDocumentError
from cjwizard.exchange import json_file
from cjwizard.services.history import redoable, undo, undoable
from cjwizard.services.links import link_hash
from cjwizard.services.ports import AssessmentStore, Save
from cjwizard.store.engines import sqlite_engine
from cjwizard.store.sql import SqlStore

_TABS: Final = ("left", "right")
_EDITS: Final = 20
_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(slots=True)
class Walk:
    """Edits of chance on one assessment of a *store*, and everything that came of them."""

    store: AssessmentStore
    link: str
    dice: Random
    moments: Iterator[datetime]
    first: Assessment
    narrow: bool = False
    """Only a few places are edited, so that the tabs meet."""
    late: float = 0.0
    """Share of the saves whose answer the tab has not got when it goes on, 0-1."""
    made: dict[int, Assessment] = field(default_factory=dict)
    """Every version, by its number."""
    wrong: list[str] = field(default_factory=list)
    trace: list[tuple[object, ...]] = field(default_factory=list)
    """What every save answered: what a clock may not change."""
    conflicts: int = 0
    undone: int = 0
    refused: int = 0
    _seen: dict[str, Assessment] = field(default_factory=dict)
    _sent: dict[str, tuple[Save, tuple[Conflict, ...]]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def start(self, tabs: tuple[str, ...] = _TABS) -> None:
        """Keep the assessment and let every tab open it."""
        stored = self.store.create(self.link, self.first, at=next(self.moments))
        self.made[stored.version] = stored.assessment
        self._seen = dict.fromkeys(tabs, stored.assessment)

    @property
    def now(self) -> Assessment:
        """The newest version."""
        return self.made[max(self.made)]

    def step(self) -> None:
        """Let one tab do one thing."""
        tab, what = self.dice.choice(list(self._seen)), self.dice.random()
        if what < 0.06:
            self._seen[tab] = self.store.load(self.link).assessment
        elif what < 0.12 and tab in self._sent:
            self._send_again(tab)
        elif what < 0.27:
            self._take_back(tab, redo=what < 0.18)
        else:
            seen = self._seen[tab]
            one = Save(f"op-{next(self._numbers)}", tab, edit_of_chance(self.dice, seen, narrow=self.narrow), next(self.moments))
            self._send(one, seen.model_dump(mode="json"))

    def end(self) -> None:
        """Look whether every version can be shown as it was."""
        listed = [one.version for one in self.store.history(self.link)]
        if listed != list(range(len(listed), 0, -1)) or listed[0] != max(self.made):
            self.wrong.append("lost: versions have gaps")
        for version, assessment in self.made.items():
            if self.store.at_version(self.link, version) != assessment:
                self.wrong.append(f"lost: version {version} is not what it was")

    def _take_back(self, tab: str, *, redo: bool) -> None:
        version = (redoable if redo else undoable)(self.store.history(self.link), tab)
        if version is None:
            return
        self.undone += 1
        kind = "redo" if redo else "undo"
        one = Save(f"op-{next(self._numbers)}", tab, undo(version), next(self.moments), kind, version.version)
        self._send(one, None)

    def _send(self, one: Save, seen: object) -> None:
        before = self.now
        try:
            saved = self.store.save(self.link, one)
        except InvalidDocumentError:  # told: for example, what was chosen was removed meanwhile
            self.refused += 1
            found = self.store.load(self.link)
            self._seen[one.tab] = found.assessment
            self._note(one, "refused", found.version, ())
            if found.assessment != before:
                self.wrong.append("silent overwrite: a save that was refused changed something")
            return
        self.conflicts += len(saved.conflicts)
        self.wrong += judged(
            Told(before.model_dump(mode="json"), saved.assessment.model_dump(mode="json"), seen, one.changes, saved.conflicts)
        )
        if saved.version != max(self.made) + (saved.assessment != before):
            self.wrong.append(f"lost: version {saved.version} after {max(self.made)}")
        self.made[saved.version] = saved.assessment
        if self.dice.random() >= self.late:
            self._seen[one.tab] = saved.assessment
        self._sent[one.tab] = one, saved.conflicts
        self._note(one, "saved", saved.version, saved.conflicts)

    def _send_again(self, tab: str) -> None:
        one, conflicts = self._sent[tab]
        saved = self.store.save(self.link, one)
        if (saved.assessment, saved.version, saved.conflicts) != (self.now, max(self.made), conflicts):
            self.wrong.append("silent overwrite: a save that was sent again did something else")
        self._seen[tab] = saved.assessment

    def _note(self, one: Save, what: str, version: int, conflicts: tuple[Conflict, ...]) -> None:
        self.trace.append((one.tab, one.kind, one.target, what, version, json.dumps(one.changes), conflicts))


def small() -> Assessment:
    """Return a small assessment, so that two people often meet."""
    touchpoints = tuple(Touchpoint(id=f"t{number}", name=f"T{number}", channel_id="c1") for number in (1, 2))
    actions = tuple(Action(id=f"a{number}", text="Bellen", channel_id="c2", owner_id="o1") for number in (1, 2))
    chances = (Opportunity(id="k1", text="Vaker gezien worden"),)
    phases = (
        Phase(id="p1", name="Oriëntatie", touchpoints=touchpoints, actions=actions),
        Phase(id="p2", name="Aankoop", opportunities=chances),
        Phase(id="p3", name="Gebruik"),
    )
    return filled(
        language="nl",
        title="",
        goal="",
        principles=(Principle(id="b1", text="Eerlijk"),),
        people=(Person(id="o1", name="Sanne"),),
        channels=(Channel(id="c1", name="Website"), Channel(id="c2", name="Winkel")),
        journeys=(Journey(id="j", name="Nieuwe klant", phases=phases),),
        rounds=(),
    )


def steady() -> Iterator[datetime]:
    """Yield a minute later each time."""
    return (AT + number * _MINUTE for number in count())


def jumping(dice: Random) -> Iterator[datetime]:
    """Yield moments of a clock that is set a day back or forward, or an hour as summer time does, every now and then."""
    moment = AT
    while True:
        yield moment
        moment += _MINUTE + dice.choice([timedelta()] * 3 + [_DAY, -_DAY, timedelta(hours=1), -timedelta(hours=1)])


class Clock:
    """A clock that shows these *moments*, one after the other, and remembers them."""

    def __init__(self, moments: Iterator[datetime]) -> None:
        self._moments = moments
        self.shown = [AT]

    def __iter__(self) -> Self:
        """Return itself."""
        return self

    def __next__(self) -> datetime:
        """Go on to the next moment."""
        self.shown.append(next(self._moments))
        return self.shown[-1]

    def today(self) -> date:
        """Return the day that it shows."""
        return self.shown[-1].date()


def interleavings(times: int) -> Row:
    """Let two tabs take turns by chance, so many *times*, and judge every save."""
    tally, saves, conflicts, undone, refused = Tally(), 0, 0, 0, 0
    with in_memory() as file, opened(file) as store:
        for turn in range(times):
            walk = Walk(store, link_hash(f"walk {turn}"), Random(turn), steady(), small(), narrow=turn % 3 > 0, late=0.3)  # noqa: S311 - repeatable
            walk.start()
            for _ in range(_EDITS):
                walk.step()
            walk.end()
            tally.add(walk.wrong)
            saves += len(walk.trace)
            conflicts, undone, refused = conflicts + walk.conflicts, undone + walk.undone, refused + walk.refused
    note = (
        f"{saves:,} saves: {conflicts:,} conflicts told with both texts, {undone:,} undone or redone, "
        f"{refused} refused as a whole"
    )
    held = "no text written over unseen, none gone without a word, every version rebuilds as it was"
    return tally.row(f"Two tabs in turns by chance, {_EDITS} steps each time", note, held=held)


def wrong_clock(times: int) -> Row:
    """Do the same edits by a steady clock and by one that jumps, so many *times*: all has to come out the same."""
    tally, jumps = Tally(), 0
    with in_memory() as file:
        for turn in range(times):
            traces, losses = [], []
            for name, moments in (("steady", steady()), ("jumping", jumping(Random(turn)))):  # noqa: S311 - repeatable
                clock = Clock(moments)
                store = SqlStore.opened(sqlite_engine(file), today=clock.today)
                walk = Walk(store, link_hash(f"{name} {turn}"), Random(turn), clock, small(), narrow=True)  # noqa: S311
                walk.start()
                for _ in range(_EDITS):
                    walk.step()
                walk.end()
                if store.purge(clock.today() - 179 * _DAY):
                    walk.wrong.append("lost: something expired before its time")
                store.tidy(max(clock.shown))
                kept = [one.version for one in store.history(walk.link)]
                if kept[0] != max(walk.made) or any(store.at_version(walk.link, one) != walk.made[one] for one in kept):
                    walk.wrong.append("lost: thinning took what should stay")
                traces.append((walk.trace, walk.now))
                jumps += name == "jumping" and sum(later < earlier for earlier, later in pairwise(clock.shown))
                store.close()
                losses += walk.wrong
            tally.add(losses if traces[0] == traces[1] else [*losses, "the clock changed what came of it"])
    held = "order, conflicts, undo and redo as by a steady clock; nothing expires early"
    return tally.row("Clock a day or an hour back and forward between edits", f"{jumps:,} times back", held=held)


def many_edits(edits: int, *, every: int = 500) -> Row:
    """Make so many *edits* in one filled-in assessment, and read it back in every way at intervals of *every* edits."""
    tally, files, rebuilt = Tally(), 0, 0
    with in_memory() as file, opened(file) as store:
        walk = Walk(store, link_hash("many"), Random(9), steady(), filled())  # noqa: S311 - repeatable
        walk.start(("left",))
        for number in range(1, edits + 1):
            walk.step()
            losses, walk.wrong = walk.wrong, []
            if number % 50 == 0:
                files += 1
                written = json_file.write(walk.now)
                if json_file.read(written) != walk.now or json_file.write(json_file.read(written)) != written:
                    losses.append("the JSON file is read as something else")
            if number % every == 0 or number == edits:
                for one in store.history(walk.link):
                    rebuilt += 1
                    if store.at_version(walk.link, one.version) != walk.made[one.version]:
                        losses.append(f"version {one.version} is not what it was")
                store.tidy(next(walk.moments) + _DAY)
            tally.add(losses)
    note = (
        f"{max(walk.made):,} versions; {files} JSON files written and read back; {rebuilt:,} times a listed version rebuilt, "
        "before and after thinning"
    )
    return tally.row("Edits of chance in one assessment", note, held="all as they were")
