"""Personal links: nobody guesses them, and the store cannot tell them."""

import re

import pytest

from cjwizard.domain.assessment import Channel
from cjwizard.services.links import is_link, link_hash, new_id, new_link, view_link


def test_a_link_is_safe_in_an_address_and_has_128_bits() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", new_link()) for _ in range(200))


def test_no_two_links_are_alike() -> None:
    assert len({new_link() for _ in range(2000)}) == 2000


def test_a_new_link_has_the_form_of_a_link() -> None:
    assert all(is_link(new_link()) for _ in range(200))


@pytest.mark.parametrize(
    "text",
    ["", "a" * 21, "a" * 23, "a" * 21 + "/", "a" * 21 + "é", "a" * 22 + "\n", "../" + "a" * 19, " " + "a" * 21, "%00" + "a" * 19],
)
def test_anything_else_is_no_link(text: str) -> None:
    assert not is_link(text)


def test_the_store_keeps_a_hash_in_which_the_link_cannot_be_read() -> None:
    link = "AAAAAAAAAAAAAAAAAAAAAA"

    assert link_hash(link) == "8a5bdb4cc15164126c6ef2668de9dd240d299ce6397a42c95a9411b93d080ed8"


def test_one_link_always_has_the_same_hash_and_another_link_another() -> None:
    link = new_link()

    assert link_hash(link) == link_hash(link)
    assert link_hash(link) != link_hash(new_link())


def test_a_new_id_fits_in_a_document_and_is_new() -> None:
    ids = {new_id() for _ in range(2000)}

    assert len(ids) == 2000
    assert all(Channel(id=one, name="Website").id == one for one in ids)


def test_a_read_only_link_is_the_same_every_time_and_looks_like_any_link() -> None:
    link = "AAAAAAAAAAAAAAAAAAAAAA"

    assert view_link(link, 1) == "7Stu9Nl0LhFLaFelmksVSA"
    assert all(is_link(view_link(new_link(), number)) for number in range(100))


def test_every_number_and_every_personal_link_makes_another_read_only_link() -> None:
    personal = [new_link() for _ in range(20)]
    links = {view_link(link, number) for link in personal for number in range(1, 51)}

    assert len(links | set(personal)) == 20 * 50 + 20
