"""Bytes to lines of text, whatever wrote them: UTF-8 with or without its mark, UTF-16, the code pages of Windows, UTF-8
with stray bytes in it; lines that end in any way; NULs left out. Never more than one row's worth is held.
"""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

import charset_normalizer

PIECE = 64 * 1024
# Characters. A row beyond it is refused, so that a file without line ends cannot fill the memory.
ROW_LIMIT = 1_000_000
EXCERPT = 200

# Code pages that a text tells apart from the western one, since their letters are others. Those of Latin letters look
# too much alike to be guessed: there, what is not UTF-8 is taken for Windows-1252.
_OTHER_SCRIPTS = ("cp1251", "cp1253", "cp1255", "cp1256", "cp874", "cp932", "cp949", "gb18030", "big5")
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")

_STRAY_BYTES = "contacts.stray_bytes"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Of the bytes of a text in a western language as UTF-16, nearly every second is zero.
_UTF16_SHARE = 0.3
# What no line of a name, an address or a note needs: control signs, and the marks of direction that phones add.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")


class Overlong(str):
    """The beginning of a line that is longer than a row may be; the rest of it was not kept."""


def _windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 are taken for Windows-1252: so a file of either, or of both, comes out right."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    if error.reason == "unexpected end of data" and len(stray) > 1:
        return "\ufffd", error.end
    return stray.decode("cp1252", "replace"), error.end


codecs.register_error(_STRAY_BYTES, _windows)


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding that ``head`` begins, and how many bytes its mark takes."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    sample = head[:4096]
    half = len(sample) // 2
    if half >= 8 and sample[1::2].count(0) > _UTF16_SHARE * half > 4 * sample[::2].count(0):
        return "utf-16-le", 0
    if half >= 8 and sample[::2].count(0) > _UTF16_SHARE * half > 4 * sample[1::2].count(0):
        return "utf-16-be", 0
    return "utf-8", 0


def text_pieces(file: BinaryIO) -> Iterator[str]:
    """The file from where it stands to its end, as text: every line end a ``\\n``, NULs left out."""
    piece = file.read(PIECE)
    encoding, mark = encoding_of(piece)
    decoder: codecs.IncrementalDecoder | None = None
    if mark or encoding != "utf-8":
        decoder = codecs.getincrementaldecoder(encoding)(_STRAY_BYTES if encoding == "utf-8" else "replace")
    ends = io.IncrementalNewlineDecoder(None, translate=True)
    piece = piece[mark:]
    while piece:
        if decoder is None and not piece.isascii():
            decoder = _decoder_for(piece)
        text = decoder.decode(piece) if decoder else piece.decode("ascii")
        yield ends.decode(text).replace("\0", "")
        piece = file.read(PIECE)
    yield ends.decode(decoder.decode(b"", final=True) if decoder else "", final=True).replace("\0", "")


def _decoder_for(piece: bytes) -> codecs.IncrementalDecoder:
    """For a text without a mark, by the first piece of it that is more than ASCII."""
    utf8 = codecs.getincrementaldecoder("utf-8")(_STRAY_BYTES)
    as_utf8 = piece.decode("utf-8", "replace")
    stray = as_utf8.count("\ufffd")
    if stray <= 1 or 2 * stray < len(as_utf8) - len(as_utf8.encode("ascii", "ignore")):
        return utf8
    sample = piece[: piece.rfind(b"\n") + 1] or piece
    found = charset_normalizer.from_bytes(sample, cp_isolation=[*_LATIN, *_OTHER_SCRIPTS]).best()
    if found is None or found.encoding not in _OTHER_SCRIPTS:
        return utf8
    return codecs.getincrementaldecoder(found.encoding)("replace")


def text_lines(file: BinaryIO) -> Iterator[str]:
    """Line after line, each with its ``\\n`` but perhaps the last; one longer than `ROW_LIMIT` comes as `Overlong`."""
    kept, over = "", False
    for text in text_pieces(file):
        first, *others = text.split("\n")
        if not over:
            kept += first
        if len(kept) > ROW_LIMIT:
            kept, over = kept[:EXCERPT], True
        if others:
            yield Overlong(kept) if over else kept + "\n"
            over = False
            for line in others[:-1]:
                yield line + "\n"
            kept = others[-1]
    if over:
        yield Overlong(kept)
    elif kept:
        yield kept


def head_text(head: bytes) -> str:
    """The beginning of a file as text, to tell by what it is."""
    return "".join(text_pieces(io.BytesIO(head)))


def one_line(text: str) -> str:
    """``text`` as one line: without control signs and marks of direction, white space single."""
    # Most texts are clean already, and there are millions of them.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()


def many_lines(text: str) -> str:
    """``text`` with its lines, but without control signs, white space at line ends and more than one empty line."""
    if text.isprintable():
        return text.strip()
    lines = [line.rstrip() for line in _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def excerpt(text: str) -> str:
    """The beginning of a row, to find it by."""
    return one_line(text[: 2 * EXCERPT])[:EXCERPT]
