"""The notifications' page over HTTP: new ones first, seen by a button, a count at More, one's own alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Notification, User
from tests.factories import create_account

PAGE = "/notifications/"


@pytest.fixture
def alice(client: Client, db: None) -> User:
    account = create_account()
    client.force_login(account)
    return account


def tell(account: User, title: str, *, days_ago: int = 0, seen: bool = False, **fields: str) -> Notification:
    row = Notification.objects.create(account=account, title=title, seen_at=timezone.now() if seen else None, **fields)
    Notification.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=days_ago))
    return row


def test_new_ones_come_first_then_by_time(client: Client, alice: User) -> None:
    tell(alice, "new and old", days_ago=3)
    tell(alice, "seen and young", seen=True)
    tell(alice, "new and young", days_ago=1)
    response = client.get(PAGE)
    assert [row.title for row in response.context["told"]] == ["new and young", "new and old", "seen and young"]


def test_says_what_it_is_about_as_text(client: Client, alice: User) -> None:
    tell(alice, "<b>Ana</b>", text="Ana <i>Ferreira</i>: reminder\nBen: promise")
    page = client.get(PAGE).content.decode()
    assert "&lt;b&gt;Ana&lt;/b&gt;" in page and "Ana &lt;i&gt;Ferreira&lt;/i&gt;: reminder" in page


def test_opening_one_notes_it_as_seen_and_leads_there(client: Client, alice: User) -> None:
    one, other = tell(alice, "a", path="/settings/channels/"), tell(alice, "b")
    assert client.get(f"{PAGE}{one.public_id}/seen/").status_code == 405
    assert client.post(f"{PAGE}{one.public_id}/seen/")["Location"] == "/settings/channels/"
    assert client.post(f"{PAGE}{other.public_id}/seen/", {"next": PAGE})["Location"] == PAGE
    assert not Notification.objects.filter(seen_at=None).exists()


def test_all_of_ones_own_are_noted_at_once(client: Client, alice: User) -> None:
    mallory = create_account(email="mallory@example.org")
    hers = tell(mallory, "hers")
    for title in "abc":
        tell(alice, title)
    assert "All noted as seen." in client.post(f"{PAGE}seen/", follow=True).content.decode()
    assert list(Notification.objects.filter(seen_at=None)) == [hers]
    assert client.post(f"{PAGE}{hers.public_id}/seen/").status_code == 404


def test_the_page_behind_more_counts_them(client: Client, alice: User) -> None:
    """No badge on the navigation: news waits quietly where it is looked for."""
    assert '<span class="soft num">' not in client.get("/more/").content.decode().split("Notifications")[1][:60]
    for title in "ab":
        tell(alice, title)
    assert 'Notifications <span class="soft num">2</span>' in client.get("/more/").content.decode()


def test_nothing_yet_says_what_will_come(client: Client, alice: User) -> None:
    assert "Nothing yet" in client.get(PAGE).content.decode()


def test_takes_as_many_queries_for_twice_the_rows(client: Client, alice: User) -> None:
    counts = []
    for _ in range(2):
        for number in range(5):
            tell(alice, f"{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pages_of_fifty(client: Client, alice: User) -> None:
    Notification.objects.bulk_create(Notification(account=alice, title=f"{number}") for number in range(60))
    assert len(client.get(PAGE).context["told"]) == 50
    assert len(client.get(PAGE, {"page": 2}).context["told"]) == 10
