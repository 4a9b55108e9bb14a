"""Signed links: each means one thing for one account, for some weeks; anything else is told apart and does nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core import signing
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from contacts.signed import (
    Action,
    ActionLink,
    LinkRefused,
    UndoLink,
    action_url,
    pause_url,
    read_action,
    read_pause,
    read_undo,
    read_unsubscribe,
    turn_mark,
    undo_url,
    unsubscribe_headers,
    unsubscribe_url,
)
from contacts.vocabulary import FollowUpKind

ALICE, FOLLOW_UP = uuid4(), uuid4()
TURN = turn_mark(kind=FollowUpKind.KEEP_IN_TOUCH, due_on=date(2026, 11, 2))
ACTIONS: list[Action] = ["done", "snooze", "not_needed"]
UNDO = UndoLink(ALICE, FOLLOW_UP, "snooze", mark=TURN, was_on=date(2026, 11, 2))
WRITTEN = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


def address(action: Action) -> str:
    return action_url(account=ALICE, follow_up=FOLLOW_UP, action=action, turn=TURN)


def token_of(url: str) -> str:
    return unquote(urlsplit(url).path.split("/")[-2])


def reader(use: str) -> Callable[[str], object]:
    """What reads the links of that use."""
    readers: dict[str, Callable[[str], object]] = {
        "pause": read_pause,
        "undo": read_undo,
        "unsubscribe": read_unsubscribe,
    }
    return readers.get(use) or (lambda token: read_action(token, action=use))


def made(use: str) -> str:
    if use == "undo":
        return undo_url(UNDO)
    makers: dict[str, Callable[[UUID], str]] = {"pause": pause_url, "unsubscribe": unsubscribe_url}
    return makers[use](ALICE) if use in makers else address(use)


USES = [*ACTIONS, "pause", "undo", "unsubscribe"]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_link_says_whose_which_and_when(action: Action) -> None:
    assert read_action(token_of(address(action)), action=action) == ActionLink(ALICE, FOLLOW_UP, TURN)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("was_on", [None, date(1, 1, 1), date(2026, 11, 2), date(9999, 12, 31)])
def test_an_undo_says_what_was_done_and_the_day_before_it(action: Action, was_on: date | None) -> None:
    link = UndoLink(ALICE, FOLLOW_UP, action, mark=TURN, was_on=was_on)
    assert read_undo(token_of(undo_url(link))) == link


@pytest.mark.parametrize("use", USES)
def test_an_address_is_whole_and_leads_to_the_page_of_its_use(use: str) -> None:
    url = made(use)
    assert url.startswith(f"http://testserver/mail/{use.replace('_', '-')}/")
    assert resolve(urlsplit(url).path).view_name == f"mail_{use}"
    assert len(url) < 160, "two lines of a mail"


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("other", USES)
def test_no_link_serves_for_another_use(use: str, other: str) -> None:
    if use != other:
        with pytest.raises(LinkRefused) as refusal:
            reader(other)(token_of(made(use)))
        assert not refusal.value.is_expired


@pytest.mark.parametrize(
    ("use", "holds"),
    [
        ("done", timedelta(days=30)),
        ("snooze", timedelta(days=30)),
        ("not_needed", timedelta(days=30)),
        ("pause", timedelta(days=30)),
        ("undo", timedelta(hours=1)),
        ("unsubscribe", timedelta(days=365)),
    ],
)
def test_a_link_holds_for_its_time_and_then_says_that_it_expired(use: str, holds: timedelta) -> None:
    with time_machine.travel(WRITTEN, tick=False):
        token = token_of(made(use))
    with time_machine.travel(WRITTEN + holds - timedelta(seconds=1), tick=False):
        assert reader(use)(token)
    with time_machine.travel(WRITTEN + holds + timedelta(seconds=1), tick=False), pytest.raises(LinkRefused) as no:
        reader(use)(token)
    assert no.value.is_expired


@given(st.sampled_from(USES), st.data())
def test_a_link_with_any_letter_changed_does_nothing(use: str, data: st.DataObject) -> None:
    token = token_of(made(use))
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda one: one != token[place]))
    # The last letter of a signature carries spare bits, but it is compared as text.
    with pytest.raises(LinkRefused):
        reader(use)(token[:place] + letter + token[place + 1 :])


@given(st.sampled_from(USES), st.text(max_size=200))
def test_nonsense_does_nothing(use: str, token: str) -> None:
    with pytest.raises(LinkRefused) as refusal:
        reader(use)(token)
    assert not refusal.value.is_expired


@pytest.mark.parametrize(
    "content", ["", "a", "a" * 21, "a" * 23, "é" * 22, "a" * 53, "é" * 52, "=" * 52, "a" * 63, "=" * 63]
)
def test_what_another_version_of_the_house_signed_is_refused_not_a_crash(content: str) -> None:
    for use in USES:
        with pytest.raises(LinkRefused):
            reader(use)(signing.TimestampSigner(salt=f"contacts.mail.{use}").sign(content))


def test_a_turn_is_told_apart_by_kind_and_day() -> None:
    days = [date(2026, 11, 2), date(2026, 11, 3), date(2025, 11, 2), date(2026, 2, 11)]
    marks = {turn_mark(kind=kind, due_on=day) for kind in FollowUpKind for day in days}
    assert len(marks) == len(FollowUpKind) * len(days)


def test_the_head_offers_one_click() -> None:
    headers = unsubscribe_headers(ALICE)
    assert set(headers) == {"List-Unsubscribe", "List-Unsubscribe-Post"}
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    given_address = headers["List-Unsubscribe"]
    assert given_address.startswith("<http://testserver/mail/unsubscribe/")
    assert given_address.endswith(">")
    assert read_unsubscribe(token_of(given_address.strip("<>"))) == ALICE
