"""An Excel file that comes back: what was done in it, to be taken over as a whole or one by one."""

from collections.abc import Callable, Iterable
from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Assessment
from cjwizard.domain.changes import Conflict
from cjwizard.domain.errors import InvalidDocumentError, WizardError
from cjwizard.exchange.excel_back.differences import Difference, Returned, Unread
from cjwizard.i18n.translator import Translator
from cjwizard.services.taking_over import Standing, taking
from cjwizard.services.taking_words import summed_up, told_in_one, two_answers
from cjwizard.ui import fragments, handed_in, navigation
from cjwizard.ui.handed_in import HandedIn
from cjwizard.ui.markup import html_text, label, md
from cjwizard.ui.panels.preview import preview
from cjwizard.ui.session import Session, current

MAX_MEGABYTES: Final = 10
PAGE: Final = 20
"""Differences that are shown at a time."""
_PART: Final = "returned"
_UPLOAD: Final = "returned:file"
_SIDES: Final = ("here", "file")
_HERE, _FILE = _SIDES
"""Whose answer stays: the one in the app, or the one in the file."""
_LIST: Final = "padding-left:1.2rem;margin:0;overflow-wrap:anywhere"


def panel() -> None:
    """Draw the field for a workbook that was worked in, for who may change what is open."""
    if current().may_edit:
        fragments.part(_PART, _panel)


def folded() -> None:
    """Draw the same folded away, on a page that is about something else."""
    if current().may_edit:
        fragments.part(_PART, _folded)


def _panel() -> None:
    st.header(current().t("returned.title"), anchor=False)
    _field(current())


def _folded() -> None:
    session = current()
    with st.expander(session.t("returned.title"), icon=":material/upload_file:", expanded=session.handed_in is not None):
        _field(session)


def _field(session: Session) -> None:
    t, here = session.t, session.here
    st.text(t("returned.help"))
    uploaded = st.file_uploader(
        t("returned.file"), type="xlsx", key=f"{_UPLOAD}:{session.uploads}", max_upload_size=MAX_MEGABYTES
    )
    if uploaded is None:
        session.handed_in = None
        return
    data, before = uploaded.getvalue(), session.handed_in
    with st.spinner(t("returned.reading")):
        handed = handed_in.read(before, data, here.link, lambda: _read_back(data, here.assessment))
    if handed is not before:
        session.handed_in = handed
        if _is_ours(handed, here.assessment):
            handed.chosen = handed_in.harmless(handed, here.assessment)
    if isinstance(handed.found, WizardError):
        st.error(t("returned.refused", reason=md(t.error(handed.found))), icon=":material/error:")
    elif handed.found.base.id != here.assessment.id:
        _other(handed.found, t)
    else:
        _own(session, handed, handed.found)


def _read_back(data: bytes, known: Assessment) -> Returned:
    from cjwizard.exchange.excel_back import whole  # noqa: PLC0415 - importing takes time, for who hands in a workbook only

    return whole.read_back_apart(data, known=known)


def _is_ours(handed: HandedIn, assessment: Assessment) -> bool:
    return not isinstance(handed.found, WizardError) and handed.found.base.id == assessment.id


# -- of another assessment


def _other(found: Returned, t: Translator) -> None:
    """Draw what the file is of, and the way to open that beside what is open."""
    st.warning(t("returned.other"), icon=":material/call_split:")
    with st.container(border=True, key="returned-preview"):
        preview(found.edited)
        unread(found.unread, t)
        st.button(t("open.file_take"), key="returned:open", type="primary", on_click=_open, args=(found.edited,))


def _open(assessment: Assessment) -> None:
    session = current()
    if session.start(assessment):
        session.uploads += 1
        session.handed_in = None
        navigation.go("action_plan")


# -- of what is open


def _own(session: Session, handed: HandedIn, found: Returned) -> None:
    t = session.t
    made = t("returned.made", date=t.date(found.made_on)) if found.made_on else t("returned.made_once")
    stands = handed.standings(session.here.assessment)
    possible = [place for place, one in enumerate(stands) if not one.gone]
    if found.differences:
        st.markdown(f"{made} {t.count('returned.found', len(found.differences))}")
    else:
        st.info(f"{made} {t('returned.nothing')}", icon=":material/done_all:")
    if possible:
        _take_buttons(handed, possible, stands, t)
    _pages(handed, found, stands, t)
    unread(found.unread, t)


def _take_buttons(handed: HandedIn, possible: list[int], stands: tuple[Standing, ...], t: Translator) -> None:
    removals = sum(handed.differences[place].kind == "removed" for place in possible)
    newer = sum(bool(stands[place].conflicts) for place in possible)
    if newer:
        st.warning(t.count("returned.newer", newer), icon=":material/call_split:")
    if removals:
        st.warning(t.count("returned.removals", removals), icon=":material/delete:")
    with st.container(horizontal=True, key="returned-take"):
        st.button(
            t.count("returned.take_chosen", len(handed.chosen)),
            key="returned:take",
            type="primary",
            disabled=not handed.chosen,
            on_click=_take_chosen,
        )
        st.button(t("returned.take_removing" if removals else "returned.take_all"), key="returned:all", on_click=_take_all)
        st.button(t("returned.untick"), key="returned:none", type="tertiary", disabled=not handed.chosen, on_click=_untick)


def _pages(handed: HandedIn, found: Returned, stands: tuple[Standing, ...], t: Translator) -> None:
    """Draw the differences, so many at a time: first those that ask for a choice, then those that remove something."""
    order = sorted(range(len(stands)), key=lambda place: (_weight(found.differences[place], stands[place]), place))
    last = max(0, (len(order) - 1) // PAGE)
    handed.page = min(handed.page, last)
    start = handed.page * PAGE
    for place in order[start : start + PAGE]:
        _difference(handed, found, place, stands[place], t)
    if not last:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="returned-pages"):
        st.button(t("returned.earlier"), key="returned:earlier", disabled=not handed.page, on_click=_turn, args=(-1,))
        st.text(t("returned.shown", first=start + 1, last=min(start + PAGE, len(order)), all=len(order)))
        st.button(t("returned.later"), key="returned:later", disabled=handed.page == last, on_click=_turn, args=(1,))


def _weight(one: Difference, stands: Standing) -> int:
    if stands.conflicts:
        return 0
    if stands.gone:
        return 1
    return 2 if one.kind == "removed" else 3


def _difference(handed: HandedIn, found: Returned, place: int, stands: Standing, t: Translator) -> None:
    one = found.differences[place]
    said = label(told_in_one(found.edited, one.changes, t))
    key = f"returned:{place}"
    if stands.gone:
        st.text(f"– {told_in_one(found.edited, one.changes, t)} ({t('returned.gone')})")
        return
    if stands.conflicts:
        _choice(handed, found, place, stands.conflicts, t)
        return
    # Of a row that is gone only the sheet is known.
    sheet = label(one.place.sheet)
    where = sheet if one.kind == "removed" else t("returned.where", sheet=sheet, row=one.place.row)
    _tell(key, place in handed.chosen)
    st.checkbox(f"{said} :small[({where})]", key=key, on_change=_tick, args=(key, place))


def _choice(handed: HandedIn, found: Returned, place: int, conflicts: tuple[Conflict, ...], t: Translator) -> None:
    """Draw what the app says by now and what the file says, of which one is kept."""
    one, key = found.differences[place], f"returned:{place}"
    here = current().here.assessment
    about, *both = zip(*(two_answers(here, found.edited, conflict, t) for conflict in conflicts), strict=True)
    said = {name: label(t(f"returned.side.{name}", what="; ".join(words))) for name, words in zip(_SIDES, both, strict=True)}
    question = t("returned.which", what=label("; ".join(about)), sheet=label(one.place.sheet), row=one.place.row)
    _tell(key, _FILE if place in handed.chosen else _HERE)
    with st.container(border=True, key=f"returned-{place}"):
        st.radio(question, _SIDES, format_func=said.__getitem__, key=key, on_change=_tick, args=(key, place))


def _tell(key: str, value: object) -> None:
    """Tell the field *key* what it holds, unless it holds that: the choices outlive the page that shows them."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _tick(key: str, place: int) -> None:
    handed = current().handed_in
    if handed is None:
        return
    if st.session_state[key] in (True, _FILE):
        handed.chosen.add(place)
    else:
        handed.chosen.discard(place)


def _turn(by: int) -> None:
    handed = current().handed_in
    if handed is not None:
        handed.page = max(0, handed.page + by)


def _untick() -> None:
    handed = current().handed_in
    if handed is not None:
        handed.chosen.clear()


# -- taking over


def _take_chosen() -> None:
    _take(lambda handed, _: handed.chosen)


def _take_all() -> None:
    """Take everything over; where the app has a newer answer, the choice that was made there counts."""
    _take(
        lambda handed, stands: {
            place for place, one in enumerate(stands) if not one.gone and (not one.conflicts or place in handed.chosen)
        }
    )


def _take(which: Callable[[HandedIn, tuple[Standing, ...]], Iterable[int]]) -> None:
    """Save what is taken over as one step in the history, and say what it came to."""
    session = current()
    handed, here, t = session.handed_in, session.here, session.t
    if handed is None or not session.may_edit or (here.unsaved and not session.retry()):
        return
    stands = handed.standings(here.assessment)
    places = sorted(which(handed, stands))
    done = taking(here.assessment, [(handed.differences[place].changes, bool(stands[place].conflicts)) for place in places])
    try:
        session.change(done.changes, kind="workbook")
    except InvalidDocumentError:  # others made it impossible in the same moment: nothing changed, and the list is drawn anew
        session.reload()
        session.notice = t("returned.again")
        fragments.refresh_page()
        return
    taken = len(places) - len(done.refused)
    left = len(handed.differences) - taken
    said = [t("returned.done", what=summed_up(done.changes, t)) if done.changes else t("returned.done_nothing")]
    if left:
        said.append(t.count("returned.left", left))
    if done.refused:
        said.append(t.count("returned.impossible", len(done.refused)))
    session.notice = " ".join(said)
    session.handed_in = None
    session.uploads += 1
    fragments.refresh_page()


# -- what could not be read


def unread(found: tuple[Unread, ...], t: Translator) -> None:
    """Draw what stands in the file and does not come back: where, what, and why."""
    if not found:
        return
    st.markdown(f"**{t.count('returned.unread', len(found))}**")
    items = "".join(f"<li>{html_text(_unread_line(one, t))}</li>" for one in found)
    st.html(f'<ul style="{_LIST}">{items}</ul>')


def _unread_line(one: Unread, t: Translator) -> str:
    place = t("returned.place", sheet=one.place.sheet, row=one.place.row, column=one.place.column)
    why = t(f"workbook_back.unread.{one.reason}", **one.facts)
    return t("returned.unread_line", place=place, found=one.found, why=why) if one.found else f"{place}: {why}"
