"""The replay of a real history: a small one whose nudges can be counted by hand, and what it says without its data."""

import io
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from contacts.rules.nudges import week_of
from tests.evaluate import __main__ as evaluate
from tests.evaluate import mail
from tests.evaluate.nudges import Manner, Replay, Tally, report

ANNE, BEN, CLEO = 1, 2, 3
START = date(2001, 1, 8)  # a Monday


def message(days: int, sender: int, receiver: int) -> tuple[date, int, int]:
    return START + timedelta(days=days), sender, receiver


def written(folder, messages) -> None:
    (folder / mail.FOLDER).mkdir()
    at = [int(datetime(day.year, day.month, day.day, 12, tzinfo=mail.ZONE).timestamp()) for day, *_ in messages]
    rows = [f"{id}\t{at[id]}\t{sender}" for id, (_, sender, _) in enumerate(messages)]
    (folder / mail.FOLDER / mail.MESSAGES).write_text("\n".join(["message_id\tunix_seconds\tsender_id", *rows]))
    rows = [f"{id}\t1\t{receiver}" for id, (_, _, receiver) in enumerate(messages)]
    (folder / mail.FOLDER / mail.RECIPIENTS).write_text("\n".join(["message_id\trank\treceiver_id", *rows]))


@pytest.fixture
def history(tmp_path):
    def read(*messages):
        written(tmp_path, sorted(messages))
        return mail.read(tmp_path)

    return read


TALK = [message(0, ANNE, BEN), message(3, BEN, ANNE)]


def played(history, person=ANNE, **manner) -> tuple[int, Tally, Replay]:
    tally = Tally()
    replay = Replay(Manner(**manner))
    return replay.play(history.lines[person], tally), tally, replay


def test_an_answer_within_thirty_days_is_being_in_touch(history):
    lines = history(*TALK, message(5, ANNE, CLEO), message(36, CLEO, ANNE)).lines[ANNE]
    assert [(other, touch.mine, touch.in_touch) for other, touch in mail.interactions(lines)] == [
        (BEN, True, False),
        (BEN, False, True),
        (CLEO, True, False),
        (CLEO, False, False),
    ]


def test_both_writing_on_a_day_is_one_interaction(history):
    lines = history(message(0, ANNE, BEN), message(0, BEN, ANNE)).lines[BEN]
    assert [(touch.mine, touch.in_touch) for _, touch in mail.interactions(lines)] == [(False, True)]


def test_a_nudge_shows_a_cadence_after_they_were_in_touch(history):
    past = history(*TALK, message(200, CLEO, ANNE))
    contacts, tally, replay = played(past, sparing=True, diligent=False)
    due_on = START + timedelta(days=3 + 91)
    assert contacts == 1
    assert +replay.new == Counter({week_of(due_on)[0]: 1})
    assert tally.new == Counter({0: 28, 1: 1})
    assert tally.listed == Counter({0: 13, 1: 16})


def test_one_that_is_written_to_comes_again_a_cadence_later_until_it_is_left_in_peace(history):
    past = history(*TALK, message(3 + 91 * 6, CLEO, ANNE))
    assert played(past, sparing=False, diligent=True)[2].new.total() == 6
    assert played(past, sparing=True, diligent=True)[2].new.total() == 3


def test_the_budget_holds_where_many_are_due_at_once(history):
    many = [message(0, ANNE, other) for other in range(10, 30)] + [message(1, other, ANNE) for other in range(10, 30)]
    past = history(*many, message(150, CLEO, ANNE))
    assert max(played(past, sparing=False, diligent=False)[1].new) == 20
    contacts, tally, replay = played(past, sparing=True, diligent=False)
    assert contacts == 20
    assert max(tally.new) == 5
    # Nobody is dealt with, so those five keep their places; whoever writes to them meets everybody.
    assert max(tally.listed) == replay.new.total() == 5
    assert played(past, sparing=True, diligent=True)[2].new.total() >= 20


def test_prints_a_table(history):
    out = io.StringIO()
    report(history(*TALK, message(200, CLEO, ANNE)), out, cadence=91)
    assert out.getvalue().startswith("3 messages of 3 people. 2 of them came to have contacts, 2 in all,")
    assert len([line for line in out.getvalue().splitlines() if "shows" in line or "none is" in line]) == 6


@pytest.mark.parametrize("arguments", [[], ["/no/such/folder"]])
def test_without_its_data_says_what_to_do(arguments, capsys):
    assert evaluate.main(arguments) == 2
    said = capsys.readouterr().err
    assert "make evaluate DATA=/path/to/data" in said
    assert "enron-mail/messages.tsv" in said


@pytest.mark.parametrize("content", ["", "message_id\tunix_seconds\tsender_id\n1\tyesterday\t5", "a\tb\n1\t2"])
def test_data_of_another_shape_is_refused(content, tmp_path, capsys):
    written(tmp_path, [message(0, ANNE, BEN)])
    (tmp_path / mail.FOLDER / mail.MESSAGES).write_text(content)
    assert evaluate.main([str(tmp_path)]) == 2
    assert "is not in the shape it should have" in capsys.readouterr().err


def test_reads_the_folder_it_is_given(tmp_path, capsys):
    written(tmp_path, TALK)
    assert evaluate.main([str(tmp_path), "--cadence", "30"]) == 0
    assert "in touch with every 30 days" in capsys.readouterr().out
