"""What is not used for long is deleted, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from builders import assessment
from conftest import Calendar

from cjwizard.domain.errors import UnknownLinkError
from cjwizard.services.links import link_hash
from cjwizard.services.ports import AssessmentStore, Save

LINK, VIEW, OTHER = link_hash("a-link-that-is-kept"), link_hash("its-view"), link_hash("another-link")
DAY = date(2027, 3, 1)
AT = datetime(2027, 3, 1, 23, 59, tzinfo=UTC)
NEXT = timedelta(days=1)


@pytest.fixture
def kept(store: AssessmentStore, calendar: Calendar) -> AssessmentStore:
    """Return a store with two assessments, made on ``DAY``; the first has a read-only link."""
    calendar.today = DAY
    for link in (LINK, OTHER):
        store.create(link, assessment(), at=AT)
    store.share(LINK, VIEW, 1)
    return store


def is_there(store: AssessmentStore, link: str) -> bool:
    try:
        store.history(link)  # unlike loading, this is no use of it
    except UnknownLinkError:
        return False
    return True


def test_what_was_last_used_before_the_day_goes_with_all_its_links(kept: AssessmentStore) -> None:
    assert kept.purge(DAY + NEXT) == 2

    for link in (LINK, VIEW, OTHER):
        with pytest.raises(UnknownLinkError):
            kept.load(link)


def test_what_was_used_on_the_day_itself_stays_and_is_not_touched(kept: AssessmentStore) -> None:
    before = kept.load(LINK), kept.history(LINK)

    assert kept.purge(DAY) == 0
    assert (kept.load(LINK), kept.history(LINK)) == before


def test_purging_again_deletes_nothing_more(kept: AssessmentStore) -> None:
    kept.purge(DAY + NEXT)

    assert kept.purge(DAY + NEXT) == 0


@pytest.mark.parametrize("link", [LINK, VIEW], ids=["personal", "read-only"])
def test_opening_by_either_link_counts_as_use_of_that_one_alone(kept: AssessmentStore, calendar: Calendar, link: str) -> None:
    calendar.today = DAY + 100 * NEXT
    kept.load(link)

    assert kept.purge(DAY + 100 * NEXT) == 1
    assert is_there(kept, LINK)
    assert not is_there(kept, OTHER)


def test_saving_in_a_page_that_stays_open_counts_as_use(kept: AssessmentStore) -> None:
    kept.save(LINK, Save("op", "tab", {"title": ("", "Starters")}, AT + 100 * NEXT))

    assert kept.purge(DAY + 100 * NEXT) == 1
    assert is_there(kept, LINK)


def test_a_clock_that_runs_backwards_makes_nothing_older(kept: AssessmentStore, calendar: Calendar) -> None:
    calendar.today = DAY - 400 * NEXT
    kept.load(LINK)
    kept.save(OTHER, Save("op", "tab", {"title": ("", "Starters")}, AT - 400 * NEXT))

    assert kept.purge(DAY) == 0


def test_opening_changes_nothing_that_can_be_seen(kept: AssessmentStore, calendar: Calendar) -> None:
    before = kept.load(LINK)
    calendar.today = DAY + NEXT

    assert kept.load(LINK) == kept.load(LINK) == before
