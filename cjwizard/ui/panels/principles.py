"""Who we are, what we want, and what every choice has to respect."""

import streamlit as st

from cjwizard.content import load
from cjwizard.domain.assessment import Channel, Person, Principle
from cjwizard.domain.changes import Changes
from cjwizard.services.editing import add_item
from cjwizard.services.links import new_id
from cjwizard.ui import fields, fragments
from cjwizard.ui.panels import lists
from cjwizard.ui.panels.common import example, how_to
from cjwizard.ui.session import current, draw_again

_SCOPES = ("life_cycle", "single_journey", "campaign", "channel")
_STARTER = "add:starter"
_AUDIENCES = ("b2c", "b2b", "employee", "product_owner", "other")


def organisation() -> None:
    """Draw who the organisation is and why it exists."""
    fragments.part("organisation", _organisation)


def _organisation() -> None:
    t = current().t
    st.header(t("principles.organisation"), anchor=False)
    left, right = st.columns(2)
    with left:
        fields.line(t("principles.name"), "organisation/name", alone=True)
    with right:
        fields.line(t("principles.sector"), "organisation/sector", alone=True)
    fields.line(t("principles.title"), "title", placeholder=t("principles.title_example"), alone=True)
    fields.text(t("principles.why"), "organisation/why", height="content")
    if not current().here.assessment.organisation.why:
        example("why")


def purpose() -> None:
    """Draw what the exercise is for and what it covers."""
    fragments.part("purpose", _purpose)


def _purpose() -> None:
    t = current().t
    st.header(t("principles.purpose"), anchor=False)
    fields.text(t("principles.goal"), "goal", height="content")
    if not current().here.assessment.goal:
        example("goal")
    fields.choice(
        t("principles.audience"), "audience", _AUDIENCES, lambda code: t(f"audience.{code}"), optional=False, alone=True
    )
    fields.choice(t("principles.scope"), "scope", _SCOPES, lambda code: t(f"scope.{code}"), optional=False, alone=True)


def principles() -> None:
    """Draw the guiding principles, each with how you would notice that you live up to it."""
    fragments.part("principles", _principles)


def _principles() -> None:
    session = current()
    t = session.t
    st.header(t("principles.principles"), anchor=False)
    how_to(t("principles.principles_help"))
    for place, principle in enumerate(session.here.assessment.principles, start=1):
        path = f"principles/{principle.id}"
        with st.container(border=True, key=f"principle-{principle.id}"):
            fields.line(t("principles.principle", number=place), f"{path}/text", alone=True)
            fields.line(t("principles.test"), f"{path}/test", alone=True)
            lists.remove_button("principles", principle.id, t("principles.remove_principle", number=place))
    lists.adder(t("principles.add_principle"), "add:principle", _new_principle)
    if not session.here.assessment.principles:
        example("principle", "test")


def _new_principle(text: str) -> Changes:
    return add_item("principles", Principle(id=new_id(), text=text).model_dump(mode="json"))


def people() -> None:
    """Draw who takes part and can own actions."""
    fragments.part("people", _people)


def _people() -> None:
    session = current()
    t = session.t
    st.header(t("principles.people"), anchor=False)
    how_to(t("principles.people_help"))
    for place, person in enumerate(session.here.assessment.people, start=1):
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"person-{person.id}"):
            fields.line(t("principles.person", number=place), f"people/{person.id}/name", alone=True)
            fields.line(t("principles.role", number=place), f"people/{person.id}/role", alone=True)
            lists.remove_button("people", person.id, t("common.remove"))
    lists.adder(t("principles.add_person"), "add:person", _new_person)


def _new_person(name: str) -> Changes:
    return add_item("people", Person(id=new_id(), name=name).model_dump(mode="json"))


def channels() -> None:
    """Draw the channels: taken from a starter list, changed and added to."""
    fragments.part("channels", _channels)


def _channels() -> None:
    session = current()
    t = session.t
    st.header(t("principles.channels"), anchor=False)
    how_to(t("principles.channels_help"))
    kept = session.here.assessment.channels
    names = {channel.name.casefold() for channel in kept}
    unused = [name for name in load.starter_channels(t.lang, t.audience) if name.casefold() not in names]
    if unused and session.may_edit:
        own = fragments.drawing()
        chosen = st.pills(t("principles.starter_channels"), unused, key=_STARTER, on_change=_take_starter, args=(own,))
        if chosen:  # after a restart of the server no callback is called
            session.change(_new_channel(chosen))
            draw_again()
    for place, channel in enumerate(kept, start=1):
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"channel-{channel.id}"):
            fields.line(t("principles.channel", number=place), f"channels/{channel.id}/name")
            lists.remove_button("channels", channel.id, t("common.remove"))
    lists.adder(t("principles.add_channel"), "add:channel", _new_channel)


def _take_starter(own: str) -> None:
    name = st.session_state[_STARTER]
    st.session_state[_STARTER] = None
    if name:
        current().change(_new_channel(name))
    lists.refresh_part(own)


def _new_channel(name: str) -> Changes:
    return add_item("channels", Channel(id=new_id(), name=name).model_dump(mode="json"))
