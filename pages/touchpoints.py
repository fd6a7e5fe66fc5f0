"""Touchpoints: where customers meet the organisation or could, and how they get from one to the next."""

from cjwizard.ui.panels import common, pictures, touchpoints

common.intro("touchpoints")
touchpoints.touchpoints()
pictures.heat_map()
