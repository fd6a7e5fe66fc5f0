"""What one browser tab works on, and the only door to it: no other module spells the key.

The store holds the truth. A tab keeps a copy, what each of its fields last showed, and what could not be saved yet.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cjwizard.domain.assessment import Assessment, Lang
from cjwizard.domain.changes import Changes, Conflict, Json, merge
from cjwizard.domain.errors import (
    InvalidDocumentError,
    NewerStoredError,
    NewerVersionError,
    StoreUnavailableError,
    UnknownLinkError,
    WizardError,
)
from cjwizard.exchange.excel_back.differences import Returned
from cjwizard.i18n.translator import LANGUAGES, Translator, translator
from cjwizard.services.links import is_link, link_hash, new_link
from cjwizard.services.plan import Plan, make_plan
from cjwizard.services.ports import Save, Saved, SaveKind
from cjwizard.ui import wiring
from cjwizard.ui.handed_in import HandedIn
from cjwizard.ui.opened import Open, Rejected, access, opened

Made = TypeVar("Made")

_KEY: Final = "cjwizard"
_LINK, _TAB, _REVISION, _LANG, _JOURNEY = "j", "t", "r", "l", "g"
"""Names in the address: the personal link, this tab, the version it last saw, the language, the customer group that is shown."""


@dataclass(slots=True)
class Session:
    """One browser tab."""

    lang: Lang
    tab: str
    open: Open | None = None
    wrong_link: bool = False
    """The address names a link that does not exist."""
    failure: WizardError | None = None
    """Why the store could not be opened."""
    asked: str = ""
    """What the user was last asked to confirm, by path."""
    notice: str = ""
    """One message to show on the next page."""
    resumed: bool = False
    """The browser came back to a new process or session, says what its fields hold, and was not drawn a whole page yet."""
    redrawn: bool = False
    """The page is drawn a second time at once, and the browser may miss what its fields were told the first time."""
    heard: str = ""
    """What the browser asked when it asked for a page last, with the time."""
    uploads: int = 0
    """How many files were taken; a new field for the next one."""
    read: tuple[str, Assessment | Returned | WizardError] | None = None
    """The file that was chosen last, by its hash, as it was read or why it was refused. ``None`` = none is chosen."""
    handed_in: HandedIn | None = None
    """The workbook that was handed in to be put back, with the choices made about it. ``None`` = none is."""
    pages: dict[Translator, dict[str, st.Page]] = field(default_factory=dict)
    """The pages of this session, by the words of their titles and by name."""
    forget: str = ""
    """The hash of the link of what was deleted or got another link here last: the browser may keep nothing typed for it."""
    renewed: dict[str, str] = field(default_factory=dict)
    """Personal links that got another one in this tab, with that one: the history of the browser still names the old ones."""
    chosen: dict[str, str] = field(default_factory=dict)
    """View choices that outlive a page, such as the phase whose actions are shown."""

    @property
    def t(self) -> Translator:
        """Messages in the language of this tab, in the words for whose journey is open."""
        return translator(self.lang, None if self.open is None else self.open.assessment.audience)

    @property
    def may_edit(self) -> bool:
        """Tell whether what is open may be changed; when nothing is open, nothing forbids it."""
        return self.open is None or self.open.access.may_edit

    @property
    def here(self) -> Open:
        """Return the open assessment; pages that need one are only run when there is one."""
        if self.open is None:
            raise UnknownLinkError
        return self.open

    @property
    def may_delete(self) -> bool:
        """Tell whether what is open may be deleted: by its personal link, also when a newer version wrote it."""
        if self.may_edit or not self.here.access.newer:
            return self.may_edit
        try:
            wiring.store().history(link_hash(self.here.link))  # which the read-only link does not open
        except (StoreUnavailableError, UnknownLinkError):
            return False
        return True

    def plan(self) -> Plan:
        """Return the plan of the open assessment, made anew when the assessment has changed."""
        here = self.here
        if here.plan is None or here.plan.assessment is not here.assessment:
            here.plan = make_plan(here.assessment, here.plan)
            here.drawn.clear()
        return here.plan

    def kept(self, what: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what *make* makes of the plan, made anew when the assessment has changed.

        *what* names it, with everything that it depends on besides the plan.
        """
        self.plan()
        drawn = self.here.drawn
        if what not in drawn:
            drawn[what] = make()
        made: Made = drawn[what]
        return made

    def made(self, what: tuple[object, ...]) -> object | None:
        """Return what :meth:`keep_made` keeps as *what*; ``None`` when the assessment has changed since, or another is kept."""
        self.plan()
        return self.here.drawn.get(what)

    def keep_made(self, what: tuple[object, ...], made: object) -> None:
        """Keep what was *made* of the plan until that changes, in place of what has the same first name: one is enough."""
        drawn = self.here.drawn
        for old in [key for key in drawn if key[0] == what[0]]:
            del drawn[old]
        drawn[what] = made

    def start(self, assessment: Assessment) -> bool:
        """Keep a new *assessment* under a link of its own and open it; tell whether that worked."""
        link = new_link()
        try:
            stored = wiring.store().create(link_hash(link), assessment, at=wiring.now())
        except StoreUnavailableError as error:
            self.failure = error
            return False
        self.failure, self.wrong_link, self.asked, self.chosen = None, False, "", {}
        self.open = opened(link, stored)
        return True

    def reopen(self, link: str, *, seen: int | None = None) -> bool:
        """Open what is kept under *link*; tell whether there is any. *seen* is the version that this tab last saw."""
        self.open, self.failure = None, None
        try:
            stored = wiring.store().load(link_hash(link)) if is_link(link) else None
            if stored is not None:
                self.open = opened(link, stored)
                if seen is not None:
                    changed = wiring.store().changed_since(link_hash(link), seen, by_others_than=self.tab)
                    self.open.others = frozenset(changed)
        except UnknownLinkError:
            stored = None
        except StoreUnavailableError as error:
            self.failure = error
            return False
        self.wrong_link = stored is None
        return stored is not None

    def close(self) -> None:
        """Leave the open assessment; it stays in the store under its link."""
        self.open, self.wrong_link, self.asked, self.chosen = None, False, "", {}

    def delete(self) -> bool:
        """Remove the open assessment with its whole history; tell whether that worked."""
        here = self.here
        try:
            wiring.store().delete(link_hash(here.link))
        except (StoreUnavailableError, UnknownLinkError) as error:  # unknown: it may go on under a link that replaced this one
            here.failure = error
            return False
        self.forget = link_hash(here.link)
        self.close()
        return True

    def answer(self, path: str, old: Json, new: Json) -> bool:
        """Save that the field at *path*, which showed *old*, now says *new*; tell whether it may say so."""
        here = self.here
        here.rejected.pop(path, None)
        try:
            self.change({path: (old, new)})
        except InvalidDocumentError as error:
            here.rejected[path] = Rejected(new, error.problems[0])
            return False
        return True

    def change(self, changes: Changes, *, kind: SaveKind = "edit", target: int | None = None) -> None:
        """Save *changes*; when the store fails they stay on the screen and wait. What may only be read never changes.

        *kind* and *target* say which version is undone, done again or put back.

        Raises:
            InvalidDocumentError: they would break the model. Nothing changed.

        """
        here = self.here
        if not changes or not here.access.may_edit:
            return
        save = Save(secrets.token_hex(8), self.tab, changes, wiring.now(), kind, target)
        if not here.unsaved:
            try:
                self._adopt(self._send(save))
            except (StoreUnavailableError, UnknownLinkError) as error:
                here.failure, here.tried_at = error, wiring.now()
            else:
                return
        here.assessment = merge(here.assessment, changes).assessment
        here.unsaved.append(save)

    def retry(self) -> bool:
        """Send again what could not be saved, oldest first; tell whether everything is saved now."""
        here = self.here
        while here.unsaved:
            waiting = here.unsaved[0]
            try:
                saved = self._send(waiting)
            except InvalidDocumentError:  # others made it impossible in the meantime: told, and the rest goes on
                lost = {path: Conflict(path, None, new) for path, (_, new) in waiting.changes.items()}
                here.conflicts.update(lost)
                saved = None
            except (StoreUnavailableError, UnknownLinkError) as error:
                here.failure, here.tried_at = error, wiring.now()
                return False
            del here.unsaved[0]
            if saved is not None:
                here.conflicts.update({conflict.path: conflict for conflict in saved.conflicts})
            if not here.unsaved:
                self.reload()
        return True

    def reload(self) -> None:
        """Take over what is stored now."""
        here = self.here
        try:
            stored = wiring.store().load(link_hash(here.link))
        except (StoreUnavailableError, UnknownLinkError) as error:
            here.failure = error
            return
        here.assessment, here.version, here.saved_at, here.failure = stored.assessment, stored.version, stored.saved_at, None
        here.access = access(stored)

    def _send(self, save: Save) -> Saved:
        try:
            return wiring.store().save(link_hash(self.here.link), save)
        except NewerVersionError as error:  # by another process, since this tab opened it
            raise NewerStoredError from error

    def _adopt(self, saved: Saved) -> None:
        here = self.here
        here.assessment, here.version, here.saved_at = saved.assessment, saved.version, saved.saved_at
        here.failure = None
        here.conflicts.update({conflict.path: conflict for conflict in saved.conflicts})

    def address(self) -> Mapping[str, str]:
        """Return what stands in the address of every page, so that a refresh brings everything back."""
        address: dict[str, str] = {_LANG: self.lang}
        if self.open is not None:
            address |= {_LINK: self.open.link, _TAB: self.tab, _REVISION: str(self.open.version)}
            journeys, shown = self.open.assessment.journeys, self.chosen.get("journey", "")
            if len(journeys) > 1 and any(journey.id == shown for journey in journeys):
                address[_JOURNEY] = shown
        return address

    def show_journey(self, journey_id: str) -> None:
        """Go on with another journey, on this page and the next, and after a refresh."""
        self.chosen["journey"] = st.query_params[_JOURNEY] = journey_id

    def whole_address(self, link: str) -> str:
        """Return the address that opens what is kept under *link* in another browser."""
        return f"{site()}/?{urlencode({_LINK: link, _LANG: self.lang})}"


def site() -> str:
    """Return the address of the app without what opens an assessment; empty when nobody knows it."""
    return (st.context.url or "").split("?")[0].rsplit("/", 1)[0]


def current() -> Session:
    """Return what this tab works on."""
    session: Session = held(_KEY)
    return session


def words() -> Translator:
    """Return the messages in the language of this tab, also when it failed before anything was opened."""
    session: Session | None = st.session_state.get(_KEY)
    return translator(_language(None)) if session is None else session.t


def held(key: str) -> Any:  # noqa: ANN401 - whatever was put there
    """Return what is kept under *key*, such as what a field says, without giving way to a newer request.

    Streamlit's own access lets a newer request cut a callback short, before it has saved what was typed.
    """
    context = get_script_run_ctx()
    return st.session_state[key] if context is None else context.session_state._state[key]  # noqa: SLF001 - no public way


def has_said(key: str) -> bool:
    """Tell whether the browser says in this run what the field *key* holds: it has heard then what it was told before."""
    context = get_script_run_ctx()
    if context is None:
        return False
    state = context.session_state._state  # noqa: SLF001 - no public way
    return state._key_id_mapper.get_id_from_key(key) in state._new_widget_state.states  # noqa: SLF001 - no public way


def draw_again() -> NoReturn:
    """Draw the whole page anew, half-way through drawing it."""
    current().redrawn = True
    st.rerun()


def enter() -> Session:
    """Return what this tab works on, opened from its address at a first visit, a refresh or a restart of the server.

    The address decides which assessment and which language; so the browser's back button brings both back.
    """
    address = st.query_params
    named, lang = address.get(_LINK), address.get(_LANG)
    session: Session | None = st.session_state.get(_KEY)
    if session is None:
        session = Session(lang=_language(lang), tab=address.get(_TAB) or secrets.token_hex(3))
        st.session_state[_KEY] = session
        session.resumed = _browser_holds_fields()
        if named and session.reopen(named, seen=_number(address.get(_REVISION))) and lang is None:
            session.lang = session.here.assessment.language
        _take_shown(session)
        return session
    while named in session.renewed:
        named = address[_LINK] = session.renewed[named]
    if named and (session.open is None or session.open.link != named):
        session.reopen(named)
    if lang is not None:
        session.lang = _language(lang)
    _take_shown(session)
    return session


def _take_shown(session: Session) -> None:
    """Take over from the address which journey is shown; one that is gone gives way to the first."""
    if _JOURNEY in st.query_params:
        session.chosen["journey"] = st.query_params[_JOURNEY]


def keep_address(session: Session) -> None:
    """Put the personal link back when a change of page dropped it."""
    address = st.query_params
    if session.open is not None and address.get(_LINK) != session.open.link:
        address.from_dict(dict(session.address()))


def speak(session: Session, lang: Lang) -> None:
    """Go on in another language; nothing of what was filled in changes."""
    session.lang = lang
    st.query_params[_LANG] = lang
    if session.open is not None and session.may_edit and session.open.assessment.language != lang:
        session.change({"language": (session.open.assessment.language, lang)})


def _browser_holds_fields() -> bool:
    """Tell whether the browser sent what its fields say: a page that came back, not one that was just loaded."""
    context = get_script_run_ctx()
    return context is not None and bool(context.session_state._state._new_widget_state.states)  # noqa: SLF001 - no public way


def _language(asked: str | None) -> Lang:
    for lang in LANGUAGES:
        if asked == lang:
            return lang
    return "nl" if (st.context.locale or "nl").lower().startswith("nl") else "en"


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) <= 9 else None  # noqa: PLR2004 - no version is longer
