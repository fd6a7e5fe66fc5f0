"""The workbook of a large plan: made in a process of its own, and the same file."""

from datetime import date

import pytest
from builders import action, assessment, filled_in, journey, phase, touchpoint

from cjwizard.domain.assessment import Audience, Lang
from cjwizard.exchange.excel import apart
from cjwizard.exchange.excel.apart import LARGE, WorkbookNotMadeError, is_large, workbook_apart
from cjwizard.exchange.excel.writer import workbook
from cjwizard.i18n.translator import translator
from cjwizard.services.plan import make_plan

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(("lang", "audience"), [("nl", None), ("en", "employee")])
def test_a_workbook_made_apart_is_the_one_made_here(lang: Lang, audience: Audience | None) -> None:
    plan, t = make_plan(filled_in()), translator(lang, audience)

    here = workbook(plan, t, made_on=DAY, address="https://example.org")
    assert workbook_apart(plan, t, made_on=DAY, address="https://example.org") == here


def test_a_workbook_that_takes_too_long_is_stopped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.01)

    with pytest.raises(WorkbookNotMadeError):
        workbook_apart(make_plan(filled_in()), translator("nl"), made_on=DAY)


def test_a_workbook_that_swells_is_stopped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "BYTES", 1 << 26)

    with pytest.raises(WorkbookNotMadeError):
        workbook_apart(make_plan(filled_in()), translator("nl"), made_on=DAY)


def test_a_plan_is_large_by_all_that_takes_a_row_in_the_workbook() -> None:
    full = phase(
        actions=tuple(action() for _ in range(LARGE // 2)), touchpoints=tuple(touchpoint() for _ in range(LARGE // 2 - 2))
    )

    assert not is_large(assessment(journey(full)))
    assert is_large(assessment(journey(full, phase())))
