"""Taking a round, and the list of rounds: each can get another name or day, and can go."""

import json
from datetime import date
from hashlib import sha256
from typing import Any, Final

import streamlit as st
from pydantic import ValidationError

from cjwizard.domain.assessment import FIRST_DAY, LAST_DAY, LINE_MAX, Journey, Round
from cjwizard.domain.changes import Json
from cjwizard.domain.rounds import in_order, round_index, same_again, taken
from cjwizard.domain.validation import problems
from cjwizard.services.round_words import round_day, round_name, round_title
from cjwizard.ui import navigation, wiring
from cjwizard.ui.fields import DATE_FORMAT
from cjwizard.ui.markup import heading, md, short
from cjwizard.ui.opened import Rejected
from cjwizard.ui.session import Session, current, draw_again, held

_PATH: Final = "rounds"
_LABEL: Final = "round:label"
_ON: Final = "round:on"
_SAME: Final = "round:same"
_EDITED: Final = "round"
_SHORT_NAME: Final = 32


def key_of(one: Round) -> str:
    """Return what a widget about *one* is called. Rounds have no id: another name or day makes another key."""
    return sha256(json.dumps(one.model_dump(mode="json")).encode()).hexdigest()[:12]


# -- taking one


def take() -> None:
    """Draw how to take a round of how things are now, for who may change something."""
    session = current()
    t, here = session.t, session.here
    if not session.may_edit:
        return
    st.header(t("progress.take"), anchor=False)
    phases = [phase for journey in here.assessment.journeys for phase in journey.phases]
    if all(phase.relevance.value is None and phase.presence.value is None for phase in phases):
        st.info(t("progress.no_scores"), icon=":material/edit_note:")
        if st.button(t("common.go_there", page=t("page.scores")), key="to:scores", on_click=navigation.go, args=("scores",)):
            navigation.go("scores")
        return
    st.markdown(t("progress.stores"))
    label, on = st.columns((3, 2))
    with label:
        st.text_input(t("progress.label"), key=_LABEL, placeholder=t("progress.label_example"), max_chars=LINE_MAX)
    with on:
        day: date | None = st.date_input(t("progress.on"), value=wiring.now().date(), key=_ON, **_days(session))
    _note_problem(session, _LABEL)
    same = same_again(here.assessment.rounds, taken(here.assessment, "", day or wiring.now().date()))
    if same is None or session.asked != _SAME:
        st.button(t("progress.take_button"), key="round:take", type="primary", icon=":material/flag:", on_click=_take)
        return
    st.warning(
        t("progress.same", date=round_day(same, t), label=md(_name(session, same))),
        icon=":material/content_copy:",
    )
    with st.container(horizontal=True):
        st.button(t("progress.same_replace"), key="round:replace", type="primary", on_click=_settle, args=(same,))
        st.button(t("progress.same_both"), key="round:both", on_click=_settle, args=(None,))
        st.button(t("progress.same_cancel"), key="round:cancel", on_click=_stop_asking)


def _take() -> None:
    session = current()
    if not session.here.unsaved:
        session.reload()  # what others scored in the meantime counts too
    new = _typed(session)
    if new is None:
        return
    rounds = session.here.assessment.rounds
    if new in rounds:  # a second click
        session.notice = session.t("progress.already")
    elif same_again(rounds, new) is not None:
        session.asked = _SAME
    else:
        _keep(session, new, None)


def _settle(same: Round | None) -> None:
    session = current()
    new = _typed(session)
    if new is not None:
        _keep(session, new, same)


def _stop_asking() -> None:
    current().asked = ""


def _typed(session: Session) -> Round | None:
    """Return the round that was typed; ``None`` when its name cannot be one, which is told."""
    label, on = held(_LABEL), held(_ON)
    session.here.rejected.pop(_LABEL, None)
    try:
        return taken(session.here.assessment, label.strip(), on or wiring.now().date())
    except ValidationError as error:
        session.here.rejected[_LABEL] = Rejected(label, problems(error)[0])
        return None


def _keep(session: Session, new: Round, instead_of: Round | None) -> None:
    session.asked = ""
    _change(session, instead_of, new)
    session.notice = session.t("progress.taken")
    st.session_state[_LABEL] = ""


# -- the list


def rounds(shown: Journey) -> None:
    """Draw the rounds, the newest first, with what *shown* used of what matters."""
    session = current()
    t = session.t
    found = in_order(session.here.assessment.rounds)
    _note_conflict(session)
    if not found:
        return
    st.header(t.count("progress.rounds", len(found)), anchor=False)
    for place, one in reversed(list(enumerate(found))):
        # The place tells apart two rounds that say the same.
        _card(session, shown, one, f"{place}:{key_of(one)}")


def _card(session: Session, shown: Journey, one: Round, key: str) -> None:
    t = session.t
    index = round_index(one, shown)
    with st.container(border=True, key=f"round-{key}"):
        st.html(heading(_name(session, one)))
        if index is None:
            st.text(t("progress.round_no_index", date=round_day(one, t)))
        else:
            st.text(t("progress.round_index", date=round_day(one, t), index=t.number(index)))
        if not session.may_edit:
            return
        if session.asked == f"remove:{key}":
            st.warning(t("progress.really_remove", round=md(short(_title(session, one)))), icon=":material/warning:")
            with st.container(horizontal=True):
                st.button(t("progress.remove_yes"), key="round:yes", type="primary", on_click=_remove, args=(one,))
                st.button(t("progress.remove_no"), key="round:no", on_click=_stop_asking)
            return
        edited = session.chosen.get(_EDITED) == key
        if edited:
            _fields(session, one, key)
        name = md(short(_name(session, one), _SHORT_NAME))
        with st.container(horizontal=True):
            change = t("progress.edit_done") if edited else t("progress.edit", round=name)
            icon = ":material/check:" if edited else ":material/edit:"
            st.button(change, key=f"edit:{key}", type="tertiary", icon=icon, on_click=_edit, args=("" if edited else key,))
            st.button(
                t("progress.remove", round=name),
                key=f"remove:{key}",
                type="tertiary",
                icon=":material/delete:",
                on_click=_ask,
                args=(f"remove:{key}",),
            )


def _fields(session: Session, one: Round, key: str) -> None:
    """Draw the name and the day of *one*; they save themselves."""
    t = session.t
    label, on = st.columns((3, 2))
    keys = f"round:{key}:label", f"round:{key}:on"
    with label:
        name = st.text_input(
            t("progress.label"), value=one.label, key=keys[0], max_chars=LINE_MAX, on_change=_rename, args=(one, key, *keys)
        )
    with on:
        day = st.date_input(
            t("progress.on"), value=one.on, key=keys[1], on_change=_rename, args=(one, key, *keys), **_days(session)
        )
    _note_problem(session, keys[0])
    rejected = session.here.rejected.get(keys[0])
    if (name, day) != (one.label, one.on) and (rejected is None or rejected.value != name):
        _rename(one, key, *keys)  # after a restart of the server no callback is called
        draw_again()


def _rename(one: Round, key: str, label_key: str, on_key: str) -> None:
    label, on = held(label_key), held(on_key)
    session = current()
    session.here.rejected.pop(label_key, None)
    fields = one.model_dump(mode="json") | {"label": label, "on": on.isoformat() if on else None}
    try:
        new = Round.model_validate_json(json.dumps(fields))
    except ValidationError as error:
        session.here.rejected[label_key] = Rejected(label, problems(error)[0])
        return
    _change(session, one, new)
    found = in_order(session.here.assessment.rounds)
    session.chosen[_EDITED] = f"{found.index(new)}:{key_of(new)}" if new in found else key


def _edit(key: str) -> None:
    session = current()
    session.chosen[_EDITED], session.asked = key, ""


def _ask(what: str) -> None:
    current().asked = what


def _remove(one: Round) -> None:
    session = current()
    session.asked = ""
    _change(session, one, None)


# -- both


def _change(session: Session, old: Round | None, new: Round | None) -> None:
    """Put *new* in the place of *old*; at the end when there was none, and nothing when *new* is ``None``.

    Rounds that others take at the same moment stay: the store merges them.
    """
    before: list[Json] = session.here.value(_PATH)
    going, coming = (None if one is None else one.model_dump(mode="json") for one in (old, new))
    if going is not None and going not in before:
        return  # removed or changed in another tab
    place = len(before) if going is None else before.index(going)
    session.change({_PATH: (before, [*before[:place], *([coming] if coming else []), *before[place + 1 :]])})


def _name(session: Session, one: Round) -> str:
    return round_name(one, in_order(session.here.assessment.rounds).index(one), session.t)


def _title(session: Session, one: Round) -> str:
    return round_title(one, in_order(session.here.assessment.rounds).index(one), session.t)


def _days(session: Session) -> dict[str, Any]:
    return {"min_value": FIRST_DAY, "max_value": LAST_DAY, "format": DATE_FORMAT[session.lang]}


def _note_problem(session: Session, key: str) -> None:
    t, rejected = session.t, session.here.rejected.get(key)
    if rejected is not None:
        st.error(t("common.field_not_saved", message=md(t.problem(rejected.problem.at("")))), icon=":material/error:")


def _note_conflict(session: Session) -> None:
    if _PATH in session.here.conflicts:
        st.warning(session.t("progress.changed_elsewhere"), icon=":material/call_split:")
        st.button(session.t("progress.close"), key="round:conflict", on_click=_forget_conflict)


def _forget_conflict() -> None:
    current().here.conflicts.pop(_PATH, None)
