"""Opening a file: what is in it is shown first, nothing is taken by itself, and a hostile file changes nothing."""

import re
from collections.abc import Callable

import pytest
from builders import action, as_bytes, as_file, assessment, journey, opportunity, phase
from hostile_files import READ, REFUSED
from hostile_texts import TEXTS, documents
from streamlit.testing.v1.element_tree import Html
from tabs import Tab

from cjwizard.domain.assessment import Assessment, Lang, Organisation
from cjwizard.domain.errors import WizardError
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.ui.markup import html_text, md, short

Begin = Callable[..., Tab]
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def upload(tab: Tab, data: bytes, name: str = "klantreis.json") -> Tab:
    tab.at.file_uploader[0].upload(name, data, "application/json")
    return tab.run()


def withdraw(tab: Tab) -> Tab:
    """Take the file out of its field."""
    tab.at.file_uploader[0].clear()
    return tab.run()


def upload_instead(tab: Tab, data: bytes) -> Tab:
    """Choose another file while the one of before is still there, as a browser does in one go."""
    tab.at.file_uploader[0].clear()
    return upload(tab, data)


def shown(tab: Tab) -> str:
    """Return the preview as HTML."""
    (found,) = [found.value for found in tab.at._tree if isinstance(found, Html) and found.value.startswith("<dl")]
    return str(found)


def facts(tab: Tab) -> dict[str, str]:
    """Return the preview: what each line is called and what it says."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", shown(tab), re.DOTALL))


def names(tab: Tab) -> list[str]:
    return re.findall(r"<li>(.*?)</li>", shown(tab), re.DOTALL)


def refused(data: bytes) -> WizardError:
    """Return why *data* is refused."""
    with pytest.raises(WizardError) as caught:
        json_file.read(data)
    return caught.value


def full() -> Assessment:
    first = phase(name="Dromen", opportunities=(opportunity(), opportunity()), actions=(action(),))
    second = phase(name="Kopen", opportunities=(opportunity(),), actions=(action(), action(), action()))
    others = journey(phase(name="Blijven", actions=(action(),)), phase(name=""), name="Klanten")
    return assessment(
        journey(first, second), others, title="Starters", organisation=Organisation(name="Kwartelhof"), language="en"
    )


# -- what is shown


@every_language
def test_a_file_shows_what_is_in_it_before_anything_is_taken(begin: Begin, lang: Lang) -> None:
    t = translator(lang)
    tab = begin(assessment(title="Nu open"), "data", lang=lang)
    link = tab.link
    upload(tab, json_file.write(full()))
    said = facts(tab)
    phases = said.pop(t("preview.phases"))

    assert said == {
        t("preview.title"): "Starters",
        t("preview.organisation"): "Kwartelhof",
        t("preview.journeys"): "2",
        t("preview.opportunities"): "3",
        t("preview.actions"): "5",
        t("preview.language"): "English",
    }
    assert phases.startswith("4<")
    assert names(tab) == ["Dromen", "Kopen", "Blijven", t("phase.unnamed", number=2)]
    assert (tab.link, tab.stored.title) == (link, "Nu open")


@every_language
def test_it_is_told_that_a_file_opens_beside_what_is_open_and_replaces_nothing(begin: Begin, lang: Lang) -> None:
    tab = upload(begin(assessment(), "data", lang=lang), json_file.write(full()))

    assert translator(lang)("preview.beside") in tab.words
    assert translator(lang)("preview.new") not in tab.words


@every_language
def test_on_the_first_page_with_nothing_open_only_a_link_of_its_own_is_told(lang: Lang) -> None:
    tab = upload(Tab(lang=lang).run(), json_file.write(full()))

    assert translator(lang)("preview.new") in tab.words
    assert translator(lang)("preview.beside") not in tab.words


def test_of_many_phases_the_first_twenty_are_named() -> None:
    many = tuple(journey(*(phase(name=f"Fase {group}-{place}") for place in range(8))) for group in range(3))
    tab = upload(Tab().run(), json_file.write(assessment(*many)))

    assert names(tab) == [f"Fase {group}-{place}" for group in range(3) for place in range(8)][:20]
    assert translator("nl")("common.and_more", count=4) in shown(tab)


def test_of_twenty_phases_all_are_named_and_no_more_are_promised() -> None:
    tab = upload(Tab().run(), json_file.write(assessment(journey(*(phase(name=f"Fase {place}") for place in range(20))))))

    assert len(names(tab)) == 20
    assert "</ol></dd>" in shown(tab)


def test_an_empty_file_shows_that_nothing_is_filled_in() -> None:
    t = translator("nl")
    tab = upload(Tab().run(), json_file.write(assessment()))

    assert facts(tab) == {
        t("preview.title"): t("open.untitled"),
        t("preview.organisation"): t("preview.nothing"),
        t("preview.journeys"): "1",
        t("preview.phases"): "0",
        t("preview.opportunities"): "0",
        t("preview.actions"): "0",
        t("preview.language"): "Nederlands",
    }


def test_another_file_shows_another_preview_and_no_file_shows_none() -> None:
    tab = upload(Tab().run(), json_file.write(full()))
    again = facts(upload(withdraw(tab), json_file.write(assessment(title="Een ander"))))
    withdraw(tab)

    assert again[translator("nl")("preview.title")] == "Een ander"
    assert not tab.has("open:take")
    assert "<dl" not in tab.words


def test_pressing_the_button_opens_what_was_shown_and_leaves_what_was_open(begin: Begin) -> None:
    document = full()
    tab = begin(assessment(title="Nu open"), "data")
    before = tab.link
    upload(tab, json_file.write(document)).click("open:take")

    assert tab.link != before
    assert tab.stored == document
    assert Tab(link=before).run().stored.title == "Nu open"


def test_a_file_that_stays_chosen_is_read_once_and_anew_when_it_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    original = json_file.read
    monkeypatch.setattr(json_file, "read", lambda data: (read.append(data), original(data))[1])
    first, second = json_file.write(assessment(title="Een")), json_file.write(assessment(title="Twee"))
    tab = upload(Tab().run(), first).run().run()
    upload(withdraw(tab), second).run()

    assert read == [first, second]


# -- hostile files


def test_every_hostile_file_is_refused_in_words_and_what_is_open_is_untouched(begin: Begin) -> None:
    document = assessment(title="Nu open")
    tab = begin(document)
    link, said = tab.link, {}
    for name, make in REFUSED.items():
        upload_instead(tab, make())
        said[name] = [found.value for found in tab.at.error]

        assert not tab.has("open:take"), name

    start = translator("nl")("open.file_refused", reason="")
    end = translator("nl")("open.file_mistake", reason="").removeprefix(start)
    assert {name: errors for name, errors in said.items() if len(errors) != 1 or not errors[0].startswith(start)} == {}
    assert any(errors[0].endswith(end.split(":")[-1].strip()) for errors in said.values())
    assert {name: errors for name, errors in said.items() if len(errors[0]) > 400} == {}
    assert (tab.link, tab.stored) == (link, document)


def test_a_file_that_is_only_odd_opens(begin: Begin) -> None:
    for make in READ.values():
        data = make()
        tab = upload(begin(assessment(), "data"), data).click("open:take")

        assert tab.stored == json_file.read(data)


def test_what_a_refused_file_says_never_becomes_markup() -> None:
    tab = Tab().run()
    for text in TEXTS:
        for values in ({"language": text}, {text: 1}, {"people": [{"id": f"{text} ", "name": ""}]}):
            upload_instead(tab, as_bytes(as_file(**values)))
            (told,) = [found.value for found in tab.at.error]

            assert md(translator("nl").error(refused(as_bytes(as_file(**values))))) in told


def test_hostile_texts_in_a_good_file_are_shown_as_typed() -> None:
    tab = Tab().run()
    for document in documents():
        upload_instead(tab, json_file.write(document))
        name = facts(tab)[translator("nl")("preview.title")]

        assert name == html_text(document.title.strip())
        assert names(tab) == [html_text(short(phase.name)) for phase in document.journeys[0].phases]
        assert set(re.findall(r"<(\w+)", shown(tab))) <= {"dl", "dt", "dd", "ol", "li", "br"}
