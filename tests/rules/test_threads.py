"""Conversations of a file, day by day: with whom, who began, whether both took part, and how far it went."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.meaningful import ANSWERED_WITHIN_DAYS, took_part
from contacts.rules.threads import Line, Me, Party, Sent, ThreadDay, how_far, is_two_sided, read_thread
from contacts.vocabulary import Channel, Depth, Side, StartedBy

OSLO = ZoneInfo("Europe/Oslo")
MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
I = Party("Alice Berg", "alice-berg")  # noqa: E741
ANA = Party("Ana Ferreira", "ana-ferreira")
BEN = Party("Ben Osei", "ben-osei")
BY_NAME = Me(frozenset(), frozenset({"Alice Berg"}))
ME = Me(frozenset({"alice-berg"}), frozenset({"Alice Berg"}))
WORDS = "The reviewers liked the second draft of the tide tables"


def sent(sender: Party, *to: Party, day: float = 0, text: str = WORDS, key: str = "") -> Sent:
    at = MAY + timedelta(days=day)
    return Sent(key=key or f"{sender.name} {at}", sender=sender, recipients=to, at=at, text=text)


def days_of(*messages: Sent, me: Me = ME, zone: ZoneInfo = OSLO) -> list[ThreadDay]:
    return list(read_thread(messages, me=me, zone=zone).days)


def shape(day: ThreadDay) -> tuple[object, ...]:
    return day.who.name, day.on.day, day.started_by, day.they_took_part, day.depth


def test_a_day_belongs_to_whoever_wrote_first_and_to_both_when_both_wrote() -> None:
    found = days_of(sent(I, ANA), sent(ANA, I, day=0.1), sent(ANA, I, day=40), sent(I, ANA, day=80))
    assert [shape(day) for day in found] == [
        ("Ana Ferreira", 4, StartedBy.ME, True, Depth.CHAT),
        ("Ana Ferreira", 13, StartedBy.THEM, False, Depth.CHAT),
        ("Ana Ferreira", 23, StartedBy.ME, False, Depth.CHAT),
    ]
    assert [line.author for line in found[0].lines] == [Side.ME, Side.THEM]
    assert is_two_sided(found)
    assert not is_two_sided(found[1:2])


@pytest.mark.parametrize(("after", "answered"), [(1, True), (30, True), (31, False)])
def test_an_answer_within_thirty_days_is_two_way(after: int, answered: bool) -> None:
    first, second = days_of(sent(ANA, I), sent(I, ANA, day=after))
    assert (first.they_took_part, second.they_took_part) == (False, answered)


def test_what_oneself_wrote_is_no_answer_to_oneself() -> None:
    assert [day.they_took_part for day in days_of(sent(I, ANA), sent(I, ANA, day=3), sent(I, ANA, day=6))] == [
        False,
        False,
        False,
    ]


def test_days_are_those_of_the_account() -> None:
    late = sent(ANA, I, day=0.56)  # 22:26 in Greenwich
    assert [day.on.day for day in days_of(late)] == [5]
    assert [day.on.day for day in days_of(late, zone=ZoneInfo("America/Lima"))] == [4]
    assert days_of(late)[0].lines[0].at.utcoffset() == timedelta(hours=2)


def test_a_group_shares_a_day_with_those_who_wrote_on_it() -> None:
    found = read_thread(
        [
            sent(I, ANA, BEN, key="hello all"),
            sent(ANA, I, BEN, day=2),
            sent(I, ANA, BEN, day=2.1, key="to Ana"),
            sent(BEN, I, ANA, day=9),
        ],
        me=ME,
        zone=OSLO,
    )
    assert [shape(day)[:4] for day in found.days] == [
        ("Ana Ferreira", 6, StartedBy.THEM, True),
        ("Ben Osei", 13, StartedBy.THEM, False),
    ]
    assert found.left_out == {"hello all": "to_several"}


def test_two_who_write_on_one_day_each_have_it_with_all_of_mine() -> None:
    found = days_of(sent(I, ANA, BEN, key="q"), sent(BEN, I, ANA, day=0.1), sent(ANA, I, BEN, day=0.2))
    assert {day.who.name: [line.key == "q" for line in day.lines] for day in found} == {
        "Ana Ferreira": [True, False],
        "Ben Osei": [True, False],
    }


@pytest.mark.parametrize(
    ("message", "why"),
    [
        pytest.param(sent(Party("Somebody"), I), "no_address", id="a sender without an address"),
        pytest.param(sent(Party(""), I), "no_address", id="nobody at all"),
        pytest.param(sent(I, I), "to_yourself", id="a note to oneself"),
        pytest.param(sent(I), "no_recipient", id="to nobody"),
        pytest.param(sent(I, Party("LinkedIn Member")), "no_address", id="to somebody who closed their account"),
    ],
)
def test_what_is_with_nobody_is_left_out_with_its_reason(message: Sent, why: str) -> None:
    found = read_thread([message], me=ME, zone=OSLO)
    assert (found.days, found.left_out) == ((), {message.key: why})


def test_a_name_without_address_is_whoever_goes_by_it_in_the_conversation() -> None:
    """Older files tell the address of the sender alone."""
    found = days_of(sent(I, Party("ana  FERREIRA")), sent(ANA, Party("Alice Berg"), day=3))
    assert [day.who for day in found] == [ANA, ANA]
    assert [day.started_by for day in found] == [StartedBy.ME, StartedBy.THEM]


def test_a_name_that_two_go_by_is_nobody_s() -> None:
    other_ana = Party("Ana Ferreira", "ana-f-2")
    found = days_of(sent(ANA, I), sent(other_ana, I, day=1), sent(I, Party("Ana Ferreira"), day=2))
    assert [day.who.profile for day in found] == ["ana-ferreira", "ana-f-2"]


def test_somebody_never_written_back_by_is_known_by_name_alone() -> None:
    assert [day.who for day in days_of(sent(I, Party("Ana Ferreira")))] == [Party("Ana Ferreira")]


def test_who_changed_their_name_stays_one_person() -> None:
    found = days_of(sent(ANA, I), sent(Party("Ana Sousa", "ana-ferreira"), I, day=1))
    assert {day.who for day in found} == {Party("Ana Sousa", "ana-ferreira")}


def lines(*pairs: tuple[Side, str]) -> list[Line]:
    return [Line(str(place), author, MAY, text) for place, (author, text) in enumerate(pairs)]


MINE, THEIRS = Side.ME, Side.THEM


@pytest.mark.parametrize(
    ("said", "depth"),
    [
        ([(MINE, WORDS)], Depth.CHAT),
        ([(MINE, "Happy birthday, Ana!")], Depth.HELLO),
        ([(MINE, "Happy birthday!"), (THEIRS, "Thank you so much")], Depth.HELLO),
        ([(MINE, "Happy birthday!"), (THEIRS, "Thank you! We moved to Bergen in March")], Depth.CHAT),
        ([(MINE, WORDS), (THEIRS, "Thanks!")], Depth.CHAT),
        ([(MINE, WORDS), (THEIRS, "👍")], Depth.HELLO),
        ([(MINE, WORDS), (THEIRS, "")], Depth.HELLO),
        ([(MINE, WORDS), (THEIRS, "👍"), (THEIRS, "yes")], Depth.CHAT),
        ([(THEIRS, "")], Depth.HELLO),
        ([(THEIRS, "❤️")], Depth.HELLO),
        ([(THEIRS, "来週の火曜日に東京でお会いしましょう")], Depth.CHAT),
        ([(MINE, "thanks " * 100)], Depth.CHAT),
    ],
)
def test_how_far_it_went(said: list[tuple[Side, str]], depth: Depth) -> None:
    assert how_far(lines(*said), names=("Ana Ferreira", "Alice Berg")) == depth


PARTIES = [I, ANA, BEN, Party("Cem Aydin"), Party("Ana Ferreira"), Party(""), Party("Alice Berg")]
MESSAGES = st.lists(
    st.builds(
        lambda sender, to, minutes, text: (sender, tuple(to), MAY + timedelta(minutes=minutes), text),
        st.sampled_from(PARTIES),
        st.lists(st.sampled_from(PARTIES), max_size=3),
        st.integers(-100_000, 100_000),
        st.sampled_from(["", "👍", "Thanks!", WORDS]) | st.text(max_size=40),
    ),
    max_size=25,
    unique_by=lambda one: one[2],
).map(lambda rows: [Sent(str(number), *row) for number, row in enumerate(rows)])


@given(messages=MESSAGES, zone=st.sampled_from([OSLO, ZoneInfo("Pacific/Apia"), ZoneInfo("America/Lima")]))
def test_every_message_is_accounted_for_once(messages: list[Sent], zone: ZoneInfo) -> None:
    found = read_thread(messages, me=ME, zone=zone)
    in_days = {line.key for day in found.days for line in day.lines}
    assert in_days | set(found.left_out) == {message.key for message in messages}
    assert in_days.isdisjoint(found.left_out)
    assert len({(day.who, day.on) for day in found.days}) == len(found.days)
    for day in found.days:
        assert day.lines
        assert {line.at.date() for line in day.lines} == {day.on}
        assert [line.at for line in day.lines] == sorted(line.at for line in day.lines)
        assert not ME.is_it(day.who)
        assert day.started_by == (StartedBy.ME if day.lines[0].author == Side.ME else StartedBy.THEM)


@given(messages=MESSAGES, data=st.data())
def test_the_order_in_the_file_does_not_matter(messages: list[Sent], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(messages))
    assert read_thread(shuffled, me=ME, zone=OSLO) == read_thread(messages, me=ME, zone=OSLO)


@given(messages=MESSAGES)
def test_what_the_log_would_take_for_two_way_is_two_way_here(messages: list[Sent]) -> None:
    """Editing an entry judges it by the days before that the other side began: it must not become two-way by that."""
    days = read_thread(messages, me=ME, zone=OSLO).days
    for day in days:
        other = StartedBy.THEM if day.started_by == StartedBy.ME else StartedBy.ME
        before = [
            one.on
            for one in days
            if one.who == day.who and one.started_by == other and 0 < (day.on - one.on).days <= ANSWERED_WITHIN_DAYS
        ]
        assert day.they_took_part or not took_part(
            channel=Channel.MESSAGE,
            started_by=day.started_by,
            they_wrote_too=False,
            answers_on=max(before, default=None),
            happened_on=day.on,
        )


def test_an_address_that_may_be_mine_is_nobody_s_word() -> None:
    """Known by name alone, I may be whoever writes from an address, but not where they write to me."""
    ana, alice = Party("Ana", "ana"), Party("Alice Berg-Adeyemi", "alice")
    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    told = [
        Sent("hers", ana, (alice,), at, "Could you look at the draft?"),
        Sent("mine", alice, (ana,), at, "I read the draft tomorrow"),
        Sent("to me", ana, (Party("Alice Berg"),), at, "And the tide tables?"),
        Sent("by me", Party("Alice Berg"), (ana,), at, "Those, too"),
    ]
    found = read_thread(told, me=BY_NAME, zone=UTC)
    assert found.left_out == {"hers": "me_unknown", "mine": "me_unknown"}
    assert [(day.who, [line.key for line in day.lines]) for day in found.days] == [(ana, ["to me", "by me"])]
    assert not read_thread(told, me=Me(frozenset({"alice"})), zone=UTC).left_out.keys() - {"by me"}
