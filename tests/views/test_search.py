"""The search page over HTTP."""

import pytest
from django.test import Client

from contacts.models import User
from tests.factories import create_account, create_event, create_person, log


@pytest.fixture
def alice(client: Client, db: None) -> User:
    account = create_account()
    client.force_login(account)
    return account


def test_it_opens_empty(client: Client, alice: User) -> None:
    page = client.get("/search/").content.decode()
    assert "A name, an event, a word you noted" in page
    assert "Nothing found" not in page
    assert client.post("/search/").status_code == 405


def test_people_events_and_notes_come_in_groups(client: Client, alice: User) -> None:
    create_person(by=alice, name="Harbour Ana")
    create_event(by=alice, name="Harbour day")
    log(by=alice, name="Ben", talked_about="the harbour <b>library</b>", private=True)
    page = client.get("/search/?q=harbour").content.decode()
    for words in ("Harbour Ana", "Harbour day", "the harbour &lt;b&gt;library&lt;/b&gt;", "3 finds", "private"):
        assert words in page, words


def test_nothing_found_says_what_to_try(client: Client, alice: User) -> None:
    assert "Nothing found for “&lt;i&gt;”" in client.get("/search/?q=<i>").content.decode()


def test_one_group_is_paged(client: Client, alice: User) -> None:
    for number in range(21):
        create_person(by=alice, name=f"Ana {number:02}")
    page = client.get("/search/?q=ana").content.decode()
    assert "?q=ana&amp;within=people" in page
    page = client.get("/search/?q=ana&within=people&page=2").content.decode()
    assert "Ana 20" in page
    assert "21 to 21 of 21" in page


def test_nonsense_in_the_address_is_passed_over(client: Client, alice: User) -> None:
    for query in ("?within=x&page=y", "?q=%00", "?q=%25_%5C", "?q=" + "x" * 5000, "?q=a&within=notes&page=99"):
        assert client.get(f"/search/{query}").status_code == 200


def test_htmx_is_given_the_finds_alone(client: Client, alice: User) -> None:
    headers = {"HX-Request": "true", "HX-Target": "search-results"}
    part = client.get("/search/?q=ana", headers=headers).content.decode()
    assert part.lstrip().startswith('<div id="search-results">')
