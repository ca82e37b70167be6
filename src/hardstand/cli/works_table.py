"""What was built, as a table for the terminal."""

from __future__ import annotations

from rich.table import Table

from hardstand.construction import Construction


def works_table(found: Construction) -> Table:
    """What was built or vanished, with its size and window."""
    table = Table(title="What was built", title_justify="left", caption=f"compared: {found.compared_km2:.2f} km²")
    for name in ("Work", "What", "Probability", "Length x width", "After (UTC)", "By (UTC)", "State"):
        table.add_column(name)
    for work in found.works:
        window = work.window
        ends = [None, None] if window is None else [window.after, window.by]
        size = f"{work.measures.length_m:.0f} x {work.measures.width_m:.0f} m"
        table.add_row(
            work.id, f"{work.direction.value} {work.kind.value}", f"{work.probability:.0%}", size,
            *("" if end is None else f"{end:%Y-%m-%d %H:%M}" for end in ends),
            "" if work.state is None else work.state.value,
        )  # fmt: skip
    return table
