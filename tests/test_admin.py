"""The admin: accounts and operation alone, for superusers, under the policy that the whole site keeps."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.models import Delivery, Heartbeat, Invitation, User
from contacts.services.accounts import invite
from contacts.vocabulary import DeliveryKind
from tests.factories import PASSWORD, create_account, create_contact, create_event, create_promise, today_of

REGISTERED = {User, EmailAddress, Delivery, Heartbeat, Invitation}
SECRET = "the tin box under the stairs"


@pytest.fixture
def alice(db: None) -> User:
    """An account with notes, a digest and an invitation; none of its words may be seen."""
    alice = create_account()
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    contact = create_contact(by=alice, name="Wilhelmina Ångström", learned=f"{SECRET}, where the letters are kept")
    create_promise(by=alice, person=contact.person, what=SECRET)
    create_event(by=alice, name="Wilhelmina's birthday")
    Delivery.objects.create(
        account=alice, kind=DeliveryKind.MORNING, local_day=today_of(alice), message=SECRET.encode()
    )
    Heartbeat.objects.create(name="digests", at=timezone.now())
    invite(by=alice)
    return alice


@pytest.fixture
def root(alice: User) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.org", PASSWORD))
    return client


def pages(alice: User) -> list[str]:
    """Every page that the admin has for these rows, but those that only redirect."""
    found = [reverse("admin:index"), reverse("admin:app_list", args=["contacts"]), reverse("admin:password_change")]
    for model in REGISTERED:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found.append(reverse(f"{name}_changelist"))
        for key in model._default_manager.values_list("pk", flat=True):
            found += [reverse(f"{name}_change", args=[key]), reverse(f"{name}_history", args=[key])]
    return found


def test_knows_accounts_and_operation_alone() -> None:
    assert set(admin.site._registry) == REGISTERED


def test_shows_nobodys_notes(root: Client, alice: User) -> None:
    token = Invitation.objects.get().token
    for page in pages(alice):
        answer = root.get(page)
        assert answer.status_code == 200, page
        shown = answer.content.decode()
        for word in (SECRET, "Wilhelmina", token, "pbkdf2", alice.password):
            assert word not in shown, page


def test_keeps_the_policy(root: Client, alice: User) -> None:
    for page in pages(alice):
        answer = root.get(page)
        shown = answer.content.decode()
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", shown), page
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", shown), page


@pytest.mark.parametrize("model", sorted(REGISTERED, key=lambda model: model.__name__))
def test_adds_and_deletes_nothing(root: Client, model: type) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    key = model._default_manager.earliest("pk").pk
    assert root.get(reverse(f"{name}_add")).status_code == 403
    assert root.get(reverse(f"{name}_delete", args=[key])).status_code == 403
    root.post(reverse(f"{name}_delete", args=[key]), {"post": "yes"})
    root.post(reverse(f"{name}_changelist"), {"action": "delete_selected", "_selected_action": [key], "post": "yes"})
    assert model._default_manager.filter(pk=key).exists()


def test_switches_an_account_off_and_changes_nothing_else(root: Client, alice: User) -> None:
    before = User.objects.values().get(pk=alice.pk)
    page = reverse("admin:contacts_user_change", args=[alice.pk])
    root.post(page, {"email": "root2@example.org", "is_superuser": "on", "password": "x"})
    after = User.objects.values().get(pk=alice.pk)
    assert after == before | {"is_active": False}
    client = Client()
    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_nobody_switches_off_the_account_they_use(root: Client) -> None:
    own = User.objects.get(email="root@example.org")
    assert root.post(reverse("admin:contacts_user_change", args=[own.pk]), {}).status_code == 403
    own.refresh_from_db()
    assert own.is_active


@pytest.mark.parametrize("model", [EmailAddress, Delivery, Heartbeat, Invitation])
def test_changes_no_other_row(root: Client, model: type) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    before = list(model._default_manager.values_list())
    key = model._default_manager.earliest("pk").pk
    answer = root.post(reverse(name, args=[key]), {"email": "root@example.org", "user": "1", "verified": "on"})
    assert answer.status_code == 403
    assert list(model._default_manager.values_list()) == before


def test_strangers_sign_in_on_the_house_page(alice: User) -> None:
    for page in (reverse("admin:index"), reverse("admin:login"), reverse("admin:contacts_user_changelist")):
        answer = Client().get(page, follow=True)
        assert answer.redirect_chain[-1][0].startswith(f"{reverse('account_login')}?next=")


def test_accounts_without_leave_are_refused(alice: User) -> None:
    client = Client()
    client.force_login(alice)
    for page in pages(alice):
        assert client.get(page, follow=True).status_code == 403, page


def test_staff_without_being_superuser_sees_no_account_they_were_not_given(alice: User) -> None:
    staff = User.objects.create_user("staff@example.org", PASSWORD, is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="change_user", content_type__app_label="contacts"))
    client = Client()
    client.force_login(staff)
    client.post(reverse("admin:contacts_user_change", args=[alice.pk]), {})
    alice.refresh_from_db()
    assert alice.is_active
