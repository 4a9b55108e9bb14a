"""Tables as CSV files that any spreadsheet opens rightly and that none takes for formulas."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO

Cell = str | int | date | None

# Without it some spreadsheets read every name that is not plain English wrong.
BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, wide forms included, or may skip on the way to one.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_pieces(heading: Sequence[object], batches: Iterable[Iterable[Sequence[Cell]]]) -> Iterator[bytes]:
    """The file in UTF-8, a piece for the heading and one for each batch of rows; no more than a batch is held."""
    yield (BYTE_ORDER_MARK + _lines([[str(title) for title in heading]])).encode()
    for batch in batches:
        yield _lines(batch).encode()


def harmless(cell: Cell) -> str:
    """A cell as text: a day as in ``2026-11-18``, nothing as nothing, and a text never a formula."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_BEGINNINGS) else cell
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _lines(rows: Iterable[Sequence[Cell]]) -> str:
    written = StringIO(newline="")
    csv.writer(written).writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue()
