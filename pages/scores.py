"""Scores: how relevant and how present you are in each phase, and where most can be won."""

from cjwizard.ui.panels import common, scores

common.intro("scores")
scores.scores()
