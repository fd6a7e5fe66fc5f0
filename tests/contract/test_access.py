"""Which link opens what: the personal link everything, the read-only link what can be seen, any other link nothing."""

from datetime import UTC, datetime

import pytest
from builders import assessment

from bench.faults.links import SEEING, TITLE, VERBS
from cjwizard.domain.errors import UnknownLinkError
from cjwizard.services.links import link_hash, new_link, view_link
from cjwizard.services.ports import AssessmentStore, Save

PERSONAL = "AAAAAAAAAAAAAAAAAAAAAA"
LINK = link_hash(PERSONAL)
VIEW = link_hash(view_link(PERSONAL, 1))
AT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
EVERY_VERB = {**VERBS, "withdraw": lambda store, link: store.share(link, None, None)}


def kept(store: AssessmentStore) -> None:
    """Keep an assessment with a read-only link, and one of somebody else."""
    store.create(link_hash(new_link()), assessment(title="Van een ander"), at=AT)
    store.create(LINK, assessment(title=TITLE), at=AT)
    store.share(LINK, VIEW, 1)


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_no_verb_opens_anything_for_a_link_that_is_foreign_empty_or_nearly_right(store: AssessmentStore, verb: str) -> None:
    kept(store)
    before = store.load(LINK), store.history(LINK)
    for link in (link_hash(new_link()), link_hash(""), "", PERSONAL, LINK.upper(), LINK[:-1], "%", "None"):
        with pytest.raises(UnknownLinkError):
            EVERY_VERB[verb](store, link)

    assert (store.load(LINK), store.history(LINK)) == before


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_no_verb_but_seeing_works_with_the_read_only_link(store: AssessmentStore, verb: str) -> None:
    kept(store)
    before = store.load(LINK), store.history(LINK)
    if verb in SEEING:
        EVERY_VERB[verb](store, VIEW)
    else:
        with pytest.raises(UnknownLinkError) as refused:
            EVERY_VERB[verb](store, VIEW)
        with pytest.raises(UnknownLinkError) as unknown:
            EVERY_VERB[verb](store, link_hash("unknown"))
        assert (type(refused.value), refused.value.facts) == (type(unknown.value), unknown.value.facts)

    assert (store.load(LINK), store.history(LINK)) == before


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_no_verb_works_with_the_old_link_after_it_was_renewed_nor_with_its_read_only_link(
    store: AssessmentStore, verb: str
) -> None:
    kept(store)
    store.renew(LINK, link_hash("new"))
    for old in (LINK, VIEW):
        with pytest.raises(UnknownLinkError):
            EVERY_VERB[verb](store, old)

    assert store.load(link_hash("new")).assessment.title == TITLE


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_no_verb_works_with_a_read_only_link_that_was_withdrawn_or_replaced(store: AssessmentStore, verb: str) -> None:
    kept(store)
    store.share(LINK, None, None)
    with pytest.raises(UnknownLinkError):
        EVERY_VERB[verb](store, VIEW)
    store.share(LINK, link_hash(view_link(PERSONAL, 2)), 2)
    with pytest.raises(UnknownLinkError):
        EVERY_VERB[verb](store, VIEW)

    assert store.load(link_hash(view_link(PERSONAL, 2))).assessment.title == TITLE


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_no_verb_works_with_any_link_after_deleting(store: AssessmentStore, verb: str) -> None:
    kept(store)
    store.delete(LINK)
    for link in (LINK, VIEW):
        with pytest.raises(UnknownLinkError):
            EVERY_VERB[verb](store, link)


@pytest.mark.parametrize("verb", EVERY_VERB)
def test_every_verb_works_with_the_personal_link(store: AssessmentStore, verb: str) -> None:
    kept(store)

    EVERY_VERB[verb](store, LINK)


def test_the_read_only_link_shows_the_same_and_says_that_it_may_not_be_edited(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, Save("op", "tab", {"title": (TITLE, "Doorstromers")}, AT))
    seen, own = store.load(VIEW), store.load(LINK)

    assert (seen.may_edit, own.may_edit) == (False, True)
    assert (seen.assessment, seen.version, seen.saved_at) == (own.assessment, own.version, own.saved_at)


def test_the_number_of_the_read_only_link_is_told_and_a_withdrawn_number_is_never_next(store: AssessmentStore) -> None:
    store.create(LINK, assessment(), at=AT)
    told = [store.load(LINK)]
    store.share(LINK, VIEW, 1)
    told.append(store.load(LINK))
    store.share(LINK, None, None)
    told.append(store.load(LINK))
    store.share(LINK, link_hash(view_link(PERSONAL, 2)), 2)
    told.append(store.load(LINK))

    assert [(one.view_number, one.next_view_number) for one in told] == [(None, 1), (1, 2), (None, 2), (2, 3)]


def test_renewing_keeps_everything_but_the_links(store: AssessmentStore) -> None:
    kept(store)
    store.save(LINK, Save("op", "tab", {"title": (TITLE, "Doorstromers")}, AT))
    before, steps = store.load(LINK), store.history(LINK)
    store.renew(LINK, link_hash("new"))
    after = store.load(link_hash("new"))

    assert (after.assessment, after.version, after.saved_at) == (before.assessment, before.version, before.saved_at)
    assert (after.view_number, after.next_view_number) == (None, 2)
    assert store.history(link_hash("new")) == steps


def test_a_save_tells_the_same_of_the_links_as_loading(store: AssessmentStore) -> None:
    kept(store)
    saved = store.save(LINK, Save("op", "tab", {"title": (TITLE, "Doorstromers")}, AT))

    assert (saved.may_edit, saved.view_number, saved.next_view_number) == (True, 1, 2)
