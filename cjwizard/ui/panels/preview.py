"""What stands in a file, shown before anything of it is taken."""

from collections.abc import Iterator
from typing import Final

import streamlit as st

from cjwizard.domain.assessment import Assessment
from cjwizard.i18n.translator import Translator
from cjwizard.services.reasons import phase_name
from cjwizard.ui.markup import html_text, short
from cjwizard.ui.session import current

_NAMES_SHOWN: Final = 20
_LIST: Final = "display:grid;grid-template-columns:max-content 1fr;gap:0.3rem 1.2rem;margin:0;overflow-wrap:anywhere"
_NAMES: Final = "margin:0;padding-left:1.4rem"


def preview(assessment: Assessment) -> None:
    """Draw what *assessment* is about and how much there is in it, and that opening it replaces nothing."""
    session = current()
    t = session.t
    st.markdown(f"**{t('preview.heading')}**")
    facts = "".join(
        f"<dt>{html_text(t(f'preview.{name}'))}</dt><dd style='margin:0' dir='auto'>{shown}</dd>"
        for name, shown in _facts(assessment, t)
    )
    st.html(f'<dl style="{_LIST}">{facts}</dl>')
    st.info(t("preview.new" if session.open is None else "preview.beside"), icon=":material/info:")


def _facts(assessment: Assessment, t: Translator) -> Iterator[tuple[str, str]]:
    """Yield the name of each fact and what it says, as HTML."""
    phases = [phase for journey in assessment.journeys for phase in journey.phases]
    names = [
        short(phase_name(phase.name, place, t)) for journey in assessment.journeys for place, phase in enumerate(journey.phases)
    ]
    yield "title", html_text(assessment.title.strip() or t("open.untitled"))
    yield "organisation", html_text(assessment.organisation.name.strip() or t("preview.nothing"))
    yield "journeys", str(len(assessment.journeys))
    yield "phases", _phases(names, t)
    yield "opportunities", str(sum(len(phase.opportunities) for phase in phases))
    yield "actions", str(sum(len(phase.actions) for phase in phases))
    yield "language", html_text(t(f"language.{assessment.language}"))


def _phases(names: list[str], t: Translator) -> str:
    """Return how many phases there are and the first names, in a list."""
    items = "".join(f"<li>{html_text(name)}</li>" for name in names[:_NAMES_SHOWN])
    more = html_text(t("common.and_more", count=len(names) - _NAMES_SHOWN)) if len(names) > _NAMES_SHOWN else ""
    return f'{len(names)}<ol style="{_NAMES}">{items}</ol>{more}' if names else "0"
