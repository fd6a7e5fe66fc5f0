"""Actions: what you are going to do, per phase and channel."""

from cjwizard.ui.panels import actions, common

common.intro("actions")
actions.actions()
