"""What people are told about their data: what the host has really set, and nothing that looks like it."""

from collections.abc import Callable

import pytest
from builders import assessment
from tabs import Tab

from cjwizard.domain.assessment import Lang
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services import settings
from cjwizard.ui import wiring

Begin = Callable[..., Tab]


def privacy(lang: Lang = "nl") -> Tab:
    return Tab(lang=lang).run().open("privacy")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("days", [1, 30, 365])
def test_the_page_tells_how_long_everything_is_really_kept(monkeypatch: pytest.MonkeyPatch, lang: Lang, days: int) -> None:
    monkeypatch.setenv(settings.RETENTION, str(days))
    monkeypatch.setenv(settings.BACKUPS, str(days + 1))
    t, page = translator(lang), privacy(lang)

    assert t.count("privacy.unused", days) in page.words
    assert t.count("privacy.copies", days + 1) in page.words
    assert t.count("privacy.erase", days + 1, page=t("page.data")) in page.words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_names_who_offers_this_exactly_as_they_wrote_it(monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    name, email = "<b>Kwartelhof</b> & ![x](https://tracker.test/p.png)", "vraag@kwartelhof.test"
    monkeypatch.setenv(settings.CONTACT_NAME, name)
    monkeypatch.setenv(settings.CONTACT_EMAIL, email)
    t, page = translator(lang), privacy(lang)
    plain = [found.value for found in page.at.text]

    assert t("privacy.host_name", name=name) in plain
    assert t("privacy.host_email", email=email) in plain
    assert "tracker.test" not in "".join(found.value for found in page.at.markdown)
    assert t("privacy.host_unknown") not in page.words


def test_without_a_name_the_page_says_so_and_where_the_data_are_on_your_own_computer() -> None:
    page = privacy()

    assert translator("nl")("privacy.host_unknown") in page.words
    assert str(wiring.data_folder()) in page.words


def test_visitors_of_a_host_do_not_learn_its_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.CONTACT_NAME, "Kwartelhof")

    assert str(wiring.data_folder()) not in privacy().words


def test_the_page_tells_where_the_data_are_without_the_password_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.DATABASE, "postgresql://klantreis:geheim@db.test/klantreis")
    page = privacy()

    assert translator("nl")("privacy.where.server") in page.words
    assert "geheim" not in page.words
    assert "db.test" not in page.words


@pytest.mark.parametrize(("value", "code"), [("yes", "shared"), ("no", "own")])
def test_the_page_tells_what_the_browser_keeps_as_it_is_set(monkeypatch: pytest.MonkeyPatch, value: str, code: str) -> None:
    monkeypatch.setenv(settings.SHARED_COMPUTER, value)

    assert translator("nl")(f"privacy.drafts.{code}") in privacy().words


# -- what the script in the page is told


def told(tab: Tab, name: str) -> str:
    return next(word for word in tab.words.split(f'data-{name}="')[1:]).split('"')[0]


@pytest.mark.parametrize(("value", "said"), [("yes", "yes"), ("no", ""), ("", ""), ("misschien", "yes")])
def test_the_script_hears_whether_others_use_the_computer_and_when_in_doubt_that_they_do(
    monkeypatch: pytest.MonkeyPatch, value: str, said: str
) -> None:
    monkeypatch.setenv(settings.SHARED_COMPUTER, value)

    assert told(Tab().run(), "shared") == said


def test_after_deleting_the_script_hears_whose_texts_have_to_go(begin: Begin) -> None:
    tab = begin(assessment(), "data")
    place, before = told(tab, "place"), told(tab, "forget")
    tab.fill("delete:really", value=True).click("delete:all")

    assert before == ""
    assert told(tab, "forget") == place
    assert told(tab, "place") == ""


def test_after_a_new_personal_link_texts_for_the_old_one_have_to_go(begin: Begin) -> None:
    tab = begin(assessment(), "data")
    place = told(tab, "place")
    tab.click("links:renew").click("links:renew:yes")

    assert told(tab, "forget") == place
    assert told(tab, "place") not in {"", place}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("days", [1, 14])
def test_deleting_says_when_the_copies_are_gone(begin: Begin, monkeypatch: pytest.MonkeyPatch, lang: Lang, days: int) -> None:
    monkeypatch.setenv(settings.BACKUPS, str(days))

    assert translator(lang).count("data.delete_help", days) in begin(assessment(language=lang), "data").words
