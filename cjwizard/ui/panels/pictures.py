"""Pictures of the results, each with the same numbers in a table. What is folded away is not drawn."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from cjwizard.charts.emotion_curve import emotion_curve, emotion_table
from cjwizard.charts.four_parts import four_parts, four_parts_table
from cjwizard.charts.how_sure import how_sure, how_sure_table
from cjwizard.charts.numbers import numbers_table
from cjwizard.charts.picture import Picture
from cjwizard.charts.quadrants import quadrants
from cjwizard.charts.relevance_presence import relevance_presence
from cjwizard.charts.table import Table
from cjwizard.charts.touchpoint_grid import touchpoint_grid, touchpoint_table
from cjwizard.domain.stability import rank_ranges
from cjwizard.ui import fragments
from cjwizard.ui.markup import html_text
from cjwizard.ui.panels.common import shown_journey
from cjwizard.ui.session import current

SCORES: Final = "pictures:scores"
EMOTION: Final = "pictures:emotion"
HEAT_MAP: Final = "pictures:heat_map"
"""Parts that an edit of a score, of an emotion or moment of truth, or of a touchpoint redraws: for ``also=`` of its field."""
_MORE: Final = ("parts", "sure", "numbers")
"""What is offered below the two pictures of the scores."""
_FOLD: Final = "fold:"
_TABLE: Final = "border-collapse:collapse;font-size:0.9em"
_CELL: Final = (
    "padding:0.25rem 0.75rem 0.25rem 0;text-align:left;vertical-align:top;border-bottom:1px solid rgba(128,128,128,0.35)"
)


def relevance_and_presence() -> None:
    """Draw the line and the quadrants of the journey that is shown."""
    session = current()
    results, t = session.plan().phases_of(shown_journey()), session.t
    draw("line", relevance_presence(results, t))
    draw("matrix", quadrants(results, t))


def more_about_scores() -> None:
    """Offer the figures behind those two, what becomes of every 100 chances, and which places each phase can take."""
    fragments.part(SCORES, _more_about_scores, stale=_scores_are_stale)


def emotion() -> None:
    """Draw how customers feel along the journey; nothing while there are no phases."""
    if shown_journey().phases:
        fragments.part(EMOTION, _emotion)


def heat_map() -> None:
    """Draw how many touchpoints each channel has in each phase; nothing while there are no phases."""
    if shown_journey().phases:
        fragments.part(HEAT_MAP, _heat_map)


def draw(name: str, picture: Picture) -> None:
    """Draw *picture*, with what it shows in words for who cannot see it."""
    st.vega_lite_chart(spec=picture.spec, alt=picture.alt, key=f"chart:{name}")


def as_table(name: str, make: Callable[[], Table]) -> None:
    """Draw what *make* returns as a table, once somebody unfolds it."""
    _folded(f"table:{name}", current().t("chart.as_table"), ":material/table:", lambda: _table(name, make))


def _scores_are_stale() -> bool:
    """Tell whether a score changes what is seen there: a part that is unfolded, or whether there is an order to be sure of."""
    offered = f"{_FOLD}sure" in st.session_state
    return _ordered() != offered or any(st.session_state.get(f"{_FOLD}{name}") for name in _MORE)


def _ordered() -> bool:
    return current().plan().stability[shown_journey().id] is not None


def _more_about_scores() -> None:
    session = current()
    journey, t = shown_journey(), session.t
    results = session.plan().phases_of(journey)

    def parts() -> None:
        st.markdown(t("chart.parts.help"))
        draw("parts", four_parts(results, t))
        _table("parts", lambda: four_parts_table(results, t))

    def sureness() -> None:
        ranges = rank_ranges(journey) or {}
        st.markdown(t("chart.sure.help"))
        draw("sure", how_sure(results, ranges, t))
        _table("sure", lambda: how_sure_table(results, ranges, t))

    _folded("parts", t("chart.parts.title"), ":material/stacked_bar_chart:", parts)
    if _ordered():
        _folded("sure", t("chart.sure.title"), ":material/balance:", sureness)
    _folded("numbers", t("chart.numbers.title"), ":material/table:", lambda: _table("numbers", lambda: numbers_table(results, t)))


def _emotion() -> None:
    session = current()
    results, t = session.plan().phases_of(shown_journey()), session.t
    st.header(t("chart.emotion.title"), anchor=False)
    if all(result.phase.emotion is None for result in results):
        st.text(t("chart.emotion.nothing_yet"))
        return
    draw("emotion", emotion_curve(results, t))
    as_table("emotion", lambda: emotion_table(results, t))


def _heat_map() -> None:
    session = current()
    results, channels, t = session.plan().phases_of(shown_journey()), session.here.assessment.channels, session.t
    st.header(t("chart.grid.title"), anchor=False)
    if not any(result.phase.touchpoints for result in results):
        st.text(t("chart.grid.nothing_yet"))
        return
    st.markdown(t("chart.grid.help"))
    draw("heat_map", touchpoint_grid(results, channels, t))
    as_table("heat_map", lambda: touchpoint_table(results, channels, t))


def _folded(name: str, label: str, icon: str, unfolded: Callable[[], None]) -> None:
    folder = st.expander(label, key=f"{_FOLD}{name}", icon=icon, on_change="rerun")
    if folder.open:
        with folder:
            unfolded()


def _table(name: str, make: Callable[[], Table]) -> None:
    session = current()
    st.html(session.kept(("table", name, shown_journey().id, session.lang), lambda: _html(make())))


def _html(table: Table) -> str:
    """Return *table* with its heads named as such; a wide one scrolls by itself, also by keyboard."""
    caption = html_text(table.caption)
    head = "".join(f'<th scope="col" style="{_CELL}">{html_text(text)}</th>' for text in table.head)
    rows = "".join(f"<tr>{_row(first, rest)}</tr>" for first, *rest in table.rows)
    return (
        f'<div role="region" aria-label="{caption}" tabindex="0" style="overflow-x:auto"><table style="{_TABLE}">'
        f'<caption style="text-align:left">{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(first: str, rest: list[str]) -> str:
    cells = "".join(f'<td style="{_CELL}">{html_text(text)}</td>' for text in rest)
    return f'<th scope="row" style="{_CELL}">{html_text(first)}</th>{cells}'
