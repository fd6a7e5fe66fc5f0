"""The living formulas of the workbook: the priorities of the core, written for a spreadsheet.

Each formula is a template; the words in braces become the addresses of cells in the same row, of whole columns
(``all_…``), our own words in quotes, or numbers of the core. Text of a user never comes in: a formula refers to its cell.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from cjwizard.domain.priority import CONFIDENCE, DAYS_FLOOR, FIT, LABEL_DAYS, LABEL_VALUE, MIDDLE
from cjwizard.exchange.excel_cells import cell_in_row, column_part
from cjwizard.exchange.excel_layout import PLACE, Layout
from cjwizard.exchange.excel_text import quoted
from cjwizard.i18n.translator import Translator

NO_DUE: Final = date(9999, 12, 31)
"""The last day that a spreadsheet knows: where an action without a due date stands in the order."""

PHASES: Final[Mapping[str, str]] = {
    "used": '=IF(COUNT({relevance},{presence})<2,"",ROUND({relevance}*{presence}/100,6))',
    "missed": '=IF(COUNT({relevance},{presence})<2,"",ROUND({relevance}*(100-{presence})/100,6))',
    "wasted": '=IF(COUNT({relevance},{presence})<2,"",ROUND((100-{relevance})*{presence}/100,6))',
    "silent": '=IF(COUNT({relevance},{presence})<2,"",ROUND((100-{relevance})*(100-{presence})/100,6))',
    "gap": '=IF(COUNT({relevance},{presence})<2,"",{relevance}-{presence})',
    "quadrant": (
        '=IF({missed}="","",IF({relevance}>={MIDDLE},IF({presence}>={MIDDLE},{KEEP},{CONCENTRATE}),'
        "IF({presence}>={MIDDLE},{OVERKILL},{LOW})))"
    ),
    "rank": '=IF({missed}="","",RANK({missed},{all_missed}))',
    "order": (
        '=IF({missed}="","",1+COUNTIF({all_missed},">"&{missed})'
        '+COUNTIFS({all_missed},{missed},{all_relevance},">"&{relevance})'
        '+COUNTIFS({all_missed},{missed},{all_relevance},{relevance},{all_mood},"<"&{mood})'
        '+COUNTIFS({all_missed},{missed},{all_relevance},{relevance},{all_mood},{mood},{all_nr},"<"&{nr}))'
    ),
    "possible": '=IF({missed}="","0–"&IF({presence}="",IF({relevance}="",100,{relevance}),100-{presence}),"")',
    "mood": "=N({emotion})",
    "emotion_factor": "=1+0.1*MAX(0,-{mood})",
    "confidence": (
        "=MIN(IF({relevance_evidence}={KNOWN},{SURE_KNOWN},IF({relevance_evidence}={PARTLY},{SURE_PARTLY},{SURE_GUESSED})),"
        "IF({presence_evidence}={KNOWN},{SURE_KNOWN},IF({presence_evidence}={PARTLY},{SURE_PARTLY},{SURE_GUESSED})))"
    ),
}
INDEX: Final = '=IFERROR(ROUND(SUMPRODUCT({all_relevance},{all_presence})/SUMIF({all_presence},">=0",{all_relevance}),6),"")'
ACTIONS: Final[Mapping[str, str]] = {
    "days": '=IFERROR(IF(INDEX({todo_days},MATCH({nr},{todo_nr},0))="","",INDEX({todo_days},MATCH({nr},{todo_nr},0))),"")',
    "base": "=IF({lever}={BY_RELEVANCE},{phase_wasted},{phase_missed})",
    "emotion_factor": "={phase_emotion_factor}",
    "fit_factor": "=IF({fit}={FITS},{FIT_FITS},IF({fit}={FIT_WORD_CLASHES},{FIT_CLASHES},{FIT_NEUTRAL}))",
    "confidence": "={phase_confidence}",
    "value": '=IF(COUNT({base},{impact})<2,"",ROUND({base}*{impact},6))',
    "score": (
        '=IF(COUNT({base},{impact},{days})<3,"",'
        "ROUND({base}*{impact}*{emotion_factor}*{fit_factor}*{confidence}/MAX({DAYS_FLOOR},{days}),6))"
    ),
    "label": (
        '=IF(COUNT({value},{days})<2,"",IF({value}>={LABEL_VALUE},IF({days}<={LABEL_DAYS},{QUICK_WIN},{BIG_JOB}),'
        "IF({days}<={LABEL_DAYS},{FILL_IN},{PARK})))"
    ),
    "rank": (
        '=IF({list}<>{RANKED},"",1+COUNTIFS({all_list},{RANKED},{all_score},">"&{score})'
        '+COUNTIFS({all_list},{RANKED},{all_score},{score},{all_value},">"&{value})'
        '+COUNTIFS({all_list},{RANKED},{all_score},{score},{all_value},{value},{all_days},"<"&{days})'
        '+COUNTIFS({all_list},{RANKED},{all_score},{score},{all_value},{value},{all_days},{days},{all_due},"<"&{due})'
        "+COUNTIFS({all_list},{RANKED},{all_score},{score},{all_value},{value},{all_days},{days},{all_due},{due},"
        '{all_nr},"<"&{nr}))'
    ),
    "status": '=IFERROR(INDEX({todo_status},MATCH({nr},{todo_nr},0))&"","")',
    "fit": '=IFERROR(INDEX({todo_fit},MATCH({nr},{todo_nr},0))&"","")',
    "list": (
        "=IF({status}={DROPPED},{LIST_DROPPED},IF({status}={DONE},{LIST_DONE},IF({fit}={FIT_WORD_CLASHES},{LIST_CLASHES},"
        'IF({score}="",{LIST_TO_ESTIMATE},{RANKED}))))'
    ),
    "due": (
        '=IFERROR(IF(INDEX({todo_due},MATCH({nr},{todo_nr},0))="",{NO_DUE},INDEX({todo_due},MATCH({nr},{todo_nr},0))),{NO_DUE})'
    ),
}
LIST_TABLE: Final = "ActionList"
"""Name of the table with the to-do list."""
LIST_FORMULAS: Final[Mapping[str, str]] = {
    "rank": '=IFERROR(INDEX({score_rank},MATCH({nr},{score_nr},0)),"")',
    "list": '=IFERROR(INDEX({score_list},MATCH({nr},{score_nr},0)),"")',
    "label": '=IF({list}={RANKED},IFERROR(INDEX({score_label},MATCH({nr},{score_nr},0)),""),"")',
    "value": '=IFERROR(INDEX({score_value},MATCH({nr},{score_nr},0)),"")',
    "score": '=IFERROR(INDEX({score_score},MATCH({nr},{score_nr},0)),"")',
    "signal": (
        '=IF({status}="","",IF({status}={DONE},{DONE},IF({status}={DROPPED},{DROPPED},IF({due}="",{NO_DATE},'
        "IF({due}<TODAY(),{LATE},IF({due}<=TODAY()+{SOON_DAYS},{SOON},{ON_TRACK}))))))"
    ),
}
SOON_DAYS: Final = 7
"""Days within which a due date is near."""
_WITHOUT_ACTIONS: Final = ("signal",)
"""Formulas of the to-do list that need nothing of the scores."""


def phase_formulas(row: int, rows: tuple[int, int], t: Translator) -> dict[str, str]:
    """Return the formulas of the phase in *row*, by column; *rows* are the first and last phase of its journey."""
    names = {**_words(t), **_cells(row, "phases"), **_columns(rows, "phases")}
    return {column: template.format_map(names) for column, template in PHASES.items()}


def index_formula(rows: tuple[int, int]) -> str:
    """Return the formula for how much of what matters is used, over the phases in *rows*."""
    return INDEX.format_map(_columns(rows, "phases"))


def action_formulas(layout: Layout, row: int, phase_cells: Mapping[str, str], t: Translator) -> dict[str, str]:
    """Return the formulas of the action in *row*, by column.

    *phase_cells* has the addresses of missed, wasted, emotion_factor and confidence of its phase.
    """
    names = {
        **_words(t),
        **_cells(row, "actions"),
        **_columns(layout.actions(), "actions"),
        **{f"phase_{name}": address for name, address in phase_cells.items()},
        **{f"todo_{name}": layout.todo_column(name) for name in ("nr", "days", "status", "fit", "due")},
        "NO_DUE": f"DATE({NO_DUE.year},{NO_DUE.month},{NO_DUE.day})",
    }
    return {column: template.format_map(names) for column, template in ACTIONS.items()}


def todo_formulas(layout: Layout, t: Translator) -> dict[str, str]:
    """Return the formulas of every row of the to-do list, by column; without any action only the signal."""
    names = {**_words(t), **{column.name: _this_row(column.name, t) for column in layout.todo_columns}}
    if layout.action_rows:
        names |= {f"score_{name}": layout.action_column(name) for name in ("nr", "rank", "list", "label", "value", "score")}
    columns = LIST_FORMULAS if layout.action_rows else _WITHOUT_ACTIONS
    return {column: LIST_FORMULAS[column].format_map(names) for column in columns}


def headline_formula(t: Translator) -> str:
    """Return the formula for the line that counts what is done, overdue and near."""
    status, signal = (f"{LIST_TABLE}[{t(f'workbook.todo.{name}')}]" for name in ("status", "signal"))
    dropped, done = quoted(t("status.dropped")), quoted(t("status.done"))
    counts = {
        "done": f"COUNTIF({status},{done})",
        "all": f"(COUNTA({status})-COUNTIF({status},{dropped}))",
        "late": f"COUNTIF({signal},{quoted(t('workbook.signal.late'))})",
        "soon": f"COUNTIF({signal},{quoted(t('workbook.signal.soon'))})",
    }
    pieces = t("workbook.headline").replace("{", "\0{").replace("}", "}\0").split("\0")
    return "=" + "&".join(counts[piece[1:-1]] if piece.startswith("{") else quoted(piece) for piece in pieces if piece)


def _this_row(column: str, t: Translator) -> str:
    return f"{LIST_TABLE}[[#This Row],[{t(f'workbook.todo.{column}')}]]"


def _cells(row: int, block: str) -> dict[str, str]:
    return {name: cell_in_row(row, place) for name, place in PLACE[block].items()}


def _columns(rows: tuple[int, int], block: str) -> dict[str, str]:
    return {f"all_{name}": column_part(*rows, place) for name, place in PLACE[block].items()}


def _words(t: Translator) -> dict[str, str]:
    """Return the words and the numbers of the core that formulas compare with."""
    words = {
        "KEEP": "quadrant.keep",
        "CONCENTRATE": "quadrant.concentrate",
        "OVERKILL": "quadrant.overkill",
        "LOW": "quadrant.low",
        "KNOWN": "evidence.known",
        "PARTLY": "evidence.partly",
        "BY_RELEVANCE": "lever.relevance",
        "FITS": "fit.fits",
        "FIT_WORD_CLASHES": "fit.clashes",
        "QUICK_WIN": "label.quick_win",
        "BIG_JOB": "label.big_job",
        "FILL_IN": "label.fill_in",
        "PARK": "label.park",
        "DONE": "status.done",
        "DROPPED": "status.dropped",
        "RANKED": "block.ranked",
        "LIST_TO_ESTIMATE": "block.to_estimate",
        "LIST_CLASHES": "block.clashes",
        "LIST_DONE": "block.done",
        "LIST_DROPPED": "block.dropped",
        "LATE": "workbook.signal.late",
        "SOON": "workbook.signal.soon",
        "ON_TRACK": "workbook.signal.on_track",
        "NO_DATE": "workbook.signal.no_date",
    }
    numbers = {
        "MIDDLE": MIDDLE,
        "SURE_KNOWN": CONFIDENCE["known"],
        "SURE_PARTLY": CONFIDENCE["partly"],
        "SURE_GUESSED": CONFIDENCE["guessed"],
        "FIT_FITS": FIT["fits"],
        "FIT_NEUTRAL": FIT["neutral"],
        "FIT_CLASHES": FIT["clashes"],
        "DAYS_FLOOR": DAYS_FLOOR,
        "LABEL_VALUE": LABEL_VALUE,
        "LABEL_DAYS": LABEL_DAYS,
        "SOON_DAYS": SOON_DAYS,
    }
    return {name: quoted(t(key)) for name, key in words.items()} | {name: f"{number:g}" for name, number in numbers.items()}
