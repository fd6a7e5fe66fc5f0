"""Poster and report: what people typed comes out as typed, on as many pages as it takes, and nothing else is read."""

import re
import socket
import unicodedata
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from builders import action, assessment, channel, filled_in, journey, opportunity, phase, principle, touchpoint, worked_set
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from cjwizard.domain.assessment import Assessment, Customer, Note, Organisation, Phase
from cjwizard.exchange import take_along, typesetter
from cjwizard.exchange.poster import PAPERS, PaperName, poster
from cjwizard.exchange.report import report
from cjwizard.exchange.take_along import File, make, page_name
from cjwizard.exchange.typeset_text import BREAK, breakable
from cjwizard.exchange.typesetter import TypesettingError, typeset, typeset_apart
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import make_plan

DAY = date(2026, 11, 22)
TEMPLATES = Path(typesetter.__file__).parent / "typeset"

NASTY = (
    '#let x = 1; #x $a^2$ *vet* _cursief_ @ref \\ "aan" <label> // weg `code` ~ -- --- = kop',
    '#import "@preview/cetz:0.1.0": canvas',
    '#read("/etc/passwd") #include "look.typ" #sys.inputs.data',
    "=1+1 <b>x</b> **x** $a$ \\u{41} &amp; {{page}} {page} %s",
    "]) #panic() [[ }}",
    "regel een\nregel twee\n\nregel vier",
    "iemand.met.een.lange.naam@een-heel-lang-domein.example.com",
    "→ − ≤ ½ € ™ ✓ ★",
    "中文日本語한국어",
    "😀 👍 🚀",
)
RIGHT_TO_LEFT = ("שלום עולם", "مرحبا بالعالم")


def said(content: bytes) -> str:
    """Return all text of a PDF without what only the layout put there: spaces, ends of lines and hyphens."""
    return bare("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text))


def poster_of(document: Assessment, *, paper: PaperName = "a3", lang: str = "nl") -> bytes:
    t = translator("en" if lang == "en" else "nl")
    (content,) = typeset(
        "poster", poster(document, document.journeys[0], make_plan(document), t, paper=paper, on=DAY), "pdf", on=DAY
    )
    return content


def report_of(document: Assessment, lang: str = "nl") -> bytes:
    (content,) = typeset("report", report(make_plan(document), translator("en" if lang == "en" else "nl"), on=DAY), "pdf", on=DAY)
    return content


def everywhere(*texts: str) -> Assessment:
    """Return a document with a phase for each of *texts* that says it wherever a phase can, and the first one above all."""
    lines = [" ".join(text.split()) for text in texts]
    channels = tuple(channel(line, id=f"c{place}") for place, line in enumerate(lines))
    phases = [
        phase(
            80,
            20,
            name=line,
            doing=Note(text=text, evidence="guessed"),
            thinking=Note(text=text, evidence="known"),
            pains=(text,),
            wow=text,
            touchpoints=(touchpoint(line, channel_id=f"c{place}", use="unused"),),
            opportunities=(opportunity(text),),
            actions=(action(text),),
        )
        for place, (text, line) in enumerate(zip(texts, lines, strict=True))
    ]
    return assessment(
        journey(*phases, customer=Customer(name=lines[0], goal=texts[0])),
        organisation=Organisation(name=lines[0]),
        title=lines[0],
        goal=texts[0],
        principles=tuple(principle(text) for text in texts),
        channels=channels,
    )


@pytest.fixture(scope="module")
def nasty_poster() -> str:
    return said(poster_of(everywhere(*NASTY)))


@pytest.fixture(scope="module")
def nasty_report() -> str:
    return said(report_of(everywhere(*NASTY)))


def long_texts(phases: int, letters: int) -> Assessment:
    words = ("klanten vergelijken arbeidsongeschiktheidsverzekeringen " * (letters // 50 + 1))[:letters]
    note = Note(text=words, evidence="partly")
    return assessment(journey(*(numbered(number, doing=note, thinking=note, feeling=note) for number in range(phases))))


def numbered(number: int, **fields: object) -> Phase:
    return phase(number % 101, 100 - number % 101, name=f"Fase{number}", emotion=number % 5 - 2, **fields)


def pages(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("text", NASTY)
def test_what_people_typed_stands_on_the_poster_as_typed(text: str, nasty_poster: str) -> None:
    assert nasty_poster.count(bare(text)) >= 8


@pytest.mark.parametrize("text", NASTY)
def test_what_people_typed_stands_in_the_report_as_typed(text: str, nasty_report: str) -> None:
    assert nasty_report.count(bare(text)) >= 8


@pytest.mark.parametrize("text", RIGHT_TO_LEFT)
def test_text_from_right_to_left_has_every_letter(text: str) -> None:
    found = said(poster_of(everywhere(text)))

    assert set(bare(text)) <= set(found)


def test_a_word_of_five_hundred_letters_has_every_letter() -> None:
    found = said(poster_of(assessment(journey(*(phase(doing=Note(text="x" * 500)) for _ in range(3))))))

    assert found.count("x" * 500) == 3


def test_a_cell_of_two_thousand_letters_is_not_cut_off() -> None:
    text = " ".join(f"woord{number}" for number in range(230))

    found = said(poster_of(assessment(journey(phase(doing=Note(text=text)))), paper="a4"))

    assert bare(text) in found


def test_the_name_of_a_phase_that_is_too_long_to_repeat_stands_there_in_full() -> None:
    name = " ".join(f"deel{number}" for number in range(60))

    found = said(poster_of(assessment(journey(phase(40, 20, name=name))), paper="a4"))

    assert bare(name) in found


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("phases", [1, 3, 14, 20])
def test_a_poster_has_every_phase_on_paper_of_the_size_asked_for(phases: int, paper: PaperName) -> None:
    content = poster_of(long_texts(phases, 20), paper=paper)
    found = said(content)
    box = PdfReader(BytesIO(content)).pages[0].mediabox

    assert all(f"Fase{number}" in found for number in range(phases))
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (PAPERS[paper].width, PAPERS[paper].height)


@pytest.mark.parametrize(("phases", "letters", "most"), [(3, 30, 1), (14, 10, 1), (20, 10, 2)])
def test_little_text_takes_few_sheets(phases: int, letters: int, most: int) -> None:
    assert pages(poster_of(long_texts(phases, letters))) <= most


def test_much_text_goes_on_over_pages_that_repeat_the_phases() -> None:
    content = poster_of(long_texts(4, 4000), paper="a4")

    assert pages(content) > 2
    assert all("Fase0" in page.extract_text() for page in PdfReader(BytesIO(content)).pages[1:])


def test_a_poster_of_nothing_but_a_name_can_be_made() -> None:
    assert "Nieuweklant" in said(poster_of(assessment(journey())))


def test_a_guess_says_so_in_words() -> None:
    note = Note(text="Zoekt", evidence="guessed")

    assert "Radenwe" in said(poster_of(assessment(journey(phase(doing=note)))))


def test_what_is_known_needs_no_word() -> None:
    note = Note(text="Zoekt", evidence="known")

    assert said(poster_of(assessment(journey(phase(doing=note))))).count("Wetenwe") == 1, "in the legend only"


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", ("Uitgangspunten", "Acties", "pagina1van")), ("en", ("Guidingprinciples", "page1of"))]
)
def test_poster_and_report_speak_the_language_asked_for(lang: str, words: tuple[str, ...]) -> None:
    found = (said(poster_of(filled_in(), lang=lang)), said(report_of(filled_in(), lang=lang)))

    assert all(word in text for word in words for text in found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_is_left_with_a_placeholder(lang: str) -> None:
    assert "{" not in said(poster_of(filled_in(), lang=lang)) + said(report_of(filled_in(), lang=lang))


def test_the_report_has_the_map_the_scores_the_actions_what_to_find_out_and_the_user_stories() -> None:
    document = filled_in(*worked_set().phases)
    found = said(report_of(document))

    for heading in ("De scores", "Acties op volgorde", "Eerst uitzoeken", "User stories", "Zo komt de volgorde tot stand"):
        assert bare(heading) in found
    assert bare("Van elke 100 kansen benut je er 32 en laat je er 48 liggen") in found


def test_the_report_has_a_map_of_every_journey() -> None:
    document = assessment(journey(phase(name="Hier"), name="Een"), journey(phase(name="Daar"), name="Twee"))
    found = said(report_of(document))

    assert all(word in found for word in ("Hier", "Daar", "Een", "Twee"))


@pytest.mark.parametrize("kind", take_along.KINDS)
def test_the_same_document_gives_the_same_bytes(kind: take_along.Kind) -> None:
    def made() -> File:
        document = filled_in()
        return make(kind, make_plan(document), document.journeys[0], translator("nl"), on=DAY)

    assert made() == made()


def test_pictures_of_several_pages_come_in_one_file() -> None:
    document = long_texts(20, 300)
    file = make("picture", make_plan(document), document.journeys[0], translator("en"), on=DAY)
    names = zipfile.ZipFile(BytesIO(file.content)).namelist()

    assert file.name.endswith(".zip")
    assert names == [page_name("journey-poster-2026-11-22.png", number) for number in range(1, len(names) + 1)]
    assert len(names) > 1


def test_pages_made_apart_are_those_made_here() -> None:
    data = report(make_plan(filled_in()), translator("nl"), on=DAY)

    assert typeset_apart("report", data, "pdf", on=DAY) == typeset("report", data, "pdf", on=DAY)


def test_what_takes_too_long_is_stopped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "SECONDS", 0.01)

    with pytest.raises(TypesettingError):
        make("report", make_plan(filled_in()), filled_in().journeys[0], translator("nl"), on=DAY)


def test_data_that_no_template_understands_is_refused_in_words() -> None:
    with pytest.raises(TypesettingError):
        typeset_apart("poster", {}, "pdf", on=DAY)


def test_the_templates_read_nothing_but_each_other() -> None:
    read = [
        line
        for file in TEMPLATES.glob("*.typ")
        for line in re.findall(r"(?:import|include|read|json|image)\b.*", file.read_text())
    ]
    named = {name for line in read for name in re.findall(r'"([^"]+)"', line)}

    assert named == {"look.typ", "map.typ"}
    assert "@preview" not in "".join(file.read_text() for file in TEMPLATES.glob("*.typ"))


def test_no_connection_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert bare("@preview/cetz") in said(poster_of(everywhere('#import "@preview/cetz:0.1.0"')))


@pytest.mark.parametrize("word", ["Oriëntatie", "arbeidsongeschiktheidsverzekering", "Hottentottententententoonstelling"])
def test_a_word_that_can_be_pronounced_is_left_to_hyphenation(word: str) -> None:
    assert breakable(word) == word


@pytest.mark.parametrize("word", ["x" * 500, "bcdfghjklmnpqrstvwxz" * 3, "https://www.voorbeeld.nl/pad?x=1", "👍" * 30])
def test_a_word_that_no_line_could_hold_may_break_somewhere(word: str) -> None:
    assert BREAK in breakable(word)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_marks_for_breaks_change_no_letter(text: str) -> None:
    assert breakable(text).replace(BREAK, "") == text


@given(st.text(st.sampled_from("a👍🏽👨\u200d👩🇳🇱é\u0301"), min_size=13))
def test_no_mark_stands_before_a_letter_that_belongs_to_the_one_before(text: str) -> None:
    assert not re.search(f"{BREAK}[\u0301\u200d🏽]", breakable(text))
    assert f"\u200d{BREAK}" not in breakable(text)
