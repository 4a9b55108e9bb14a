"""The flags of a person's page: what they quote, what they propose, and how they keep quiet."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.entries import ExchangeUpdate
from contacts.models import Contact, Interaction, Person, User
from contacts.queries.before_asking import before_asking
from contacts.queries.flags import Flag
from contacts.queries.person import PersonPage, person_page, select_for_page
from contacts.services.accounts import change_numbers
from contacts.services.exchanges import change_person, mark_our_work
from contacts.services.interactions import delete_interaction
from contacts.services.mutes import mute
from contacts.services.offers import add_offer
from contacts.services.people import archive, mark_deceased, set_formal_relation
from contacts.vocabulary import Channel, ExchangeState, MentionKind, Reason, Side, Size, StartedBy
from tests.factories import (
    create_ask,
    create_contact,
    create_exchange,
    create_promise,
    log,
    today_of,
)

pytestmark = pytest.mark.django_db


def page_person(contact: Contact) -> Person:
    return select_for_page(Person.objects.all()).get(pk=contact.pk)


def page_of(contact: Contact, by: User) -> PersonPage:
    return person_page(by, page_person(contact))


def flag_of(contact: Contact, by: User) -> Flag:
    [flag] = page_of(contact, by).flags
    return flag


def ask_thrice(by: User, contact: Contact) -> None:
    for days_ago in (200, 120, 40):
        create_ask(by=by, person=contact.person, days_ago=days_ago, what=f"a favour of {days_ago}")


def be_asked_thrice(by: User, contact: Contact) -> None:
    for days_ago in (200, 120, 40):
        create_exchange(
            by=by,
            person=contact.person,
            asked=True,
            state=ExchangeState.DECLINED,
            days_ago=days_ago,
            what=f"a wish of {days_ago}",
        )


def chase(by: User, contact: Contact, exchange: object, *days_ago: int) -> None:
    for days in days_ago:
        log(
            by=by,
            person=contact.person,
            days_ago=days,
            channel=Channel.MESSAGE,
            started_by=StartedBy.ME,
            talked_about="any news?",
            learned="",
            updates=(ExchangeUpdate(exchange=exchange, kind=MentionKind.CHASED),),
        )


def test_the_newest_ask_stands_first_with_its_chasers(alice: User, ana: Contact) -> None:
    ask_thrice(alice, ana)
    newest = ana.person.exchanges.get(what="a favour of 40")
    chase(alice, ana, newest, 30, 25, 20, 15)
    flag = flag_of(ana, alice)
    assert [ask.favour.what for ask in flag.asks] == ["a favour of 40", "a favour of 120", "a favour of 200"]
    assert [(today_of(alice) - day).days for day in flag.asks[0].chased_on] == [30, 25]
    assert (flag.asks[0].chased_more, flag.asks[1].chased_on) == (2, ())
    assert flag.since == today_of(alice) - timedelta(days=200)


def test_it_proposes_what_they_asked_for_first_then_what_matters_and_what_fits(alice: User, ana: Contact) -> None:
    ask_thrice(alice, ana)
    create_exchange(by=alice, person=ana.person, asked=True, state=ExchangeState.OPEN, what="a word with the guild")
    add_offer(by=alice, entry_key=uuid4(), what="an evening on mentoring")
    step = flag_of(ana, alice).next_step
    assert step is not None
    assert [(waiting.kind, waiting.favour.what) for waiting in step.open] == [("asked", "a word with the guild")]
    assert step.matter is not None
    assert step.matter.text == "plans a mentoring year for welders"
    assert [(offer.what, offer.word) for offer in step.offers] == [("an evening on mentoring", "mentoring")]
    assert step.has_offers


def test_what_is_open_comes_first_in_the_order_of_what_it_owes(alice: User, ana: Contact) -> None:
    create_exchange(by=alice, person=ana.person, giver=Side.THEM, size=Size.LARGE, days_ago=45, what="a week at hers")
    ask_thrice(alice, ana)

    def steps() -> list[tuple[str, str]]:
        step = flag_of(ana, alice).next_step
        assert step is not None
        return [(waiting.kind, waiting.favour.what) for waiting in step.open]

    assert steps() == [("thank", "a week at hers"), ("outcome", "a week at hers")]
    gift = ana.person.exchanges.get(what="a week at hers")
    mark_our_work(by=alice, exchange=gift, our_work=True)
    create_exchange(by=alice, person=ana.person, asked=True, state=ExchangeState.OPEN, what="a word", days_ago=50)
    create_promise(by=alice, person=ana.person, what="far off", due_in=40)
    create_promise(by=alice, person=ana.person, what="near", due_in=5)
    create_promise(by=alice, person=ana.person, what="late", due_in=-4, days_ago=9)
    assert steps() == [("promise", "late"), ("promise", "near"), ("asked", "a word")]


def test_an_open_ask_knows_when_it_was_asked_again(alice: User, ana: Contact) -> None:
    ask = create_ask(by=alice, person=ana.person, days_ago=60, what="a quote")
    create_ask(by=alice, person=ana.person, days_ago=50, what="a lift")
    chase(alice, ana, ask, 30, 20)
    last = Interaction.objects.latest("happened_on")
    on = {favour.what: favour.asked_again_on for favour in page_of(ana, alice).open}
    assert on == {"a quote": today_of(alice) - timedelta(days=20), "a lift": None}
    delete_interaction(by=alice, interaction=last)
    assert page_of(ana, alice).open[0].asked_again_on == today_of(alice) - timedelta(days=30)
    bo = create_contact(by=alice, name="Bo", days_ago=900)
    change_person(by=alice, exchange=ask, to=bo.person)
    assert [favour.asked_again_on for favour in page_of(bo, alice).open] == [None]


def test_the_mirrored_flag_is_shown_likewise(alice: User, ana: Contact) -> None:
    be_asked_thrice(alice, ana)
    flag = flag_of(ana, alice)
    assert flag.is_mirrored
    assert [ask.favour.what for ask in flag.asks] == ["a wish of 40", "a wish of 120", "a wish of 200"]
    assert "Ana came to you with 3 asks" in flag.sentence
    assert flag.falls_on is not None
    assert flag.next_step is None


@pytest.mark.parametrize(("rule", "raise_it"), [(Reason.ASK_ONLY, ask_thrice), (Reason.THEIR_ASKS, be_asked_thrice)])
def test_a_mute_keeps_its_reason_and_the_flag_quiet(alice: User, ana: Contact, rule: Reason, raise_it) -> None:
    raise_it(alice, ana)
    mute(by=alice, rule=rule)
    muted = flag_of(ana, alice).muted
    assert muted is not None
    assert (muted.public_id, muted.because) == (None, "")
    row = mute(by=alice, rule=rule, person=ana.person, because="we are cousins")
    muted = flag_of(ana, alice).muted
    assert muted is not None
    assert (muted.public_id, muted.because) == (row.public_id, "we are cousins")


def test_a_formal_relation_lowers_both_and_its_undo_raises_them(alice: User, ana: Contact) -> None:
    ask_thrice(alice, ana)
    be_asked_thrice(alice, ana)
    assert len(page_of(ana, alice).flags) == 2
    set_formal_relation(by=alice, person=ana.person, formal=True)
    assert page_of(ana, alice).flags == ()
    set_formal_relation(by=alice, person=ana.person, formal=False)
    assert len(page_of(ana, alice).flags) == 2


@pytest.mark.parametrize("fall_silent", [archive, partial(mark_deceased, deceased=True)])
def test_the_archived_and_the_deceased_have_no_flag_and_no_next_step(
    alice: User, ana: Contact, fall_silent: Callable[..., object]
) -> None:
    ask_thrice(alice, ana)
    assert page_of(ana, alice).flags and before_asking(alice, page_person(ana), today_of(alice)).is_flagged
    fall_silent(by=alice, person=ana.person)
    assert page_of(ana, alice).flags == ()
    asking = before_asking(alice, page_person(ana), today_of(alice))
    assert (asking.means, asking.is_flagged) == ("", False)


def test_it_falls_by_itself_when_the_accounts_window_ends(alice: User, ana: Contact) -> None:
    ask_thrice(alice, ana)
    usual = flag_of(ana, alice).falls_on
    change_numbers(by=alice, numbers=alice.numbers.__class__(ask_only_months=24))
    alice.refresh_from_db()
    longer = flag_of(ana, alice).falls_on
    assert usual is not None
    assert longer is not None
    assert longer > usual


def test_a_quiet_page_asks_nothing_for_flags(alice: User, ana: Contact) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            page_of(ana, alice)
        return len(captured)

    quiet = count()
    ask_thrice(alice, ana)
    assert count() == quiet + 1
    mute(by=alice, rule=Reason.ASK_ONLY, person=ana.person)
    assert count() == quiet


def test_even_is_said_where_both_gave_and_nothing_large_stands_unanswered(alice: User, ana: Contact) -> None:
    def is_even() -> bool:
        return page_of(ana, alice).balance.is_even

    assert not is_even(), "nothing was given"
    create_exchange(by=alice, person=ana.person, days_ago=3)
    assert not is_even(), "they gave nothing yet"
    create_exchange(by=alice, person=ana.person, giver=Side.THEM, days_ago=2)
    assert is_even()
    create_exchange(by=alice, person=ana.person, giver=Side.THEM, size=Size.LARGE, days_ago=1)
    assert not is_even()
    create_exchange(by=alice, person=ana.person, size=Size.LARGE)
    assert is_even()


def test_a_long_history_shows_the_first_few(alice: User, ana: Contact) -> None:
    for number in range(14):
        create_exchange(by=alice, person=ana.person, asked=True, state=ExchangeState.OPEN, days_ago=number)
    page = page_of(ana, alice)
    assert (len(page.open), page.open_count) == (12, 14)
    assert (len(page.favours), page.favour_count) == (10, 14)
    assert page.balance.balance.they_asked.total == 14
