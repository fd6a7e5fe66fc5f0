"""The pages of the app by their names, as tests of any kind open them; written out, so that one that goes is missed."""

from typing import Final

PAGES: Final = (
    "welcome",
    "principles",
    "customers",
    "phases",
    "experience",
    "touchpoints",
    "scores",
    "opportunities",
    "actions",
    "journey_map",
    "action_plan",
    "progress",
    "data",
    "about",
    "privacy",
)
