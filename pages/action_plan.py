"""Action plan: the actions in order, with the reason and how sure it is."""

from cjwizard.ui.panels import action_plan, common

common.intro("plan")
action_plan.headline()
action_plan.ranked()
action_plan.find_out_first()
action_plan.other_blocks()
action_plan.ended_blocks()
