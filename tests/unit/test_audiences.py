"""The words for journeys of employees and product owners: whatever speaks of customers is said in other words there."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from string import Formatter
from typing import Any, Final

import pytest

from cjwizard.content import load
from cjwizard.domain.assessment import Audience, Lang
from cjwizard.i18n.translator import LANGUAGES, OVERLAYS, catalogue, overlay, translator

_CUSTOMER: Final = re.compile(r"klant|customer", re.IGNORECASE)
_PRODUCT: Final = re.compile("Klantreiswijzer|Customer Journey Wizard")
"""The name of the product, which is the same for every journey."""
_ABOUT_NO_OPEN_JOURNEY: Final = ("open.", "preview.", "sample.", "save.nothing_open", "error.unknown_link")
"""Messages while nothing is open, or about another journey than the one that is open: nobody knows whose that is."""

every_overlay = pytest.mark.parametrize(("lang", "audience"), list(product(LANGUAGES, OVERLAYS)))


def speaks_of_customers(text: str) -> bool:
    return _CUSTOMER.search(_PRODUCT.sub("", text)) is not None


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def texts(helps: Any) -> str:  # noqa: ANN401 - a text, or a list of them
    return helps if isinstance(helps, str) else "\n".join(helps)


def helps() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every help with its name: examples, check questions and channels."""
    found = load._read("helps.toml")
    for several in ("example", "check"):
        yield from ((f"{several}.{code}", table) for code, table in found[several].items())
    yield from ((name, table) for name, table in found.items() if name not in {"example", "check"})


# -- messages


@every_overlay
def test_every_message_about_customers_is_said_in_other_words(lang: Lang, audience: Audience) -> None:
    said = overlay(lang, audience)
    missing = [
        f"{key} = {message!r}"
        for key, message in catalogue(lang).items()
        if speaks_of_customers(message) and not key.startswith(_ABOUT_NO_OPEN_JOURNEY) and key not in said
    ]

    assert missing == [], f"cjwizard/i18n/locale/{lang}.{audience}.toml misses:\n" + "\n".join(missing)


@every_overlay
def test_no_other_words_speak_of_customers(lang: Lang, audience: Audience) -> None:
    assert [key for key, message in overlay(lang, audience).items() if speaks_of_customers(message)] == []


@every_overlay
def test_other_words_say_something_else_about_the_same_facts(lang: Lang, audience: Audience) -> None:
    base, said = catalogue(lang), overlay(lang, audience)

    assert [key for key in said if key not in base] == []
    assert [key for key in said if said[key] == base[key] or not said[key].strip()] == []
    assert [key for key in said if placeholders(said[key]) != placeholders(base[key])] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", [None, "b2c", "b2b", "other"])
def test_every_other_audience_is_called_customers(lang: Lang, audience: Audience | None) -> None:
    assert translator(lang, audience) is translator(lang)


@pytest.mark.parametrize(
    ("lang", "audience", "word"),
    [
        ("nl", "employee", "Je hebt een medewerkersreis open."),
        ("en", "employee", "You have an employee journey open."),
        ("nl", "product_owner", "Je hebt een reis open."),
        ("en", "product_owner", "You have a journey open."),
    ],
)
def test_the_journey_is_named_after_who_makes_it(lang: Lang, audience: Audience, word: str) -> None:
    t = translator(lang, audience)

    assert t("welcome.is_open_untitled") == word
    assert t("common.remove") == translator(lang)("common.remove")
    assert t is translator(lang, audience)


# -- content


@every_overlay
def test_every_help_about_customers_is_given_in_other_words(lang: Lang, audience: Audience) -> None:
    missing = [name for name, table in helps() if speaks_of_customers(texts(table[lang])) and audience not in table]
    wrong = [name for name, table in helps() if audience in table and speaks_of_customers(texts(table[audience][lang]))]

    assert missing == [], f"cjwizard/content/helps.toml misses for {audience}: {missing}"
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", ["employee", "product_owner", "b2b"])
def test_the_template_for_an_audience_is_offered_first(lang: Lang, audience: Audience) -> None:
    offered = [template.code for template in load.templates(lang, audience)]

    assert offered[0] == audience
    assert sorted(offered) == sorted(template.code for template in load.templates(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_most_general_template_comes_first_for_consumers(lang: Lang) -> None:
    assert load.templates(lang, "b2c")[0].code == "general"


@every_overlay
def test_the_method_is_told_in_the_words_for_an_audience(lang: Lang, audience: Audience) -> None:
    t = translator(lang, audience)
    told = load.article("method", lang).format(customer=t("who.one"), customers=t("who.many"))
    names = re.compile("customer experience map|klantwaarde|customer value")  # terms of the sources

    assert t("who.many") in told
    assert not speaks_of_customers(names.sub("", told))
