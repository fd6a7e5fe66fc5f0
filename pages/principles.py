"""Principles: who we are, what we want, and what every choice has to respect."""

from cjwizard.ui.panels import common, principles

common.intro("principles")
principles.organisation()
principles.purpose()
principles.principles()
principles.people()
principles.channels()
