"""Links that are foreign, old, empty or guessed, tried on everything that a store can do."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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
                yield _tried(store, guesses).row(
                    tried,
                    f"{len(VERBS)} verbs; foreign, deleted, renewed, withdrawn, read-only, empty and nearly right links, and "
                    f"{guesses} guesses; how long the answer takes is not looked at",
                    held="always the same error and no word more",
                )
        except NotPossibleError as error:
            yield not_shown(tried, str(error))


def verbs_of_the_port() -> set[str]:
    """Return the names of all that a store can do with a link to what is kept."""
    methods = inspect.getmembers(AssessmentStore, inspect.isfunction)
    return {name for name, method in methods if "link_hash" in inspect.signature(method).parameters} - {"create"}


def _tried(store: AssessmentStore, guesses: int) -> Tally:
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
    return tally


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
