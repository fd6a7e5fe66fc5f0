"""Each page speaks one language: the words of the other one's catalogue do not stand on it."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from builders import action, assessment, channel, journey, opportunity, person, phase, principle, touchpoint
from screens import PAGES
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.i18n.translator import LANGUAGES, catalogue
from cjwizard.ui import wiring

Begin = Callable[..., Tab]

OTHER: dict[Lang, Lang] = {"nl": "en", "en": "nl"}
ALLOWED = {"english", "nederlands", "customer", "experience", "journey", "wizard", "klantreiswijzer", "half"}
"""Names, of the languages, the product and what it builds on, and a word of both languages."""


def prose(text: str) -> str:
    """Return *text* without pictures, styles and tags."""
    return re.sub(r"(?s)<(style|svg)\b.*?</\1>|<[^>]*>|data:image\S*", " ", text)


def words_of(text: str) -> set[str]:
    """Return the words of *text*, without placeholders, addresses and names of icons."""
    plain = re.sub(r"\{\w+\}|\S*[/\\@]\S*|:material/\w+:", " ", text)
    return {word.lower() for word in re.findall(r"[^\W\d_]{2,}", plain)}


def written_in(content: object, lang: Lang) -> Iterator[str]:
    """Yield every text of *lang* in bilingual *content*, which names the language somewhere above the text."""
    if isinstance(content, dict):
        for key, part in content.items():
            yield from texts_in(part) if key == lang else written_in(part, lang)
    elif isinstance(content, list):
        for part in content:
            yield from written_in(part, lang)


def texts_in(content: object) -> Iterator[str]:
    """Yield every text in *content*."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from texts_in(part)


@cache
def only_in(lang: Lang) -> frozenset[str]:
    """Return the words of the messages of *lang* that nothing of ours in the other language has."""
    other = OTHER[lang]
    files = [file.read_bytes().decode() for file in (wiring.ROOT / "cjwizard" / "content").glob("*.toml")]
    samples = [json.loads(file.read_bytes()) for file in wiring.SAMPLES.glob("*.json")]
    there = [
        *catalogue(other).values(),
        *(text for file in files for text in written_in(tomllib.loads(file), other)),
        *(text for sample in samples if sample["language"] == other for text in texts_in(sample)),
        (wiring.ROOT / "cjwizard" / "content" / f"method.{other}.md").read_text(encoding="utf-8"),
    ]
    return frozenset(words_of("\n".join(catalogue(lang).values())) - words_of("\n".join(there)) - ALLOWED)


def with_something_of_everything(lang: Lang) -> Assessment:
    """Return a document whose fields are all drawn, with no word in any of them."""
    full = phase(80, 40, name="1", opportunities=(opportunity("2"),), actions=(action("3"), action("4", fit="clashes")), wow="5")
    bare = phase(None, 50, name="6", touchpoints=(touchpoint("7"),), actions=(action("8", impact=None),))
    return assessment(
        journey(full, bare, name="9"),
        language=lang,
        title="10",
        principles=(principle("11"),),
        people=(person("12"),),
        channels=(channel("13"),),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_no_word_of_the_other_language_stands_on_a_page(begin: Begin, page: str, lang: Lang) -> None:
    filled, empty = begin(with_something_of_everything(lang), page), begin(assessment(journey(name=""), language=lang), page)
    lines = prose(f"{filled.words}\n{empty.words}").splitlines()
    foreign = {word: line for line in lines for word in only_in(OTHER[lang]) & words_of(line)}

    assert foreign == {}


def test_a_word_of_the_other_language_would_be_seen() -> None:
    assert {"the", "your", "save"} & only_in("en")
    assert {"het", "je", "niet"} <= only_in("nl")
