"""Action plan: the actions in order, with the reason and how sure it is."""

from cjwizard.ui.panels import action_plan, calendar, common, plan_filter, returned, stories, ways

common.intro("plan")
action_plan.headline()
calendar.due_dates()
returned.folded()
plan_filter.choose()
action_plan.ranked()
action_plan.find_out_first()
action_plan.other_blocks()
action_plan.ended_blocks()
ways.ways()
stories.stories()
