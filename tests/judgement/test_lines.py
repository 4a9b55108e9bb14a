"""Labelled lines: what is tolerated, and what is said of a line that cannot be read."""

import pytest

from contacts.judgement.lines import Record, WrongLine, labelled
from contacts.vocabulary import Channel, Depth, Size, StartedBy


def test_reads_labels_and_texts() -> None:
    lines = [b"\xef\xbb\xbfYes\tone\\ntwo\r\n", b"  \n", b"NO\twith\ta tab\n", b"true\t\xff\n", b"0\t"]
    assert list(labelled(lines)) == [
        (1, True, "one\ntwo"),
        (3, False, "with\ta tab"),
        (4, True, "\ufffd"),
        (5, False, ""),
    ]


@pytest.mark.parametrize("line", [b"Yes one", b"Perhaps\tone", b"\tone", b"Yes\x00\tone"])
def test_refuses_what_has_no_label(line) -> None:
    with pytest.raises(WrongLine, match=r"^Line 2 "):
        list(labelled([b"Yes\tfine\n", line]))


def record(**content) -> Record:
    return Record(content, "Line 7")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22T08:00:00Z", "2026-11-22"),
        ("2026-11", "2026-11-01"),
        ("2026", "2026-01-01"),
    ],
)
def test_reads_days_months_and_years(value, day) -> None:
    assert record(on=value).day("on").isoformat() == day


@pytest.mark.parametrize("value", ["22.11.2026", "2026-13-01", "", 2026, None, "٢٠٢٦-11-22", ["2026-11-22"]])
def test_refuses_other_days(value) -> None:
    with pytest.raises(WrongLine, match=r"^Line 7.*a day like 2026-11-22\.$"):
        record(on=value).day("on")


def test_reads_words_however_they_are_written() -> None:
    written = record(channel="In person", depth="CHAT", started_by="Them", size="Large", other=2, third="3")
    assert (written.channel(), written.depth(), written.started_by()) == (
        Channel.IN_PERSON,
        Depth.CHAT,
        StartedBy.THEM,
    )
    assert (written.size(), written.size("other"), written.size("third")) == (Size.LARGE, Size.MEDIUM, Size.LARGE)
    assert record().size() is None


@pytest.mark.parametrize("size", [0, 4, True, "huge", 1.5, []])
def test_refuses_other_sizes(size) -> None:
    with pytest.raises(WrongLine, match="small, medium or large"):
        record(size=size).size()


def test_names_the_place_of_what_is_wrong() -> None:
    inner = record(interactions=[{}, {"exchanges": [{"state": "gone"}]}]).records("interactions", "interaction")
    (exchange,) = inner[1].records("exchanges", "exchange")
    with pytest.raises(WrongLine) as refused:
        exchange.state()
    assert str(refused.value) == (
        "Line 7, interaction 2, exchange 1: \"state\" is 'gone',"
        " but should be one of open, promised, kept, declined, dropped."
    )
