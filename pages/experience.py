"""Experience: what customers do, think and feel in each phase."""

from cjwizard.ui.panels import common, experience

common.intro("experience")
experience.experience()
