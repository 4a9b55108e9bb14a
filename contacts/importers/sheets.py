"""Tables in a text file (CSV): which sign parts the cells, which row is the header, and every row with the line on
which it begins. One broken row costs that row alone, and memory stays flat.
"""

import csv
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from contacts.importers.rows import LeftOut, Refused
from contacts.importers.texts import ROW_LIMIT, Overlong, excerpt, head_text, one_line, text_lines

ROWS_LIMIT = 1_000_000
HEAD = 64 * 1024
# Before it: a title, a preamble of notes, empty lines.
HEADER_AMONG = 40
_DELIMITERS = (",", ";", "\t", "|")
# A row with an open quote is read again from its second line. How often is bounded: a file made to be read again
# and again must not take for ever.
_READ_AGAIN = 4

# The module's own limit holds for the whole process and is far below what a long message needs.
csv.field_size_limit(2 * ROW_LIMIT)

IsHeader = Callable[[Sequence[str]], bool]
IsWhole = Callable[[Sequence[str]], bool]


class _TooLong(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Record:
    """One row: as many cells as the header has, as they stand in the file. ``last``: the file ends right behind it,
    without a line end, so that its last cell may be cut off.
    """

    line: int
    cells: Sequence[str]
    last: bool = False


class Sheet:
    """A table that is being read. ``header`` as it stands in the file, ``header_line`` where it is (1 is the first)."""

    def __init__(
        self, file: BinaryIO, *, is_header: IsHeader | None = None, may_be_header: IsHeader | None = None
    ) -> None:
        """``is_header`` knows the header by its names; without it, the first row as wide as most is the header, or one
        before it that ``may_be_header`` takes for one.

        The file is read from its beginning. A table without a header has an empty one, and no rows.
        """
        file.seek(0)
        head = file.read(HEAD)
        file.seek(0)
        self.delimiter, _rows = _head(head, is_header)
        self._raw = _records(_without_hint(text_lines(file)), self.delimiter)
        self.header: tuple[str, ...] = ()
        self.header_line = 0
        self._before: list[Refused] = []
        wide = _usual_width(_rows)
        for _count, (line, cells, _several) in zip(range(HEADER_AMONG), self._raw, strict=False):
            if isinstance(cells, Refused):
                self._before.append(cells)
                continue
            is_wide = len(cells) >= wide and any(one_line(cell) for cell in cells)
            if is_header(cells) if is_header else is_wide or (may_be_header and may_be_header(cells)):
                self.header, self.header_line = tuple(cells), line
                break
        self._at = {heading(name): place for place, name in reversed(list(enumerate(self.header)))}

    def column(self, *names: str) -> int | None:
        """The place of the first of ``names`` that the header has; upper and lower case are the same."""
        return next((self._at[heading(name)] for name in names if heading(name) in self._at), None)

    def rows(
        self, *, part: str = "", strict: bool = False, may_be_short: IsWhole = lambda _cells: False
    ) -> Iterator[Record | Refused | LeftOut]:
        """Every row after the header, once. ``strict``: a row with fewer cells than the header is refused, unless it is
        one line, the file goes on behind it, and ``may_be_short`` takes it; else the missing ones are empty. Cells
        beyond the header are refused wherever they say something.
        """
        for refused in self._before:
            yield Refused(part=part, line=refused.line, why=refused.why, told=refused.told, excerpt=refused.excerpt)
        if not self.header:
            return
        width = len(self.header)
        count = 0
        answer: bool | None = None
        while True:
            try:
                line, cells, several = self._raw.send(answer)
            except StopIteration:
                return
            answer = None
            if not isinstance(cells, Refused) and not cells:
                continue
            count += 1
            if count > ROWS_LIMIT:
                yield Refused(part=part, line=line, why="too_many_rows", told={"limit": f"{ROWS_LIMIT:,}"})
                return
            if isinstance(cells, Refused):
                yield Refused(part=part, line=line, why=cells.why, told=cells.told, excerpt=cells.excerpt)
            elif not any(map(str.strip, cells)):
                yield LeftOut(part=part, line=line, why="empty_row")
            elif len(cells) == width:
                yield Record(line, cells, self._raw.at_end)
            elif len(cells) > width and any(map(str.strip, cells[width:])):
                answer = several
                yield _misshapen("too_many_columns", line, cells, width, part)
            elif len(cells) < width and strict and (several or self._raw.at_end or not may_be_short(cells)):
                answer = several
                yield _misshapen("too_few_columns", line, cells, width, part)
            else:
                yield Record(line, [*cells[:width], *[""] * (width - len(cells))])


def first_rows(head: bytes, *, is_header: IsHeader | None = None) -> list[tuple[int, list[str]]]:
    """The rows at the beginning of a table, each with its line, to know it by its header."""
    return _head(head, is_header)[1]


def heading(name: str) -> str:
    """A header's name as it is compared."""
    return one_line(name).casefold()


def _head(head: bytes, is_header: IsHeader | None) -> tuple[str, list[tuple[int, list[str]]]]:
    lines = head_text(head).split("\n")
    hint = _hint(lines[0])
    best: tuple[str, list[tuple[int, list[str]]]] = (hint or ",", [])
    points = (False, -1.0)
    for delimiter in (hint,) if hint else _DELIMITERS:
        source = _without_hint(iter([line + "\n" for line in lines]))
        rows = [
            (line, cells)
            for _count, (line, cells, _several) in zip(range(HEADER_AMONG), _records(source, delimiter), strict=False)
            if not isinstance(cells, Refused) and cells
        ]
        width = _usual_width(rows)
        alike = sum(len(cells) == width for _line, cells in rows)
        # The sign by which a header is known; else the one that makes most rows alike; of two, the one that parts more.
        known = is_header is not None and any(is_header(cells) for _line, cells in rows)
        scored = (known, alike / len(rows) * (1 - 1 / width) if rows else 0.0)
        if scored > points:
            best, points = (delimiter, rows), scored
    return best


def _usual_width(rows: Iterable[tuple[int, list[str]]]) -> int:
    """How many cells most rows have, of those that have more than one."""
    widths = Counter(len(cells) for _line, cells in rows if len(cells) > 1)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 1


def _hint(line: str) -> str:
    """Excel's own first line that names the sign between cells: ``sep=;``."""
    text = line.rstrip("\n").strip('"')
    return text[4] if len(text) == 5 and text[:4].lower() == "sep=" and text[4] in _DELIMITERS else ""


def _without_hint(lines: Iterator[str]) -> Iterator[str]:
    for first in lines:
        yield "\n" if _hint(first) else first
        yield from lines


def _misshapen(why: str, line: int, cells: Sequence[str], width: int, part: str) -> Refused:
    told = {"has": str(len(cells)), "wants": str(width)}
    return Refused(part=part, line=line, why=why, told=told, excerpt=excerpt(" | ".join(cells[:width])))


_Raw = tuple[int, "list[str] | Refused", bool]


def _records(lines: Iterator[str], delimiter: str) -> "_Reading":
    return _Reading(lines, delimiter)


class _Reading:
    """The rows of a table with their lines. ``send(True)`` after a row: it is broken, read again from its 2nd line."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._again: deque[str] = deque()
        self._given: list[str] = []
        self._size = 0
        self._ended = False
        self._line = 1
        self._read = 0
        self._read_again = 0
        self._reader = csv.reader(self._feed(), delimiter=delimiter)

    @property
    def at_end(self) -> bool:
        """Whether the row that was handed over last has no line end."""
        return not self._given[-1].endswith("\n") if self._given else False

    def __iter__(self) -> "_Reading":
        return self

    def __next__(self) -> _Raw:
        return self.send(None)

    def send(self, broken: bool | None) -> _Raw:  # noqa: FBT001 - as a generator's
        if broken and not self._push_back():
            broken = None
        if not broken:
            self._line += len(self._given)
        self._given, self._size = [], 0
        try:
            cells = next(self._reader)
        except _TooLong:
            return self._refuse("row_too_long", limit=f"{ROW_LIMIT:,}")
        except csv.Error:
            return self._refuse("row_unclear")
        if self._ended and self._given:
            return self._refuse("quote_open")
        return self._line, cells, len(self._given) > 1

    def _refuse(self, why: str, **told: str) -> _Raw:
        line, refused = self._line, Refused(line=self._line, why=why, told=told, excerpt=excerpt(self._given[0]))
        if self._push_back():
            self._given = []
        self._renew()
        return line, refused, False

    def _push_back(self) -> bool:
        """Whether the lines of the last row but its first will be read once more."""
        later = self._given[1:]
        size = sum(map(len, later))
        if self._read_again + size > _READ_AGAIN * (self._read + ROW_LIMIT):
            return False
        self._read_again += size
        self._again.extendleft(reversed(later))
        self._line += 1
        self._given = []
        self._renew()
        return True

    def _renew(self) -> None:
        self._ended = False
        self._reader = csv.reader(self._feed(), delimiter=self._delimiter)

    def _feed(self) -> Iterator[str]:
        """Line after line for the reader. It asks for another one within a row only while a quote is open."""
        while True:
            if self._again:
                line = self._again.popleft()
            else:
                try:
                    line = next(self._lines)
                except StopIteration:
                    self._ended = True
                    return
                self._read += len(line)
            self._given.append(line)
            self._size += len(line)
            if isinstance(line, Overlong) or self._size > ROW_LIMIT:
                raise _TooLong
            yield line
