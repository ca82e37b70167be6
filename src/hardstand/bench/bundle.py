"""Tamper with an evidence bundle in random ways, and count what a check finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from hardstand.exchange.bundle import BundleRequest, Checked, export_bundle, make_key, verify_bundle

TIMES = 1000
SEED = 0
WRITABLE = 0o644
DAY = date(2026, 1, 1)
"""Bagging-Date of the bundle: it must not follow the clock, so that all of the measurement repeats."""

Progress = Callable[[str, int, int], None]
Paths = list[Path]


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One kind of tampering.

    Attributes:
        times: how often it was done.
        found: how often the check said that the bundle is not as it was made.
        named: how often it also named the file that was touched.
    """

    times: int
    found: int
    named: int


@dataclass(frozen=True, kw_only=True)
class BundleBench:
    """What was found of random tampering, a fourth of each kind.

    Attributes:
        files: number of files in the bundle.
        false_alarms: checks of the untouched bundle that found something, of `times`.
        kinds: outcome by kind.
    """

    files: int
    false_alarms: int
    seed: int
    kinds: dict[str, Tried]

    def to_record(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def measure_bundle(run: Path, progress: Progress, times: int = TIMES, seed: int = SEED) -> BundleBench:
    """Bundle a run with a signature, touch one file at a time at random, check, and put it back.

    Args:
        run: folder of a finished run.
        progress: told how far it is.
        times: of all kinds together.
        seed: of the random numbers.

    Raises:
        BundleError: the folder holds no run, or the package for signatures is missing.
    """
    random = np.random.default_rng(seed)
    with TemporaryDirectory(prefix="hardstand-") as name:
        bag = Path(name) / "bundle"
        made = export_bundle(run, bag, BundleRequest(day=DAY, key=make_key(Path(name) / "key.pem")))
        outcomes: dict[str, list[tuple[bool, bool]]] = {kind: [] for kind in KINDS}
        alarms = 0
        for number in range(times):
            kind = list(KINDS)[number % len(KINDS)]
            with KINDS[kind](bag, random) as touched:
                checked = verify_bundle(bag)
            outcomes[kind].append((not checked.sound, _names(checked, touched)))
            alarms += number % len(KINDS) == 0 and not verify_bundle(bag).sound
            progress("Tampering with a bundle", number + 1, times)
    kinds = {
        kind: Tried(times=len(each), found=sum(found for found, _ in each), named=sum(named for _, named in each))
        for kind, each in outcomes.items()
    }
    return BundleBench(files=made.files, false_alarms=alarms, seed=seed, kinds=kinds)


def _names(checked: Checked, touched: str) -> bool:
    return any(touched == finding.path or touched in finding.detail for finding in checked.findings)


def _files(bag: Path) -> Paths:
    return sorted(path for path in bag.rglob("*") if path.is_file())


def _one(paths: Paths, random: np.random.Generator) -> Path:
    """A file: every second time any of them alike, else by its share of the bytes."""
    if random.random() < 0.5:
        return paths[random.integers(len(paths))]
    sizes = np.array([path.stat().st_size for path in paths], dtype=float)
    return paths[random.choice(len(paths), p=sizes / sizes.sum())]


@contextmanager
def change(bag: Path, random: np.random.Generator) -> Iterator[str]:
    """Give one byte another value; the path of the file is yielded, and the byte put back afterwards."""
    path = _one([path for path in _files(bag) if path.stat().st_size], random)
    path.chmod(WRITABLE)
    place = int(random.integers(path.stat().st_size))
    with path.open("r+b") as file:
        file.seek(place)
        before = file.read(1)[0]
    _write_byte(path, place, (before + int(random.integers(1, 256))) % 256)
    yield path.relative_to(bag).as_posix()
    _write_byte(path, place, before)


def _write_byte(path: Path, place: int, value: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(bytes([value]))


@contextmanager
def remove(bag: Path, random: np.random.Generator) -> Iterator[str]:
    """Take a file away; otherwise as `change`."""
    path = _one(_files(bag), random)
    apart = bag.parent / "apart"
    path.rename(apart)
    yield path.relative_to(bag).as_posix()
    apart.rename(path)


@contextmanager
def add(bag: Path, random: np.random.Generator) -> Iterator[str]:
    """Put a file in: empty, random or a copy of another, in a folder that is there or a new one; as `change`."""
    folders = sorted({bag, *(path.parent for path in _files(bag))})
    folder = folders[random.integers(len(folders))]
    fresh = random.random() < 0.25
    folder = folder / _word(random) if fresh else folder
    folder.mkdir(exist_ok=True)
    path = folder / f"{_word(random)}{random.choice(['', '.txt', '.json', '.html'])}"
    content = (b"", random.bytes(int(random.integers(1, 2000))), _one(_files(bag), random).read_bytes())
    path.write_bytes(content[random.integers(3)])
    yield path.relative_to(bag).as_posix()
    path.unlink()
    if fresh:
        folder.rmdir()


@contextmanager
def rename(bag: Path, random: np.random.Generator) -> Iterator[str]:
    """Give a file another name, another case, or another folder, or swap it with another one; as `change`."""
    files = _files(bag)
    path = _one(files, random)
    other = files[random.integers(len(files))]
    targets = [path.with_name(_word(random)), path.with_name(path.name.swapcase()), other.parent / f"{_word(random)}.x"]
    swapped = random.random() < 0.25 and other.read_bytes() != path.read_bytes()
    target = other if swapped else targets[random.integers(len(targets))]
    _swap(path, target)
    yield path.relative_to(bag).as_posix()
    _swap(path, target)


def _swap(first: Path, second: Path) -> None:
    """Two files, one of which may be missing, change their names."""
    apart = [first.with_name(f"{number}.apart") for number in (1, 2)]
    for path, away in ((first, apart[0]), (second, apart[1])):
        if path.exists():
            path.rename(away)
    for away, path in ((apart[0], second), (apart[1], first)):
        if away.exists():
            away.rename(path)


def _word(random: np.random.Generator) -> str:
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789-_аеорсДжабвس文"
    return "".join(random.choice(list(letters), int(random.integers(4, 16))))


KINDS: dict[str, Callable[[Path, np.random.Generator], Any]] = {
    "byte changed": change,
    "file removed": remove,
    "file added": add,
    "file renamed": rename,
}
