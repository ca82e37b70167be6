"""The page: one file that needs nothing else, from a run and its pictures."""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hardstand.errors import OutputError
from hardstand.imagery.acquisition import Acquisition
from hardstand.report.built import work_rows
from hardstand.report.facts import Fact, caption_of, facts_of, fits_of
from hardstand.report.gallery import galleries
from hardstand.report.keys import key_statements
from hardstand.report.naming import calendar_of, moment_of, subject_of
from hardstand.report.own import own_parts
from hardstand.report.pictures import MOST_NUMBERED, Pictures, Shot, make_pictures
from hardstand.report.pixels import open_pixels
from hardstand.report.plan import north_known, scale_known
from hardstand.report.rows import change_groups, count_rows, hidden_rows
from hardstand.report.site_map import site_map
from hardstand.report.standing import EMPTY_SPOT, STYLES, LineStyle, Standing, marks_of, standing_in
from hardstand.report.statements import make_statements
from hardstand.report.sureness import cannot_know, how_sure
from hardstand.report.templates import environment
from hardstand.report.timeline import panels_of, timeline_svg
from hardstand.report.words import capital, day_and_time
from hardstand.report.work_pictures import make_work_pictures
from hardstand.result import RunResult

REPORT = "report.html"
"""Name of the file in the folder of a run."""

WIDE, NARROW = 720, 340  # widths of the two timelines, pixels: desk and phone

FEW_PARTS = 16
"""Up to so many counts of categories and sizes are open on the page; more are folded away."""


@dataclass(frozen=True, kw_only=True)
class DateView:
    """One date as the page shows it.

    Attributes:
        acquisition: the image.
        title: its date.
        shot: its overview.
        facts: what is known of it.
        caption: the same in sentences.
        objects: how many objects are outlined.
    """

    acquisition: Acquisition
    title: str
    shot: Shot
    facts: tuple[Fact, ...]
    caption: tuple[str, ...]
    objects: int


@dataclass(frozen=True, kw_only=True)
class LeadView:
    """What stands under the lead pictures.

    Attributes:
        lines: each kind of line with its meaning.
        credit: whom to name, once each.
    """

    lines: tuple[tuple[LineStyle, str], ...]
    credit: str


def write_report(result: RunResult, path: Path) -> None:
    """Write the report of a run as one HTML file; an existing file is replaced only by a whole one.

    Raises:
        ImageError: an image of the run can't be read any more.
        OutputError: the file can't be written.
    """
    if not path.parent.is_dir():
        raise OutputError(f"The report can't be written to {path}: there is no folder {path.parent}. Create it first.")
    works = make_work_pictures(result, open_pixels)
    page = render_report(result, make_pictures(result, open_pixels), works)
    try:
        replace_file(path, page.encode("utf-8"))
    except OSError as error:
        raise OutputError(
            f"The report can't be written to {path}: {error.strerror or error}. "
            "Make room there, or choose another folder."
        ) from error


def render_report(
    result: RunResult, pictures: Pictures, work_pictures: Mapping[str, tuple[Shot, ...]] | None = None
) -> str:
    """The page as HTML. Same values, same text.

    Args:
        result: the run.
        pictures: of dates, arrivals and departures.
        work_pictures: work id to its pictures in the order of time.
    """
    return (
        environment()
        .get_template("report.html.jinja")
        .render(
            result=result,
            pictures=pictures,
            subject=subject_of(result),
            statements=make_statements(result),
            lead=_lead(result, pictures),
            how_sure=how_sure(result),
            cannot_know=cannot_know(result),
            timelines=[
                timeline_svg(result, width, f"{name}-{place}", shown)
                for place, shown in enumerate(panels_of(result), start=1)
                for width, name in ((WIDE, "wide"), (NARROW, "narrow"))
            ],
            counts=count_rows(result),
            dates=_dates(result, pictures),
            styles=STYLES,
            standings=[
                standing for standing in Standing if any(m.standing is standing for m in marks_of(result).values())
            ],
            works=work_rows(result, calendar_of(result)),
            work_pictures=work_pictures or {},
            changes=change_groups(result, pictures),
            keys=key_statements(result),
            map=site_map(result, pictures.backdrop, pictures.view),
            galleries=galleries(result, pictures),
            credits={acquisition.id: credit_of(acquisition) for acquisition in result.acquisitions},
            own=own_parts(),
            hidden=hidden_rows(result),
            fits=fits_of(result),
            north_known=north_known(result),
            scale_known=scale_known(result),
            generated=day_and_time(result.generated),
            moments={acquisition.id: capital(moment_of(result, acquisition)) for acquisition in result.acquisitions},
            data_uri=data_uri,
            most_numbered=MOST_NUMBERED,
            few_parts=FEW_PARTS,
        )
    )


def credit_of(acquisition: Acquisition) -> str:
    """Whom to name for an image."""
    return "credit unknown" if acquisition.credit is None else acquisition.credit.value


def data_uri(shot: Shot) -> str:
    """A picture as an address that needs no file."""
    return f"data:image/jpeg;base64,{base64.b64encode(shot.picture.jpeg).decode('ascii')}"


def _lead(result: RunResult, pictures: Pictures) -> LeadView | None:
    change = make_statements(result).lead
    if change is None or pictures.lead is None:
        return None
    meanings = {Standing.ARRIVED: "arrived", Standing.LEAVING: "gone on the later image"}
    drawn = {standing_in(happening) for happening in change.happenings}
    lines = [(STYLES[standing], meaning) for standing, meaning in meanings.items() if standing in drawn]
    shown = [shot.acquisition for shot in (pictures.lead.before, pictures.lead.after) if shot is not None]
    named = {credit_of(acquisition): None for acquisition in result.acquisitions if acquisition.id in shown}
    return LeadView(lines=(*lines, (EMPTY_SPOT, "the same spot, empty")), credit="; ".join(named))


def _dates(result: RunResult, pictures: Pictures) -> list[DateView]:
    views = []
    for acquisition, shot in zip(result.acquisitions, pictures.overviews, strict=True):
        here = [sighting.id for sighting in result.sightings if sighting.detection.acquisition == acquisition.id]
        views.append(
            DateView(
                acquisition=acquisition,
                title=capital(moment_of(result, acquisition)),
                shot=shot,
                facts=facts_of(acquisition),
                caption=caption_of(acquisition),
                objects=len(here),
            )
        )
    return views


def replace_file(path: Path, data: bytes) -> None:
    """Write beside, then move into place."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # A temporary file is for its owner only; the report may be read by whoever may read the folder.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
