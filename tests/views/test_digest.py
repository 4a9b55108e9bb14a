"""The digest's pages over HTTP: exactly the mail, sent once, and kept mails only to their reader."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from contacts.models import Delivery, User
from contacts.queries.digest import render_digest
from contacts.queries.mornings import next_morning
from contacts.services.channels import unsubscribe
from contacts.services.notifications import ask_for_digest
from contacts.vocabulary import DeliveryKind, DeliveryState
from networking.mail import FolderEmailBackend
from tests.factories import create_account, create_contact, create_person, create_reminder


@pytest.fixture
def alice(client: Client, db: None) -> User:
    account = create_account()
    client.force_login(account)
    return account


@time_machine.travel("2026-11-22T12:00:00Z", tick=False)  # the links carry when they were signed
def test_the_preview_is_exactly_the_mail(client: Client, alice: User) -> None:
    create_reminder(by=alice, person=create_person(by=alice, name="Ana <b>Bo</b>"))
    response = client.get("/digest/")
    expected = render_digest(alice, next_morning(alice, timezone.now()).on)
    assert response.context["digest"] == expected
    assert "Ana &lt;b&gt;Bo&lt;/b&gt;" in response.content.decode()
    way_back = '<p style="margin:0;padding:16px 16px 0"><a href="/digest/">Back to Rapport</a></p>'
    assert client.get("/digest/html/").content.decode().replace(way_back, "", 1) == expected.html


def test_the_html_part_may_style_itself_and_nothing_else(client: Client, alice: User) -> None:
    mail_page = client.get("/digest/html/")
    policy = mail_page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy and mail_page["X-Frame-Options"] == "SAMEORIGIN"
    assert "style-src 'self'" in client.get("/digest/")["Content-Security-Policy"]


def test_the_page_shows_the_mail_as_it_looks_and_its_words_behind_a_fold(client: Client, alice: User) -> None:
    create_reminder(by=alice, person=create_person(by=alice, name="Ana"))
    page = client.get("/digest/").content.decode()
    assert '<iframe class="mail-frame" src="/digest/html/?framed=1"' in page
    assert page.index("<details") < page.index("/mail/done/")
    framed = client.get("/digest/html/?framed=1").content.decode()
    assert '<base target="_top">' in framed and "Back to Rapport" not in framed


def test_the_page_says_when_where_to_and_how(client: Client, alice: User) -> None:
    page = client.get("/digest/").content.decode()
    assert "at 07:30, to alice@example.org." in page
    assert "Monday to Friday" in page
    assert "the name and the kind of reason" in page
    assert reverse("settings_digest") in page


def test_without_a_day_it_says_that_none_is_sent(client: Client, alice: User) -> None:
    User.objects.update(digest_days="")
    assert "You chose no day for it" in client.get("/digest/").content.decode()


def test_send_it_to_me_now_sends_one_mail_however_often_clicked(
    client: Client, alice: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    create_contact(by=alice)
    key = {"entry_key": str(uuid4())}
    for _click in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post("/digest/send/", key)["Location"] == "/digest/"
    row = Delivery.objects.get()
    assert (row.kind, row.state) == (DeliveryKind.ASKED, DeliveryState.SENT)
    assert [message.to for message in mail.outbox] == [[alice.email]]
    page = client.get("/digest/").content.decode()
    assert "on its way to alice@example.org" in page
    assert "Sent." in page


def test_what_it_says_of_the_morning_is_so(client: Client, alice: User) -> None:
    assert "message comes all the same." in client.get("/digest/").content.decode()
    until = timezone.localdate() + timedelta(days=9)
    for changes, sentence in (
        ({"paused_until": until}, "The digest stays paused until"),
        ({"paused_until": None, "digest_days": ""}, "You chose no day, so none comes by itself."),
    ):
        User.objects.filter(pk=alice.pk).update(**changes)
        page = client.get("/digest/").content.decode()
        assert sentence in page
        assert "all the same" not in page
    unsubscribe(account=alice)
    page = client.get("/digest/").content.decode()
    assert "Digests by e-mail are switched off, and stay so." in page
    assert "all the same" not in page


def test_a_tampered_key_is_refused(client: Client, alice: User) -> None:
    assert client.get("/digest/send/").status_code == 405
    assert client.post("/digest/send/", {"entry_key": "x"}).status_code == 422
    assert not Delivery.objects.exists()


def test_a_failed_send_says_why(client: Client, alice: User) -> None:
    Delivery.objects.create(
        account=alice,
        kind=DeliveryKind.ASKED,
        local_day=timezone.localdate(),
        state=DeliveryState.FAILED,
        attempts=5,
        error="The mail server refused our sign-in.",
    )
    page = client.get("/digest/").content.decode()
    assert "Not sent." in page
    assert "The mail server refused our sign-in." in page


def test_what_is_still_going_is_looked_at_again(client: Client, alice: User) -> None:
    headers = {"HX-Request": "true", "HX-Target": "sent"}
    Delivery.objects.create(account=alice, kind=DeliveryKind.ASKED, local_day=timezone.localdate())
    part = client.get("/digest/", headers=headers).content.decode()
    assert part.lstrip().startswith('<section class="card-note" id="sent" hx-get')
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=timezone.now())
    assert "hx-trigger" not in client.get("/digest/", headers=headers).content.decode()


def test_kept_mails_are_read_by_their_reader_alone(
    client: Client, alice: User, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    settings.EMAIL_BACKEND = "networking.mail.FolderEmailBackend"
    delivery = ask_for_digest(by=alice, entry_key=uuid4())
    head = {"X-Rapport-Kind": "digest", "Message-ID": f"<digest-{delivery.public_id}@localhost>"}
    message = EmailMultiAlternatives(
        "Three people", "Ana <i>and</i> Ben https://rapport.example.org/", to=[alice.email], headers=head
    )
    message.attach_alternative("<p>Ana and Ben</p>", "text/html")
    reset = EmailMultiAlternatives("Set a new password", "/accounts/password/reset/key/1-abc/", to=[alice.email])
    FolderEmailBackend().send_messages([message, reset])
    page = client.get("/digest/mail/").content.decode()
    assert "Three people" in page
    assert "Set a new password" not in page
    (name,) = (row.name for row in client.get("/digest/mail/").context["mails"])
    assert "Ana &lt;i&gt;and&lt;/i&gt; Ben" in client.get(f"/digest/mail/{name}/").content.decode()
    shown = client.get(f"/digest/mail/{name}/html/").content.decode().strip()
    assert f'<a href="/digest/mail/{name}/">Back to Rapport</a></p>' in shown
    assert shown.endswith("<p>Ana and Ben</p>")
    assert '<a href="https://rapport.example.org/"' in client.get(f"/digest/mail/{name}/").content.decode()
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=timezone.now())
    sends = client.get("/digest/").content.decode()
    assert "Kept on this machine." in sends
    assert f'href="/digest/mail/{name}/"' in sends
    said = client.post("/digest/send/", {"entry_key": str(uuid4())}, follow=True).content.decode()
    assert "This house has no mail server" in said
    names = {path.name for path in tmp_path.glob("*.eml")} - {name}
    assert client.get(f"/digest/mail/{names.pop()}/").status_code == 404

    client.force_login(create_account(email="mallory@example.org"))
    assert "Three people" not in client.get("/digest/mail/").content.decode()
    assert client.get(f"/digest/mail/{name}/").status_code == 404
    assert client.get(f"/digest/mail/{name}/html/").status_code == 404


def test_no_other_file_is_served(client: Client, alice: User) -> None:
    for name in ("..%2Fsecret_key", "%2e%2e%2fsecret_key", "secret_key", "gone.eml"):
        assert client.get(f"/digest/mail/{name}/").status_code == 404
