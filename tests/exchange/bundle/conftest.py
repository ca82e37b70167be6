"""A run's folder to make bundles of, keys, and a time-stamp authority of our own."""

from __future__ import annotations

import hashlib
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hardstand import __version__
from hardstand.exchange.bundle import BundleRequest, make_key
from hardstand.exchange.bundle.manifests import parse, render
from hardstand.exchange.check_record import ReadFile, TextToCheck
from hardstand.exchange.run_making import hashed, library_versions, package_versions
from hardstand.exchange.run_record import Options, RunInput, RunRecord, SiteText, UsedModel, write_run_record

DAY = date(2026, 1, 2)
REQUEST = BundleRequest(day=DAY)


ASKED = TextToCheck(
    text=ReadFile(name="report.html", content=b"<p>\xff\r\nsix tanks</p>\r\n"),
    published=date(2025, 12, 31),
    places=ReadFile(name="places.toml", content=b'[[place]]\r\nname = "Hill"\r\nlon = 1\r\nlat = 2\r\n'),
)
"""A text that a page could take for the report, with every option."""


def replace_request(**changes: Any) -> BundleRequest:
    """The plain request with something else."""
    return replace(REQUEST, **changes)


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """The folder of a run, small and made by hand: what a bundle copies it does not understand."""
    site = tmp_path / "case" / "site.toml"
    folder = tmp_path / "case" / "out"
    (folder / "chips").mkdir(parents=True)
    site.write_text(SITE, encoding="utf-8")
    for name, content in (("a.tif", b"first image"), ("b.tif", b"second image"), ("b.tfw", b"world file")):
        (site.parent / name).write_bytes(content)
    files = {
        "summary.json": '{"version": "0", "generated": "2026-01-01T00:00:00Z", "counts": []}',
        "report.html": "<p>\u0422\u0435\u043a\u0441\u0442</p>",
        "chips/\u0441\u043d\u0438\u043c\u043e\u043a 1.txt": "chip",
        "empty.txt": "",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("sightings.parquet", "events.parquet"):
        pq.write_table(pa.table({"label": ["aircraft"]}), folder / name)
    write_run_record(record_of(site, folder), folder / "run.json")
    return folder


SITE = """[site]
name = "Field"
[[acquisition]]
image = "a.tif"
[[acquisition]]
image = "b.tif"
"""


def record_of(site: Path, folder: Path, **options: Any) -> RunRecord:
    """A record of a run on two images, the second of which has a world file."""
    beside = {"a.tif": (), "b.tif": (hashed(site.with_name("b.tfw")),)}
    inputs = [
        RunInput(
            **hashed(site.with_name(name)).model_dump(),
            named=name,
            path=name,
            role="image",
            acquisition=name[0],
            companions=beside[name],
        )
        for name in beside
    ]
    chosen = {"min_score": None, "force": False, "unlike": False, "reviewed": None} | options
    return RunRecord(
        hardstand=__version__,
        python="CPython",
        platform="Linux",
        packages=package_versions(),
        libraries=library_versions(),
        started=datetime(2026, 1, 1, tzinfo=UTC),
        options=Options(**chosen),
        site=SiteText(**hashed(site).model_dump(), text=site.read_text(encoding="utf-8"), path="../site.toml"),
        inputs=tuple(inputs),
        models=(UsedModel(name="net", version="1", sha256="0" * 64),),
    )


def changed_anew(bundle: Path, path: str, content: bytes | None) -> None:
    """Replace or remove a file of a bundle in a folder and write both lists anew, as a forger would."""
    digests = parse((bundle / "manifest-sha256.txt").read_bytes(), "")
    (bundle / path).unlink()
    del digests[path]
    if content is not None:
        (bundle / path).write_bytes(content)
        digests[path] = hashlib.sha256(content).hexdigest()
    for name, listed in (
        ("manifest-sha256.txt", digests),
        ("tagmanifest-sha256.txt", parse((bundle / "tagmanifest-sha256.txt").read_bytes(), "")),
    ):
        if name.startswith("tag"):
            listed["manifest-sha256.txt"] = hashlib.sha256((bundle / "manifest-sha256.txt").read_bytes()).hexdigest()
        (bundle / name).unlink()
        (bundle / name).write_bytes(render(listed))


@pytest.fixture
def tree() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder with its content."""
    return lambda folder: {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """An Ed25519 private key, PEM; its public half lies beside it as `key.pub`."""
    made = make_key(tmp_path / "key.pem")
    openssl("pkey", "-in", made, "-pubout", "-out", made.with_suffix(".pub"))
    return made


def openssl(*words: str | Path, folder: Path | None = None) -> bytes:
    """Run openssl, the independent implementation."""
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@dataclass
class Authority:
    """A time-stamp authority: its address, its root certificate, and what it does next."""

    url: str
    root: Path
    folder: Path
    answer: Callable[[bytes], bytes] | None = None

    def stamp(self, query: bytes) -> bytes:
        """The answer to a query, by `openssl ts`."""
        if self.answer is not None:
            return self.answer(query)
        return self.sign(query)

    def sign(self, query: bytes) -> bytes:
        """An honest answer."""
        (self.folder / "query.tsq").write_bytes(query)
        openssl(
            "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr", folder=self.folder
        )
        return (self.folder / "reply.tsr").read_bytes()


TSA_CONFIG = """
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


def make_authority(folder: Path) -> None:
    """A root certificate and one for time stamps under it."""
    (folder / "tsa.cnf").write_text(TSA_CONFIG)
    (folder / "serial").write_text("01\n")
    new_key = ("-newkey", "rsa:2048", "-nodes", "-keyout")
    openssl("req", "-x509", *new_key, "root.key", "-out", "root.pem", "-subj", "/CN=Root", "-days", "30", "-config",
            "tsa.cnf", "-extensions", "root", folder=folder)  # fmt: skip
    openssl("req", *new_key, "tsa.key", "-out", "tsa.csr", "-subj", "/CN=TSA", "-config", "tsa.cnf", folder=folder)
    openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "7", "-out",
            "tsa.pem", "-days", "20", "-extfile", "tsa.cnf", "-extensions", "leaf", folder=folder)  # fmt: skip


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The authority's folder."""
    folder = tmp_path_factory.mktemp("tsa")
    make_authority(folder)
    return folder


@pytest.fixture
def authority(certificates: Path) -> Iterator[Authority]:
    """A running authority on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            content = made.stamp(query)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words: object) -> None:
            """Keep still."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    made = Authority(
        url=f"http://127.0.0.1:{server.server_port}/tsr", root=certificates / "root.pem", folder=certificates
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()
