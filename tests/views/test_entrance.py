"""The pages before an account: who may come in, and what a house without a mail server says instead of "sent"."""

import pytest
from django.test import Client
from pytest_django import Settings

from contacts.models.accounts import DEMO_EMAIL
from tests.factories import PASSWORD, create_account

pytestmark = pytest.mark.django_db
KEPT = "networking.mail.FolderEmailBackend"


def test_an_empty_house_leads_with_opening_the_first_account(client: Client) -> None:
    assert client.get("/accounts/login/?next=/people/")["Location"] == "/accounts/signup/?next=%2Fpeople%2F"
    create_account()
    assert client.get("/accounts/login/").status_code == 200


def test_whoever_wants_to_look_around_in_the_example_network_can_sign_in(client: Client) -> None:
    """Its account is nobody's, so the house still waits for its first; yet somebody can sign in."""
    create_account(email=DEMO_EMAIL)
    assert client.get("/accounts/login/").status_code == 200
    assert client.get("/accounts/signup/").status_code == 200


@pytest.mark.parametrize("is_open", [True, False])
def test_an_account_is_offered_only_where_one_can_be_opened(client: Client, settings: Settings, is_open: bool) -> None:
    settings.OPEN_SIGNUP = is_open
    create_account()
    assert ("Open an account" in client.get("/accounts/login/").content.decode()) is is_open


def test_without_a_mail_server_no_page_says_that_mail_went_out(client: Client, settings: Settings, tmp_path) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = KEPT, tmp_path
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"
    page = client.post("/accounts/signup/", {"email": "ana@example.org", "password1": PASSWORD}, follow=True)
    assert "A link to confirm it went" not in page.content.decode()
    assert "manage.py" not in page.content.decode(), "of no use to somebody new"
    for address in ("/accounts/password/reset/", "/accounts/password/reset/done/"):
        page = Client().get(address)
        assert "manage.py reset_link" in page.content.decode(), address
        assert "on its way" not in page.content.decode()


def test_with_a_mail_server_the_link_is_on_its_way(client: Client) -> None:
    assert "Send the link" in client.get("/accounts/password/reset/").content.decode()
    assert "on its way" in client.get("/accounts/password/reset/done/").content.decode()
