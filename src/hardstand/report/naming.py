"""How a run, its place and its dates are called."""

from __future__ import annotations

from hardstand.imagery.acquisition import Acquisition
from hardstand.report.words import Calendar, capital, day, things
from hardstand.result import RunResult


def calendar_of(result: RunResult) -> Calendar:
    """The calendar of a run's acquisitions."""
    return Calendar.of(acquisition.time.value for acquisition in result.acquisitions if acquisition.time is not None)


def place_of(result: RunResult) -> str:
    """The site's name with its airport code: "Basel al-Assad (OSLK)"."""
    return f"{result.site_name} ({result.airport})" if result.airport else result.site_name


def subject_of(result: RunResult) -> str:
    """What was looked at: "Three images of Basel al-Assad (OSLK), 20 August 2015 to 15 September 2015"."""
    times = [acquisition.time.value for acquisition in result.acquisitions if acquisition.time is not None]
    dates = list(dict.fromkeys(day(moment) for moment in times[:1] + times[-1:]))
    kind = "simulated image" if result.simulated else "image"
    images = capital(things(len(result.acquisitions), kind))
    return ", ".join(part for part in (f"{images} of {place_of(result)}", " to ".join(dates)) if part)


def moment_of(result: RunResult, acquisition: Acquisition) -> str:
    """When an acquisition was made, or its name where that is not known."""
    if acquisition.time is None:
        return f"image {acquisition.id} (date unknown)"
    return calendar_of(result).moment(acquisition.time.value)
