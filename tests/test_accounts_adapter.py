"""Who may open an account, what is taken over at that moment, and what happens when mail cannot leave."""

from types import SimpleNamespace
from unittest.mock import patch

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from contacts.accounts_adapter import ACCOUNT_MAIL_HEADER, INVITATION_KEY, AccountAdapter
from contacts.models import Invitation, User
from contacts.services.accounts import invite, revoke_invitation
from tests.races import meet

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


def asked(token: str = "") -> HttpRequest:
    """A sign-up whose page was open a moment ago."""
    request = RequestFactory().post("/accounts/signup/")
    request.user, request.session = AnonymousUser(), SessionStore()
    if token:
        request.session[INVITATION_KEY] = token
    return request


def save_user(email: str, token: str = "") -> User:
    request = asked(token)
    form = SimpleNamespace(cleaned_data={"email": email, "password1": PASSWORD})
    return AccountAdapter(request).save_user(request, User(), form)


@pytest.mark.parametrize("state", ["used", "too old", "revoked"])
def test_an_invitation_that_went_meanwhile_opens_nothing(state: str) -> None:
    alice = User.objects.create_user("alice@example.org", PASSWORD)
    invitation = invite(by=alice)
    if state == "used":
        save_user("bea@example.org", invitation.token)
    elif state == "too old":
        Invitation.objects.update(expires_at=timezone.now())
    else:
        revoke_invitation(by=alice, invitation=invitation)
    before = User.objects.count()
    with pytest.raises(ImmediateHttpResponse) as refusal:
        save_user("mallory@example.org", invitation.token)
    assert "By invitation only" in refusal.value.response.content.decode()
    assert User.objects.count() == before


def test_whoever_is_refused_at_the_last_moment_reads_why(client: Client) -> None:
    """The page was open when the form was sent, and closed when the account was to be made."""
    User.objects.create_user("alice@example.org", PASSWORD)
    with patch.object(AccountAdapter, "is_open_for_signup", return_value=True):
        page = client.post("/accounts/signup/", {"email": "mallory@example.org", "password1": PASSWORD})
    assert page.status_code == 403
    assert "By invitation only" in page.content.decode()
    assert User.objects.count() == 1


def test_an_old_invitation_is_no_hindrance_where_everybody_may_come(settings: Settings) -> None:
    settings.OPEN_SIGNUP = True
    invitation = invite(by=User.objects.create_user("alice@example.org", PASSWORD))
    for name in ("bea", "carl"):
        save_user(f"{name}@example.org", invitation.token)
    assert User.objects.count() == 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("roll_back", [False, True])
def test_of_two_first_accounts_at_once_one_is_the_first(roll_back: bool) -> None:
    second = meet(lambda: save_user("alice@example.org"), lambda: save_user("mallory@example.org"), roll_back=roll_back)
    assert isinstance(second.error, ImmediateHttpResponse) is not roll_back
    assert [user.email for user in User.objects.all()] == ["mallory@example.org" if roll_back else "alice@example.org"]
