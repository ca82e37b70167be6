"""The bundle described for programs: RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), the run as a CreateAction."""

from __future__ import annotations

import base64
import json
import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from hardstand.exchange.bundle.contents import Origin, input_path
from hardstand.exchange.bundle.layout import CHECK, CHECKED, PAYLOAD, RESULTS
from hardstand.exchange.bundle.request import BundleRequest
from hardstand.exchange.check_record import CheckRecord, check_command
from hardstand.exchange.claims import VERDICTS
from hardstand.exchange.records import iso_utc
from hardstand.exchange.run_record import HashedFile, RunInput, RunRecord, UsedModel, command_line

Entity = dict[str, Any]

CONTEXT = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}]
"""The term for a SHA-256 is younger than RO-Crate 1.1."""
_METADATA = "ro-crate-metadata.json"
_RUN, _CHECK, _SOFTWARE, _TERMS, _MAKER = "#run", "#check", "#hardstand", "#terms", "#organization"
_TOLD = (f"{RESULTS}/report.html", f"{RESULTS}/statements.json")
"""What a run makes and the check of a text adds to."""
_TYPES = {".parquet": "application/vnd.apache.parquet", ".toml": "application/toml", ".tif": "image/tiff",
          ".geojson": "application/geo+json", ".gpkg": "application/geopackage+sqlite3"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PayloadFile:
    """A file below `data/`: its size in bytes and its SHA-256."""

    size: int
    sha256: str


def crate(origin: Origin, files: Mapping[str, PayloadFile], request: BundleRequest) -> bytes:
    """The description as JSON-LD.

    Args:
        origin: how the result was made.
        files: everything below `data/` by its path in the bundle, the description itself left out.
        request: how the bundle is made.
    """
    record, check = origin.run, origin.check
    graph = [_descriptor(), _root(origin, files, request), *_maker(request), *_run(record, files)]
    graph += [] if check is None else _check(check, record, files)
    graph += _files(files, {} if check is None else {CHECKED: f"The text that was checked: {check.text.name}"})
    return (json.dumps({"@context": CONTEXT, "@graph": graph}, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def _descriptor() -> Entity:
    return {
        "@id": _METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }


def _root(origin: Origin, files: Mapping[str, PayloadFile], request: BundleRequest) -> Entity:
    maker = _link(_MAKER)
    made = {} if request.organization is None else {"author": maker, "publisher": maker}
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Evidence of a run of Hardstand on {origin.run.site.name}",
        "description": "What overhead images of one site show on each date, with everything that decided the result.",
        "datePublished": request.day.isoformat(),
        "license": {"@id": _TERMS},
        "hasPart": [_link(_identifier(path)) for path in sorted(files)],
        "mentions": [_link(_RUN), *([] if origin.check is None else [_link(_CHECK)])],
        **made,
    }


def _maker(request: BundleRequest) -> list[Entity]:
    name = request.organization
    return [] if name is None else [{"@id": _MAKER, "@type": "Organization", "name": name}]


def _run(record: RunRecord, files: Mapping[str, PayloadFile]) -> Iterator[Entity]:
    """The run, with what it was made by and from."""
    inputs = [(_input_id(number, each, files), each) for number, each in enumerate(record.inputs, start=1)]
    later = {CHECK, CHECKED, f"{RESULTS}/{VERDICTS}"} if CHECK in files else set()
    results = [_link(_identifier(path)) for path in sorted(files.keys() - later) if path.startswith(f"{RESULTS}/")]
    site = next(_identifier(path) for path in sorted(files) if path.startswith(f"{PAYLOAD}/site/"))
    yield {
        "@id": _RUN,
        "@type": "CreateAction",
        "name": "Run of Hardstand",
        "description": command_line(record),
        "startTime": iso_utc(record.started),
        "instrument": _link(_SOFTWARE),
        "object": [_link(site), *(_link(name) for name in dict.fromkeys(name for name, _ in inputs))],
        "result": results,
    }
    yield _software(record)
    yield from (_model(model) for model in _unique(record.models))
    yield from {name: _outside(name, each) for name, each in inputs if name.startswith("ni:")}.values()
    yield _terms()


def _check(check: CheckRecord, record: RunRecord, files: Mapping[str, PayloadFile]) -> Iterator[Entity]:
    """The check of a text, which is no result of the run, with what it was made by and from."""
    software = _SOFTWARE if check.hardstand == record.hardstand else f"{_SOFTWARE}-{quote(check.hardstand)}"
    made = [path for path in (CHECK, f"{RESULTS}/{VERDICTS}", *_TOLD) if path in files]
    yield {
        "@id": _CHECK,
        "@type": "CreateAction",
        "name": "Check of a text against the run",
        "description": check_command(check),
        "instrument": _link(software),
        "object": [_link(_identifier(CHECKED))],
        "result": [_link(_identifier(path)) for path in made],
    }
    if software != _SOFTWARE:
        yield {
            "@id": software,
            "@type": "SoftwareApplication",
            "name": "Hardstand",
            "softwareVersion": check.hardstand,
            "runtimePlatform": check.python,
        }


def _software(record: RunRecord) -> Entity:
    return {
        "@id": _SOFTWARE,
        "@type": "SoftwareApplication",
        "name": "Hardstand",
        "softwareVersion": record.hardstand,
        "operatingSystem": record.platform,
        "runtimePlatform": record.python,
        "softwareRequirements": [_link(_hash_id(model.sha256)) for model in _unique(record.models)],
    }


def _unique(models: tuple[UsedModel, ...]) -> list[UsedModel]:
    return list({model.sha256: model for model in models}.values())


def _model(model: UsedModel) -> Entity:
    return {
        "@id": _hash_id(model.sha256),
        "@type": "SoftwareApplication",
        "name": f"Network {model.name}",
        "softwareVersion": model.version,
        "sha256": model.sha256,
    }


def _input_id(number: int, each: RunInput, files: Mapping[str, PayloadFile]) -> str:
    path = input_path(number, each)
    return _identifier(path) if path in files else _hash_id(each.sha256)


def _outside(identifier: str, each: HashedFile) -> Entity:
    """An input that is not in the bundle, known by its hash."""
    return {
        "@id": identifier,
        "@type": "CreativeWork",
        "name": each.name,
        "sha256": each.sha256,
        "description": f"Not in the bundle; {each.size} bytes.",
    }


def _terms() -> Entity:
    text = "The images and a text that was checked keep their owners' terms, and the networks those of their cards."
    return {"@id": _TERMS, "@type": "CreativeWork", "name": "Terms", "description": text}


def _files(files: Mapping[str, PayloadFile], told: Mapping[str, str]) -> Iterator[Entity]:
    """Every file, with what `told` says of some of them."""
    for path, file in sorted(files.items()):
        yield {
            "@id": _identifier(path),
            "@type": "File",
            "name": path.rpartition("/")[2],
            "contentSize": str(file.size),
            "sha256": file.sha256,
            "encodingFormat": _media_type(path),
            **({"description": told[path]} if path in told else {}),
        }


def _media_type(path: str) -> str:
    ending = "." + path.rpartition(".")[2].lower()
    return _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _identifier(path: str) -> str:
    """A path from the crate's root, `data/`, as a relative URI."""
    return quote(path.removeprefix(f"{PAYLOAD}/"))


def _hash_id(sha256: str) -> str:
    """A name for something by its hash: RFC 6920."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}"


def _link(identifier: str) -> Entity:
    return {"@id": identifier}
