"""The journey map in words: the same as the picture, phase by phase, for who would rather read or listen."""

from collections.abc import Iterable, Iterator

from cjwizard.i18n.translator import Translator
from cjwizard.services.map_model import Column, Entry, JourneyMap, Lane
from cjwizard.ui.map_markup import styled
from cjwizard.ui.markup import heading, html_text


def in_words(shown: JourneyMap, t: Translator) -> str:
    """Return everything that the map holds, as headings and lists."""
    body = "".join(_phase(shown, column, t) for column in shown.columns)
    return styled(f'<div class="cjm-words">{_customer(shown, t)}{body}</div>')


def _customer(shown: JourneyMap, t: Translator) -> str:
    facts = [_labelled(fact.title, _entry(fact.entry, t)) for fact in shown.customer]
    if shown.goal.strip():
        facts.append(_labelled(t("journey_map.goal"), html_text(shown.goal)))
    facts += [_labelled(t("journey_map.principle"), html_text(text)) for text in shown.principles]
    return f"{heading(shown.title)}{_list(html_text(sentence) for sentence in shown.summary)}{_list(facts)}"


def _phase(shown: JourneyMap, column: Column, t: Translator) -> str:
    place = column.number - 1
    marks = [html_text(sign.word) for sign in column.signs]
    lines = [_lane(lane, lane.cells[place], t) for lane in shown.lanes if lane.cells[place]]
    return f"{heading(f'{column.number}. {column.name}')}{_list([html_text(column.reason), *marks, *lines])}"


def _lane(lane: Lane, entries: tuple[Entry, ...], t: Translator) -> str:
    title = f"{lane.group}: {lane.title}" if lane.group else lane.title
    if len(entries) == 1:
        return _labelled(title, _entry(entries[0], t))
    return f"{_labelled(title, '')}{_list(_entry(entry, t) for entry in entries)}"


def _labelled(title: str, text: str) -> str:
    return f"<strong>{html_text(title)}</strong>{': ' if text else ''}{text}"


def _entry(entry: Entry, t: Translator) -> str:
    said = "; ".join(html_text(part) for part in _remarks(entry, t))
    place = "" if entry.number is None else f"{html_text(t('journey_map.place'))} {entry.number}: "
    return f'{place}<span dir="auto">{html_text(entry.text)}</span>{f" ({said})" if said else ""}'


def _remarks(entry: Entry, t: Translator) -> Iterator[str]:
    if entry.known:
        yield entry.known
    if entry.source.strip():
        yield t("workbook.source", source=entry.source.strip())
    yield from (sign.word for sign in entry.signs)
    yield from entry.facts


def _list(items: Iterable[str]) -> str:
    body = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{body}</ul>" if body else ""
