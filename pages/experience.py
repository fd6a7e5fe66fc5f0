"""Experience: what customers do, think and feel in each phase."""

from cjwizard.ui.panels import common, experience, pictures

common.intro("experience")
experience.experience()
pictures.emotion()
