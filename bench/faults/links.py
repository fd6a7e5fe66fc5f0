"""Links that are foreign, old, empty or guessed, tried on everything that a store can do."""

import inspect
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from statistics import median
from typing import Final

from bench.faults.kept import AT, filled, in_memory, opened, opened_on, own_server
from bench.faults.outcome import NotPossibleError, Row, Tally, not_shown
from cjwizard.domain.errors import UnknownLinkError, WizardError
from cjwizard.services.links import link_hash, new_link, view_link
from cjwizard.services.ports import AssessmentStore, Save
from cjwizard.store.memory import MemoryStore

TITLE: Final = "Alleen voor wie de link heeft"
VERBS: Final[Mapping[str, Callable[[AssessmentStore, str], object]]] = {
    "load": lambda store, link: store.load(link),
    "save": lambda store, link: store.save(link, Save("gokje", "tab", {"title": (TITLE, "Gegokt")}, AT)),
    "version": lambda store, link: store.version(link),
    "changed_since": lambda store, link: store.changed_since(link, 0, by_others_than=""),
    "history": lambda store, link: store.history(link),
    "at_version": lambda store, link: store.at_version(link, 1),
    "name_version": lambda store, link: store.name_version(link, 1, "Gegokt"),
    "share": lambda store, link: store.share(link, link_hash("gokje"), 7),
    "renew": lambda store, link: store.renew(link, link_hash("gokje")),
    "delete": lambda store, link: store.delete(link),
}
"""Everything that takes a link to what is kept, by name."""
SEEING: Final = {"load", "version", "changed_since"}
"""What the read-only link may do."""
LOOKS: Final = 31
"""How often a refusal is timed; the median counts."""
_A_GUESS: Final = "another guess each time"
TOLD_BY_TIME: Final = 2.0
"""A link that is refused in more than so many times what a guess takes, or the reverse, is told from it by the clock."""


@contextmanager
def _memory() -> Iterator[AssessmentStore]:
    yield MemoryStore()


@contextmanager
def _sqlite() -> Iterator[AssessmentStore]:
    with in_memory() as file, opened(file) as store:
        yield store


@contextmanager
def _postgres() -> Iterator[AssessmentStore]:
    with own_server() as server, opened_on(server) as store:
        yield store


STORES: Final = {"in memory": _memory, "SQLite": _sqlite, "PostgreSQL": _postgres}


def wrong_links(guesses: int, *, stores: Mapping[str, Callable[[], object]] = STORES) -> Iterator[Row]:
    """Try every wrong link, and so many *guesses*, with every verb of every store."""
    for name, make in stores.items():
        tried = f"Wrong links on every verb, {name}"
        try:
            with make() as store:
                tally, furthest = _tried(store, guesses)
                yield tally.row(
                    tried,
                    f"{len(VERBS)} verbs; foreign, deleted, renewed, withdrawn, read-only, empty and nearly right links, and "
                    f"{guesses} guesses; a link that was right once is refused in {furthest:.2f} times what a guess takes, "
                    f"furthest from 1 (limit {TOLD_BY_TIME:g} times)",
                    held="always the same error and no word more",
                )
        except NotPossibleError as error:
            yield not_shown(tried, str(error))


def verbs_of_the_port() -> set[str]:
    """Return the names of all that a store can do with a link to what is kept."""
    methods = inspect.getmembers(AssessmentStore, inspect.isfunction)
    return {name for name, method in methods if "link_hash" in inspect.signature(method).parameters} - {"create"}


def _tried(store: AssessmentStore, guesses: int) -> tuple[Tally, float]:
    """Return what came of all tries, and how far from a guess the time of another refusal is, as a ratio."""
    tally, own, deleted, old = Tally(), new_link(), new_link(), new_link()
    for link in (deleted, old):
        store.create(link_hash(link), filled(title=TITLE), at=AT)
    store.delete(link_hash(deleted))
    store.renew(link_hash(old), link_hash(new_link()))
    store.create(link_hash(own), filled(title=TITLE), at=AT)
    for number in (1, 2):
        store.share(link_hash(own), link_hash(view_link(own, number)), number)
    view = link_hash(view_link(own, 2))
    before = store.load(link_hash(own)), store.history(link_hash(own))
    digest = link_hash(own)
    nearly = [digest[:-1], digest.upper(), f"{digest} ", f"{digest}'", "%", "_" * 64, "' OR 1=1 --", own, "", "None"]
    wrong = [link_hash(one) for one in (deleted, old, "", "\x00", own[:-1], own.lower(), view_link(own, 1), view_link(own, 3))]
    wrong += [*nearly, *(link_hash(new_link()) for _ in range(guesses))]
    for verb in sorted(verbs_of_the_port() | VERBS.keys()):
        for link in wrong if verb in SEEING else [*wrong, view]:
            tally.add(_leaks(store, verb, link))
        if (store.load(digest), store.history(digest)) != before:
            tally.losses.append(f"{verb} changed something")
    once_right = [link_hash(one) for one in (deleted, old, view_link(own, 1))]
    ratios = {(verb, link): ratio for verb in VERBS for link, ratio in _times(store, verb, once_right).items()}
    for (verb, _), ratio in ratios.items():
        tally.add([f"{verb} takes {ratio:.1f} times as long"] if _distance(ratio) > TOLD_BY_TIME else [])
    return tally, max(ratios.values(), key=_distance)


def _distance(ratio: float) -> float:
    return max(ratio, 1 / ratio)


def _times(store: AssessmentStore, verb: str, links: Sequence[str]) -> dict[str, float]:
    """Return by link how long *verb* takes to refuse it, in times what it takes to refuse a guess; all in turns."""
    taken: dict[str, list[int]] = {link: [] for link in (_A_GUESS, *links)}
    for _ in range(LOOKS):
        for link, times in taken.items():
            asked = link_hash(new_link()) if link == _A_GUESS else link
            began = time.perf_counter_ns()
            with suppress(Exception):  # whether it is the right one was looked at before
                VERBS[verb](store, asked)
            times.append(time.perf_counter_ns() - began)
    guess = median(taken[_A_GUESS])
    return {link: median(taken[link]) / guess for link in links}


def _leaks(store: AssessmentStore, verb: str, link: str) -> list[str]:
    """Return what *verb* gives away with a wrong *link*."""
    if verb not in VERBS:
        return [f"{verb} is not tried"]
    try:
        VERBS[verb](store, link)
    except UnknownLinkError as error:
        return [] if not error.facts and str(error) == str(UnknownLinkError()) else [f"{verb} says more than that it is unknown"]
    except WizardError as error:
        return [f"{verb} tells {type(error).__name__}"]
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not the same error
        return [f"{verb} raises {type(error).__name__}"]
    return [f"{verb} works"]
