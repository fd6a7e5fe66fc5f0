"""The living formulas of the workbook: the priorities of the core, written for a spreadsheet.

Each formula is a template; the words in braces become cells in the same row of the table, whole columns (``all_…``),
columns of the other table (``scores_…``, ``list_…``), our own words in quotes, or numbers of the core. Text of a user
never comes in: a formula refers to its cell. Everything is named by table and column, so that a row that is typed below a
table counts, and a formula stays right when somebody sorts or moves columns.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from cjwizard.domain.priority import CONFIDENCE, DAYS_FLOOR, FIT, LABEL_DAYS, LABEL_VALUE, MIDDLE
from cjwizard.exchange.excel.cells import Column
from cjwizard.exchange.excel.layout import LIST_COLUMNS, PHASE_COLUMNS, Layout
from cjwizard.exchange.excel.text import quoted
from cjwizard.i18n.translator import Translator

NO_DUE: Final = date(9999, 12, 31)
"""The last day that a spreadsheet knows: where an action without a due date stands in the order."""
NO_NUMBER: Final = 1_000_000
"""The turn of an action that was typed in the workbook, among equals: after all that came with it."""
ROW_STEP: Final = 10_000_000
"""What the number of a row is divided by, so that no two rows have the same turn."""
NOTHING_LEFT: Final = 1e-12
"""What counts as nothing left of the chances in a phase: 0 has no logarithm."""
LIST_TABLE: Final = "ActionList"
"""Name of the table with the to-do list."""
SCORES_TABLE: Final = "Scores"
"""Name of the table with the scores of phases."""
SOON_DAYS: Final = 7
"""Days within which a due date is near."""

PHASES: Final[Mapping[str, str]] = {
    "nr": '=IFERROR(VALUE(MID({key},LEN({group}),9)),"")',
    "group": '="J"&IF(ISNUMBER(-LEFT(RIGHT({key},2),1)),LEFT({key},MAX(0,LEN({key})-2)),LEFT({key},MAX(0,LEN({key})-1)))',
    "used": '=IF(COUNT({relevance},{presence})<2,"",ROUND({relevance}*{presence}/100,6))',
    "missed": '=IF(COUNT({relevance},{presence})<2,"",ROUND({relevance}*(100-{presence})/100,6))',
    "wasted": '=IF(COUNT({relevance},{presence})<2,"",ROUND((100-{relevance})*{presence}/100,6))',
    "silent": '=IF(COUNT({relevance},{presence})<2,"",ROUND((100-{relevance})*(100-{presence})/100,6))',
    "gap": '=IF(COUNT({relevance},{presence})<2,"",{relevance}-{presence})',
    "quadrant": (
        '=IF({missed}="","",IF({relevance}>={MIDDLE},IF({presence}>={MIDDLE},{KEEP},{CONCENTRATE}),'
        "IF({presence}>={MIDDLE},{OVERKILL},{LOW})))"
    ),
    "rank": '=IF({missed}="","",1+COUNTIFS({all_group},{group},{all_missed},">"&{missed}))',
    "order": (
        '=IF({missed}="","",1+COUNTIFS({all_group},{group},{all_missed},">"&{missed})'
        '+COUNTIFS({all_group},{group},{all_missed},{missed},{all_relevance},">"&{relevance})'
        '+COUNTIFS({all_group},{group},{all_missed},{missed},{all_relevance},{relevance},{all_mood},"<"&{mood})'
        "+COUNTIFS({all_group},{group},{all_missed},{missed},{all_relevance},{relevance},{all_mood},{mood},"
        '{all_nr},"<"&{nr}))'
    ),
    "possible": '=IF({missed}="","0–"&IF({presence}="",IF({relevance}="",100,{relevance}),100-{presence}),"")',
    "mood": "=N({emotion})",
    "emotion_factor": "=1+0.1*MAX(0,-{mood})",
    "confidence": (
        "=MIN(IF({relevance_evidence}={KNOWN},{SURE_KNOWN},IF({relevance_evidence}={PARTLY},{SURE_PARTLY},{SURE_GUESSED})),"
        "IF({presence_evidence}={KNOWN},{SURE_KNOWN},IF({presence_evidence}={PARTLY},{SURE_PARTLY},{SURE_GUESSED})))"
    ),
    # Several actions on one phase win base * (1 - product of what each leaves): a product is a sum of logarithms.
    "won": (
        '=IF({missed}="",0,ROUND({missed}*(1-EXP(SUMIFS({list_left},{list_place},{here},{list_list},{LIST_DONE},'
        '{list_lever},"<>"&{BY_RELEVANCE}))),6)+ROUND({wasted}*(1-EXP(SUMIFS({list_left},{list_place},{here},'
        "{list_list},{LIST_DONE},{list_lever},{BY_RELEVANCE}))),6))"
    ),
    "reach": (
        '=IF({missed}="",0,ROUND({missed}*(1-EXP(SUMIFS({list_left},{list_place},{here},{list_lever},"<>"&{BY_RELEVANCE}))),6)'
        "+ROUND({wasted}*(1-EXP(SUMIFS({list_left},{list_place},{here},{list_lever},{BY_RELEVANCE}))),6))"
    ),
}
"""The table with scores. ``group`` is the same for all phases of a journey; ``nr`` is the place of a phase in it."""
INDEX: Final = (
    "=IFERROR(ROUND(100*SUMIFS({scores_used},{scores_group},{GROUP})/SUMIFS({scores_relevance},{scores_group},{GROUP},"
    '{scores_presence},">=0"),6),"")'
)
LIST: Final[Mapping[str, str]] = {
    # No sign that stands for any text gets through: a phase is found by its code alone.
    "place": (
        '=IFERROR(MATCH(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(TRIM(LEFT({phase},FIND(".",{phase}&".")-1)),"*",""),"?",""),"~",""),'
        '{scores_key},0),"")'
    ),
    "journey": '=IFERROR(INDEX({scores_journey},{place})&"","")',
    "sure": '=IFERROR(INDEX({scores_sure},{place})&"","")',
    "base": '=IFERROR(IF({lever}={BY_RELEVANCE},INDEX({scores_wasted},{place}),INDEX({scores_missed},{place})),"")',
    "emotion_factor": "=IFERROR(INDEX({scores_emotion_factor},{place}),1)",
    "fit_factor": "=IF({fit}={FITS},{FIT_FITS},IF({fit}={CLASHES},{FIT_CLASHES},{FIT_NEUTRAL}))",
    "confidence": "=IFERROR(INDEX({scores_confidence},{place}),{SURE_GUESSED})",
    "value": '=IF(OR(COUNT({base},{impact})<2,N({impact})<0,N({impact})>1),"",ROUND({base}*{impact},6))',
    "score": (
        '=IF(OR({value}="",N({days})<=0),"",'
        "ROUND({base}*{impact}*{emotion_factor}*{fit_factor}*{confidence}/MAX({DAYS_FLOOR},{days}),6))"
    ),
    "list": (
        '=IF({phase}&{action}="","",IF({status}={DROPPED},{LIST_DROPPED},IF({status}={DONE},{LIST_DONE},'
        'IF({fit}={CLASHES},{LIST_CLASHES},IF({score}="",{LIST_TO_ESTIMATE},{RANKED})))))'
    ),
    "label": (
        "=IF({list}<>{RANKED},{list},IF({value}>={LABEL_VALUE},IF({days}<={LABEL_DAYS},{QUICK_WIN},{BIG_JOB}),"
        "IF({days}<={LABEL_DAYS},{FILL_IN},{PARK})))"
    ),
    "ranked": '=IF({list}={RANKED},{score},"")',
    "due_order": "=IF(N({due})>0,{due},{NO_DUE})",
    "turn": "=IF(N({nr})>0,{nr},{NO_NUMBER})+ROW()/{ROW_STEP}",
    "rank": (
        '=IF({ranked}="","",RANK({ranked},{all_ranked})+IF(COUNTIF({all_ranked},{ranked})=1,0,SUMPRODUCT('
        "({all_ranked}={ranked})*(({all_value}>{value})+({all_value}={value})*(({all_days}<{days})+({all_days}={days})*("
        "({all_due_order}<{due_order})+({all_due_order}={due_order})*({all_turn}<{turn})))))))"
    ),
    "left": ('=IF(AND({value}<>"",OR({list}={RANKED},{list}={LIST_DONE})),LN(MAX({NOTHING_LEFT},1-{impact})),"")'),
    "signal": (
        '=IF({list}="","",IF({status}={DONE},{DONE},IF({status}={DROPPED},{DROPPED},IF(N({due})=0,{NO_DATE},'
        "IF({due}<TODAY(),{LATE},IF({due}<=TODAY()+{SOON_DAYS},{SOON},{ON_TRACK}))))))"
    ),
}
"""The to-do list. ``place`` is the row of the phase among the scores; ``turn`` decides between equals."""
SUMMARY: Final[Mapping[str, str]] = {
    "progress": "=IF({all}=0,0,{done}/{all})",
    "open": "={all}-{done}-{doing}",
    "doing": "={doing}",
    "done": "={done}",
    "late": "=COUNTIF({list_signal},{LATE})",
    "soon": "=COUNTIF({list_signal},{SOON})",
    "won": "=SUM({scores_won})",
    "reach": "=SUM({scores_reach})",
}
"""The summary above the to-do list; what was dropped does not count."""
_COUNTS: Final[Mapping[str, str]] = {
    "all": (
        "(COUNTIF({list_list},{RANKED})+COUNTIF({list_list},{LIST_TO_ESTIMATE})+COUNTIF({list_list},{LIST_CLASHES})"
        "+COUNTIF({list_list},{LIST_DONE}))"
    ),
    "done": "COUNTIF({list_status},{DONE})",
    "doing": "COUNTIF({list_status},{DOING})",
}


def phase_formulas(layout: Layout, t: Translator) -> dict[str, str]:
    """Return the formulas of every row of the table with scores, by column."""
    here = f"ROW()-ROW({SCORES_TABLE}[[#Headers],[{t('workbook.phases.key')}]])"
    names = {**_names(t), **_row(SCORES_TABLE, layout.phase_columns, "phases", t), "here": here}
    return {column: template.format_map(names) for column, template in PHASES.items()}


def list_formulas(layout: Layout, t: Translator) -> dict[str, str]:
    """Return the formulas of every row of the to-do list, by column."""
    names = {**_names(t), **_row(LIST_TABLE, layout.todo_columns, "todo", t)}
    columns = {column.name for column in layout.todo_columns}
    return {column: template.format_map(names) for column, template in LIST.items() if column in columns}


def index_formula(group: str, t: Translator) -> str:
    """Return the formula for how much of what matters is used in the journey whose phases have this *group*."""
    return INDEX.format_map({**_names(t), "GROUP": quoted(group)})


def summary_formulas(t: Translator) -> dict[str, str]:
    """Return the formulas of the summary above the to-do list."""
    names = _names(t)
    names |= {name: template.format_map(names) for name, template in _COUNTS.items()}
    return {name: template.format_map(names) for name, template in SUMMARY.items()}


def _row(table: str, columns: Sequence[Column], words: str, t: Translator) -> dict[str, str]:
    """Return the cells of the same row, and the whole columns, of the table that a formula stands in."""
    titles = {column.name: t(f"workbook.{words}.{column.name}") for column in columns}
    return {name: f"{table}[[#This Row],[{title}]]" for name, title in titles.items()} | {
        f"all_{name}": f"{table}[{title}]" for name, title in titles.items()
    }


def _names(t: Translator) -> dict[str, str]:
    """Return the columns of both tables, and the words and the numbers of the core that formulas compare with."""
    columns = {f"scores_{column.name}": f"{SCORES_TABLE}[{t(f'workbook.phases.{column.name}')}]" for column in PHASE_COLUMNS}
    columns |= {f"list_{column.name}": f"{LIST_TABLE}[{t(f'workbook.todo.{column.name}')}]" for column in LIST_COLUMNS}
    words = {
        "KEEP": "quadrant.keep",
        "CONCENTRATE": "quadrant.concentrate",
        "OVERKILL": "quadrant.overkill",
        "LOW": "quadrant.low",
        "KNOWN": "evidence.known",
        "PARTLY": "evidence.partly",
        "BY_RELEVANCE": "lever.relevance",
        "FITS": "fit.fits",
        "CLASHES": "fit.clashes",
        "QUICK_WIN": "label.quick_win",
        "BIG_JOB": "label.big_job",
        "FILL_IN": "label.fill_in",
        "PARK": "label.park",
        "DOING": "status.doing",
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
        "NO_NUMBER": NO_NUMBER,
        "ROW_STEP": ROW_STEP,
        "NOTHING_LEFT": NOTHING_LEFT,
    }
    return (
        columns
        | {name: quoted(t(key)) for name, key in words.items()}
        | {name: str(number).upper() for name, number in numbers.items()}
        | {"NO_DUE": f"DATE({NO_DUE.year},{NO_DUE.month},{NO_DUE.day})"}
    )
