"""Why something stands where it stands: one sentence in two languages, from the same numbers."""

import re

import pytest
from builders import action, assessment, journey, phase, worked_set
from hypothesis import given, settings
from strategies import assessments

from cjwizard.domain.assessment import Assessment, Lang, Phase
from cjwizard.i18n.translator import LANGUAGES, translator
from cjwizard.services.plan import Plan, make_plan
from cjwizard.services.reasons import (
    action_reason,
    find_out_reason,
    find_out_way,
    how_sure,
    phase_name,
    phase_place,
    phase_reason,
    phase_title,
)

NL, EN = translator("nl"), translator("en")


def plan_of(*phases: Phase) -> Plan:
    return make_plan(assessment(journey(*phases)))


def why(one: Phase, lang: Lang = "nl") -> str:
    """Return the reason of the only action of *one*."""
    (result,) = plan_of(one).actions
    return action_reason(result, translator(lang))


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)?", text)


# -- phases


def test_a_phase_tells_what_is_used_and_missed_of_every_hundred_chances() -> None:
    (result,) = plan_of(phase(80, 40, name="Oriëntatie")).phases

    assert (
        phase_reason(result, NL)
        == "Oriëntatie: relevantie 80, aanwezigheid 40. Van elke 100 kansen benut je er 32 en laat je er 48 liggen."
    )
    assert phase_reason(result, EN) == "Oriëntatie: relevance 80, presence 40. Of every 100 chances you use 32 and miss 48."


def test_the_numbers_in_a_reason_are_whole_and_those_of_the_picture() -> None:
    (result,) = plan_of(phase(55, 45)).phases

    assert numbers(phase_reason(result, NL)) == numbers(phase_reason(result, EN)) == ["55", "45", "100", "25", "30"]


def test_a_score_of_nought_is_told_as_nought() -> None:
    (result,) = plan_of(phase(0, 0)).phases

    assert numbers(phase_reason(result, NL)) == ["0", "0", "100", "0", "0"]


@pytest.mark.parametrize(
    ("relevance", "presence", "low", "high"), [(None, 40, "0", "60"), (80, None, "0", "80"), (None, None, "0", "100")]
)
def test_a_phase_with_a_missing_answer_tells_what_is_still_possible(
    relevance: int | None, presence: int | None, low: str, high: str
) -> None:
    (result,) = plan_of(phase(relevance, presence)).phases

    assert numbers(phase_reason(result, NL)) == numbers(phase_reason(result, EN)) == ["100", low, high]


def test_a_phase_without_a_name_is_called_by_its_place() -> None:
    results = plan_of(phase(90, 0, name="Zoeken"), phase(10, 0, name="  ")).phases

    assert [phase_title(result, NL) for result in results] == ["Zoeken", "Fase 2"]
    assert phase_name("", 2, EN) == "Phase 3"


def test_braces_in_a_name_are_just_text() -> None:
    (result,) = plan_of(phase(80, 40, name="{relevance} {0} {")).phases

    assert phase_reason(result, NL).startswith("{relevance} {0} {: relevantie 80")


def test_a_ranked_phase_tells_its_place_how_often_it_keeps_it_and_the_chance_level() -> None:
    plan = make_plan(assessment(worked_set()))
    dutch, english = (numbers(phase_place(plan, plan.phases[1], t)) for t in (NL, EN))
    share = str(round(100 * (plan.p_top(plan.phases[1]) or 0)))

    assert sorted(dutch) == sorted(english) == sorted(["2", "2", share, "40"])
    assert "toeval: 40 %" in phase_place(plan, plan.phases[1], NL)


def test_a_phase_without_a_score_has_no_place() -> None:
    plan = plan_of(phase(80, 40), phase(None, 40))

    assert phase_place(plan, plan.phases[0], NL)
    assert phase_place(plan, plan.phases[1], NL) == ""


def test_how_sure_is_a_word_and_a_percentage() -> None:
    plan = make_plan(assessment(worked_set()))

    assert how_sure(plan, plan.phases[0], NL).startswith("Vast: in 9")
    assert how_sure(plan, plan.phases[0], EN).startswith("Firm: in 9")
    assert how_sure(plan, plan.phases[-1], NL).startswith("Niet: in 0 %")


def test_nothing_is_said_about_sureness_without_any_answer() -> None:
    plan = plan_of(phase(actions=(action(),)))

    assert [how_sure(plan, result, NL) for result in (*plan.phases, *plan.actions)] == ["", ""]


# -- actions


def test_an_action_tells_every_factor_of_its_score() -> None:
    one = phase(80, 40, evidence=("known", "partly"), emotion=-1, actions=(action(impact=0.5, days=2, fit="fits"),))

    assert numbers(why(one, "nl")) == ["50", "48", "24", "1,1", "1", "0,8", "2", "10,6"]
    assert numbers(why(one, "en")) == ["50", "48", "24", "1.1", "1", "0.8", "2", "10.6"]


def test_the_words_of_an_action_follow_its_fit_its_evidence_and_the_feeling_of_the_customer() -> None:
    one = phase(80, 40, evidence=("known", "guessed"), emotion=2, actions=(action(fit="neutral"),))

    assert NL("reason.evidence.5") in why(one, "nl")
    assert "x\u00a00,8" in why(one, "nl")
    assert NL("reason.feeling", factor="1") not in why(one, "nl")


def test_an_action_on_relevance_speaks_of_what_goes_off_target() -> None:
    one = phase(40, 60, name="Kopen", actions=(action(lever="relevance"),))

    assert "36 punten die in Kopen langs je doel heen gaan" in why(one, "nl")
    assert "36 points that go off target in Kopen" in why(one, "en")


def test_one_day_is_not_called_days() -> None:
    assert "1 dag:" in why(phase(80, 40, actions=(action(days=1),)), "nl")
    assert "1 day:" in why(phase(80, 40, actions=(action(days=1),)), "en")
    assert "0,5 dagen:" in why(phase(80, 40, actions=(action(days=0.5),)), "nl")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_action_without_a_score_tells_what_to_fill_in(lang: Lang) -> None:
    t = translator(lang)

    assert why(phase(80, None, actions=(action(),)), lang) == t("reason.action_no_score", phase="Oriëntatie")
    assert why(phase(80, 40, actions=(action(impact=None),)), lang) == t(
        "reason.action_no_impact.presence", phase="Oriëntatie", base="48"
    )
    assert why(phase(80, 40, actions=(action(days=None),)), lang).endswith(t("reason.action_no_days"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_clashing_action_tells_what_it_would_win_and_that_it_clashes(lang: Lang) -> None:
    reason = why(phase(80, 40, actions=(action(fit="clashes"),)), lang)

    assert numbers(reason)[:3] == ["50", "48", "24"]
    assert reason.endswith(translator(lang)("reason.action_clashes"))


# -- what to find out first


def test_a_guess_that_decides_is_named_with_its_value_and_a_cheap_way_to_find_out() -> None:
    guess = phase(60, 50, name="Zoeken", evidence=("guessed", "known"))
    item = plan_of(guess, phase(60, 50), phase(60, 50)).find_out[0]

    assert (item.phase, item.scale) == (guess, "relevance")
    assert find_out_reason(item, NL).startswith("Zoeken: de relevantie (60)")
    assert find_out_reason(item, EN).startswith("Zoeken: the relevance (60)")
    assert find_out_way(item, NL) != find_out_way(item, EN)


def test_a_guess_of_nought_is_a_guess_and_not_a_missing_answer() -> None:
    guess = phase(100, 0, name="Zoeken", evidence=("known", "guessed"))
    item = plan_of(guess, phase(100, 0), phase(100, 0)).find_out[0]

    assert (item.phase, item.scale) == (guess, "presence")
    assert find_out_reason(item, NL).startswith("Zoeken: de aanwezigheid (0)")


def test_a_missing_answer_that_decides_is_called_missing_and_not_nought() -> None:
    item = plan_of(phase(60, None, name="Zoeken"), phase(60, 50), phase(60, 50)).find_out[0]

    assert item.scale == "presence"
    assert numbers(find_out_reason(item, NL)) == []
    assert find_out_reason(item, NL).startswith("Zoeken: de aanwezigheid")


# -- every document


@settings(max_examples=50)
@given(assessments())
def test_every_phase_and_action_of_any_assessment_has_a_reason_in_both_languages(found: Assessment) -> None:
    plan = make_plan(found)

    for t in (NL, EN):
        for result in plan.phases:
            assert phase_reason(result, t)
            assert bool(phase_place(plan, result, t)) == (result.rank is not None)
        for action_result in plan.actions:
            assert action_reason(action_result, t)
        for item in plan.find_out:
            assert find_out_reason(item, t)
            assert find_out_way(item, t)


def test_a_plan_names_the_phase_where_most_can_be_won() -> None:
    one = worked_set()
    plan = make_plan(assessment(one))
    best = plan.best_phase(one)

    assert best is not None
    assert best.phase.id == "bewustwording"
    assert plan.certainty(best) == "firm"


@pytest.mark.parametrize("nothing", [phase(), phase(None, 40), phase(0, 0), phase(100, 100)])
def test_a_plan_names_no_best_phase_when_nothing_is_missed_or_known(nothing: Phase) -> None:
    one = journey(nothing)

    assert make_plan(assessment(one)).best_phase(one) is None


def test_the_total_of_a_plan_counts_ranked_actions_only() -> None:
    acts = (action(impact=1), action(impact=1, status="done"), action(impact=1, fit="clashes", lever="relevance"))

    assert plan_of(phase(80, 40, actions=acts)).total == 48
