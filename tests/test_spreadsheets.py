"""CSV files: read back as they were written, and never a formula."""

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.spreadsheets import Cell, csv_pieces, harmless


def read(pieces: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(pieces.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+47 22 00", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", '=HYPERLINK("x")'],
)
def test_what_a_spreadsheet_takes_for_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Ana", "", "'=1", "1-2", "a=b", "Ünal", "יעל", "🛶", '"', ","])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_days_numbers_and_nothing() -> None:
    assert [harmless(cell) for cell in (date(2026, 11, 8), 0, 12, None)] == ["2026-11-08", "0", "12", ""]


def test_begins_with_the_mark_by_which_spreadsheets_know_the_letters() -> None:
    pieces = list(csv_pieces(["näme"], []))
    assert pieces == ["\ufeffnäme\r\n".encode()]


CELLS: st.SearchStrategy[Cell] = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.integers() | st.dates()
)


@given(st.lists(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=3), max_size=3))
def test_comes_back_as_written_a_piece_for_each_batch(batches: list[list[list[Cell]]]) -> None:
    pieces = list(csv_pieces(["a", "b", "c"], batches))
    assert len(pieces) == len(batches) + 1
    assert read(b"".join(pieces))[1:] == [[harmless(cell) for cell in row] for batch in batches for row in batch]
