"""A finished run as files for other programs: maps, tables, catalogues."""

from hardstand.exchange.exports.csv_tables import write_csv
from hardstand.exchange.exports.geojson import write_geojson
from hardstand.exchange.exports.geopackage import write_geopackage
from hardstand.exchange.exports.geoparquet import write_geoparquet
from hardstand.exchange.exports.kmz import write_kmz
from hardstand.exchange.exports.reviews import write_reviews
from hardstand.exchange.exports.run import FinishedRun, read_run
from hardstand.exchange.exports.stac import write_stac

__all__ = [
    "FinishedRun",
    "read_run",
    "write_csv",
    "write_geojson",
    "write_geopackage",
    "write_geoparquet",
    "write_kmz",
    "write_reviews",
    "write_stac",
]
