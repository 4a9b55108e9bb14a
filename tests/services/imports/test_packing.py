"""Rows of a file wait as JSON and come out the very same."""

import json
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importers.rows import DateRow, GiveRow, HandleRow, Known, MessageRow, OwnRow, PersonRow, RequestRow
from contacts.services.imports.packing import kind_of, pack, unpack
from contacts.services.imports.tally import THREAD_LENGTH, thread_of

TEXT = st.text(max_size=20)
KNOWN = st.builds(Known, name=TEXT, profile=TEXT)
PLACE = {"part": TEXT, "line": st.integers(1, 10**6)}
ROWS = st.one_of(
    st.builds(
        PersonRow,
        **PLACE,
        **dict.fromkeys(("name", "also_known_as", "organisation", "role", "place", "time_zone", "note"), TEXT),
        handles=st.lists(st.builds(HandleRow, value=TEXT), max_size=3).map(tuple),
        dates=st.lists(st.builds(DateRow, label=TEXT), max_size=3).map(tuple),
        tags=st.lists(TEXT, max_size=3).map(tuple),
        connected_on=st.none() | st.dates(),
    ),
    st.builds(
        MessageRow,
        **PLACE,
        conversation=TEXT,
        sender=KNOWN,
        recipients=st.lists(KNOWN, max_size=3).map(tuple),
        at=st.datetimes(timezones=st.just(UTC)),
        text=TEXT,
        subject=TEXT,
        title=TEXT,
    ),
    st.builds(RequestRow, **PLACE, who=KNOWN, at=st.datetimes() | st.datetimes(timezones=st.just(UTC)), text=TEXT),
    st.builds(GiveRow, **PLACE, who=KNOWN, organisation=TEXT, role=TEXT, on=st.dates(), text=TEXT, skill=TEXT),
    st.builds(OwnRow, **PLACE, name=TEXT, emails=st.lists(TEXT, max_size=3).map(tuple)),
)


@given(ROWS)
def test_a_row_comes_out_as_it_went_in(row):
    packed = json.loads(json.dumps(pack(row)))
    assert unpack(packed, kind=kind_of(row), part=row.part, line=row.line) == row


def test_no_row_is_of_no_kind():
    with pytest.raises(ValueError, match="nonsense"):
        unpack({}, kind="nonsense")


@given(st.text(max_size=400))
def test_a_conversation_has_a_key_that_fits(name):
    assert len(thread_of(name)) <= THREAD_LENGTH
    assert thread_of(name) == thread_of(name)
