"""The pages of the app by their names, as tests of any kind open them; written out, so that one that goes is missed."""

from typing import Final

PAGES: Final = (
    "welcome",
    "principles",
    "phases",
    "scores",
    "opportunities",
    "actions",
    "action_plan",
    "data",
    "about",
    "privacy",
)
