"""The balance over HTTP."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contacts.models import User
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers
from contacts.services.mutes import mute
from contacts.services.people import PersonFacts, archive, edit_person, set_formal_relation
from contacts.vocabulary import DayPrecision, ExchangeState, Reason, Side
from tests.factories import create_account, create_ask, create_contact, create_exchange, create_promise


@pytest.fixture
def alice(client: Client, db: None) -> User:
    account = create_account()
    client.force_login(account)
    return account


def test_an_empty_list_says_how_a_contact_begins(client: Client, alice: User) -> None:
    assert "A contact begins with a conversation." in client.get("/balance/").content.decode()
    assert client.post("/balance/").status_code == 405


def test_a_row_is_a_name_a_picture_and_a_sentence(client: Client, alice: User) -> None:
    ana = create_contact(by=alice, name="Ana <b>Bo</b>", days_ago=400).person
    for days_ago in (200, 120, 60):
        create_ask(by=alice, person=ana, days_ago=days_ago)
    create_promise(by=alice, person=ana, days_ago=9, due_in=-2)
    page = client.get("/balance/").content.decode()
    assert "Ana &lt;b&gt;Bo&lt;/b&gt;" in page
    assert 'role="img" aria-label="Towards you: 3 asked and not given. Towards them: 1 promised."' in page
    assert "Only when you need something, since" in page
    assert "A promise of yours is late." in page
    assert "You gave 0, asked 3." in page
    assert "Open: 1 promise of yours." in page
    assert "Paid or formal relation." not in page


def test_a_formal_relation_leaves_its_trace(client: Client, alice: User) -> None:
    set_formal_relation(by=alice, person=create_contact(by=alice).person, formal=True)
    assert "Paid or formal relation." in client.get("/balance/").content.decode()


def test_even_is_explained_where_the_word_stands(client: Client, alice: User) -> None:
    words = "differ by one at most, and no large favour stands unanswered."
    ana, ben = (create_contact(by=alice, name=name, days_ago=90).person for name in ("Ana", "Ben"))
    for giver in Side:
        create_exchange(by=alice, person=ana, giver=giver)
    assert words in client.get("/balance/?show=even").content.decode()
    assert words not in client.get("/balance/").content.decode()
    assert words in client.get(f"/people/{ana.public_id}/").content.decode()
    assert words not in client.get(f"/people/{ben.public_id}/").content.decode()


def test_filters_of_the_address_stay_in_the_links(client: Client, alice: User) -> None:
    for number in range(51):
        create_contact(by=alice, name=f"Person {number}", days_ago=9)
    page = client.get("/balance/?sort=name&window=all").content.decode()
    assert "show=ask_only" in page
    assert "?sort=name&amp;window=all&amp;page=2" in page
    assert "1 to 50 of 51" in page


def test_nobody_to_whom_one_only_writes_is_good_news(client: Client, alice: User) -> None:
    create_contact(by=alice)
    assert "There is no contact to whom you write only" in client.get("/balance/?show=ask_only").content.decode()
    assert "No contact called" in client.get("/balance/?q=zoe").content.decode()


def test_nonsense_in_the_address_is_passed_over(client: Client, alice: User) -> None:
    for query in ("?show=x&sort=y&window=z", "?page=x", "?page=9999", "?q=%00", "?q=" + "x" * 5000):
        assert client.get(f"/balance/{query}").status_code == 200


def test_htmx_is_given_the_list_alone(client: Client, alice: User) -> None:
    part = client.get("/balance/", headers={"HX-Request": "true", "HX-Target": "balance"}).content.decode()
    assert part.lstrip().startswith('<div id="balance">')


def test_it_takes_as_many_queries_for_twice_the_rows(client: Client, alice: User) -> None:
    def fill(number: int) -> None:
        for place in range(number):
            person = create_contact(by=alice, name=f"Person {place}", days_ago=20).person
            create_exchange(by=alice, person=person, giver=Side.THEM, state=ExchangeState.KEPT)

    fill(3)
    client.get("/balance/")
    with CaptureQueriesContext(connection) as few:
        client.get("/balance/")
    fill(3)
    with CaptureQueriesContext(connection) as many:
        client.get("/balance/")
    assert len(few) == len(many) <= 7


def test_even_is_said_only_where_both_gave_and_the_flag_is_down(client: Client, alice: User) -> None:
    def says(name: str) -> bool:
        return "Even." in client.get("/balance/", {"q": name}).content.decode()

    ana, ben, cleo = (create_contact(by=alice, name=name, days_ago=400).person for name in ("Ana", "Ben", "Cleo"))
    for person in (ana, ben):
        for days_ago in (200, 120, 60):
            create_ask(by=alice, person=person, days_ago=days_ago)
    assert not says("Ana")
    for person in (cleo, ben):
        create_exchange(by=alice, person=person, days_ago=300)
    assert not says("Cleo")
    for person in (cleo, ben):
        create_exchange(by=alice, person=person, giver=Side.THEM, days_ago=300)
    assert says("Cleo")
    assert "Only when you need something" in client.get("/balance/", {"q": "Ben"}).content.decode()
    assert not says("Ben")


def test_the_card_of_somebody_says_since_when_it_counts(client: Client, alice: User) -> None:
    def says(contact_for: int, gave: int, query: str = "") -> str:
        person = create_contact(by=alice, days_ago=contact_for).person
        create_exchange(by=alice, person=person, days_ago=gave)
        page = client.get(f"/people/{person.public_id}/{query}").content.decode()
        return page.partition(", you gave once and asked for nothing")[0].rpartition(">")[2]

    assert says(contact_for=90, gave=90) == "Since you met"
    assert says(contact_for=90, gave=91) == "In the last two years", "they were at the door then"
    assert says(contact_for=900, gave=9) == "In the last two years"
    assert says(contact_for=90, gave=9, query="?balance=all") == "All told"


def test_namesakes_are_told_apart_and_a_year_is_no_day(client: Client, alice: User) -> None:
    long_ago = {"happened_on": date(1990, 5, 4), "day_precision": DayPrecision.YEAR}
    ana = create_contact(by=alice, name="Ana", **long_ago).person
    facts = PersonFacts(name="Ana", organisation="Sydsvenska", role="head of platform")
    edit_person(by=alice, person=ana, version=ana.version, facts=facts)
    for address in ("/balance/", "/people/", f"/people/{ana.public_id}/"):
        page = client.get(address).content.decode()
        assert "head of platform, Sydsvenska" in page
        assert "in touch 1990<" in page
        assert "4 May" not in page


def test_who_only_asks_is_said_kindly(client: Client, alice: User) -> None:
    ben = create_contact(by=alice, name="Ben", days_ago=400).person
    for days_ago in (200, 120, 60):
        create_exchange(by=alice, person=ben, asked=True, days_ago=days_ago)
    page = client.get("/balance/?show=they_ask_only").content.decode()
    assert "They only ask, since" in page
    assert "nobody but you sees this" in page
    assert "Flag muted" not in page
    mute(by=alice, rule=Reason.THEIR_ASKS, person=ben)
    page = client.get("/balance/").content.decode()
    assert "They only ask, since" not in page
    assert "Flag muted." in page


def test_the_window_is_named_as_the_account_has_it(client: Client, alice: User) -> None:
    assert '<option value="recent" selected>24 months</option>' in client.get("/balance/").content.decode()
    change_numbers(by=alice, numbers=Numbers(balance_months=9))
    assert '<option value="recent" selected>9 months</option>' in client.get("/balance/").content.decode()


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("ask_only", "no contact to whom you write only when you need something"),
        ("they_ask_only", "no contact who only ever asks of you"),
        ("i_owe", "You owe nothing"),
        ("they_owe", "Nobody owes you anything"),
        ("even", "Look at all time"),
        ("nothing", "Nobody without a favour"),
        ("archived", "Nobody is archived"),
    ],
)
def test_each_filter_says_why_it_shows_nobody(client: Client, alice: User, show: str, words: str) -> None:
    create_exchange(by=alice, person=create_contact(by=alice, days_ago=90).person)
    page = client.get("/balance/", {"show": show}).content.decode()
    assert words in page
    assert "Every favour (CSV)" in page


def test_a_rule_muted_for_everybody_explains_its_empty_filter(client: Client, alice: User) -> None:
    create_contact(by=alice)
    mute(by=alice, rule=Reason.ASK_ONLY)
    assert "Muted for everybody" in client.get("/balance/?show=ask_only").content.decode()
    assert "Muted for everybody" not in client.get("/balance/?show=they_ask_only").content.decode()


def test_where_everybody_is_archived_the_way_to_them_is_shown(client: Client, alice: User) -> None:
    archive(by=alice, person=create_contact(by=alice).person)
    page = client.get("/balance/").content.decode()
    assert "Everybody is archived" in page
    assert 'href="?show=archived"' in page


def test_what_is_searched_for_is_said_once(client: Client, alice: User) -> None:
    create_contact(by=alice)
    page = client.get("/balance/?q=zoe").content.decode()
    assert '<p class="soft">zoe</p>' not in page
    assert "/balance/export.csv" not in page
    assert "/balance/export.csv?q=ana" in client.get("/balance/?q=ana&page=1").content.decode()


def test_without_a_contact_there_is_nothing_to_take_along(client: Client, alice: User) -> None:
    assert "CSV" not in client.get("/balance/").content.decode()
