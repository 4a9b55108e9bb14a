"""A call or a coffee rather than another message (E-55)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.human_channel import ChannelFacts, suggest_channel
from contacts.vocabulary import Channel

TODAY = date(2026, 11, 22)


def facts(days: int | None, written: int = 0, channel: Channel | None = Channel.IN_PERSON, **changes) -> ChannelFacts:
    last = None if days is None else TODAY - timedelta(days=days)
    return replace(ChannelFacts(TODAY, last, written, channel, has_phone=False, place=""), **changes)


@pytest.mark.parametrize(
    ("days", "written", "suggests"),
    [
        (0, 0, False),
        (59, 30, False),
        (60, 2, False),
        (60, 3, True),
        (179, 2, False),
        (180, 0, True),
        (4000, 0, True),
        (None, 30, False),
        (-1, 3, False),
    ],
)
def test_suggests_it_where_the_last_talk_is_long_ago(days, written, suggests):
    assert (suggest_channel(facts(days, written)) is not None) is suggests


def test_says_why():
    suggestion = suggest_channel(facts(200, 4))
    assert suggestion is not None
    assert suggestion.rule == "E-55"
    assert (suggestion.last_live_on, suggestion.written_since_live) == (TODAY - timedelta(days=200), 4)


@pytest.mark.parametrize(
    ("channel", "has_phone", "place", "kind"),
    [
        (Channel.IN_PERSON, False, "", "coffee"),
        (Channel.IN_PERSON, True, "", "call_or_coffee"),
        (Channel.IN_PERSON, True, "Lisbon", "call_or_coffee"),
        (Channel.PHONE, False, "", "call"),
        (Channel.VIDEO, False, "  ", "call"),
        (Channel.VIDEO, True, "", "call"),
        (Channel.PHONE, True, "Lisbon", "call_or_coffee"),
        (None, False, "", "call_or_coffee"),
        (None, True, "", "call"),
        (None, False, "Lisbon", "coffee"),
    ],
)
def test_suggests_what_can_be_done(channel, has_phone, place, kind):
    suggestion = suggest_channel(facts(365, 0, channel, has_phone=has_phone, place=place))
    assert suggestion is not None
    assert suggestion.kind == kind


@given(st.integers(0, 5000), st.integers(0, 50), st.integers(0, 5000), st.integers(0, 50))
def test_more_time_and_more_messages_never_take_it_back(days, written, longer, more):
    if suggest_channel(facts(days, written)):
        assert suggest_channel(facts(days + longer, written + more))
