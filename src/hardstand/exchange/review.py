"""The list of what a person should look at, `review.csv`, and the answers that come back in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from hardstand.counting import ItemKind, ReviewedDetection, ReviewedSample, ReviewedTile, ReviewItem
from hardstand.errors import MetadataError
from hardstand.exchange.cells import csv_row, inert_cell, original_cell
from hardstand.exchange.files import write_text_atomically
from hardstand.result import RunResult

COLUMNS = ("acquisition", "label", "kind", "item", "column", "row", "width", "height", "share", "answer")

YES = ("yes", "y", "true", "1")
NO = ("no", "n", "false", "0")


def write_review(result: RunResult, path: Path) -> None:
    """Write one row per detection and piece of ground, in the order in which to look at them, answers left open.

    Raises:
        OutputError: the file can't be written.
    """
    rows = [COLUMNS, *(_row(item) for item in result.ledger.to_review)]
    write_text_atomically(path, "".join(csv_row(row, "\n") for row in rows))


def _row(item: ReviewItem) -> list[str]:
    place = [f"{value:.1f}" for value in (item.column, item.row, item.width, item.height)]
    acquisition, label, name = (inert_cell(text) for text in (item.acquisition, item.label, item.item))
    return [acquisition, label, item.kind.value, name, *place, f"{item.share:.6g}", ""]


def read_review(path: Path) -> ReviewedSample:
    """Read the answers; rows without one are passed over.

    Raises:
        MetadataError: the file can't be read, a column is missing, or an answer can't be understood.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # spreadsheets write a mark before the text
    except (OSError, UnicodeDecodeError) as error:
        raise MetadataError(f"The reviewed sample {path} can't be read: {error}.") from error
    answered = list(_answered(path, text))
    return ReviewedSample(
        detections=dict(_detection(path, *each) for each in answered if each[1]["kind"] == ItemKind.DETECTION),
        tiles=tuple(_tile(path, *each) for each in answered if each[1]["kind"] == ItemKind.TILE),
    )


_Row = dict[str, str]


def _answered(path: Path, text: str) -> Iterator[tuple[int, _Row]]:
    """Line number and cells of every row with an answer; semicolons between cells are as good as commas."""
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise MetadataError(f"The reviewed sample {path} has no column {missing[0]!r}; fill in a run's review.csv.")
    seen: set[tuple[str, str, str]] = set()
    for row in reader:
        cells = {name: original_cell((row[name] or "").strip()) for name in COLUMNS}
        if not cells["answer"]:
            continue
        if cells["kind"] not in tuple(ItemKind):
            _refuse(path, reader.line_num, f"the kind {cells['kind']!r} is neither {' nor '.join(ItemKind)}")
        name = (cells["acquisition"], cells["label"], cells["item"])
        if name in seen:
            _refuse(path, reader.line_num, f"{cells['item']!r} is answered twice")
        seen.add(name)
        yield reader.line_num, cells


def _detection(path: Path, line: int, row: _Row) -> tuple[str, ReviewedDetection]:
    answer = row["answer"].lower()
    if answer not in (*YES, *NO):
        _refuse(path, line, f"the answer {row['answer']!r} is neither yes nor no")
    return row["item"], ReviewedDetection(real=answer in YES, share=_share(path, line, row))


def _tile(path: Path, line: int, row: _Row) -> ReviewedTile:
    if not row["answer"].isdecimal():
        _refuse(path, line, f"the answer {row['answer']!r} is no number of objects that no detection marks")
    return ReviewedTile(
        acquisition=row["acquisition"],
        label=row["label"],
        share=_share(path, line, row),
        missed=int(row["answer"]),
    )


def _share(path: Path, line: int, row: _Row) -> float:
    try:
        share = float(row["share"].replace(",", "."))
    except ValueError:
        share = -1.0
    if not 0 < share <= 1:
        _refuse(path, line, f"the share {row['share']!r} was changed; it must be above 0 and at most 1")
    return share


def _refuse(path: Path, line: int, what: str) -> None:
    raise MetadataError(f"The reviewed sample {path}, line {line}: {what}.")
