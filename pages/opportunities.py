"""Opportunities: what you could do better, phase by phase, most missed chances first."""

from cjwizard.ui.panels import common, opportunities

common.intro("opportunities")
opportunities.opportunities()
