"""Who may open an account, what is taken over at that moment, and what happens when mail cannot leave."""

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from contacts.accounts_adapter import ACCOUNT_MAIL_HEADER, INVITATION_KEY
from contacts.models import User
from contacts.services.accounts import invite

pytestmark = pytest.mark.django_db

PASSWORD = "a long and quiet sentence"


@pytest.fixture(autouse=True)
def closed_after_the_first(settings: Settings) -> None:
    settings.OPEN_SIGNUP = False


def sign_up(client: Client, email: str, **more: str) -> int:
    return client.post("/accounts/signup/", {"email": email, "password1": PASSWORD, **more}).status_code


def test_the_first_account_signs_up_with_an_e_mail_and_one_password(client: Client) -> None:
    assert sign_up(client, "Alice@Example.org", browser_time_zone="Europe/Oslo") == 302
    alice = User.objects.get()
    assert (alice.email, alice.time_zone) == ("alice@example.org", "Europe/Oslo")
    assert client.session["_auth_user_id"] == str(alice.pk)
    assert sorted(alice.circles.values_list("cadence_days", flat=True)) == [30, 91, 365]


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "../../etc/passwd", "x" * 5000, "Europe/Oslo\x00"])
def test_an_unknown_time_zone_is_left_out(client: Client, zone: str) -> None:
    assert sign_up(client, "alice@example.org", browser_time_zone=zone) == 302
    assert User.objects.get().time_zone == "UTC"


def test_sign_up_is_closed_after_the_first_account(client: Client) -> None:
    User.objects.create_user("alice@example.org", PASSWORD)
    sign_up(client, "mallory@example.org")
    assert not User.objects.filter(email="mallory@example.org").exists()


def test_sign_up_stays_open_where_the_house_says_so(client: Client, settings: Settings) -> None:
    settings.OPEN_SIGNUP = True
    User.objects.create_user("alice@example.org", PASSWORD)
    assert sign_up(client, "mallory@example.org") == 302
    assert User.objects.count() == 2


def test_an_invitation_lets_one_person_in_once(client: Client) -> None:
    alice = User.objects.create_user("alice@example.org", PASSWORD)
    invitation = invite(by=alice)
    for guest in (client, other := Client()):
        session = guest.session
        session[INVITATION_KEY] = invitation.token
        session.save()
    assert sign_up(client, "bea@example.org") == 302
    sign_up(other, "mallory@example.org")
    assert sorted(User.objects.values_list("email", flat=True)) == ["alice@example.org", "bea@example.org"]
    invitation.refresh_from_db()
    assert invitation.accepted_by == User.objects.get(email="bea@example.org")


def test_a_reset_mail_is_marked_so_that_no_page_shows_it(client: Client) -> None:
    User.objects.create_user("alice@example.org", PASSWORD)
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    assert mail.outbox[0].extra_headers[ACCOUNT_MAIL_HEADER] == "account"


def test_a_mail_server_that_is_down_costs_a_sentence_not_the_page(client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    User.objects.create_user("alice@example.org", PASSWORD)
    page = client.post("/accounts/password/reset/", {"email": "alice@example.org"}, follow=True)
    assert page.status_code == 200
    assert "could not be sent just now" in page.content.decode()


def test_sign_out_needs_a_post(client: Client) -> None:
    sign_up(client, "alice@example.org")
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session
