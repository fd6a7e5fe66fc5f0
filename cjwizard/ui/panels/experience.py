"""Experience: what customers do, think and feel in each phase, one phase at a time; short first, more on request."""

from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Journey, Phase
from cjwizard.services.editing import find_phase, phase_path
from cjwizard.ui import fields, fragments
from cjwizard.ui.markup import heading
from cjwizard.ui.panels import figures, one_phase
from cjwizard.ui.panels.common import example, name_of, no_phases_yet, shown_journey
from cjwizard.ui.panels.pictures import EMOTION
from cjwizard.ui.session import current

FACES: Final = {
    -2: "sentiment_very_dissatisfied",
    -1: "sentiment_dissatisfied",
    0: "sentiment_neutral",
    1: "sentiment_satisfied",
    2: "sentiment_very_satisfied",
}
"""The sign of each emotion."""
_SHORT: Final = ("doing", "thinking", "feeling")
_LONG: Final = ("expectation", "next_step")
_FILLED: Final = "experience:filled"


def experience() -> None:
    """Draw the phases to choose from and the experience of the chosen one."""
    shown = shown_journey()
    if not shown.phases:
        no_phases_yet()
        example("experience")
        return
    phase = one_phase.chosen_phase(shown, _label)
    with st.container(border=True, key=f"phase-{phase.id}"):
        st.html(heading(f"{shown.phases.index(phase) + 1}. {name_of(shown, phase)}", phase.id))
        fragments.part(_FILLED, _filled, shown.id, phase.id)
        fragments.part("experience:short", _short, shown.id, phase.id)
        with st.expander(current().t("experience.more"), icon=":material/tune:"):
            fragments.part("experience:more", _more, shown.id, phase.id)
            fragments.part("experience:kpis", _kpis, shown.id, phase.id)
    one_phase.next_phase(shown, phase)
    if not any(_parts(item) for item in shown.phases):
        example("experience")


def _label(shown: Journey, phase: Phase) -> str:
    """Return the phase with its face, and a star for a moment of truth. A sign in front is not read out in English."""
    name = current().t("experience.pill", number=shown.phases.index(phase) + 1, phase=one_phase.short_name(shown, phase))
    face = f":material/{FACES[phase.emotion]}: " if phase.emotion is not None else ""
    return f"{face}{name}{' ★' if phase.moment_of_truth else ''}"


def _filled(journey_id: str, phase_id: str) -> None:
    found = find_phase(current().here.assessment, journey_id, phase_id)
    if found is None:
        return
    t, parts = current().t, _parts(found[1])
    st.text(t("experience.filled", parts=", ".join(parts)) if parts else t("experience.nothing_filled"))


def _parts(phase: Phase) -> list[str]:
    """Return what stands in *phase*, in words."""
    t = current().t
    notes = (phase.doing, phase.thinking, phase.feeling, phase.expectation, phase.next_step)
    texts = sum(bool(text.strip()) for text in (*(note.text for note in notes), phase.wow, *phase.pains, *phase.gains))
    parts = []
    if phase.emotion is not None:
        parts.append(t("experience.filled_face", face=t(f"experience.face_of.{phase.emotion}").lower()))
    if phase.moment_of_truth:
        parts.append(t("experience.filled_truth"))
    if texts:
        parts.append(t.count("experience.filled_texts", texts))
    return parts


def _short(journey_id: str, phase_id: str) -> None:
    path = _path(journey_id, phase_id)
    if path is None:
        return
    t = current().t
    fields.choice(
        t("experience.face"),
        f"{path}/emotion",
        tuple(FACES),
        lambda code: f":material/{FACES[code]}: {t(f'experience.face_of.{code}')}",
        also=(one_phase.PHASES, _FILLED, EMOTION),
        alone=True,
    )
    for name in _SHORT:
        fields.text(t(f"experience.{name}"), f"{path}/{name}/text", height="content", also=(_FILLED,), alone=True)


def _more(journey_id: str, phase_id: str) -> None:
    path = _path(journey_id, phase_id)
    if path is None:
        return
    t = current().t
    for name in _LONG:
        fields.text(t(f"experience.{name}"), f"{path}/{name}/text", height="content", also=(_FILLED,), alone=True)
    left, right = st.columns(2)
    with left:
        fields.lines(t("experience.pains"), f"{path}/pains", also=(_FILLED,), height="content")
    with right:
        fields.lines(t("experience.gains"), f"{path}/gains", also=(_FILLED,), height="content")
    fields.tick(t("experience.truth"), f"{path}/moment_of_truth", also=(one_phase.PHASES, _FILLED, EMOTION))
    fields.text(t("experience.wow"), f"{path}/wow", height="content", also=(_FILLED,), alone=True)
    for name in (*_SHORT, *_LONG):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            fields.evidence(t(f"experience.known_{name}"), f"{path}/{name}/evidence")
            source = t("change.source", field=t(f"change.of.phases.{name}"))
            fields.line(source, f"{path}/{name}/source", placeholder=t("scores.source_example"), alone=True)


def _kpis(journey_id: str, phase_id: str) -> None:
    path = _path(journey_id, phase_id)
    if path is not None:
        st.markdown(f"**{current().t('experience.kpis')}**")
        figures.figures(f"{path}/kpis")


def _path(journey_id: str, phase_id: str) -> str | None:
    """Return the path of the phase; ``None`` when it was removed in the meantime."""
    found = find_phase(current().here.assessment, journey_id, phase_id)
    return None if found is None else phase_path(*found)
