"""The sentences of a message that its writer wrote: quotes, forwarded mail, signatures, footers, greetings cut off.

Works line by line and looks at the first 10,000 characters only, so that any text takes a short, known time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from contacts.rules.reading import mail_words
from contacts.rules.words import LOOKED_AT

LONGEST_SENTENCE = 400

# One sign for one sign, so that offsets stay true: other writings of apostrophe, quotation mark and space.
_ONE_WRITING = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ＇`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("\u00a0\u2007\u202f\t\v\f", " "),
        **dict.fromkeys("\r\u2028\u2029\x85", "\n"),
    }
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``text`` on one line with straight quotes, as long as what stands at ``start`` of the message."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int


def own_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences that the writer of ``text`` wrote themselves, in order, without greetings and closings.

    Left out: lines after ``>``, everything from "On Tuesday Anna wrote:", "-----Original Message-----" or a "From: ...
    Sent: ..." header on (also within a line), what follows "-- " or a closing with a name, legal footers. An answer
    below the quoted lines, and a "P.S." below the name, count. Never raises.
    """
    written = text[:LOOKED_AT].translate(_ONE_WRITING)
    lines = _without_signature(_without_quotes(_lines(written)))
    return tuple(sentence for paragraph in _paragraphs(lines) for sentence in _sentences(paragraph))


def _lines(written: str) -> list[_Line]:
    found, start = [], 0
    for line in written.split("\n"):
        found.append(_Line(line, start))
        start += len(line) + 1
    return found


def _without_quotes(lines: list[_Line]) -> list[_Line]:
    """The lines that are no quote: blank where a quoted line stood, ended where a forwarded mail begins."""
    kept: list[_Line] = []
    for at, line in enumerate(lines):
        if line.text.lstrip().startswith((">", "|")):
            kept.append(_Line("", line.start))
            continue
        if _starts_header(lines, at):
            break
        cut = _quote_in(line.text)
        if cut is None and at + 1 < len(lines) and mail_words.QUOTE_WRAPPED.match(f"{line.text} {lines[at + 1].text}"):
            cut = 0
        if cut is None:
            kept.append(line)
            continue
        kept.append(_Line(line.text[:cut], line.start))
        if not _next_is_marked(lines, at):
            break
    return kept


def _quote_in(line: str) -> int | None:
    """Where in the line a quote begins; None where there is none."""
    starts = [match.start() for pattern in mail_words.QUOTE_STARTS if (match := pattern.search(line))]
    return min(starts, default=None)


def _starts_header(lines: list[_Line], at: int) -> bool:
    """True for a "From:" line that "Sent:", "To:" or "Subject:" follow within four lines."""
    if not mail_words.HEADER_FROM.match(lines[at].text):
        return False
    return any(mail_words.HEADER_OTHER.match(line.text) for line in lines[at + 1 : at + 5])


def _next_is_marked(lines: list[_Line], at: int) -> bool:
    """True where one of the next lines with something in it carries the sign of a quote: an answer may follow below."""
    following = [line.text.lstrip() for line in lines[at + 1 : at + 5] if line.text.strip()][:2]
    return any(line.startswith((">", "|")) for line in following)


def _without_signature(lines: list[_Line]) -> list[_Line]:
    kept: list[_Line] = []
    signed = False
    for at, line in enumerate(lines):
        if signed and not mail_words.POSTSCRIPT.match(line.text):
            continue
        signed = False
        if mail_words.SIGNATURE_LINE.match(line.text) or mail_words.FOOTER.match(line.text):
            signed = True
        elif mail_words.CLOSING_LINE.match(line.text):
            signed = _name_follows(lines, at)
            kept.append(_Line("", line.start))
        elif cut := mail_words.SIGNATURE_IN_LINE.search(line.text):
            kept.append(_Line(line.text[: cut.start()], line.start))
            signed = True
        else:
            kept.append(line)
    return kept


def _name_follows(lines: list[_Line], at: int) -> bool:
    following = next((line.text.strip() for line in lines[at + 1 :] if line.text.strip()), "")
    return bool(mail_words.NAME_LINE.match(following))


def _paragraphs(lines: list[_Line]) -> Iterator[_Line]:
    """Lines joined where one sentence runs on over a line end; greeting lines left out."""
    run: list[_Line] = []
    for line in lines:
        if run and not _runs_on(run[-1], line):
            yield _joined(run)
            run = []
        if line.text.strip() and not mail_words.GREETING_LINE.match(line.text):
            run.append(line)
    if run:
        yield _joined(run)


def _runs_on(before: _Line, line: _Line) -> bool:
    if before.start + len(before.text) + 1 != line.start:
        return False
    ended, begins = before.text.rstrip(), line.text.lstrip()
    if not begins or mail_words.BULLET.match(begins) or ended.endswith((".", "!", "?", ":", ";", "…")):
        return False
    return begins[0].islower() or len(ended) >= mail_words.WRAPPED_AT


def _joined(run: list[_Line]) -> _Line:
    return _Line(" ".join(line.text for line in run), run[0].start)


def _sentences(paragraph: _Line) -> Iterator[Sentence]:
    start = 0
    for end in (*_ends(paragraph.text), len(paragraph.text)):
        yield from _sentence(paragraph.text[start:end], paragraph.start + start)
        start = end


def _ends(text: str) -> Iterator[int]:
    """Where a sentence ends: one past its last sign."""
    for match in mail_words.SENTENCE_END.finditer(text):
        if match[1] == "." and mail_words.ABBREVIATED.search(text, max(0, match.start() - 12), match.start() + 1):
            continue
        yield match.end()


def _sentence(text: str, start: int) -> Iterator[Sentence]:
    """One sentence, or pieces of one that has no end, without its bullet and greeting."""
    for pattern in (mail_words.BULLET, mail_words.GREETING):
        if (match := pattern.match(text)) and match.end() < len(text):
            start, text = start + match.end(), text[match.end() :]
    while text.strip():
        piece = text
        if len(text) > LONGEST_SENTENCE:
            gap = text.rfind(" ", 1, LONGEST_SENTENCE)
            piece = text[: gap if gap > 0 else LONGEST_SENTENCE]
        inner = piece.strip()
        if any(letter.isalnum() for letter in inner) and not mail_words.CLOSING_LINE.match(inner):
            yield Sentence(inner, start + piece.index(inner))
        start, text = start + len(piece), text[len(piece) :]
