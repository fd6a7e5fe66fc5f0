"""User stories: to read, to copy, to download, and to write in other words."""

from itertools import groupby
from typing import Final

import streamlit as st

from cjwizard.exchange import file_names
from cjwizard.services.editing import phase_path
from cjwizard.services.user_stories import Story, as_text, user_stories
from cjwizard.ui import fields, fragments, wiring
from cjwizard.ui.markup import html_text, short
from cjwizard.ui.panels.common import told_apart
from cjwizard.ui.session import Session, current

_PART: Final = "stories"
_CHOSEN: Final = "choose:story"
_SHOWN: Final = 90
_LIST: Final = "padding-left:0;list-style:none;margin:0"
_ITEM: Final = "padding:0.5rem 0;border-top:1px solid rgba(128,128,128,0.35)"
_HEADING: Final = "margin:0.75rem 0 0.25rem;padding:0;font-size:1rem"


def stories() -> None:
    """Draw the user stories of the whole assessment, folded away below the list."""
    fragments.part(_PART, _stories)


def _stories() -> None:
    session = current()
    t = session.t
    found = session.kept((_PART, "found", session.lang), lambda: user_stories(session.plan(), t))
    st.header(t("stories.title"), anchor=False)
    if not found:
        st.text(t("stories.none"))
        return
    st.markdown(t("stories.help"))
    with st.expander(t.count("stories.read", len(found)), icon=":material/format_quote:"):
        st.html(session.kept((_PART, session.lang), lambda: _html(found, session)))
        if session.may_edit and any(not story.journey.customer.goal.strip() for story in found if story.phase is None):
            st.text(t("stories.no_goal", page=t("page.customers")))
    with st.expander(t("stories.copy"), icon=":material/content_copy:"):
        st.text(t("stories.copy_help"))
        text = as_text(found)
        st.code(text.rstrip("\n"), language=None, wrap_lines=True, height=320)
        st.download_button(
            t("stories.download"),
            data=text,
            file_name=file_names.stories(session.here.assessment, t, wiring.now().date()),
            mime="text/plain",
            icon=":material/download:",
            on_click="ignore",
            key="download:stories",
        )
    if session.may_edit:
        with st.expander(t("stories.edit"), icon=":material/edit:"):
            _edit(session, found)


def _html(found: tuple[Story, ...], session: Session) -> str:
    several = len(session.here.assessment.journeys) > 1
    groups = [list(group) for _, group in groupby(found, _group)]
    return "".join(
        f'<h3 style="{_HEADING}">{html_text(_heading(group[0], session, several=several))}</h3>'
        f'<ul style="{_LIST}">{"".join(_item(story) for story in group)}</ul>'
        for group in groups
    )


def _group(story: Story) -> tuple[str, str]:
    return story.journey.id, story.phase.id if story.phase else ""


def _heading(story: Story, session: Session, *, several: bool) -> str:
    t, group = session.t, " ".join(story.journey.customer.name.split())
    if story.phase is None:
        return t("stories.needs_of", group=group) if group else t("stories.needs")
    return f"{story.heading} · {group}" if several and group else story.heading


def _item(story: Story) -> str:
    return f'<li style="{_ITEM}">{html_text(story.text)}</li>'


def _edit(session: Session, found: tuple[Story, ...]) -> None:
    t = session.t
    st.text(t("stories.edit_help", page=t("page.customers")))
    of_actions = {story.action.id: story for story in found if story.action is not None}
    if not of_actions:
        return
    names = told_apart({code: short(f"{story.rank or '–'}. {story.text}", _SHOWN) for code, story in of_actions.items()})
    kept = st.session_state.get(_CHOSEN)
    st.session_state[_CHOSEN] = kept if kept in names else None
    chosen = st.selectbox(
        t("stories.choose"),
        list(names),
        index=None,
        format_func=lambda code: names.get(code, ""),
        placeholder=t("common.choose"),
        key=_CHOSEN,
    )
    if chosen in of_actions:
        _write(session, of_actions[chosen])


def _write(session: Session, story: Story) -> None:
    """Draw the field with somebody's own sentence, or the sentence that was made with the button to begin with it."""
    t, action, phase = session.t, story.action, story.phase
    if action is None or phase is None:
        return
    path = f"{phase_path(story.journey, phase)}/actions/{action.id}/story"
    if not action.story:
        st.text(t("stories.made"))
        st.text(story.text)
        st.button(t("stories.start"), key=f"{path}:start", icon=":material/edit:", on_click=_set, args=(path, "", story.text))
        return
    fields.text(t("stories.own"), path, height="content")
    st.button(t("stories.reset"), key=f"{path}:reset", type="tertiary", on_click=_set, args=(path, action.story, ""))


def _set(path: str, old: str, new: str) -> None:
    session = current()
    session.answer(path, old, new)
    session.here.shown.pop(path, None)
    fragments.refresh(_PART, fragments.SAVE_STATE)
