"""The sheet with user stories: one sentence a row, with what it comes from, to copy into a backlog."""

from typing import Final

from cjwizard.exchange.excel.cells import Column, Sheet, Table
from cjwizard.exchange.excel.layout import Edition
from cjwizard.exchange.excel.titles import journey_title
from cjwizard.i18n.translator import Translator
from cjwizard.services.plan import Plan
from cjwizard.services.user_stories import Story, user_stories

_HEADER: Final = 3
STORY_COLUMNS: Final = (
    Column("nr", 7, "nr"),
    Column("story", 78, "text"),
    Column("phase", 18, "text"),
    Column("from", 42, "text"),
    Column("rank", 9, "rank"),
    Column("journey", 20, "text"),
)


def story_columns(plan: Plan) -> tuple[Column, ...]:
    """Return the columns of the sheet; the journey is left out when there is only one."""
    several = len(plan.assessment.journeys) > 1
    return tuple(column for column in STORY_COLUMNS if several or column.name != "journey")


def write_stories(sheet: Sheet, edition: Edition) -> None:
    """Write the stories as a list with filters, or a line saying that there are none."""
    t, columns = edition.t, story_columns(edition.plan)
    stories = user_stories(edition.plan, t)
    sheet.title(edition.heading(sheet.name))
    sheet.text(1, 0, t("stories.sheet.how"), "note")
    if stories:
        titles = {column.name: t(f"stories.sheet.{column.name}") for column in columns}
        sheet.table(_HEADER, _HEADER + len(stories), Table("Stories", columns, titles, {}, t("stories.sheet.alt")))
        sheet.freeze(_HEADER + 1, 0)
    else:
        sheet.text(_HEADER, 0, t("stories.sheet.empty"), "note")
    for number, story in enumerate(stories, start=1):
        row, texts = _HEADER + number, _texts(edition, story, t)
        for place, column in enumerate(columns):
            if column.name in texts:
                sheet.text(row, place, texts[column.name], column.look)
            else:
                sheet.number(row, place, number if column.name == "nr" else story.rank, column.look)
    header_row = _HEADER if stories else None
    sheet.print_set_up(footer=edition.footer, header_row=header_row, last_column=len(columns) - 1)


def _texts(edition: Edition, story: Story, t: Translator) -> dict[str, str]:
    position = edition.plan.assessment.journeys.index(story.journey)
    return {
        "story": story.text,
        "phase": story.heading,
        "from": t("stories.sheet.need") if story.action is None else story.action.text,
        "journey": journey_title(story.journey, position, t),
    }
