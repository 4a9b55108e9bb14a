"""What counts as an ask, a give, an answer and a bare word between two people (E-30, E-34), seen from either chair."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.ask_only import judge_ask_only
from contacts.rules.between import Mention, Told, facts_of, is_ask_of, is_give_of, is_mere_thanks, is_vague_offer
from contacts.rules.numbers import Numbers
from contacts.rules.their_asks import judge_their_asks
from contacts.vocabulary import Depth, ExchangeState, MentionKind, Side, Size, StartedBy

TODAY = date(2026, 11, 22)
DAY = date(2026, 6, 1)


@dataclass(frozen=True)
class Favour:
    id: int = 1
    giver: Side = Side.THEM
    asked: bool = True
    what: str = "a desk"
    size: Size = Size.SMALL
    state: ExchangeState = ExchangeState.OPEN
    opened_on: date = DAY
    settled_on: date | None = None
    our_work: bool = False
    category: str = ""
    thanked_on: date | None = None
    outcome_told_on: date | None = None


def told(**changes) -> Told:
    usual = {"id": 9, "on": DAY, "started_by": StartedBy.ME, "depth": Depth.CHAT, "they_took_part": True}
    return Told(**usual | {"is_live": False} | changes)


def touch_of(one: Told, *favours: Favour, side: Side = Side.ME, kind: MentionKind = MentionKind.MADE):
    mentions = [Mention(favour.id, one.id, kind) for favour in favours]
    facts = facts_of(side, today=TODAY, favours=favours, told=[one], mentions=mentions, numbers=Numbers())
    return facts.touches[0]


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("giver", Side)
@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("state", ExchangeState)
def test_which_favours_are_asks_and_gives_of_a_side(side, giver, asked, state) -> None:
    favour = Favour(giver=giver, asked=asked, state=state)
    assert is_ask_of(side, favour) == (giver != side and asked)
    kept = state == ExchangeState.KEPT
    declined_offer = state == ExchangeState.DECLINED and not asked
    assert is_give_of(side, favour) == (giver == side and (kept or declined_offer))


@pytest.mark.parametrize(
    "what",
    [
        *("thanks", "thank-you", "Thanks for the intro!", "a big thank you", "a thank-you card", "a word of thanks"),
        *("told her thanks", "sent him a thank-you note", "a note to say thanks", "Thanks, that intro worked"),
        *("thanks for the book", "thank you for the dinner", "thanked her for the recommendation"),
        *("thanks for the review of my talk", "sent a thank-you note for the flowers", "thx for lunch", "ty", "Ty!"),
        *("Vielen Dank", "Dank", "danke für das Buch", "merci", "merci pour le livre", "tack", "tack så mycket", "tak"),
        *("liked her post", "a like", "likes on LinkedIn", "congrats on the new job", "happy birthday", "a compliment"),
        *("birthday wishes", "👍", "❤️", "👏👏"),
    ],
)
def test_a_thank_you_noted_as_a_favour_is_no_give(what) -> None:
    assert is_mere_thanks(what)
    assert not is_give_of(Side.ME, Favour(giver=Side.ME, asked=False, what=what, state=ExchangeState.KEPT))


@pytest.mark.parametrize(
    "what",
    [
        *(
            "thank-you dinner",
            "flowers as a thank-you",
            "thanked with a bottle of wine",
            "thank-you lunch for the book",
        ),
        *("thanked her for the review with a bottle of wine", "thanked her and introduced her to Ben", "a desk"),
        *("thanked her for the review by recommending her", "intro to Ben", "", "-", "x"),
        *("a good word", "good words", "a chat", "talked", "said yes to her", "met her", "let her in", "got her in"),
        *("Ty Cobb introduction", "tack for the board", "Dank Memes poster"),
        *(
            "una charla",
            "a person",
            "a lot",
            "something like that",
            "said something to Ben",
            "ein gutes Wort",
            "a hello",
        ),
        *("introduced her", "helped", "help", "time", "advice", "a call", "a thankless job", "Thanksgiving dinner"),
    ],
)
def test_what_was_done_or_handed_over_is_a_give_however_few_its_words(what) -> None:
    assert not is_mere_thanks(what)
    assert is_give_of(Side.ME, Favour(giver=Side.ME, asked=False, what=what, state=ExchangeState.KEPT))


@pytest.mark.parametrize(
    ("changes", "gave"),
    [({}, False), ({"size": Size.MEDIUM}, True), ({"size": Size.LARGE}, True), ({"category": "thing"}, True)],
)
def test_what_was_given_a_size_or_a_kind_is_no_mere_thanks(changes, gave) -> None:
    thanks = Favour(giver=Side.ME, asked=False, what="thank you", state=ExchangeState.KEPT, **changes)
    assert is_give_of(Side.ME, thanks) is gave


@pytest.mark.parametrize(
    ("what", "vague"),
    [
        ("any help, any time", True),
        ("let me know if you need anything", True),
        ("Hilfe", True),
        ("call me any time if you need something", True),
        ("help with the move", False),
        ("a good word", False),
        ("to let her in", False),
        ("a call", False),
        ("a call with Bo", False),
        ("a week of babysitting", False),
        ("", False),
    ],
)
def test_an_offer_of_any_help_is_not_concrete(what, vague) -> None:
    assert is_vague_offer(what) is vague
    offer = Favour(giver=Side.ME, asked=False, what=what, state=ExchangeState.DECLINED)
    assert is_give_of(Side.ME, offer) is not vague


@pytest.mark.parametrize(
    ("changes", "says_something", "in_touch", "is_bare"),
    [
        ({}, True, True, False),
        ({"says_something": True}, True, True, False),
        ({"says_something": False}, False, True, True),
        ({"says_something": False, "is_live": True}, False, True, False),
        ({"depth": Depth.HELLO, "says_something": True}, False, False, False),
        ({"they_took_part": False}, True, False, False),
    ],
)
def test_words_decide_where_there_are_any_and_depth_where_there_are_none(
    changes, says_something, in_touch, is_bare
) -> None:
    touch = touch_of(told(**changes))
    assert (touch.says_something, touch.in_touch, touch.is_bare) == (says_something, in_touch, is_bare)


@pytest.mark.parametrize(
    ("kind", "is_live", "has_ask"),
    [
        (MentionKind.MADE, False, True),
        (MentionKind.MADE, True, True),
        (MentionKind.CHASED, True, True),
        (MentionKind.ANSWERED, False, True),
        (MentionKind.ANSWERED, True, False),
    ],
)
def test_a_written_answer_belongs_to_its_ask_and_a_talk_is_more(kind, is_live, has_ask) -> None:
    assert touch_of(told(is_live=is_live), Favour(), kind=kind).has_ask is has_ask


YES = {"words": frozenset({"desk"}), "says_something": True}
NEWS = {"words": frozenset({"desk", "porto"}), "says_something": True}
ALONE = {"they_took_part": False}
THEY_BEGAN = {"started_by": StartedBy.THEM}
LONG = {"depth": Depth.CONVERSATION}


@pytest.mark.parametrize(
    ("changes", "state", "has_ask"),
    [
        ({}, ExchangeState.DECLINED, True),
        (YES, ExchangeState.KEPT, True),
        ({"words": frozenset({"agreed", "desk"})}, ExchangeState.KEPT, True),
        (YES | LONG, ExchangeState.KEPT, True),
        (NEWS, ExchangeState.KEPT, False),
        (NEWS, ExchangeState.DROPPED, False),
        (NEWS | ALONE, ExchangeState.OPEN, False),
        (NEWS | {"started_by": StartedBy.BOTH}, ExchangeState.DECLINED, False),
        (NEWS | THEY_BEGAN, ExchangeState.KEPT, True),
        (NEWS | THEY_BEGAN | LONG, ExchangeState.KEPT, False),
        (YES | ALONE, ExchangeState.KEPT, False),
        (ALONE, ExchangeState.KEPT, False),
        (ALONE, ExchangeState.DECLINED, True),
        (THEY_BEGAN | ALONE, ExchangeState.KEPT, True),
    ],
)
def test_word_of_how_it_ended_is_an_answer_unless_the_asker_says_more(changes, state, has_ask) -> None:
    """A mail of one's own that also tells how an ask ended, and a long conversation, are more than its answer."""
    assert touch_of(told(**changes), Favour(state=state), kind=MentionKind.ANSWERED).has_ask is has_ask
    for kind in (MentionKind.MADE, MentionKind.CHASED):
        assert touch_of(told(**changes), Favour(state=state), kind=kind).has_ask, "asking is asking"


def test_an_answer_to_two_asks_is_an_answer() -> None:
    one = told(words=frozenset({"desk", "boat"}), says_something=True)
    favours = Favour(id=1, what="a desk"), Favour(id=2, what="the boat")
    assert touch_of(one, *favours, kind=MentionKind.ANSWERED).has_ask
    assert not touch_of(one, favours[0], kind=MentionKind.ANSWERED).has_ask


def test_the_other_sides_answer_is_judged_from_its_askers_chair() -> None:
    theirs = Favour(giver=Side.ME)
    written = told(**NEWS | THEY_BEGAN)
    assert not touch_of(written, theirs, side=Side.THEM, kind=MentionKind.ANSWERED).has_ask
    assert touch_of(told(**NEWS), theirs, side=Side.THEM, kind=MentionKind.ANSWERED).has_ask


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, False),
        ({"says_something": True}, True),
        ({"says_something": False}, False),
        ({"depth": Depth.CONVERSATION}, True),
    ],
)
def test_an_order_and_nothing_else_is_neither_ask_nor_friendship(changes, counts) -> None:
    touch = touch_of(told(**changes), Favour(our_work=True))
    assert not touch.has_ask
    assert touch.in_touch is touch.says_something is counts


def test_the_asks_of_the_other_side_are_no_asks_of_mine() -> None:
    theirs = Favour(giver=Side.ME)
    assert not touch_of(told(), theirs).has_ask
    assert touch_of(told(), theirs, side=Side.THEM).has_ask
    assert not touch_of(told(), side=Side.THEM).mine
    assert touch_of(told(started_by=StartedBy.BOTH), side=Side.THEM).mine


def test_the_numbers_of_the_account_count() -> None:
    numbers = Numbers(ask_only_asks=5, ask_only_months=7, gave_before_years=1)
    facts = facts_of(Side.ME, today=TODAY, favours=[], told=[], mentions=[], numbers=numbers, formal_relation=True)
    assert (facts.minimum_asks, facts.months, facts.years_before, facts.formal_relation) == (5, 7, 1, True)


SIDES = {Side.ME: Side.THEM, Side.THEM: Side.ME}
STARTERS = {StartedBy.ME: StartedBy.THEM, StartedBy.THEM: StartedBy.ME, StartedBy.BOTH: StartedBy.BOTH}
DAYS = st.dates(date(2025, 9, 1), TODAY)
FAVOURS = st.lists(
    st.builds(
        Favour,
        id=st.integers(1, 99),
        giver=st.sampled_from([Side.THEM, Side.THEM, Side.THEM, Side.ME]),
        asked=st.booleans(),
        state=st.sampled_from(ExchangeState),
        size=st.sampled_from(Size),
        opened_on=DAYS,
        settled_on=DAYS,
        our_work=st.booleans(),
    ),
    min_size=4,
    max_size=9,
    unique_by=lambda favour: favour.id,
)
TOLD = st.lists(
    st.builds(
        Told,
        id=st.integers(1, 99),
        on=DAYS,
        started_by=st.sampled_from(StartedBy),
        depth=st.sampled_from(Depth),
        they_took_part=st.booleans(),
        is_live=st.booleans(),
        says_something=st.none() | st.booleans(),
        words=st.sampled_from([frozenset(), frozenset({"desk"}), frozenset({"desk", "porto"})]),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)


@given(FAVOURS, TOLD, st.data())
def test_seen_from_the_other_chair_the_verdict_is_the_same(favours, told_of, data) -> None:
    mentions = data.draw(
        st.lists(
            st.builds(
                Mention,
                st.sampled_from([favour.id for favour in favours]),
                st.sampled_from([one.id for one in told_of] or [0]),
                st.sampled_from(MentionKind),
            ),
            max_size=4,
        )
    )
    mine = facts_of(Side.ME, today=TODAY, favours=favours, told=told_of, mentions=mentions, numbers=Numbers())
    turned = [Favour(**{**vars(favour), "giver": SIDES[favour.giver]}) for favour in favours]
    turned_told = [
        told(
            id=one.id,
            on=one.on,
            started_by=STARTERS[one.started_by],
            depth=one.depth,
            they_took_part=one.they_took_part,
            is_live=one.is_live,
            says_something=one.says_something,
            words=one.words,
        )
        for one in told_of
    ]
    theirs = facts_of(Side.THEM, today=TODAY, favours=turned, told=turned_told, mentions=mentions, numbers=Numbers())
    assert judge_their_asks(theirs) == judge_ask_only(mine)
