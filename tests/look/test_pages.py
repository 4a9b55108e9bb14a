"""The shell around every page, the account pages, the pages of refusal, and how a form looks."""

import re

import pytest
from django import forms
from django.core.mail import EmailMessage
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings

from contacts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.look.urls")]

INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)


@pytest.fixture
def alice(client: Client) -> User:
    user = User.objects.create_user("alice@example.org", "quiet-lanterns-42")
    client.force_login(user)
    return user


def test_shell_names_the_places_and_marks_the_current_one(client: Client, alice: User) -> None:
    page = client.get("/parts/").content.decode()
    places = re.findall(r"</svg>(?:</span>)?(\w+)</a></li>", page)
    assert places == ["Log", "Today", "People", "Balance", "Events", "More"]
    assert "aria-current" not in page
    assert '<a class="skip" href="#main">' in page
    assert page.index('class="skip"') < page.index('class="nav-main"') < page.index("<main")


@pytest.mark.parametrize(
    ("path", "place", "current"),
    [("/accounts/email/", "/more/", "true"), ("/people/nobody/", "/people/", "true"), ("/door/", "/people/", "true")],
)
def test_navigation_marks_the_section(client: Client, alice: User, path: str, place: str, current: str) -> None:
    page = client.get(path).content.decode()
    assert re.findall(r'href="([^"]*)" aria-current="(\w+)"', page) == [(place, current)]


def test_shortcuts_are_announced_only_where_they_work(client: Client, alice: User) -> None:
    assert 'aria-keyshortcuts="l"' in client.get("/parts/").content.decode()
    User.objects.update(has_shortcuts=False)
    page = client.get("/parts/").content.decode()
    assert 'data-keys="off"' in page
    assert "aria-keyshortcuts" not in page


def test_toast_tells_what_happened_and_carries_its_undo(client: Client, alice: User) -> None:
    page = client.get("/parts/?say").content.decode()
    toast = page[page.index('id="toasts"') : page.index("<h1>")]
    assert "Done. Next: keep in touch by 12 January." in toast
    assert re.search(r'<form method="post" action="/undone/"><input type="hidden" name="csrfmiddlewaretoken"', toast)
    assert "toast-line is-alarm" in client.get("/parts/?trouble").content.decode().split("<h1>")[0]


OPEN_PAGES = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-set-password/",
    "/accounts/password/reset/key/done/",
    "/accounts/inactive/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/no-such-key/",
]
OWN_PAGES = [
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/reauthenticate/",
    "/parts/",
]


def check_page(page: str) -> None:
    assert not INLINE.search(page)
    assert page.count("<h1") == 1
    assert "· Rapport</title>" in page
    for control in re.findall(r"<(?:input|select|textarea)[^>]*>", page):
        if "hidden" in control:
            continue
        field_id = re.search(r'\sid="([^"]+)"', control)
        assert field_id, control
        assert f'for="{field_id[1]}"' in page, control
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        assert set(described.split()) <= ids, described


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_page_before_the_door_is_in_the_look(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    check_page(page)
    assert 'class="nav-main"' not in page


@pytest.mark.parametrize("path", OWN_PAGES)
def test_page_of_the_account_is_in_the_look(client: Client, alice: User, path: str) -> None:
    client.post("/accounts/reauthenticate/", {"password": "quiet-lanterns-42"})
    answer = client.get(path)
    assert answer.status_code == 200
    check_page(answer.content.decode())


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/accounts/login/", {"login": "no address", "password": ""}),
        ("/accounts/signup/", {"email": "no address", "password1": "1"}),
        ("/accounts/password/reset/", {"email": "no address"}),
    ],
)
def test_refused_entry_says_why_beside_the_field(client: Client, path: str, data: dict[str, str]) -> None:
    page = client.post(path, data).content.decode()
    check_page(page)
    assert 'aria-invalid="true"' in page
    assert 'class="field-error"' in page
    assert 'value="no address"' in page


def test_closed_signup_says_how_to_come_in(client: Client, settings: Settings) -> None:
    User.objects.create_user("alice@example.org", "quiet-lanterns-42")
    settings.OPEN_SIGNUP = False
    page = client.get("/accounts/signup/").content.decode()
    assert "By invitation only" in page
    check_page(page)


def test_account_mails_are_in_the_products_words(client: Client, mailoutbox: list[EmailMessage]) -> None:
    User.objects.create_user("alice@example.org", "quiet-lanterns-42")
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    (mail,) = mailoutbox
    assert mail.subject == "Choose a new password"
    assert "/accounts/password/reset/key/" in mail.body
    assert "!" not in mail.body


def test_page_of_a_crash_needs_neither_request_nor_context() -> None:
    page = get_template("500.html").render()
    check_page(page)
    assert 'class="nav-main"' not in page


def test_crash_is_answered_in_the_look(client: Client, alice: User) -> None:
    client.raise_request_exception = False
    answer = client.get("/broken/")
    assert answer.status_code == 500
    assert "Something broke here" in answer.content.decode()


@pytest.mark.parametrize("name", ["403.html", "404.html", "429.html"])
def test_refusal_is_in_the_look(name: str) -> None:
    check_page(render_to_string(name, request=RequestFactory().get("/")))


def test_stranger_to_the_csrf_token_is_told_what_to_do(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = client.post("/accounts/logout/")
    assert answer.status_code == 403
    assert "This page was open for too long" in answer.content.decode()
    check_page(answer.content.decode())


class Entry(forms.Form):
    name = forms.CharField(help_text="As you would call them.")
    channel = forms.ChoiceField(choices=[("phone", "phone"), ("video", "video")], widget=forms.RadioSelect)
    circle = forms.ChoiceField(choices=[("inner", "inner")], required=False)
    private = forms.BooleanField(required=False)
    entry_key = forms.CharField(widget=forms.HiddenInput)


def test_form_field_comes_out_in_the_look() -> None:
    form = Entry({"entry_key": "k"})
    page = str(form)
    check_fields = re.findall(r'class="(form-control|form-select|check|chips)"', page)
    assert check_fields == ["form-control", "chips", "form-select", "check"]
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert '<div class="form-text" id="id_name_helptext">As you would call them.</div>' in page
    assert re.search(r'id="id_name_error">.*?<span>This field is required\.', page, re.DOTALL)
    assert re.search(r'<fieldset aria-describedby="id_channel_error">\s*<legend', page)
    assert page.count('class="chip-toggle"') == 2
    assert page.count("(optional)") == 1
    assert page.count('name="entry_key"') == 1


def test_own_class_of_a_widget_is_kept() -> None:
    class Named(forms.Form):
        who = forms.CharField(widget=forms.TextInput(attrs={"class": "who-field"}))

    assert 'class="who-field form-control"' in str(Named()["who"].as_field_group())
