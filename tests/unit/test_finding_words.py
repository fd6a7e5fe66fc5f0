"""Findings in words, in both languages, and what is made of them."""

import pytest
from builders import lived_in_document, phase, touchpoint
from hypothesis import given
from hypothesis import strategies as st
from strategies import inventories

from cjwizard.domain.assessment import Assessment, Audience, Checks, Lang
from cjwizard.domain.changes import merge
from cjwizard.domain.findings import Finding, findings
from cjwizard.i18n.translator import LANGUAGES, OVERLAYS, translator
from cjwizard.services.finding_words import Made, action_text, as_action, as_opportunity, finding_text, made_of, opportunity_text

NL, EN = translator("nl"), translator("en")


def every_kind() -> Assessment:
    """Return a document with a finding of every kind and of every check question."""
    no = Checks(right_channels="no", clear_next_step="no", easy_switch="no", findable="no")
    more = (touchpoint("Bellen", id="t3", switch_to="t1", switch="rough"), touchpoint("Mail", id="t4", switch="rough"))
    last = (touchpoint("Balie", id="t5", switch="broken"),)
    return lived_in_document(phase(id="q", touchpoints=(*more, *last)), phase(id="r"), checks=no)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_three_texts_of_its_own(lang: Lang) -> None:
    t = translator(lang)
    texts = [say(finding, t) for finding in findings(every_kind()) for say in (finding_text, opportunity_text, action_text)]

    assert len(set(texts)) == len(texts)
    assert [text for text in texts if "{" in text or not text.endswith(".")] == []


def test_a_finding_is_told_from_its_facts() -> None:
    told = [finding_text(finding, NL) for finding in findings(lived_in_document(phase(id="q", name="Kopen")))]

    assert told == [
        "‘Filmpje’ is kansrijk, maar je gebruikt het nog niet.",
        "Van ‘Rekenhulp’ naar ‘Filmpje’ begint je klant opnieuw.",
        "Je klant vindt je hier niet als hij zoekt.",
        "Kopen: je klant komt je hier nergens tegen. Geen enkel contactmoment is in gebruik.",
        "‘Instagram’ gebruik je nergens: geen contactmoment en geen actie.",
        "‘Telefoon’ gebruik je nergens: geen contactmoment en geen actie.",
    ]


@given(inventories(), st.sampled_from(LANGUAGES))
def test_every_finding_of_every_document_can_be_told(document: Assessment, lang: Lang) -> None:
    t = translator(lang)

    for finding in findings(document):
        for say in (finding_text, opportunity_text, action_text):
            assert say(finding, t).strip()


@pytest.mark.parametrize("said", LANGUAGES)
@pytest.mark.parametrize("audience", ["b2c", *OVERLAYS])
@pytest.mark.parametrize("form", ["opportunity", "action"])
def test_what_was_made_of_a_finding_is_known_in_any_language_and_words(form: str, said: Lang, audience: Audience) -> None:
    document = every_kind()
    make = as_opportunity if form == "opportunity" else as_action
    for finding in findings(document):
        one, place = finding.journey or document.journeys[0], finding.phase or document.journeys[0].phases[1]
        made = merge(document, make(finding, one, place, "new", translator(said, audience))).assessment

        assert made_of(finding, document) == Made(opportunity=False, action=False)
        assert made_of(finding, made) == Made(opportunity=form == "opportunity", action=form == "action")


def test_an_action_works_on_presence_through_the_channel_of_its_touchpoint() -> None:
    document = every_kind()
    unused = first(document, "unused")
    assert unused.journey is not None
    assert unused.phase is not None
    ((_, new),) = as_action(unused, unused.journey, unused.phase, "new", EN).values()

    assert (new["text"], new["channel_id"], new["lever"]) == ("Start using ‘Filmpje’. Begin small.", "i", "presence")


def test_the_same_text_in_another_phase_is_not_what_was_made_of_it() -> None:
    document = every_kind()
    finding = first(document, "no_touchpoint")
    elsewhere = document.journeys[0].phases[0]
    made = merge(document, as_opportunity(finding, document.journeys[0], elsewhere, "new", NL)).assessment

    assert made_of(finding, made) == Made(opportunity=False, action=False)


def first(document: Assessment, kind: str) -> Finding:
    return next(finding for finding in findings(document) if finding.kind == kind)
