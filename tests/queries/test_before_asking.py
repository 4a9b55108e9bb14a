"""Before asking: how it stands with somebody, and what one more ask would mean by E-30."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from contacts.models import Contact, Person, User
from contacts.queries.before_asking import BeforeAsking, before_asking
from contacts.services.accounts import change_numbers
from contacts.services.mutes import mute
from contacts.services.offers import add_offer
from contacts.vocabulary import Channel, Reason, Side, StartedBy
from contacts.wording import another_ask_sentence, ordinal
from tests.factories import (
    create_ask,
    create_contact,
    create_exchange,
    create_person,
    create_promise,
    log,
    today_of,
)

pytestmark = pytest.mark.django_db


def looked_at(person: Person, by: User) -> BeforeAsking:
    return before_asking(by, Person.objects.select_related("contact").get(pk=person.pk), today_of(by))


def ask(by: User, contact: Contact, *days_ago: int) -> None:
    for days in days_ago:
        create_ask(by=by, person=contact.person, days_ago=days, what=f"a favour of {days} days ago")


@pytest.mark.parametrize(
    ("asks", "number", "since"),
    [((), None, 0), ((60,), None, 0), ((120, 60), "third", 120), ((180, 120, 60), "fourth", 180)],
)
def test_says_what_one_more_ask_would_be(
    alice: User, ana: Contact, asks: tuple[int, ...], number: str | None, since: int
) -> None:
    ask(alice, ana, *asks)
    asking = looked_at(ana.person, alice)
    if number is None:
        assert asking.means == ""
    else:
        day = date_format(today_of(alice) - timedelta(days=since), "j M Y")
        assert asking.means == f"This would be the {number} ask of Ana since {day}, with little else in between."
    assert asking.is_flagged is (len(asks) == 3)


def test_is_silent_where_something_else_happened(alice: User, ana: Contact) -> None:
    ask(alice, ana, 120, 60)
    log(by=alice, person=ana.person, days_ago=20)
    assert looked_at(ana.person, alice).means == ""


def test_follows_the_number_of_asks_that_the_account_chose(alice: User, ana: Contact) -> None:
    ask(alice, ana, 120, 60)
    change_numbers(by=alice, numbers=alice.numbers.__class__(ask_only_asks=4))
    alice.refresh_from_db()
    assert looked_at(ana.person, alice).means == ""


def test_is_silent_where_the_rule_is_muted_or_the_relation_formal(alice: User, ana: Contact) -> None:
    ask(alice, ana, 120, 60)
    mute(by=alice, rule=Reason.ASK_ONLY, person=ana.person)
    assert looked_at(ana.person, alice).means == ""
    formal = create_contact(by=alice, name="Bo", days_ago=700)
    ask(alice, formal, 120, 60)
    Person.objects.filter(pk=formal.pk).update(formal_relation=True)
    assert looked_at(formal.person, alice).means == ""


def test_shows_the_last_three_touches_and_who_began_them(alice: User, ana: Contact) -> None:
    for days_ago in (40, 30, 20):
        log(
            by=alice,
            person=ana.person,
            days_ago=days_ago,
            channel=Channel.MESSAGE,
            started_by=StartedBy.ME,
            talked_about=f"the talk of {days_ago}",
            learned="",
        )
    touches = looked_at(ana.person, alice).touches
    assert [touch.talked_about for touch in touches] == ["the talk of 20", "the talk of 30", "the talk of 40"]
    assert touches[0].how == "message, you wrote"


def test_shows_my_promises_by_their_day_and_what_could_be_given_first(alice: User, ana: Contact) -> None:
    create_promise(by=alice, person=ana.person, due_in=9, what="the later one")
    create_promise(by=alice, person=ana.person, due_in=-4, days_ago=9, what="the late one")
    create_promise(by=alice, person=ana.person, due_in=3, giver=Side.THEM, what="theirs")
    create_exchange(by=alice, person=ana.person, asked=True, state="open", what="a word with the welders' guild")
    offer = add_offer(by=alice, entry_key=ana.person.public_id, what="an hour on mentoring")
    asking = looked_at(ana.person, alice)
    assert [promise.what for promise in asking.promises] == ["the late one", "the later one"]
    assert asking.promises[0].days_late == 4
    assert [offered.what for offered in asking.offers] == ["a word with the welders' guild", offer.what]
    assert [matter.text for matter in asking.matters] == ["plans a mentoring year for welders"]
    assert "nothing was given or asked" not in asking.balance


def test_says_how_many_promises_it_leaves_out(alice: User, ana: Contact) -> None:
    for days in range(1, 8):
        create_promise(by=alice, person=ana.person, due_in=days)
    asking = looked_at(ana.person, alice)
    assert (len(asking.promises), asking.promises_more) == (5, 2)


def test_knows_little_of_somebody_at_the_door(alice: User) -> None:
    asking = looked_at(create_person(by=alice, name="Bo Ek"), alice)
    assert (asking.touches, asking.promises, asking.means, asking.offers) == ((), (), "", ())


def test_takes_as_many_queries_for_twice_the_history(alice: User, ana: Contact) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            looked_at(ana.person, alice)
        return len(captured)

    def grow() -> None:
        for number in range(3):
            create_promise(by=alice, person=ana.person, due_in=number)
            create_exchange(by=alice, person=ana.person, asked=True, state="open", days_ago=number)
            log(by=alice, person=ana.person, days_ago=number, talked_about="a word", learned="", channel="message")

    ask(alice, ana, 400, 300, 200)
    grow()
    once = count()
    grow()
    assert count() == once
    assert once <= 12


@pytest.mark.parametrize(
    ("count", "word"), [(1, "first"), (3, "third"), (10, "tenth"), (11, "11th"), (21, "21st"), (112, "112th")]
)
def test_counts_in_words_up_to_ten(count: int, word: str) -> None:
    assert ordinal(count) == word


def test_the_sentence_names_the_person_and_the_day() -> None:
    sentence = another_ask_sentence(count=3, since=today_of(User(time_zone="UTC")), name="Ana")
    assert "Ana" in sentence
    assert "third" in sentence
