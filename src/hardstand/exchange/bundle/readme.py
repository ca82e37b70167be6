"""The page that lies in every bundle and says what it is and how to check it."""

from __future__ import annotations

from hardstand.exchange.bundle.contents import Origin
from hardstand.exchange.bundle.layout import PUBLIC_KEY, SIGNATURE, TAG_MANIFEST, TIME_STAMP
from hardstand.exchange.check_record import CheckRecord, check_command
from hardstand.exchange.records import iso_utc
from hardstand.exchange.run_record import command_line


def readme(origin: Origin, *, inputs: bool, signed: bool, stamped: bool) -> bytes:
    """The text of README.txt.

    Args:
        origin: how the result was made.
        inputs: whether the inputs are in the bundle.
        signed: whether it will be signed.
        stamped: whether it will be time-stamped.
    """
    record = origin.run
    parts = [
        _WHAT.format(
            version=record.hardstand,
            started=iso_utc(record.started),
            command=command_line(record),
            inputs=_INSIDE if inputs else _OUTSIDE,
        ),
        "" if origin.check is None else _checked(origin.check),
        _CHECK,
        _SIGNED if signed else "",
        _STAMPED if stamped else "",
        _MEANING,
    ]
    return "\n".join(part for part in parts if part).encode("utf-8")


def _checked(record: CheckRecord) -> str:
    return _CHECKED.format(
        name=record.text.name, version=record.hardstand, size=record.text.size, command=check_command(record)
    )


_WHAT = """\
WHAT THIS IS

This folder holds what one run of Hardstand {version} found on overhead images
of one site, with everything that decided the result. The run was made on
{started} by the command

    {command}

It is an evidentiary copy: keep it as it is, and work on another copy.

  data/results/report.html   the report, for people; open it in a browser
  data/results/run.json      how the run was made: versions, options, hashes
  data/results/              all other files of the run
  data/site/                 the site file that named the images
{inputs}
  data/ro-crate-metadata.json  the same in a form for archives (RO-Crate 1.1)

The folder follows BagIt (RFC 8493).
"""
_INSIDE = "  data/inputs/               the images and what else the site file names"
_OUTSIDE = """\
  (inputs)                   the images are not in here; data/results/run.json
                             has the SHA-256 and the size of each"""

_CHECKED = """\
THE TEXT THAT WAS CHECKED

This folder CONTAINS THE WHOLE TEXT whose claims were checked, byte by byte:

    {name} ({size} bytes)

It keeps its author's rights. It is in here because the verdicts can't be made
again without it, and the report shows it too; see whether you may pass it on
before you publish this folder. It was checked by Hardstand {version} with

    {command}

  data/results/checked-text  the text; it may be plain text, a web page or a PDF
  data/results/check.json    how it was checked: options, versions, hashes
  data/results/verdicts.json each claim with its verdict
"""

_CHECK = f"""\
HOW TO CHECK IT WITH HARDSTAND

    hardstand verify THIS-FOLDER

finds every file that was changed, removed, added or renamed since the bundle
was made. "hardstand verify THIS-FOLDER --redo" makes the run again, and the
verdicts where a text was checked, and compares.

HOW TO CHECK IT WITHOUT HARDSTAND

On Linux (on macOS write "shasum -a 256" for "sha256sum"), in this folder:

    sha256sum -c --quiet --strict {TAG_MANIFEST}
    sha256sum -c --quiet --strict manifest-sha256.txt

Both say nothing where all is well. They don't see files that were added; this
shows them, and must print nothing:

    (cut -c67- manifest-sha256.txt; find data -type f) | LC_ALL=C sort | uniq -u

Then compare the fingerprint of the bundle with the one that you were given by
another way than this folder, such as a letter or a notary's record:

    sha256sum {TAG_MANIFEST}

Hardstand does all of this in one:

    hardstand verify THIS-FOLDER --fingerprint HEX
"""

_SIGNED = f"""\
THE SIGNATURE

    openssl pkeyutl -verify -pubin -inkey {PUBLIC_KEY} -rawin \\
        -in {TAG_MANIFEST} -sigfile {SIGNATURE}

Anybody can make a key. Ask the signer by another way for the public key, or for
the SHA-256 of it, which bag-info.txt gives as Hardstand-Signed-By. Hardstand
compares it:

    hardstand verify THIS-FOLDER --signed-by HEX
"""

_STAMPED = f"""\
THE TIME STAMP

    openssl ts -verify -data {TAG_MANIFEST} -in {TIME_STAMP} \\
        -CAfile ROOT.pem

ROOT.pem is the root certificate of the time-stamp authority, which you get from
the authority and not from this folder (where its certificates are several, add
the others with -untrusted FILE).
"""

_MEANING = """\
WHAT A CHECK MEANS

That the hashes fit means that nothing changed since the lists were written. It
does not say who wrote them, nor when: that is what a signature, a time stamp or
a fingerprint kept elsewhere are for. None of them says that what the images
seem to show is true; the report names its limits.
"""
