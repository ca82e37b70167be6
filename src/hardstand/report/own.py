"""The page's own style and script, and the policy that lets a browser run nothing else."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup


@dataclass(frozen=True, kw_only=True)
class OwnParts:
    """What stands in the page's head and at its end.

    Attributes:
        style: content of the style element.
        script: content of the script element.
        policy: Content Security Policy (level 3): pictures from within the page, and these two by their hashes.
    """

    style: Markup
    script: Markup
    policy: str


@cache
def own_parts() -> OwnParts:
    """Read once; neither holds anything of a run."""
    style, script = (_read(name) for name in ("style.css", "script.js"))
    policy = (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return OwnParts(style=Markup(style), script=Markup(script), policy=policy)  # noqa: S704 - both are ours


def _read(name: str) -> str:
    text = (files("hardstand.report") / "templates" / name).read_text(encoding="utf-8")
    return f"\n{text}"


def _hash(text: str) -> str:
    """As the policy names a part that may be used: base64 of the SHA-256 of its exact bytes."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
