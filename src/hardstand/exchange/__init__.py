"""The result as files for other programs."""

from hardstand.exchange.change_raster import write_change
from hardstand.exchange.check_record import TextToCheck, read_text_to_check, write_check
from hardstand.exchange.claim_review import claim_reviews, write_claim_reviews
from hardstand.exchange.claims import VERDICTS, checked_record, claim_record, write_claims, write_verdicts
from hardstand.exchange.construction import construction_geojson, write_construction
from hardstand.exchange.coverage import coverage_record
from hardstand.exchange.files import new_folder, replaced_together, write_bytes_atomically, write_text_atomically
from hardstand.exchange.geojson import DetectedImage, detections_geojson
from hardstand.exchange.records import acquisition_record, to_json
from hardstand.exchange.review import read_review, write_review
from hardstand.exchange.run_making import AskedFor, record_run
from hardstand.exchange.run_record import RUN_RECORD, RunRecord, read_run_record
from hardstand.exchange.showing import read_showing
from hardstand.exchange.statements import STATEMENTS, read_statements, write_statements
from hardstand.exchange.summary import summary_record, write_summary
from hardstand.exchange.tables import write_events, write_sightings
from hardstand.exchange.works_table import write_works

__all__ = [
    "RUN_RECORD",
    "STATEMENTS",
    "VERDICTS",
    "AskedFor",
    "DetectedImage",
    "RunRecord",
    "TextToCheck",
    "acquisition_record",
    "checked_record",
    "claim_record",
    "claim_reviews",
    "construction_geojson",
    "coverage_record",
    "detections_geojson",
    "new_folder",
    "read_review",
    "read_run_record",
    "read_showing",
    "read_statements",
    "read_text_to_check",
    "record_run",
    "replaced_together",
    "summary_record",
    "to_json",
    "write_bytes_atomically",
    "write_change",
    "write_check",
    "write_claim_reviews",
    "write_claims",
    "write_construction",
    "write_events",
    "write_review",
    "write_sightings",
    "write_statements",
    "write_summary",
    "write_text_atomically",
    "write_verdicts",
    "write_works",
]
