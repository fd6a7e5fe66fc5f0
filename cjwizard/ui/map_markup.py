"""The journey map as HTML: one table that reads, scrolls sideways and prints. All user text comes in as text.

Streamlit cleans HTML before it shows it: tables, lists, styles, fold-outs and drawings by address come through, inline SVG
does not. So what is drawn stands in the cells as pictures, and the words beside them are text.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from cjwizard.charts import map_drawings
from cjwizard.domain.assessment import Mood
from cjwizard.i18n.translator import Translator
from cjwizard.services.map_model import (
    Answer,
    Column,
    Entry,
    Fact,
    JourneyMap,
    Lane,
    LaneCode,
    Section,
    Sign,
    SignCode,
    section_of,
)
from cjwizard.ui.markup import html_text, short

_STYLE: Final = f"<style>{Path(__file__).with_suffix('.css').with_stem('journey_map').read_text(encoding='utf-8')}</style>"
_LONG: Final = 280
"""Characters from which a text folds: the rest is one click away, and on paper."""
_FIRST: Final = 200
"""Most characters of a folded text that are shown at once."""
_GLYPHS: Final[Mapping[SignCode, str]] = {
    "guess": "?",
    "moment_of_truth": "⚑",
    "wow": "★",
    "most": "▲",
    "unused": "◇",
    "promising": "✦",
    "not_for_us": "✕",
    "smooth": "✓",
    "rough": "≈",
    "broken": "↺",
    "onward": "→",
    "todo": "○",
    "doing": "◐",
    "done": "●",
    "clashes": "⚠\ufe0e",
}
_DRAWN: Final[Collection[LaneCode]] = ("emotion", "scores", "missed")
"""Rows with a drawing or a bar; an empty cell of theirs says that it is not answered."""


def styled(body: str) -> str:
    """Return *body* with the styles that everything of the map needs."""
    return f'{_STYLE}<div class="cjm">{body}</div>'


def picture(shown: JourneyMap, t: Translator) -> str:
    """Return the whole picture: what stands above, the table with every row that has something in it, what the signs mean."""
    return styled(top(shown, t) + table(shown, shown.filled, t) + _legend(shown, shown.filled, t))


def without(codes: Collection[LaneCode], shown: JourneyMap) -> str:
    """Return the style that hides the rows *codes* of the picture of *shown*, and a part of it that has no row left."""
    left = {section_of(lane.code) for lane in shown.filled if lane.code not in codes}
    gone = {section_of(code) for code in codes} - left
    rows = [f".cjm-row-{code}" for code in codes] + [f".cjm-part-{section}" for section in sorted(gone)]
    return f"<style>{','.join(rows)}{{display:none}}</style>" if rows else ""


def top(shown: JourneyMap, t: Translator) -> str:
    """Return what stands above the table: where most can be won, the customer, the goal and the principles."""
    customer = _card(shown.title, _facts(shown.customer, t))
    aside = ""
    if shown.goal.strip():
        aside += _card(t("journey_map.goal"), f'<p dir="auto">{folded(shown.goal, t)}</p>')
    if shown.principles:
        rules = "".join(f'<li dir="auto">{folded(text, t)}</li>' for text in shown.principles)
        aside += _card(t("journey_map.principles"), f"<ol>{rules}</ol>")
    if aside and len(shown.customer) > 1:
        aside = f'<div class="cjm-aside">{aside}</div>'
    summary = "".join(f'<p dir="auto">{html_text(sentence)}</p>' for sentence in shown.summary)
    return (f'<div class="cjm-sum">{summary}</div>' if summary else "") + f'<div class="cjm-top">{customer}{aside}</div>'


def _card(title: str, body: str) -> str:
    return f'<div class="cjm-card"><h2 dir="auto">{html_text(title)}</h2>{body}</div>'


def _facts(facts: Iterable[Fact], t: Translator) -> str:
    told = "".join(
        f'<dt>{html_text(fact.title)}</dt><dd dir="auto">{_text(fact.entry, t)}</dd>' for fact in facts if fact.code != "group"
    )
    return f"<dl>{told}</dl>" if told else ""


def table(shown: JourneyMap, lanes: Sequence[Lane], t: Translator, *, label: str = "") -> str:
    """Return the table: a column for each phase, a row for each of *lanes*. *label* is for who cannot see it."""
    many = len(shown.columns)
    caption = html_text(t("journey_map.caption", name=shown.title))
    heads = "".join(_head(column) for column in shown.columns)
    rows: list[str] = []
    section: Section | None = None
    for lane in lanes:
        if section_of(lane.code) != section:
            section = section_of(lane.code)
            rows.append(_section(section, shown.columns, t, first=not rows))
        rows.append(_row(lane, shown.columns, t))
    return (
        f'<div class="cjm-scroll" tabindex="0" role="region" aria-label="{html_text(label or t("journey_map.scroll"))}">'
        f'<table style="--n:{many}"><caption class="cjm-unseen">{caption}</caption>'
        f'<colgroup><col><col span="{many}"></colgroup>'
        f'<thead><tr><td class="cjm-corner"></td>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _head(column: Column) -> str:
    marks = "".join(f'<span class="cjm-{sign.code}">{_sign(sign)}</span>' for sign in column.signs)
    return (
        f'<th scope="col"><span class="cjm-phase" dir="auto">{column.number}. {html_text(column.name)}</span>'
        f'<span class="cjm-marks">{marks}</span></th>'
    )


def _section(section: Section, columns: Sequence[Column], t: Translator, *, first: bool) -> str:
    """Return the row above a part of the map; it says again which phase is which, for who has scrolled down."""
    names = "".join(
        f'<td aria-hidden="true" dir="auto">{"" if first else f"{column.number}. {html_text(short(column.name))}"}</td>'
        for column in columns
    )
    title = html_text(t(f"journey_map.section.{section}"))
    return f'<tr class="cjm-part cjm-part-{section}"><th scope="rowgroup">{title}</th>{names}</tr>'


def _row(lane: Lane, columns: Sequence[Column], t: Translator) -> str:
    drawn = _BANDS[lane.code](columns) if lane.code in _BANDS else [""] * len(columns)
    cells = "".join(
        _cell(lane, column, entries, picture_there, t)
        for column, entries, picture_there in zip(columns, lane.cells, drawn, strict=True)
    )
    return f'<tr class="cjm-row-{lane.code}"><th scope="row" dir="auto">{folded(lane.title, t)}</th>{cells}</tr>'


def _cell(lane: Lane, column: Column, entries: Sequence[Entry], drawn: str, t: Translator) -> str:
    best = any(sign.code == "most" for sign in column.signs)
    look = " ".join(name for name in ("cjm-band" if lane.code in _BANDS else "", "cjm-win" if best else "") if name)
    opened = f'<td class="{look}">' if look else "<td>"
    if not entries and lane.code in _DRAWN:
        return f'{opened}{drawn}<span class="cjm-none">{html_text(t("chart.open"))}</span></td>'
    if not entries:
        return f"{opened}</td>"
    return f"{opened}{drawn}{_entries(lane.code, column, entries, t)}</td>"


def _entries(code: LaneCode, column: Column, entries: Sequence[Entry], t: Translator) -> str:
    if code == "emotion":
        return f"<span>{html_text(entries[0].text)}</span>"
    if code == "scores":
        keys = [scale for scale, answer in _answers(column) if answer.value is not None]
        return "".join(
            f'<span class="cjm-value">{_key(scale, open_=entry.guessed)}{_text(entry, t)}</span>'
            for scale, entry in zip(keys, entries, strict=True)
        )
    if code == "missed":
        (entry,) = entries
        return (
            f'<span class="cjm-missed">{html_text(entry.text)}</span>'
            f'<span class="cjm-bar"><span style="width:{column.missed or 0}%"></span></span>{_said(entry)}'
        )
    look = "cjm-point" if code == "touchpoints" else f"cjm-note cjm-{code}"
    return f'<ul class="{look}">{"".join(_item(entry, t) for entry in entries)}</ul>'


def _item(entry: Entry, t: Translator) -> str:
    codes = {sign.code for sign in entry.signs}
    look = [
        name for name, there in (("cjm-hollow", codes & {"unused", "not_for_us"}), ("cjm-not", "not_for_us" in codes)) if there
    ]
    opened = f'<li dir="auto" class="{" ".join(look)}">' if look else '<li dir="auto">'
    place = "" if entry.number is None else _place(entry.number, t)
    return f"{opened}{place}{_text(entry, t)}{_said(entry)}</li>"


def _place(number: int, t: Translator) -> str:
    return f'<span class="cjm-no"><span class="cjm-unseen">{html_text(t("journey_map.place"))} </span>{number}</span>'


def _said(entry: Entry) -> str:
    parts = [*(_sign(sign) for sign in entry.signs), *(html_text(fact) for fact in entry.facts)]
    return f'<span class="cjm-facts">{"".join(f"<span>{part}</span>" for part in parts)}</span>' if parts else ""


def _sign(sign: Sign) -> str:
    return f"{_glyph(sign.code)}{html_text(sign.word)}"


def _glyph(code: SignCode) -> str:
    return f'<span class="cjm-g" aria-hidden="true">{_GLYPHS[code]}</span>'


def _text(entry: Entry, t: Translator) -> str:
    """Return the text of *entry*; a guess has a dashed line and a question mark, and the words for who cannot see them."""
    text = folded(entry.text, t)
    if not entry.guessed:
        return f'<span class="cjm-text">{text}</span>'
    said = f'<span class="cjm-unseen"> ({html_text(entry.known)})</span>'
    return f'<span class="cjm-text cjm-guess">{text}</span><span class="cjm-q" aria-hidden="true">?</span>{said}'


def folded(text: str, t: Translator) -> str:
    """Return user *text*; of a long one the first lines, with the rest to fold out."""
    if len(text) <= _LONG:
        return html_text(text)
    cut = text.rfind(" ", _FIRST // 2, _FIRST)
    cut = _FIRST if cut < 0 else cut + 1
    more = html_text(t("journey_map.more"))
    head, rest = html_text(text[:cut]), html_text(text[cut:])
    return f'<details class="cjm-more"><summary data-more="{more}">{head}</summary>{rest}</details>'


def _legend(shown: JourneyMap, lanes: Sequence[Lane], t: Translator) -> str:
    items = [f"{_quest() if sign.code == 'guess' else _glyph(sign.code)}{html_text(sign.word)}" for sign in shown.legend]
    codes = {lane.code for lane in lanes}
    if "scores" in codes:
        items = [
            *(f"{_key(scale)}{html_text(t(f'scores.{scale}.label'))}" for scale in ("relevance", "presence")),
            f"{_key('relevance', open_=True)}{html_text(t('journey_map.legend.open'))}",
            f'<span class="cjm-area"></span>{html_text(t("journey_map.legend.gap"))}',
            f'<span class="cjm-area cjm-off"></span>{html_text(t("journey_map.legend.off"))}',
            *items,
        ]
    if any(entry.number for lane in lanes for cell in lane.cells for entry in cell):
        items.append(f'<span class="cjm-no">1</span>{html_text(t("journey_map.legend.number"))}')
    return f'<ul class="cjm-legend">{"".join(f"<li>{item}</li>" for item in items)}</ul>' if items else ""


def _quest() -> str:
    return '<span class="cjm-q" aria-hidden="true">?</span>'


def _key(scale: str, *, open_: bool = False) -> str:
    return f'<span class="cjm-key cjm-{scale}{" cjm-open" if open_ else ""}"></span>'


def _answers(column: Column) -> tuple[tuple[str, Answer], tuple[str, Answer]]:
    return ("relevance", column.relevance), ("presence", column.presence)


def _emotions(columns: Sequence[Column]) -> list[str]:
    pieces = map_drawings.emotion_pieces([column.emotion for column in columns])
    return [_plot(piece, _face(column.emotion)) for piece, column in zip(pieces, columns, strict=True)]


def _face(emotion: Mood | None) -> str:
    if emotion is None:
        return ""
    down = map_drawings.mood_height(emotion)
    return f'<img class="cjm-face" style="top:{down:g}%" alt="" src="{map_drawings.face(emotion)}">'


def _scores(columns: Sequence[Column]) -> list[str]:
    values = [map_drawings.Values(column.relevance.value, column.presence.value) for column in columns]
    dots = ["".join(_dot(scale, answer) for scale, answer in _answers(column)) for column in columns]
    return [_plot(piece, dot) for piece, dot in zip(map_drawings.score_pieces(values), dots, strict=True)]


def _dot(scale: str, answer: Answer) -> str:
    if answer.value is None:
        return ""
    look = f"cjm-dot cjm-{scale}{' cjm-open' if answer.guessed else ''}"
    return f'<span class="{look}" style="top:{map_drawings.height(answer.value / 100):g}%"></span>'


def _plot(piece: str, marks: str) -> str:
    line = f'<img class="cjm-line" alt="" src="{piece}">' if piece else ""
    return f'<div class="cjm-plot">{line}{marks}</div>'


_BANDS: Final[Mapping[LaneCode, Callable[[Sequence[Column]], list[str]]]] = {"emotion": _emotions, "scores": _scores}
"""What is drawn above the words of these rows, phase by phase."""
