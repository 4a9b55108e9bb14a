"""`open_account`, `reset_link`, `confirm_link` and `createsuperuser`: accounts from the shell, without mail."""

import io
from io import StringIO
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from contacts.models import Circle, User
from contacts.models.accounts import DEMO_EMAIL
from contacts.services.accounts import may_invite
from tests.factories import PASSWORD, create_account

EMAIL = "alice@example.org"


def run(*arguments: str, **options: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


class _Stdin:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def says(self, text: str) -> None:
        self.monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> _Stdin:
    return _Stdin(monkeypatch)


def sign_in(client: Client, email: str, password: str) -> bool:
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def path_of(printed: str, settings: Settings) -> str:
    """The path of a printed link, which stands alone on its line and is whole."""
    (link,) = printed.splitlines()
    assert link.startswith(f"{settings.BASE_URL}/")
    return urlsplit(link).path


# open_account


@pytest.mark.parametrize("verification", ["optional", "mandatory"])
def test_opens_an_account_that_can_sign_in(
    db: None, client: Client, stdin: _Stdin, settings: Settings, verification: str
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = verification
    stdin.says(f"{PASSWORD}\n")
    said = run("open_account", " Alice@Example.org ", "--password-stdin")
    assert EMAIL in said
    assert PASSWORD not in said
    address = EmailAddress.objects.get(email=EMAIL)
    assert (address.verified, address.primary) == (True, True)
    assert Circle.objects.filter(owner=address.user).count() == 3
    assert sign_in(client, EMAIL, PASSWORD)


def test_opens_an_account_while_sign_up_is_closed(db: None, stdin: _Stdin, settings: Settings) -> None:
    settings.OPEN_SIGNUP = False
    create_account(email="first@example.org")
    stdin.says(PASSWORD)
    run("open_account", EMAIL, "--password-stdin")
    assert User.objects.filter(email=EMAIL).exists()


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("taken@example.org", PASSWORD, "There is an account with this e-mail already."),
        ("TAKEN@example.org", PASSWORD, "There is an account with this e-mail already."),
        ("confirmed@example.org", PASSWORD, "There is an account with this e-mail already."),
        (EMAIL, "short", "This password is too short."),
        (EMAIL, "password", "This password is too common."),
        (EMAIL, "1847362910", "This password is entirely numeric."),
        (EMAIL, "alice@example.or", "The password is too similar to the e-mail."),
        ("not an address", PASSWORD, "Enter a valid email address."),
        (EMAIL, "", "No password came in."),
    ],
)
def test_refuses_with_a_sentence(db: None, stdin: _Stdin, email: str, password: str, sentence: str) -> None:
    taken = create_account(email="taken@example.org")
    EmailAddress.objects.create(user=taken, email="confirmed@example.org", verified=True)
    stdin.says(f"{password}\n")
    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")):
        run("open_account", email, "--password-stdin")
    assert User.objects.count() == 1


def test_never_waits_for_a_password_where_nobody_can_type(db: None, stdin: _Stdin) -> None:
    stdin.says("")
    with pytest.raises(CommandError, match="--password-stdin"):
        run("open_account", EMAIL)


# reset_link


def test_a_reset_link_sets_a_new_password_once(db: None, client: Client, settings: Settings) -> None:
    create_account()
    path = path_of(run("reset_link", EMAIL.upper()), settings)
    form = client.get(path, follow=True)
    assert form.status_code == 200
    client.post(form.redirect_chain[-1][0], {"password1": "a new lantern 42", "password2": "a new lantern 42"})
    assert sign_in(Client(), EMAIL, "a new lantern 42")
    again = Client().get(path, follow=True)
    assert again.context["token_fail"]


def test_a_reset_link_is_refused_for_nobody_and_for_a_closed_account(db: None) -> None:
    create_account(is_active=False)
    with pytest.raises(CommandError, match="There is no account"):
        run("reset_link", "nobody@example.org")
    with pytest.raises(CommandError, match="is switched off"):
        run("reset_link", EMAIL)


# confirm_link


def test_a_confirm_link_confirms(db: None, client: Client, settings: Settings) -> None:
    account = create_account()
    EmailAddress.objects.create(user=account, email=EMAIL, primary=True)
    path = path_of(run("confirm_link", EMAIL), settings)
    assert client.get(path).status_code == 200
    client.post(path)
    assert EmailAddress.objects.get(email=EMAIL).verified
    with pytest.raises(CommandError, match="is confirmed already"):
        run("confirm_link", EMAIL)


def test_a_confirm_link_serves_the_address_that_an_account_wants_to_change_to(
    db: None, client: Client, settings: Settings
) -> None:
    account = create_account()
    EmailAddress.objects.create(user=account, email=EMAIL, primary=True, verified=True)
    EmailAddress.objects.create(user=account, email="new@example.org")
    client.post(path_of(run("confirm_link", "new@example.org"), settings))
    account.refresh_from_db()
    assert account.email == "new@example.org"


def test_a_confirm_link_is_refused_for_nobody(db: None) -> None:
    with pytest.raises(CommandError, match="There is no account"):
        run("confirm_link", "nobody@example.org")


# createsuperuser


def test_a_superuser_from_the_shell_signs_in_and_opens_the_admin(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    run("createsuperuser", "--noinput", "--email", "root@example.org")
    client.post(path_of(run("confirm_link", "root@example.org"), settings))
    assert sign_in(client, "root@example.org", PASSWORD)
    assert client.get(reverse("admin:index")).status_code == 200


# The example account is nobody's


def test_the_example_account_never_counts_as_the_first(db: None, client: Client, settings: Settings) -> None:
    settings.OPEN_SIGNUP = False
    create_account(email=DEMO_EMAIL)
    form = client.get(reverse("account_signup"))
    assert form.status_code == 200
    assert "form" in form.context
    client.post(reverse("account_signup"), {"email": EMAIL, "password1": PASSWORD})
    alice = User.objects.get(email=EMAIL)
    assert may_invite(alice)
    assert not may_invite(User.objects.get(email=DEMO_EMAIL))
    assert Circle.objects.filter(owner=alice).count() == 3
    closed = Client().post(reverse("account_signup"), {"email": "late@example.org", "password1": PASSWORD})
    assert "form" not in (closed.context or {})
    assert not User.objects.filter(email="late@example.org").exists()
