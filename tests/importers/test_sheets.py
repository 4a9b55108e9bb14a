"""Tables: whatever wrote them, each row stands with its line, and a broken one costs itself alone."""

import csv
import io
import sys
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importers.rows import LeftOut, Refused
from contacts.importers.sheets import ROWS_LIMIT, Record, Sheet
from contacts.importers.texts import PIECE, ROW_LIMIT, encoding_of, text_lines


class Made(io.RawIOBase):
    """A file that is made while it is read, so that it takes no memory of its own."""

    def __init__(self, head: bytes, piece: bytes, times: int) -> None:
        self._make = lambda: self._pieces(head, piece, times)
        self.seek(0)

    @staticmethod
    def _pieces(head: bytes, piece: bytes, times: int) -> Iterator[bytes]:
        yield head
        for _time in range(times):
            yield piece

    def seek(self, offset: int, whence: int = 0) -> int:
        assert (offset, whence) == (0, 0)
        self._rest, self._source = b"", self._make()
        return 0

    def read(self, size: int = -1) -> bytes:
        pieces = [self._rest]
        have = len(self._rest)
        while have < size and (piece := next(self._source, None)) is not None:
            pieces.append(piece)
            have += len(piece)
        whole = b"".join(pieces)
        self._rest = whole[size:]
        return whole[:size]


def sheet(content: bytes) -> Sheet:
    return Sheet(io.BytesIO(content))


def cells(content: bytes) -> list[tuple[int, list[str]]]:
    return [(row.line, list(row.cells)) for row in sheet(content).rows() if isinstance(row, Record)]


TEXT = "Name,Place\r\nJürgen,Köln\r\nZoë “Z” Ngô,€\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.replace("ô", "o").encode("cp1252"),
        TEXT.split("\n")[0].encode()
        + b"\n"
        + TEXT.split("\n")[1].encode("cp1252")
        + b"\n"
        + TEXT.split("\n")[2].encode(),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        TEXT.replace("\r\n", "\r", 1).replace("\r\n", "\n", 1).encode(),
        TEXT.replace("ü", "\0ü\0").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        ("sep=;\r\n" + TEXT.replace(",", ";")).encode(),
        ('"Name","Place"\r\n"Jürgen","Köln"\r\n"Zoë “Z” Ngô","€"').encode(),
        ("\r\n\r\n" + TEXT).encode(),
    ],
)
def test_the_same_table_however_it_was_written(content: bytes) -> None:
    read = sheet(content)
    assert read.header == ("Name", "Place")
    found = [list(row.cells) for row in read.rows() if isinstance(row, Record)]
    assert [[cell.replace("Ngo", "Ngô") for cell in row] for row in found] == [["Jürgen", "Köln"], ["Zoë “Z” Ngô", "€"]]


@pytest.mark.parametrize("rows", [1, 5, 4_000])
@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1251", ("Иван Петров,Москва", "Ольга Сидорова,Казань", "Дмитрий Кузнецов,Пермь")),
        ("cp1253", ("Γιώργος Παπαδόπουλος,Αθήνα", "Μαρία Νικολάου,Πάτρα", "Ελένη Δήμου,Βόλος")),
        ("cp932", ("山田太郎,東京都", "佐藤花子,大阪府", "鈴木健一,名古屋市")),
        ("gb18030", ("王伟,北京市", "李芳,上海市", "张秀英,广州市")),
        ("cp949", ("김민준,서울특별시", "이서연,부산광역시", "박지훈,대구광역시")),
        ("cp1252", ("José Núñez,Málaga", "Jürgen Müller,Köln", "Søren Åberg,Ærøskøbing")),
        ("cp1252", ("Anna Smith,€50", "Bo Larsen,“Good” – it’s", "Cy Young,½")),
        ("utf-8", ("Иван Петров,Москва", "山田太郎,東京都", "José Núñez,Málaga")),
    ],
)
def test_a_table_in_the_code_page_of_its_country(encoding: str, names: tuple[str, ...], rows: int) -> None:
    text = "Name,Place\r\n" + "".join(f"{name}\r\n" for name in names) * rows
    found = [",".join(row.cells) for row in sheet(text.encode(encoding)).rows() if isinstance(row, Record)]
    assert found == list(names) * rows


def test_a_stray_byte_does_not_make_another_language_of_a_text() -> None:
    content = "Name,Place\nИван,Москва\nJosé,X\n".encode().replace("é".encode(), b"\xe9")
    assert cells(content) == [(2, ["Иван", "Москва"]), (3, ["José", "X"])]
    late = b"Name,Place\n" + b"Anna,Leeds\n" * 10_000 + "Jürgen,Köln\n".encode("cp1252")
    assert cells(late)[-1] == (10_002, ["Jürgen", "Köln"])


def test_lines_are_counted_as_an_editor_does() -> None:
    content = b'A,B\r\n"one\ntwo\r\nthree",x\r\r\n\ny,"z\r"\n\r\nlast,row'
    assert cells(content) == [(2, ["one\ntwo\nthree", "x"]), (7, ["y", "z\n"]), (10, ["last", "row"])]


def test_lines_end_where_editors_end_them_and_nowhere_else() -> None:
    text = "a\u2028b\x0bc\x0cd\x85e,1\n"
    assert cells(("H,I\n" + text).encode()) == [(2, ["a\u2028b\x0bc\x0cd\x85e", "1"])]


def test_a_quote_that_is_never_closed_costs_its_own_row_alone() -> None:
    rows = list(sheet(b'A,B\nx,"y\nz,1\nlast,2\n').rows())
    assert rows == [
        Refused(line=2, why="quote_open", excerpt='x,"y'),
        Record(3, ["z", "1"]),
        Record(4, ["last", "2"]),
    ]


def test_a_quote_that_a_later_row_closes_costs_its_own_row_alone() -> None:
    rows = list(sheet(b'A,B\nx,"y\nz,1\n"last",2\nv,w\n').rows(strict=True))
    assert [(row.line, type(row)) for row in rows if not isinstance(row, Refused)] == [
        (3, Record),
        (4, Record),
        (5, Record),
    ]
    assert [(row.line, row.why) for row in rows if isinstance(row, Refused)] == [(2, "too_many_columns")]


def test_rows_of_another_width() -> None:
    content = b"A,B,C\n1,2\n1,2,3,\n1,2,3,4\n , ,\n,,\n"
    told = {"has": "4", "wants": "3"}
    common = [
        Record(3, ["1", "2", "3"]),
        Refused(line=4, why="too_many_columns", told=told, excerpt="1 | 2 | 3"),
        LeftOut(line=5, why="empty_row"),
        LeftOut(line=6, why="empty_row"),
    ]
    assert list(sheet(content).rows()) == [Record(2, ["1", "2", ""]), *common]
    strict = list(sheet(content).rows(strict=True))
    assert strict == [Refused(line=2, why="too_few_columns", told={"has": "2", "wants": "3"}, excerpt="1 | 2"), *common]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0\0\0"])
def test_nothing_is_a_table_without_rows(content: bytes) -> None:
    read = sheet(content)
    assert read.header == ()
    assert list(read.rows()) == []


def test_the_first_of_two_columns_of_one_name_counts() -> None:
    read = sheet(b"Name,name, NAME ,Other\n1,2,3,4\n")
    assert (read.column("name"), read.column("none", "OTHER"), read.column("none")) == (0, 3, None)


def test_a_line_of_ten_megabytes_is_refused_in_little_memory() -> None:
    file = Made(b"A,B\nx,1\nlong,", b"y" * 100_000, 100)
    tracemalloc.start()
    rows = list(Sheet(file).rows())  # type: ignore[arg-type]
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [row.line for row in rows] == [2, 3]
    assert isinstance(rows[1], Refused)
    assert (rows[1].why, rows[1].excerpt[:7]) == ("row_too_long", "long,yy")
    assert peak < 12 * ROW_LIMIT


def test_after_a_line_of_ten_megabytes_the_next_row_comes_in() -> None:
    content = b"A,B\n" + b"y" * 10_000_000 + b'\nx,1\n"' + (b"z" * 99 + b"\n") * 12_000 + b"x,2\n"
    rows = list(sheet(content).rows(strict=True))
    assert [row.line for row in rows if isinstance(row, Record)] == [3, 12_004]
    assert [row.why for row in rows[:3] if isinstance(row, Refused)] == ["row_too_long", "row_too_long"]


def test_a_million_short_rows_in_little_memory_and_not_one_more() -> None:
    file = Made(b"A,B\n", b"x,1\n" * 1_000, 1_002)
    before = sys.getallocatedblocks()
    count, most, last = 0, 0, None
    for last in Sheet(file).rows():  # type: ignore[arg-type]  # noqa: B007
        count += 1
        if count % 50_000 == 0:
            most = max(most, sys.getallocatedblocks() - before)
    assert count == ROWS_LIMIT + 1
    assert isinstance(last, Refused)
    assert last.why == "too_many_rows"
    assert most < 100_000, "a row is at least three blocks"


def test_a_file_made_to_be_read_again_and_again_ends() -> None:
    # Each line closes the quote before it and opens the next: taken alone, each begins a row without an end.
    content = b"A,B\n" + b'x","y\n' * 300_000
    rows = list(sheet(content).rows(strict=True))
    assert rows
    assert all(isinstance(row, Refused) for row in rows)


@pytest.mark.parametrize("cut", range(PIECE - 3, PIECE + 4))
def test_a_piece_may_end_in_the_middle_of_a_sign_or_a_line_end(cut: int) -> None:
    line = "x" * (cut - 4) + "é€\r\n"
    assert "".join(text_lines(io.BytesIO(line.encode() * 2))) == (line * 2).replace("\r\n", "\n")


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])), min_size=3, max_size=3),
        max_size=8,
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_a_spreadsheet_wrote_comes_back(rows: list[list[str]], encoding: str, end: str, delimiter: str) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["First", "Second", "Third"], *rows])
    found = [row for row in sheet(written.getvalue().encode(encoding)).rows() if isinstance(row, Record)]
    assert [list(row.cells) for row in found] == [row for row in rows if any(cell.strip() for cell in row)]


@given(st.binary(max_size=2_000))
def test_any_bytes_are_some_table(content: bytes) -> None:
    lines = [row.line for row in sheet(content).rows(strict=True)]
    assert lines == sorted(lines)
    assert encoding_of(content)[0] in {"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"}


@given(st.text(alphabet='",;\n\rab ', max_size=300))
def test_no_line_of_a_table_goes_missing(text: str) -> None:
    """Each row begins where the one before ended or later, and every line that says something is within a row."""
    read = sheet(("A,B\n" + text).encode())
    lines = [row.line for row in read.rows(strict=True)]
    assert lines == sorted(set(lines))
