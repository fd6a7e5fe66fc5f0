"""Action plan: the actions in order, with the reason and how sure it is."""

from cjwizard.ui.panels import action_plan, common, plan_filter

common.intro("plan")
action_plan.headline()
plan_filter.choose()
action_plan.ranked()
action_plan.find_out_first()
action_plan.other_blocks()
action_plan.ended_blocks()
