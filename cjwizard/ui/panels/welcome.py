"""The first page: what this is, how to begin, and how far one is."""

from typing import Final

import streamlit as st

from cjwizard.ui import navigation
from cjwizard.ui.markup import md
from cjwizard.ui.panels import openings
from cjwizard.ui.session import current

_DEEPER: Final = ("customers", "experience", "touchpoints", "journey_map", "progress")


def what_it_is() -> None:
    """Draw what the product does and what people leave with."""
    t = current().t
    st.markdown(f"**{t('app.tagline')}**")
    st.markdown(t("welcome.intro"))


def begin() -> None:
    """Draw how to go on or begin."""
    session = current()
    t = session.t
    if session.open is not None:
        assessment = session.open.assessment
        title = assessment.title or assessment.organisation.name
        st.info(t("welcome.is_open", title=md(title)) if title else t("welcome.is_open_untitled"), icon=":material/edit_note:")
        if st.button(t("welcome.go_on" if session.may_edit else "reading.look"), key="go-on", type="primary", on_click=_go_on):
            _go_on()
        with st.expander(t("welcome.other"), icon=":material/add:"):
            openings.start_new()
        return
    openings.start_new()


def _go_on() -> None:
    session = current()
    states = navigation.step_states(session)
    missing = (step for step in navigation.QUICK_PATH if session.may_edit and states.get(step) != "done")
    navigation.go(next(missing, navigation.QUICK_PATH[-1]))


def steps() -> None:
    """Draw the steps of the quick path, and which pages make the result richer."""
    session = current()
    t = session.t
    st.header(t("welcome.steps"), anchor=False)
    st.markdown(
        "\n".join(f"{place}. **{t(f'page.{step}')}**: {t(f'step.{step}')}" for place, step in enumerate(navigation.QUICK_PATH, 1))
    )
    st.markdown(t("deeper.intro"))
    known = navigation.pages(session)
    with st.container(horizontal=True, key="optional-steps"):
        for name in _DEEPER:
            st.page_link(known[name], label=t(f"page.{name}"), icon=":material/add_circle:", query_params=session.address())


def samples() -> None:
    """Draw the samples."""
    t = current().t
    st.header(t("welcome.samples"), anchor=False)
    st.markdown(t("welcome.samples_help"))
    openings.samples()


def come_back() -> None:
    """Draw how to open what was made before."""
    t = current().t
    st.header(t("welcome.come_back"), anchor=False)
    openings.by_link()
    openings.from_file()
