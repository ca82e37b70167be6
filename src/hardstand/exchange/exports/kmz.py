"""A run for Google Earth: KML 2.2 in a zip, with time spans and, where the images are at hand, pictures.

https://docs.ogc.org/is/07-147r2/07-147r2.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from lxml import etree
from shapely import Polygon

from hardstand.errors import OutputError
from hardstand.exchange.exports.chips import Chips
from hardstand.exchange.exports.colours import Colour, colours_of
from hardstand.exchange.exports.csv_tables import zipped
from hardstand.exchange.exports.layers import Layer, Row, ValueKind, layers_of
from hardstand.exchange.exports.plain import xml_text
from hardstand.exchange.exports.run import FinishedRun
from hardstand.exchange.exports.style import FILL_ALPHA, STYLED_BY
from hardstand.exchange.files import write_bytes_atomically
from hardstand.exchange.records import DEGREE_DECIMALS, iso_utc
from hardstand.exchange.shapes import on_the_globe

KML = "http://www.opengis.net/kml/2.2"
DOCUMENT = "doc.kml"
"""Readers take the first file that ends in .kml."""
SIMULATED = "Simulated images: they show no real place."
LAYERS = ("acquisitions", "sightings", "events", "works")
_LINE_PX = "2"

Picture = tuple[str, str]
"""Path within the zip, and what it shows."""


def write_kmz(run: FinishedRun, path: Path) -> str | None:
    """Write the acquisitions, sightings, events and works.

    Returns:
        What to say of pictures that are not in it; None where all are.

    Raises:
        OutputError: the run has no georeference, so that nothing lies on the globe; or the file can't be written.
    """
    if not run.georeferenced:
        raise OutputError(
            f"The run in {run.folder} has no georeference, so nothing of it lies on the globe and KMZ can't hold it. "
            "Export it as gpkg or csv, or run again with at least one georeferenced image."
        )
    with Chips(run) as chips:
        writer = _Writer(run, chips)
        document = writer.document([layer for layer in layers_of(run) if layer.name in LAYERS])
    write_bytes_atomically(path, zipped({DOCUMENT: document, **writer.pictures}))
    return _on_missing(chips.missing)


def _on_missing(names: Sequence[str]) -> str | None:
    if not names:
        return None
    return (
        f"Without pictures of {', '.join(names)}: the image is not at hand, or another than the run's. Name its folder "
        "with --images."
    )


class _Writer:
    """One document, and the pictures that its balloons show."""

    def __init__(self, run: FinishedRun, chips: Chips) -> None:
        self.run = run
        self.chips = chips
        self.pictures: dict[str, bytes] = {}
        self.places: dict[tuple[str, str], str | None] = {}

    def document(self, layers: Iterable[Layer]) -> bytes:
        """The whole KML, as UTF-8."""
        root = etree.Element(f"{{{KML}}}kml", nsmap={None: KML})
        document = _child(root, "Document")
        _child(document, "name", _untagged(self.run.title))
        _child(document, "open", "1")
        _child(document, "description", _about(self.run))
        listed = {layer.name: layer for layer in layers}
        for name in LAYERS:
            _styles(document, listed[name])
        for name in LAYERS:
            self._folder(document, listed[name])
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))

    def _folder(self, parent: etree._Element, layer: Layer) -> None:
        folder = _child(parent, "Folder")
        _child(folder, "name", layer.name.capitalize())
        _child(folder, "description", inert_html(layer.about))
        styles = _style_ids(layer)
        for row in layer.rows:
            if row.shape is not None:
                self._placemark(folder, layer, row, styles[_class(layer, row)])

    def _placemark(self, folder: etree._Element, layer: Layer, row: Row, style: str) -> None:
        placemark = _child(folder, "Placemark")
        _child(placemark, "name", _name(row))
        _child(placemark, "Snippet").set("maxLines", "0")
        _child(placemark, "description", self._balloon(layer, row))
        _time(placemark, layer, row)
        _child(placemark, "styleUrl", f"#{style}")
        _data(placemark, layer, row)
        if row.shape is not None:
            _geometry(placemark, row.shape)

    def _balloon(self, layer: Layer, row: Row) -> str:
        """HTML in which every text is escaped."""
        lines = [f"<p><b>{SIMULATED}</b></p>"] if self.run.summary.simulated else []
        for path, shows in self._pictures(layer, row):
            lines.append(f'<p><img src="{path}" width="256" height="256" alt=""/><br/>{inert_html(shows)}</p>')
        lines += [f"<p>{inert_html(line)}</p>" for line in _lines(layer, row, self.run)]
        return "".join(lines)

    def _pictures(self, layer: Layer, row: Row) -> list[Picture]:
        shown = [
            (self._picture(acquisition, corners, row), acquisition) for acquisition, corners in _shown_on(layer, row)
        ]
        return [(path, _credit(self.run, acquisition)) for path, acquisition in shown if path is not None]

    def _picture(self, acquisition: str, corners: object | None, row: Row) -> str | None:
        """Path of the chip; the one of a sighting serves its event too."""
        place = (acquisition, repr(row.shape.wkb_hex if corners is None and row.shape else corners))
        if place not in self.places:
            chip = self._cut(acquisition, corners, row)
            self.places[place] = None if chip is None else self._kept(chip)
        return self.places[place]

    def _cut(self, acquisition: str, corners: object | None, row: Row) -> bytes | None:
        if corners is None:
            return self.chips.of_ground(acquisition, row.shape)
        return self.chips.of_pixels(acquisition, corners)

    def _kept(self, chip: bytes) -> str:
        # Numbered: no name of a stranger becomes a path.
        path = f"chips/{len(self.pictures) + 1}.jpg"
        self.pictures[path] = chip
        return path


def _shown_on(layer: Layer, row: Row) -> list[tuple[str, object | None]]:
    """Acquisitions to cut pictures from, the earlier first, with the corners in pixels where they are known."""
    values = row.values
    if layer.name == "sightings":
        return [(values["acquisition"], values["pixel_polygon"])]
    if layer.name == "events":
        shown = (values["acquisition"], values["pixel_polygon"])
        without = [] if values["empty_on"] is None else [(values["empty_on"], None)]
        return [*without, shown] if values["kind"] == "arrival" else [shown, *without]
    if layer.name == "works" and values["evidence"]:
        first = values["evidence"][0]
        return [(first["before"], None), (first["after"], None)]
    return []


def _credit(run: FinishedRun, acquisition: str) -> str:
    known = next((each for each in run.summary.acquisitions if each.id == acquisition), None)
    if known is None:
        return f"{acquisition}. The credit of the image is not known."
    when = acquisition if known.datetime is None else f"{known.datetime:%Y-%m-%d %H:%M} UTC"
    return f"{when}. Image: {known.credit}" if known.credit else f"{when}. The credit of the image is not known."


def _lines(layer: Layer, row: Row, run: FinishedRun) -> list[str]:
    values = row.values
    lines = [_what(layer, row)]
    if layer.name in {"events", "works"}:
        lines.append(_window(values["after"], values["by"]))
    if layer.name == "sightings":
        lines.append(str(values["statement"]))
    if layer.name == "acquisitions":
        lines.append(_credit(run, row.id))
    return lines


def _what(layer: Layer, row: Row) -> str:
    values = row.values
    label = "" if values["label"] is None else str(values["label"]).replace("_", " ")
    if layer.name == "works":
        return f"{values['kind']} {label}, probability {values['probability']:.0%}, {values['area_m2']:.0f} m²"
    return f"{values['kind']}: {label}" if label else str(values["kind"])


def _window(after: datetime | None, by: datetime | None) -> str:
    if after is None:
        return "Time not known." if by is None else f"On or before {by:%Y-%m-%d %H:%M} UTC."
    return f"After {after:%Y-%m-%d %H:%M}" + ("." if by is None else f", by {by:%Y-%m-%d %H:%M} UTC.")


def _about(run: FinishedRun) -> str:
    parts = [f"<p><b>{SIMULATED}</b></p>"] if run.summary.simulated else []
    parts.append(f"<p>Made by Hardstand {inert_html(run.summary.version)} from {_credits(run)}.</p>")
    return "".join(parts)


def _credits(run: FinishedRun) -> str:
    named = {each.credit or f"{each.image}, whose credit is not known" for each in run.summary.acquisitions}
    return inert_html("; ".join(sorted(named)))


def inert_html(text: str) -> str:
    """A text for a balloon, which is HTML: escaped, and no `$[name]`, which Google Earth would put something in for."""
    return escape(xml_text(text), quote=True).replace("$[", "&#36;[")


def _name(row: Row) -> str:
    return _untagged(f"{row.values['kind']} {row.id}")


def _untagged(name: str) -> str:
    """Some readers take a name for HTML, so that it holds no tags."""
    return name.replace("<", "\u2039").replace(">", "\u203a")


def _time(placemark: etree._Element, layer: Layer, row: Row) -> None:
    """A stamp for what an image shows, a span for what happened between two."""
    if layer.name in {"events", "works"}:
        ends = {"begin": row.values["after"], "end": row.values["by"]}
        known = {name: moment for name, moment in ends.items() if moment is not None}
        span = _child(placemark, "TimeSpan") if known else None
        for name, moment in known.items():
            _child(span, name, iso_utc(moment))
    elif row.values["date"] is not None:
        _child(_child(placemark, "TimeStamp"), "when", iso_utc(row.values["date"]))


def _data(placemark: etree._Element, layer: Layer, row: Row) -> None:
    """The plain values, so that programs need not read the balloon."""
    extended = _child(placemark, "ExtendedData")
    for name, kind in layer.columns.items():
        value = row.values[name]
        if value is None or kind is ValueKind.NESTED:
            continue
        data = _child(extended, "Data")
        data.set("name", name)
        _child(data, "value", _plain(value))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return iso_utc(value) or ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _geometry(placemark: etree._Element, shape: Polygon) -> None:
    whole = on_the_globe(shape)
    if isinstance(whole, Polygon):
        _polygon(placemark, whole)
        return
    several = _child(placemark, "MultiGeometry")
    for part in whole.geoms:
        _polygon(several, part)


def _polygon(parent: etree._Element, shape: Polygon) -> None:
    polygon = _child(parent, "Polygon")
    _child(polygon, "tessellate", "1")
    for name, rings in (("outerBoundaryIs", [shape.exterior]), ("innerBoundaryIs", shape.interiors)):
        for ring in rings:
            text = " ".join(f"{x:.{DEGREE_DECIMALS}f},{y:.{DEGREE_DECIMALS}f},0" for x, y in ring.coords)
            _child(_child(_child(polygon, name), "LinearRing"), "coordinates", text)


def _styles(document: etree._Element, layer: Layer) -> None:
    names = _style_ids(layer)
    for value, colour in colours_of(names).items():
        style = _child(document, "Style")
        style.set("id", names[value])
        line = _child(style, "LineStyle")
        _child(line, "color", _abgr(colour, 255))
        _child(line, "width", _LINE_PX)
        _child(_child(style, "PolyStyle"), "color", _abgr(colour, FILL_ALPHA[layer.name]))
        _child(_child(style, "BalloonStyle"), "text", "$[description]")


def _style_ids(layer: Layer) -> dict[str, str]:
    """Id of the style by class, numbered: no class of a strange detector becomes an id."""
    values = sorted({_class(layer, row) for row in layer.rows})
    return {value: f"{layer.name}-{place}" for place, value in enumerate(values)}


def _class(layer: Layer, row: Row) -> str:
    """What the colour of a feature follows."""
    return str(row.values[STYLED_BY.get(layer.name, "kind")])


def _abgr(colour: Colour, alpha: int) -> str:
    red, green, blue = colour
    return f"{alpha:02x}{blue:02x}{green:02x}{red:02x}"


def _child(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{KML}}}{name}")
    element.text = None if text is None else xml_text(text)
    return element
