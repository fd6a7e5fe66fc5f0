"""Journey map: the whole journey in one picture, to look at and to take along."""

from cjwizard.ui.panels import common, journey_map, take_along

common.intro("journey_map")
journey_map.journey_map()
take_along.take_along()
