"""What several pages share: intros, examples, and which journey and phase are shown."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from cjwizard.content import load
from cjwizard.domain.assessment import Journey, Phase
from cjwizard.domain.completeness import Step, step_progress
from cjwizard.services.reasons import group_name, phase_name
from cjwizard.ui import navigation
from cjwizard.ui.markup import short
from cjwizard.ui.session import current

_MISSING_SHOWN = 6


def intro(page: str) -> None:
    """Draw what a page is for, in one or two sentences; not for who may only read, as it says what to fill in."""
    session = current()
    if session.may_edit:
        st.markdown(session.t(f"{page}.intro"))


def how_to(words: str) -> None:
    """Draw how to fill something in, for who can do so."""
    if current().may_edit:
        st.markdown(words)


def example(*codes: str) -> None:
    """Draw examples of good answers, for who can give one."""
    session = current()
    if not session.may_edit:
        return
    t = session.t
    lines = "\n\n".join(f"*{load.example(code, t.lang, t.audience)}*" for code in codes)
    st.info(f"{t('common.example')} {lines}", icon=":material/lightbulb:")


def journey_names() -> dict[str, str]:
    """Return the customer groups by the id of their journey, short and no two alike."""
    session = current()
    journeys = session.here.assessment.journeys
    return told_apart({item.id: short(group_name(item, place, session.t)) for place, item in enumerate(journeys)})


def shown_journey() -> Journey:
    """Return the journey that the page is about; the first one until another is chosen in the frame."""
    session = current()
    journeys = session.here.assessment.journeys
    return next((item for item in journeys if item.id == session.chosen.get("journey")), journeys[0])


def name_of(shown: Journey, phase: Phase) -> str:
    """Return the name of *phase*, or its number while it has none."""
    return phase_name(phase.name, shown.phases.index(phase), current().t)


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return *names* by code such that no two are alike: Streamlit tells options apart by what they say."""
    seen: Counter[str] = Counter()
    distinct: dict[str, str] = {}
    for code, name in names.items():
        line = " ".join(name.split()) or "–"
        seen[line] += 1
        distinct[code] = line if seen[line] == 1 else f"{line} ({seen[line]})"
    return distinct


def still_missing(step: Step, *, link: str = "") -> None:
    """Draw what would make this step better; nothing when nothing is missing, or for who may only read."""
    session = current()
    if not session.may_edit:
        return
    t = session.t
    missing = step_progress(session.here.assessment, step).missing
    if not missing:
        return
    with st.expander(t.count("common.missing", len(missing)), icon=":material/checklist:"):
        for item in missing[:_MISSING_SHOWN]:
            facts = dict(item.facts)
            if "phase" in facts and "number" in facts:
                facts["phase"] = phase_name(str(facts["phase"]), int(facts["number"]) - 1, t)
            st.text(f"– {t(f'missing.{item.code}', **facts)}")
        if len(missing) > _MISSING_SHOWN:
            st.text(t("common.and_more", count=len(missing) - _MISSING_SHOWN))
        if link and st.button(
            t("common.go_there", page=t(f"page.{link}")), key=f"missing:{step}", on_click=navigation.go, args=(link,)
        ):
            navigation.go(link)


def no_phases_yet() -> None:
    """Draw the way to the phases, for pages that are about phases while there are none."""
    session = current()
    t = session.t
    if not session.may_edit:
        st.text(t("reading.no_phases"))
        return
    st.info(t("common.no_phases"), icon=":material/route:")
    if st.button(t("common.to_phases"), key="to:phases", type="primary", on_click=navigation.go, args=("phases",)):
        navigation.go("phases")
