"""What stands out in the inventory of touchpoints, found by itself: places to win something that nobody had to look for.

Sources: "Customer journeys: het succes ontrafeld" (zomerinhuis.nl) for switches and check questions; "unused and promising"
touchpoints from the customer experience map of onlyhuman.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from cjwizard.domain.assessment import Assessment, Channel, Journey, Phase, Touchpoint

Kind = Literal["no_touchpoint", "unused", "broken_switch", "rough_switch", "check_no", "idle_channel"]
Check = Literal["right_channels", "clear_next_step", "easy_switch", "findable"]

CHECKS: Final[tuple[Check, ...]] = ("right_channels", "clear_next_step", "easy_switch", "findable")
"""The check questions, in the order in which they are asked."""
_SWITCHES: Final[Mapping[str, Kind]] = {"broken": "broken_switch", "rough": "rough_switch"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out, with what it is about."""

    kind: Kind
    journey: Journey | None = None
    """``None`` = about all journeys."""
    phase: Phase | None = None
    """``None`` = about all phases."""
    touchpoint: Touchpoint | None = None
    next_one: Touchpoint | None = None
    """Where a rough or broken switch leads. ``None`` = not said."""
    channel: Channel | None = None
    """The channel that nobody uses, or that of the touchpoint. ``None`` = none was chosen."""
    check: Check | None = None
    """The check question that was answered no."""

    @property
    def key(self) -> str:
        """A name that stays the same for as long as the cause is there."""
        about = self.touchpoint or self.phase or self.channel
        return ":".join(part for part in (self.kind, about.id if about else "", self.check or "") if part)


def findings(assessment: Assessment) -> tuple[Finding, ...]:
    """Return everything that stands out: by journey, by phase, by kind; last the channels that nobody uses."""
    found = [
        finding
        for journey in assessment.journeys
        for phase in journey.phases
        for finding in phase_findings(assessment, journey, phase)
    ]
    return (*found, *idle_channels(assessment))


def phase_findings(assessment: Assessment, journey: Journey, phase: Phase) -> tuple[Finding, ...]:
    """Return what stands out in one *phase* of *journey*."""
    return tuple(_found_in(assessment, journey, phase))


def idle_channels(assessment: Assessment) -> tuple[Finding, ...]:
    """Return the channels without a used touchpoint and without an action, in any journey.

    None are found before the inventory has begun, and none that were put aside: each touchpoint there is "not for us".
    """
    phases = [phase for journey in assessment.journeys for phase in journey.phases]
    touchpoints = [touchpoint for phase in phases for touchpoint in phase.touchpoints]
    if not touchpoints:
        return ()
    busy = {touchpoint.channel_id for touchpoint in touchpoints if touchpoint.use == "used"}
    busy |= {action.channel_id for phase in phases for action in phase.actions if action.status != "dropped"}
    open_to = {touchpoint.channel_id for touchpoint in touchpoints if touchpoint.use == "unused"}
    aside = {touchpoint.channel_id for touchpoint in touchpoints if touchpoint.use == "not_for_us"} - open_to
    return tuple(Finding("idle_channel", channel=channel) for channel in assessment.channels if channel.id not in busy | aside)


def _found_in(assessment: Assessment, journey: Journey, phase: Phase) -> Iterator[Finding]:
    """Yield by kind. A journey without any touchpoint has no inventory yet, so that nothing can be missing from it."""
    begun = any(other.touchpoints for other in journey.phases)
    if begun and not any(touchpoint.use == "used" for touchpoint in phase.touchpoints):
        yield Finding("no_touchpoint", journey, phase)
    for touchpoint in phase.touchpoints:
        if touchpoint.use == "unused" and touchpoint.promising:
            yield Finding("unused", journey, phase, touchpoint, channel=_channel(assessment, touchpoint))
    for code, kind in _SWITCHES.items():
        for touchpoint in phase.touchpoints:
            if touchpoint.use == "used" and touchpoint.switch == code:
                channel = _channel(assessment, touchpoint)
                yield Finding(kind, journey, phase, touchpoint, _next(journey, touchpoint), channel)
    for check in CHECKS:
        if getattr(phase.checks, check) == "no":
            yield Finding("check_no", journey, phase, check=check)


def _channel(assessment: Assessment, touchpoint: Touchpoint) -> Channel | None:
    return next((channel for channel in assessment.channels if channel.id == touchpoint.channel_id), None)


def _next(journey: Journey, touchpoint: Touchpoint) -> Touchpoint | None:
    return next((other for phase in journey.phases for other in phase.touchpoints if other.id == touchpoint.switch_to), None)
