"""The look of a layer in QGIS, as the QML that it reads: https://docs.qgis.org/latest/en/docs/user_manual/appendices/qgis_file_formats.html."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from hardstand.exchange.exports.colours import Colour, colours_of
from hardstand.exchange.exports.layers import Layer
from hardstand.exchange.exports.plain import xml_text

STYLED_BY: dict[str, str] = {"sightings": "label", "events": "kind", "stands": "label", "works": "kind"}
"""Column that the colour follows; other layers have one look."""

LABELLED_BY = "id"
FILL_ALPHA: dict[str, int] = {"sightings": 70, "events": 110, "stands": 0, "works": 70, "acquisitions": 0}
"""0 (nothing but the outline) to 255."""
_LINE_MM: dict[str, str] = {"sightings": "0.4", "events": "0.7", "stands": "0.3", "works": "0.7", "acquisitions": "0.5"}
QGIS_VERSION = "3.22.0"
"""The oldest that it is made for."""


def qml(layer: Layer) -> str:
    """The style of a layer: an outline and a fill by class, and its ids as labels from a near scale on."""
    root = etree.Element("qgis", version=QGIS_VERSION, styleCategories="Symbology|Labeling", labelsEnabled="1")
    _renderer(root, layer)
    _labels(root)
    text: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return text


def _renderer(root: etree._Element, layer: Layer) -> None:
    column = STYLED_BY.get(layer.name)
    if column is None:
        renderer = etree.SubElement(root, "renderer-v2", type="singleSymbol", symbollevels="0")
        _symbols(renderer, layer, list(colours_of(["footprint"]).values()))
        return
    colours = colours_of(xml_text(str(row.values[column])) for row in layer.rows)
    renderer = etree.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=column, symbollevels="0")
    categories = etree.SubElement(renderer, "categories")
    for place, value in enumerate(colours):
        name = value.replace("_", " ")
        etree.SubElement(
            categories, "category", value=value, label=name, symbol=str(place), render="true", type="string"
        )
    _symbols(renderer, layer, list(colours.values()))


def _symbols(renderer: etree._Element, layer: Layer, colours: Sequence[Colour]) -> None:
    symbols = etree.SubElement(renderer, "symbols")
    for place, colour in enumerate(colours):
        symbol = etree.SubElement(symbols, "symbol", type="fill", name=str(place), alpha="1", clip_to_extent="1")
        fill = etree.SubElement(symbol, "layer", {"class": "SimpleFill", "enabled": "1", "locked": "0", "pass": "0"})
        _options(fill, _look(layer.name, colour))


def _look(name: str, colour: Colour) -> dict[str, str]:
    plain, alpha = ",".join(map(str, colour)), FILL_ALPHA[name]
    return {
        "color": f"{plain},{alpha}",
        "style": "solid" if alpha else "no",
        "outline_color": f"{plain},255",
        "outline_style": "dash" if name == "stands" else "solid",
        "outline_width": _LINE_MM[name],
        "outline_width_unit": "MM",
        "joinstyle": "miter",
    }


def _options(parent: etree._Element, values: dict[str, str]) -> None:
    """In both ways: as options from QGIS 3.20 on, as properties before."""
    options = etree.SubElement(parent, "Option", type="Map")
    for name, value in values.items():
        etree.SubElement(options, "Option", type="QString", name=name, value=value)
    for name, value in values.items():
        etree.SubElement(parent, "prop", k=name, v=value)


def _labels(root: etree._Element) -> None:
    labeling = etree.SubElement(root, "labeling", type="simple")
    settings = etree.SubElement(labeling, "settings", calloutType="simple")
    style = etree.SubElement(
        settings, "text-style", fieldName=LABELLED_BY, isExpression="0", fontSize="8", fontSizeUnit="Point",
        textColor="0,0,0,255",
    )  # fmt: skip
    etree.SubElement(
        style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM", bufferColor="255,255,255,255"
    )
    etree.SubElement(settings, "rendering", scaleVisibility="1", scaleMin="1", scaleMax="5000", drawLabels="1")
