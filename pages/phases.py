"""Phases: the stages that a customer goes through."""

from cjwizard.ui.panels import common, phases

common.intro("phases")
phases.templates()
phases.phases()
