"""The channels' page over HTTP: on and off, the webhook's address, a test, and how the last sends fared."""

import ipaddress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from contacts.models import Delivery, DeliveryChannel, Notification, User
from contacts.queries.channels import channel_states
from contacts.services.channels import FAILURES_AT_MOST, note_failure, set_webhook, turn_off
from contacts.vocabulary import ChannelKind, DeliveryKind, DeliveryState
from tests.factories import create_account, create_person, create_reminder
from tests.servers import topics

PAGE = "/settings/channels/"


@pytest.fixture
def alice(client: Client, db: None) -> User:
    account = create_account()
    client.force_login(account)
    return account


def is_on(alice: User, kind: ChannelKind) -> bool:
    return channel_states(alice)[kind].is_on


def test_each_channel_is_switched_by_its_button(client: Client, alice: User) -> None:
    assert "alice@example.org" in client.get(PAGE).content.decode()
    for kind in (ChannelKind.EMAIL, ChannelKind.IN_APP):
        assert client.post(f"{PAGE}switch/", {"kind": kind, "on": "0"})["Location"] == PAGE
        assert not is_on(alice, kind)
    assert "Every channel is off" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}switch/", {"kind": "email", "on": "1"})
    assert is_on(alice, ChannelKind.EMAIL)


@pytest.mark.parametrize("data", [{}, {"kind": "pigeon", "on": "1"}, {"kind": "email"}, {"kind": "email", "on": "x"}])
def test_nonsense_switches_nothing(data: dict[str, str], client: Client, alice: User) -> None:
    assert client.get(f"{PAGE}switch/").status_code == 405
    assert client.post(f"{PAGE}switch/", data).status_code == 422
    assert not DeliveryChannel.objects.exists()


def test_a_webhook_is_given_its_address(client: Client, alice: User) -> None:
    page = client.post(PAGE, {"address": " https://ntfy.sh/my-topic "}, follow=True).content.decode()
    assert 'value="https://ntfy.sh/my-topic"' in page
    assert is_on(alice, ChannelKind.WEBHOOK)


def test_a_webhook_is_forgotten_by_the_button_that_says_so_and_in_no_other_way(client: Client, alice: User) -> None:
    assert "Forget the address" not in client.get(PAGE).content.decode()
    set_webhook(by=alice, address="https://ntfy.sh/my-topic")
    emptied = client.post(PAGE, {"address": " "})
    assert emptied.status_code == 422
    assert "Give the address that the webhook calls." in emptied.content.decode()
    assert "Forget the address" in emptied.content.decode()
    assert is_on(alice, ChannelKind.WEBHOOK)
    forgotten = client.post(PAGE, {"address": "https://ntfy.sh/my-topic", "forget": "1"}, follow=True)
    assert "The webhook is forgotten." in forgotten.content.decode()
    assert not is_on(alice, ChannelKind.WEBHOOK)
    assert channel_states(alice)[ChannelKind.WEBHOOK].address == ""


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ntfy.sh/my-topic", "It begins with https://"),
        ("https://ntfy.sh/", "The topic is missing"),
        ("http://192.168.1.1/topic", "network of the house itself"),
        ("https://ntfy.sh/a\x00b", "null character"),
        ("https://ntfy.sh/" + "a" * 600, "500"),
    ],
)
def test_a_wrong_address_is_explained_beside_the_field_and_stays_there(
    address: str, says: str, client: Client, alice: User
) -> None:
    response = client.post(PAGE, {"address": address})
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page and "field-error" in page and address[:20] in page
    assert not DeliveryChannel.objects.exists()


def test_switching_on_without_an_address_is_explained(client: Client, alice: User) -> None:
    response = client.post(f"{PAGE}switch/", {"kind": "webhook", "on": "1"})
    assert response.status_code == 422 and "Give the address" in response.content.decode()


def test_a_test_goes_out_once_however_often_clicked(
    client: Client, alice: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sent = {"kind": "email", "entry_key": str(uuid4())}
    for _click in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(f"{PAGE}test/", sent)["Location"] == PAGE
    (message,) = mail.outbox
    assert message.to == [alice.email]
    page = client.get(PAGE).content.decode()
    assert "Test by e-mail" in page and "Sent." in page


def test_a_failed_test_says_why(
    client: Client,
    alice: User,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    with topics.listening() as receiver:
        set_webhook(by=alice, address=f"http://127.0.0.1:{receiver.port}/my-topic")
        receiver.answer = lambda handler: handler.say(403)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{PAGE}test/", {"kind": "webhook", "entry_key": str(uuid4())})
    page = client.get(PAGE).content.decode()
    assert "Test by webhook" in page
    assert "Not sent. The address does not let us write there (code 403)." in page


def test_a_tampered_test_is_refused(client: Client, alice: User) -> None:
    for data in ({}, {"kind": "email", "entry_key": "x"}, {"kind": "pigeon", "entry_key": str(uuid4())}):
        assert client.post(f"{PAGE}test/", data).status_code == 422
    assert client.post(f"{PAGE}test/", {"kind": "webhook", "entry_key": str(uuid4())}).status_code == 422
    assert not Delivery.objects.exists()


def test_a_channel_that_was_switched_off_says_since_when_and_why_there_and_on_today(
    client: Client, alice: User
) -> None:
    set_webhook(by=alice, address="https://ntfy.sh/my-topic")
    for _ in range(FAILURES_AT_MOST):
        note_failure(account_id=alice.pk, kind=ChannelKind.WEBHOOK, why="There is nothing at the address (code 404).")
    page = client.get(PAGE).content.decode()
    assert "after ten failures in a row. There is nothing at the address (code 404)." in page
    assert "Turn on again" in page
    today = client.get("/").content.decode()
    assert "The webhook is switched off after ten failures in a row." in today and PAGE in today
    client.post(f"{PAGE}switch/", {"kind": "webhook", "on": "1"})
    assert "ten failures in a row." not in client.get("/").content.decode()


def test_what_is_still_going_is_looked_at_again(client: Client, alice: User) -> None:
    headers = {"HX-Request": "true", "HX-Target": "sent"}
    Delivery.objects.create(account=alice, kind=DeliveryKind.TEST, local_day=timezone.localdate())
    part = client.get(PAGE, headers=headers).content.decode()
    assert part.lstrip().startswith('<section class="card-note" id="sent" hx-get="/settings/channels/"')
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=timezone.now())
    assert "hx-trigger" not in client.get(PAGE, headers=headers).content.decode()


def test_an_outage_is_told_with_the_next_try(client: Client, alice: User) -> None:
    Delivery.objects.create(
        account=alice,
        kind=DeliveryKind.MORNING,
        local_day=timezone.localdate(),
        error="The mail server could not be reached.",
        next_try_at=timezone.now() + timedelta(minutes=1),
    )
    page = client.get(PAGE).content.decode()
    assert "Waiting to be sent. The mail server could not be reached. Next try at" in page


class TestPause:
    @pytest.mark.parametrize(("choice", "days"), [("week", 7), ("two_weeks", 14)])
    def test_is_one_tap(self, choice: str, days: int, client: Client, alice: User) -> None:
        response = client.post("/digest/pause/", {"choice": choice}, follow=True)
        alice.refresh_from_db()
        assert alice.paused_until == timezone.localdate(timezone=alice.tz) + timedelta(days=days)
        assert "Paused until" in response.content.decode()
        assert "Paused until" in client.get("/settings/digest/").content.decode()

    def test_until_a_day_and_on_again(self, client: Client, alice: User) -> None:
        day = timezone.localdate(timezone=alice.tz) + timedelta(days=40)
        client.post("/digest/pause/", {"until": day.isoformat()})
        alice.refresh_from_db()
        assert alice.paused_until == day
        response = client.post("/digest/pause/", {"choice": "go_on", "next": "/settings/digest/"})
        alice.refresh_from_db()
        assert (alice.paused_until, response["Location"]) == (None, "/settings/digest/")

    @pytest.mark.parametrize(
        "data", [{}, {"choice": "for ever"}, {"until": "2020-01-01"}, {"until": "2999-01-01"}, {"until": "soon"}]
    )
    def test_of_no_sense_is_explained(self, data: dict[str, str], client: Client, alice: User) -> None:
        response = client.post("/digest/pause/", data)
        assert response.status_code == 422 and "field-error" in response.content.decode()
        alice.refresh_from_db()
        assert alice.paused_until is None


def test_the_digests_page_keeps_in_step(client: Client, alice: User) -> None:
    create_reminder(by=alice, person=create_person(by=alice))
    assert "e-mail, in the app" in client.get("/digest/").content.decode()
    turn_off(by=alice, kind=ChannelKind.EMAIL)
    page = client.get("/digest/").content.decode()
    assert "but not by e-mail" in page
    turn_off(by=alice, kind=ChannelKind.IN_APP)
    assert "Every channel is off" in client.get("/digest/").content.decode()


def test_takes_as_many_queries_for_more_sends(client: Client, alice: User) -> None:
    counts = []
    for _ in range(2):
        for _row in range(4):
            row = Delivery.objects.create(account=alice, kind="asked", local_day=timezone.localdate(), state="sent")
            Notification.objects.create(account=alice, delivery=row, title="x")
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
