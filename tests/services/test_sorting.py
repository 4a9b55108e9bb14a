"""Sorting a day: what becomes of it, of the favour and of the flags; done twice, undone, and after an edit."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from contacts.errors import Refused
from contacts.models import Exchange, ExchangeMention, Interaction, Message, Person, Standing, User
from contacts.queries.sorting import conversation_to_sort, count_to_sort, next_card
from contacts.services.exchanges import edit_exchange
from contacts.services.interactions import delete_interaction, edit_interaction, entry_of
from contacts.services.sorting import sort_as_neither, sort_day, unsort_day
from contacts.vocabulary import Channel, Depth, ExchangeState, MentionKind, Purpose, Side, Size, SortedAs, StartedBy
from tests.factories import create_account, create_contact, create_person, today_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return create_account()


def a_day(
    by: User, person: Person, *, days_ago: int = 40, thread: str = "t", text: str = "", **fields: object
) -> Interaction:
    """A day of a conversation as an import leaves it."""
    on = today_of(by) - timedelta(days=days_ago)
    told = {"started_by": StartedBy.ME, "they_took_part": True, "depth": Depth.CHAT, **fields}
    row = Interaction.objects.create(
        person=person,
        happened_on=on,
        channel=Channel.MESSAGE,
        thread=thread,
        purpose=Purpose.UNKNOWN,
        missing=["talked_about", "learned"],
        **told,
    )
    at = by.local(row.created_at).replace(year=on.year, month=on.month, day=on.day, hour=9)
    for number, author in enumerate((Side.ME, Side.THEM)):
        Message.objects.create(
            interaction=row,
            author=author,
            at=at + timedelta(minutes=number),
            text=text or f"{author} on the {on}",
            source_key=uuid4().hex,
        )
    return row


def the_favour() -> Exchange:
    return Exchange.objects.get()


@pytest.mark.parametrize(
    ("sorted_as", "purpose", "giver", "asked"),
    [
        (SortedAs.I_ASKED, Purpose.ASK, Side.THEM, True),
        (SortedAs.THEY_ASKED, Purpose.ASK, Side.ME, True),
        (SortedAs.I_GAVE, Purpose.GIVE, Side.ME, False),
        (SortedAs.THEY_GAVE, Purpose.GIVE, Side.THEM, False),
    ],
)
def test_an_ask_or_a_give_is_a_favour_of_that_day(
    alice: User, sorted_as: SortedAs, purpose: Purpose, giver: Side, asked: bool
) -> None:
    day = a_day(alice, create_person(by=alice))
    sort_day(by=alice, interaction=day, sorted_as=sorted_as, what="two names of reviewers", size=Size.MEDIUM)
    day.refresh_from_db()
    favour = the_favour()
    assert (day.purpose, day.version) == (purpose, 2)
    assert (favour.giver, favour.asked, favour.what, favour.size) == (giver, asked, "two names of reviewers", 2)
    assert (favour.state, favour.opened_on, favour.settled_on) == (
        ExchangeState.KEPT,
        day.happened_on,
        day.happened_on,
    )
    assert favour.settled_in == day
    assert favour.batch is None, "it is the user's word, and no import's"
    mention = ExchangeMention.objects.get()
    assert (mention.interaction, mention.kind) == (day, MentionKind.MADE)


def test_neither_is_no_favour(alice: User) -> None:
    day = a_day(alice, create_person(by=alice))
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.NEITHER)
    day.refresh_from_db()
    assert (day.purpose, Exchange.objects.count()) == (Purpose.NEITHER, 0)


@pytest.mark.parametrize("state", [ExchangeState.OPEN, ExchangeState.DECLINED, ExchangeState.DROPPED])
def test_an_ask_says_what_became_of_it(alice: User, state: ExchangeState) -> None:
    day = a_day(alice, create_person(by=alice))
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="an introduction", state=state)
    assert the_favour().state == state
    assert (the_favour().settled_on is None) == (state == ExchangeState.OPEN)


def test_a_give_is_kept_whatever_is_said_of_asks(alice: User) -> None:
    day = a_day(alice, create_person(by=alice))
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_GAVE, what="notes", state=ExchangeState.OPEN)
    assert the_favour().state == ExchangeState.KEPT


def test_twice_is_once(alice: User) -> None:
    day = a_day(alice, create_person(by=alice))
    for _again in range(2):
        sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="an introduction")
    day.refresh_from_db()
    assert (Exchange.objects.count(), day.version) == (1, 2)


def test_otherwise_meanwhile_is_refused_with_a_way_out(alice: User) -> None:
    day = a_day(alice, create_person(by=alice))
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.NEITHER)
    with pytest.raises(Refused, match="sorted already"):
        sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="an introduction")
    assert not Exchange.objects.exists()


@pytest.mark.parametrize("what", ["", "   ", "x" * 501])
def test_a_favour_without_words_leaves_the_day_unsorted(alice: User, what: str) -> None:
    day = a_day(alice, create_person(by=alice))
    with pytest.raises(Refused):
        sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what=what)
    day.refresh_from_db()
    assert day.purpose == Purpose.UNKNOWN


def test_undone_it_waits_again_and_can_be_sorted_the_same_way_after_all(alice: User) -> None:
    day = a_day(alice, create_person(by=alice))
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="an introduction")
    assert unsort_day(by=alice, interaction=day).kept is None
    day.refresh_from_db()
    assert (day.purpose, Exchange.objects.count(), Exchange.everything.count()) == (Purpose.UNKNOWN, 0, 1)
    unsort_day(by=alice, interaction=day)
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="a review", state=ExchangeState.OPEN)
    assert (the_favour().what, the_favour().state, Exchange.everything.count()) == ("a review", "open", 1)


def test_undoing_keeps_a_favour_that_was_changed_since(alice: User) -> None:
    day = a_day(alice, create_person(by=alice))
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="an introduction")
    favour = the_favour()
    edit_exchange(
        by=alice,
        exchange=favour,
        version=1,
        what="an introduction to Mira",
        size=Size.LARGE,
        giver=Side.THEM,
        asked=True,
        opened_on=favour.opened_on,
        due_on=None,
        our_work=False,
    )
    assert unsort_day(by=alice, interaction=day).kept == favour
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="another")
    assert the_favour().what == "an introduction to Mira"


def test_what_was_logged_by_hand_or_is_gone_is_not_sorted(alice: User) -> None:
    person = create_person(by=alice)
    by_hand = a_day(alice, person)
    Interaction.objects.filter(pk=by_hand.pk).update(purpose="")
    gone = delete_interaction(by=alice, interaction=a_day(alice, person, days_ago=3))
    for day in (by_hand, gone):
        with pytest.raises(Refused):
            sort_day(by=alice, interaction=day, sorted_as=SortedAs.NEITHER)


def test_a_stranger_sorts_nothing(alice: User) -> None:
    day = a_day(alice, create_person(by=alice))
    mallory = create_account(email="mallory@example.org")
    for verb in (
        lambda: sort_day(by=mallory, interaction=day, sorted_as=SortedAs.NEITHER),
        lambda: unsort_day(by=mallory, interaction=day),
        lambda: sort_as_neither(by=mallory, interactions=[day]),
    ):
        with pytest.raises(Refused):
            verb()
    assert count_to_sort(mallory) == 0


def test_the_rest_of_a_conversation_at_once(alice: User) -> None:
    person = create_person(by=alice)
    days = [a_day(alice, person, days_ago=ago) for ago in (10, 20, 30)]
    sort_day(by=alice, interaction=days[0], sorted_as=SortedAs.I_GAVE, what="notes")
    other = a_day(alice, person, days_ago=5, thread="another")
    done = sort_as_neither(by=alice, interactions=conversation_to_sort(alice, days[1]))
    assert [row.pk for row in done] == [days[1].pk, days[2].pk]
    assert {row.pk for row in Interaction.objects.filter(purpose=Purpose.UNKNOWN)} == {other.pk}


def test_the_last_five_days_of_each_conversation_are_asked_about_and_no_sixth(alice: User) -> None:
    person = create_person(by=alice)
    for ago in range(1, 9):
        a_day(alice, person, days_ago=ago)
    a_day(alice, person, days_ago=100, thread="another")
    assert count_to_sort(alice) == 6
    for left in range(5, -1, -1):
        card = next_card(alice)
        assert card is not None
        sort_day(by=alice, interaction=Interaction.objects.get(public_id=card.public_id), sorted_as=SortedAs.NEITHER)
        assert count_to_sort(alice) == left
    assert next_card(alice) is None


def test_nobody_silent_is_asked_about(alice: User) -> None:
    for field, value in (
        ("archived_at", "2026-01-01T00:00Z"),
        ("deceased", True),
        ("left_out_at", "2026-01-01T00:00Z"),
    ):
        person = create_person(by=alice, name=f"Ana {field}")
        a_day(alice, person)
        Person.objects.filter(pk=person.pk).update(**{field: value})
    assert count_to_sort(alice) == 0


def test_contacts_come_first_and_what_was_put_off_last(alice: User) -> None:
    door = a_day(alice, create_person(by=alice, name="Ines Prado"), days_ago=1)
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=400)
    old = a_day(alice, contact.person, days_ago=90)
    new = a_day(alice, contact.person, days_ago=60)
    order: list[object] = []
    while len(order) < 3:
        card = next_card(alice, later=order)  # type: ignore[arg-type]
        assert card is not None
        order.append(card.public_id)
    assert order == [new.public_id, old.public_id, door.public_id]
    assert next_card(alice, later=order).public_id == new.public_id  # type: ignore[arg-type, union-attr]


# Flags and standings (E-30, E-34)


def test_a_hundred_unsorted_days_accuse_nobody_and_keep_in_touch(alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=700)
    for ago in range(3, 303, 3):
        a_day(alice, contact.person, days_ago=ago, started_by=StartedBy.THEM if ago % 2 else StartedBy.ME)
    day = Interaction.objects.filter(purpose=Purpose.UNKNOWN).order_by("happened_on").first()
    assert day is not None
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="an introduction")
    standing = Standing.objects.get(contact=contact)
    assert (standing.ask_only_since, standing.they_ask_only_since) == (None, None)
    assert standing.last_in_touch_on == today_of(alice) - timedelta(days=3)
    assert (standing.i_asked, standing.they_asked, standing.unanswered) == (1, 0, 0)


def test_what_the_user_sorts_as_asks_is_asked_and_undone_it_is_not(alice: User) -> None:
    contact = create_contact(by=alice, name="Ana Ferreira", days_ago=700)
    days = [a_day(alice, contact.person, days_ago=ago, they_took_part=False, thread=str(ago)) for ago in (120, 90, 60)]
    for day in days:
        sort_day(
            by=alice,
            interaction=day,
            sorted_as=SortedAs.I_ASKED,
            what=f"a favour of {day.pk}",
            state=ExchangeState.OPEN,
        )
    assert Standing.objects.get(contact=contact).ask_only_since == days[0].happened_on
    unsort_day(by=alice, interaction=days[2])
    assert Standing.objects.get(contact=contact).ask_only_since is None


# Editing (E-01)


def test_saying_what_was_learned_founds_a_contact_and_keeps_what_was_brought(alice: User) -> None:
    person = create_person(by=alice)
    day = a_day(alice, person)
    entry = replace(
        entry_of(day),
        talked_about="the tide tables of Porto",
        learned="restores wooden boats with their sister in Aveiro",
    )
    logged = edit_interaction(by=alice, interaction=day, version=1, entry=entry)
    day.refresh_from_db()
    assert logged.contact_made
    assert logged.contact is not None and logged.contact.founded_on_id == day.pk
    assert (day.purpose, day.thread, day.messages.count(), day.version) == (Purpose.UNKNOWN, "t", 2, 2)
    assert (day.they_took_part, day.started_by, day.depth, day.meaningful) == (True, StartedBy.ME, Depth.CHAT, True)
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_GAVE, what="the tables")
    assert the_favour().settled_in == day


def test_one_side_alone_founds_nobody_and_stays_one_sided(alice: User) -> None:
    day = a_day(alice, create_person(by=alice), they_took_part=False)
    entry = replace(entry_of(day), talked_about="tide tables", learned="restores wooden boats in Aveiro")
    logged = edit_interaction(by=alice, interaction=day, version=1, entry=entry)
    day.refresh_from_db()
    assert logged.contact is None
    assert (day.they_took_part, day.missing) == (False, ["one_way"])


def test_an_edited_favour_is_the_user_s_and_sorting_the_day_tells_no_second(alice: User) -> None:
    day = a_day(alice, create_person(by=alice))
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="an introduction")
    unsort_day(by=alice, interaction=day)
    day.refresh_from_db()
    from contacts.entries import ExchangeEntry

    told = ExchangeEntry(
        giver=Side.THEM, asked=True, what="an intro to Mira", size=Size.SMALL, state=ExchangeState.OPEN
    )
    edit_interaction(by=alice, interaction=day, version=day.version, entry=replace(entry_of(day), exchanges=(told,)))
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.I_ASKED, what="an introduction")
    assert the_favour().what == "an intro to Mira"
    unsort_day(by=alice, interaction=day)
    assert the_favour().what == "an intro to Mira"


def test_days_of_two_centuries_ago_sort_as_well(alice: User) -> None:
    day = a_day(alice, create_person(by=alice))
    Interaction.objects.filter(pk=day.pk).update(happened_on=date(1842, 7, 10))
    sort_day(by=alice, interaction=day, sorted_as=SortedAs.THEY_GAVE, what="card sets", size=Size.LARGE)
    assert the_favour().settled_on == date(1842, 7, 10)
