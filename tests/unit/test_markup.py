"""The gates for user text: what stands around it stays as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjwizard.ui.markup import html_text, isolated, label, md

BEGIN, END = "\u2068", "\u2069"
TURNING = "ab \u05d0\u0645\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def depths(text: str) -> list[int]:
    """Return how many isolates are open after each letter."""
    found, open_now = [], 0
    for letter in text:
        open_now += (letter in "\u2066\u2067\u2068") - (letter == END)
        found.append(open_now)
    return found


@given(st.text(TURNING, min_size=1))
def test_whatever_turns_the_direction_ends_with_the_text_itself(text: str) -> None:
    found = isolated(text)

    assert found == text or (found[0], depths(found)[-1], min(depths(found)[:-1])) == (BEGIN, 0, 1)
    assert found.replace(BEGIN, "").replace(END, "") == text.replace(BEGIN, "").replace(END, "")


@pytest.mark.parametrize("text", ["", "Oriëntatie", "1 + 1 = 2", "🙂 naïef — “ja”", "日本語"])
def test_text_that_turns_nothing_is_left_as_it_is(text: str) -> None:
    assert isolated(text) == text


@pytest.mark.parametrize("text", ["\u202etxt", "x\u2069y", "\u2066\u2066", "\u05e9\u05dc\u05d5\u05dd"])
def test_labels_and_html_keep_the_direction_of_a_text_to_the_text(text: str) -> None:
    assert md(text) == isolated(text)
    assert html_text(f"a\n{text}") == f"a<br>{isolated(text)}"


# -- labels, which a screen reader reads as they are written


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Bel terug. Nu, graag (echt)", "Bel terug. Nu, graag (echt)"),
        ("Stand van e-mail: Te doen → Klaar", "Stand van e-mail: Te doen → Klaar"),
        ("Wil je 50 %? Dat is 'goed'", "Wil je 50 %? Dat is 'goed'"),
        ("1. lijst", "1\\. lijst"),
        ("1) lijst", "1\\) lijst"),
        ("- punt", "\\- punt"),
        ("[klik](ftp)", "\\[klik\\](ftp)"),
        (":red[rood]", "\\:red\\[rood\\]"),
    ],
)
def test_a_label_has_no_escapes_but_those_it_needs(typed: str, said: str) -> None:
    assert label(typed) == said


@given(st.text(max_size=60))
def test_a_label_shows_the_same_text(typed: str) -> None:
    assert unescaped(label(typed)) == unescaped(md(typed))


def unescaped(text: str) -> str:
    """Return what Markdown shows of escaped text."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
