"""Relevance and presence per phase, and the picture that shows where most can be won."""

from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Phase
from cjwizard.domain.priority import PhaseResult
from cjwizard.services.editing import phase_path
from cjwizard.services.plan import Plan
from cjwizard.services.reasons import how_sure, phase_place, phase_reason, phase_title
from cjwizard.ui import fields, fragments
from cjwizard.ui.markup import html_text, md
from cjwizard.ui.panels import pictures
from cjwizard.ui.panels.cards import card
from cjwizard.ui.panels.common import example, name_of, no_phases_yet, shown_journey
from cjwizard.ui.session import current

PICTURE: Final = "picture"
_SHOWN: Final = (PICTURE, pictures.SCORES)
"""What shows the result of a score."""
_STAYS_IN_SIGHT: Final = """<style>
[data-testid="stColumn"]:has(.st-key-picture) > [data-testid="stVerticalBlock"] { position: sticky; top: 4rem; }
</style>"""
"""The picture stays beside the answers while people scroll through many phases; no setting of the theme does this."""


def scores() -> None:
    """Draw a card for each phase and, beside them, what they add up to."""
    shown = shown_journey()
    if not shown.phases:
        no_phases_yet()
        example("score")
        return
    if all(phase.relevance.value is None and phase.presence.value is None for phase in shown.phases):
        example("score")
    st.html(_STAYS_IN_SIGHT)
    cards, picture = st.columns((3, 2), gap="medium")
    with cards:
        for place, phase in enumerate(shown.phases):
            title = f"{place + 1}. {name_of(shown, phase)}"
            with card(place, len(shown.phases), f"phase-{phase.id}", title) as is_open:
                if is_open:
                    _scores(phase, phase_path(shown, phase))
    with picture, st.container(key="picture"):
        fragments.part(PICTURE, what_it_shows)
    pictures.more_about_scores()


def _scores(phase: Phase, path: str) -> None:
    """Draw the two scores of one phase, each with how it is known."""
    for scale in ("relevance", "presence"):
        fragments.part(f"{scale}:{phase.id}", _score, path, scale)


def _score(path: str, scale: str) -> None:
    t = current().t
    anchors = (t(f"scores.{scale}.0"), t(f"scores.{scale}.50"), t(f"scores.{scale}.100"))
    fields.points(t(f"scores.{scale}.question"), f"{path}/{scale}/value", anchors=anchors, also=_SHOWN)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.evidence(t(f"scores.{scale}.evidence"), f"{path}/{scale}/evidence", also=_SHOWN)
        fields.line(t(f"scores.{scale}.source"), f"{path}/{scale}/source", placeholder=t("scores.source_example"), alone=True)


def what_it_shows() -> None:
    """Draw the pictures, the same in words, and where most can be won in one sentence."""
    session = current()
    t, plan, shown = session.t, session.plan(), shown_journey()
    best = plan.best_phase(shown)
    st.header(t("scores.most_to_win"), anchor=False)
    if best is None:
        st.text(t("scores.nothing_yet"))
    else:
        st.success(md(t("scores.best", phase=phase_title(best, t), missed=best.chances.whole[1] if best.chances else 0)))
    index = plan.ranking.index[shown.id]
    if index is not None:
        st.text(t("scores.index", index=t.number(index)))
    pictures.relevance_and_presence()
    with st.expander(t("scores.in_words"), icon=":material/subject:"):
        st.html("".join(f"<p>{html_text(_in_words(plan, result))}</p>" for result in plan.phases_of(shown)))


def _in_words(plan: Plan, result: PhaseResult) -> str:
    """Return what the pictures show of one phase."""
    t = current().t
    words = " ".join(part for part in (phase_reason(result, t), phase_place(plan, result, t)) if part)
    if result.chances is None:
        return words
    quadrant, sure = t(f"quadrant.{result.chances.quadrant}"), how_sure(plan, result, t)
    return f"{words}\n{t('scores.in_quadrant', quadrant=quadrant, sure=sure)}"
