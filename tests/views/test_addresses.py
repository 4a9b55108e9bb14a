"""Every address refuses strangers (404) and the anonymous (sign-in): all of them, read from the site's own list."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from contacts.models import Circle, Interaction, Invitation, Notification, Person, User
from contacts.services.bulk import BulkEntry, change_many
from contacts.services.channels import set_webhook
from contacts.services.events import delete_event
from contacts.services.exchanges import delete_exchange
from contacts.services.exports import carry_on, make_export
from contacts.services.important_dates import DateEntry, add_date
from contacts.services.interactions import delete_interaction
from contacts.services.mutes import mute
from contacts.services.notifications import ask_for_digest
from contacts.services.offers import add_offer
from contacts.services.people import delete_person
from contacts.services.tags import tags_named
from contacts.vocabulary import BulkStep, DateKind, Reason
from tests import factories
from tests.factories import LEARNED, TALKED, create_account, create_contact, create_event, create_exchange, log
from tests.views.test_imports import brought

pytestmark = pytest.mark.django_db

KEPT = "20261120-073000-alice.eml"
NAME = "Quillfeather"  # stands in whatever alice wrote, and nowhere in the product

# Open to everybody. All else is private by default, and stays so unless it is written here.
PUBLIC = {
    "health_live",
    "health_ready",
    "invited",
    "mail_done",
    "mail_not_needed",
    "mail_pause",
    "mail_snooze",
    "mail_undo",
    "mail_unsubscribe",
    "account_login",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_logout",  # with nobody signed in it leads to the sign-in page by itself
    "admin:login",
}


class World:
    """What alice has: one of everything that has an address."""

    def __init__(self, folder: Path) -> None:
        self.alice = alice = create_account()
        self.mallory = create_account(email="mallory@example.org")
        self.contact = create_contact(by=alice, name=f"Ana {NAME}", learned=f"{NAME} {LEARNED}")
        self.ana = self.contact.person
        self.founder = self.contact.founded_on
        self.hello = log(by=alice, person=self.ana, talked_about=f"{NAME} again", learned="").interaction
        self.event = create_event(by=alice, name=f"{NAME} Fair")
        self.favour = create_exchange(by=alice, person=self.ana, what=f"the {NAME} papers")
        self.reminder = factories.create_reminder(by=alice, person=self.ana, text=f"ask {NAME}")
        birthday = DateEntry(kind=DateKind.BIRTHDAY, month=2, day=29, label=f"at {NAME}")
        self.birthday = add_date(by=alice, person=self.ana, entry=birthday, entry_key=uuid4())
        self.circle = Circle.objects.filter(owner=alice).first()
        self.offer = add_offer(by=alice, entry_key=uuid4(), what=f"a page of the {NAME}")
        self.mute = mute(by=alice, rule=Reason.DATE, person=self.ana)
        self.tag = tags_named(by=alice, names=[NAME])[NAME]
        self.bulk = change_many(
            by=alice,
            people=Person.objects.owned_by(alice),
            entry=BulkEntry(step=BulkStep.TAG, tag=NAME),
            entry_key=uuid4(),
        )
        self.invitation = Invitation.objects.create(invited_by=alice)
        self.told = Notification.objects.create(account=alice, title=NAME, text=f"{NAME}: reminder")
        set_webhook(by=alice, address=f"https://ntfy.sh/{NAME}")
        self.export = make_export(by=alice, entry_key=uuid4())
        carry_on(self.export.pk)
        self.batch = brought(alice, f"First Name,Last Name,URL,Company\nBo,{NAME},,{NAME}\n".encode())
        self.twin = factories.create_person(by=alice, name=f"Twin {NAME}")
        self.gone_person = factories.create_person(by=alice, name=f"Gone {NAME}")
        delete_person(by=alice, person=self.gone_person)
        self.gone_entry = log(by=alice, person=self.ana, talked_about=NAME, learned="").interaction
        delete_interaction(by=alice, interaction=self.gone_entry)
        self.gone_favour = create_exchange(by=alice, person=self.ana, what=NAME)
        delete_exchange(by=alice, exchange=self.gone_favour)
        self.gone_event = create_event(by=alice, name=f"{NAME} Ball")
        delete_event(by=alice, event=self.gone_event)
        folder.mkdir(parents=True, exist_ok=True)
        delivery = ask_for_digest(by=alice, entry_key=uuid4())
        head = f"Message-ID: <digest-{delivery.public_id}@localhost>\nX-Rapport-Kind: digest\nSubject: {NAME}"
        mail = f"To: {alice.email}\n{head}\n\n{NAME}\n"
        (folder / KEPT).write_text(mail)


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_BACKEND = "networking.mail.FolderEmailBackend"
    return World(tmp_path / "mail")


# Which of alice's things an address is about. An address with a parameter and without a line here fails the tests.
OF_ALICE: dict[str, Callable[[World], dict[str, Any]]] = {
    **dict.fromkeys(
        ("interaction_logged", "interaction_edit", "interaction_answer", "interaction_delete", "interaction_move"),
        lambda world: {"public_id": world.hello.public_id},
    ),
    **dict.fromkeys(
        (
            *("import_batch", "import_columns", "import_progress", "import_start", "import_cancel"),
            *("import_discard", "import_undo", "import_report"),
        ),
        lambda world: {"public_id": world.batch.public_id},
    ),
    "interaction_refound": lambda world: {"public_id": world.founder.public_id},
    **dict.fromkeys(("sorting_sort", "sorting_undo"), lambda world: {"public_id": world.hello.public_id}),
    "interaction_restore": lambda world: {"public_id": world.gone_entry.public_id},
    **dict.fromkeys(
        ("event", "event_edit", "event_delete", "debrief", "debrief_row"),
        lambda world: {"public_id": world.event.public_id},
    ),
    "event_restore": lambda world: {"public_id": world.gone_event.public_id},
    **dict.fromkeys(
        (
            *("follow_up_done", "follow_up_snooze", "follow_up_not_needed", "follow_up_reopen"),
            *("follow_up_cadence", "follow_up_stop_repeating"),
        ),
        lambda world: {"public_id": world.reminder.public_id},
    ),
    **dict.fromkeys(
        (
            "remind",
            "person",
            "person_edit",
            "person_delete",
            "person_erase",
            "person_forget",
            "person_leave_out",
            "person_let_in",
            "person_held",
            "person_held_json",
            "contact_cadence",
            "contact_send_back",
            "contact_rest",
            "contact_rest_again",
            "contact_wake",
            "contact_keep_on",
            "person_archive",
            "person_bring_back",
            "person_deceased",
            "person_not_deceased",
            "date_add",
            "exchange_add",
            "before_asking",
            "person_exchanges",
            "person_formal_relation",
            "merge_choose",
            "merge_undo",
        ),
        lambda world: {"public_id": world.ana.public_id},
    ),
    **dict.fromkeys(
        (
            "exchange_edit",
            "exchange_delete",
            "exchange_change_person",
            "exchange_settle",
            "exchange_reopen",
            "exchange_move",
            "exchange_thank",
            "exchange_outcome",
            "exchange_our_work",
        ),
        lambda world: {"public_id": world.favour.public_id},
    ),
    **dict.fromkeys(("date_edit", "date_delete"), lambda world: {"public_id": world.birthday.public_id}),
    **dict.fromkeys(
        ("merge", "not_same"),
        lambda world: {"public_id": world.ana.public_id, "other_id": world.twin.public_id},
    ),
    "date_again": lambda world: {"public_id": world.ana.public_id, "token": "no-such-token"},
    "deleted_restore": lambda world: {"kind": "person", "public_id": world.gone_person.public_id},
    **dict.fromkeys(
        ("circle_edit", "circle_merge", "circle_delete"), lambda world: {"public_id": world.circle.public_id}
    ),
    **dict.fromkeys(("tag_edit", "tag_delete"), lambda world: {"public_id": world.tag.public_id}),
    "bulk_undo": lambda world: {"public_id": world.bulk.public_id},
    **dict.fromkeys(("export_progress", "export_file"), lambda world: {"public_id": world.export.public_id}),
    "mute_remove": lambda world: {"public_id": world.mute.public_id},
    **dict.fromkeys(("offer_edit", "offer_delete"), lambda world: {"public_id": world.offer.public_id}),
    "notification_seen": lambda world: {"public_id": world.told.public_id},
    "invitation_revoke": lambda world: {"pk": world.invitation.pk},
    "kept_mail_message": lambda world: {"name": KEPT},
    "kept_mail_html": lambda world: {"name": KEPT},
}
# Addresses whose parameter is no row of an account: the token is the key itself.
KEYS = {
    name: {"token": "no-such-token"}
    for name in (
        "invited",
        *(f"mail_{use}" for use in ("done", "not_needed", "pause", "snooze", "undo", "unsubscribe")),
    )
}


def _walk(patterns: list[URLPattern | URLResolver], inside: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            deeper = f"{inside}{pattern.namespace}:" if pattern.namespace else inside
            yield from _walk(pattern.url_patterns, deeper)
        else:
            yield f"{inside}{pattern.name or ''}", pattern


ALL = dict(_walk(get_resolver().url_patterns))
OURS = {name: pattern for name, pattern in ALL.items() if pattern.callback.__module__.startswith("contacts.")}
WITH_ROW = sorted(name for name, pattern in OURS.items() if pattern.pattern.regex.groups and name not in KEYS)
WITHOUT_ROW = sorted(name for name, pattern in OURS.items() if not pattern.pattern.regex.groups)
PRIVATE = sorted(name for name in ALL if name not in PUBLIC and not name.endswith(":"))


def of_alice(name: str, world: World) -> str:
    if name not in OF_ALICE:
        pytest.fail(f"{name} is a new address: say in OF_ALICE which of alice's things it is about.")
    return reverse(name, kwargs=OF_ALICE[name](world))


def rows_of(account: User) -> dict[str, str]:
    """Everything in the tables but sessions, as text. Nothing here belongs to a stranger, so all of it counts."""
    models = [model for model in apps.get_app_config("contacts").get_models() if model is not User]
    rows = {model.__name__: serializers.serialize("json", model._base_manager.order_by("pk")) for model in models}
    return {**rows, "User": serializers.serialize("json", User.objects.filter(pk=account.pk))}


def signed_in(account: User) -> Client:
    client = Client()
    client.force_login(account)
    return client


def answers(client: Client, address: str) -> Iterator[tuple[str, Any]]:
    """The address asked in every way that a page of ours is asked in."""
    yield "GET", client.get(address)
    yield "GET by htmx", client.get(address, headers={"HX-Request": "true"})
    yield "POST", client.post(address)
    yield "POST by htmx", client.post(address, headers={"HX-Request": "true"})


def test_lists_name_addresses_that_exist() -> None:
    assert set(OF_ALICE) - set(WITH_ROW) == set()
    assert PUBLIC - set(ALL) == set()


# One world serves all addresses of a test: making it costs more than asking them.


def test_stranger_gets_404_and_changes_nothing(world: World) -> None:
    before, client, wrong = rows_of(world.alice), signed_in(world.mallory), {}
    for name in WITH_ROW:
        statuses = {}
        for way, response in answers(client, of_alice(name, world)):
            statuses[way] = response.status_code
            assert NAME not in response.content.decode(), (name, way)
        if not {404} <= set(statuses.values()) <= {404, 405}:
            wrong[name] = statuses
        assert rows_of(world.alice) == before, name
    assert wrong == {}


def test_owner_is_let_in(world: World) -> None:
    """Or the test above would prove nothing."""
    client, wrong = signed_in(world.alice), {}
    for name in WITH_ROW:
        with transaction.atomic():
            address = of_alice(name, world)
            status = client.get(address).status_code
            if status == 405:
                status = client.post(address).status_code
            transaction.set_rollback(True)
        if status not in {200, 302, 422}:
            wrong[name] = status
    assert wrong == {}


def test_stranger_sees_nothing_of_alice(world: World) -> None:
    before, client = rows_of(world.alice), signed_in(world.mallory)
    for name in WITHOUT_ROW:
        with transaction.atomic():
            for way, response in answers(client, reverse(name)):
                content = b"".join(response) if response.streaming else response.content
                assert NAME not in content.decode(), (name, way)
                assert response.status_code < 500, (name, way)
            after = rows_of(world.alice)
            changed = {model for model, rows in after.items() if rows != before[model]}
            # What an empty form writes belongs to mallory: an invitation, a digest asked for.
            assert changed <= {"Invitation", "Delivery"}, name
            transaction.set_rollback(True)


def test_anonymous_is_sent_to_sign_in(world: World) -> None:
    login, before = (reverse("account_login"), reverse("admin:login")), rows_of(world.alice)
    wrong = []
    for name in PRIVATE:
        given = OF_ALICE[name](world) if name in OF_ALICE else dict.fromkeys(ALL[name].pattern.regex.groupindex, "1")
        if name == "admin:app_list":
            given = {"app_label": "account"}
        for way, response in answers(Client(), reverse(name, kwargs=given)):
            leads_to = response.headers.get("HX-Redirect") or response.headers.get("Location") or ""
            if response.status_code not in {200, 302} or not leads_to.startswith(login):
                wrong.append((name, way, response.status_code, leads_to))
    assert wrong == []
    assert rows_of(world.alice) == before


def test_way_back_after_signing_in_leads_to_the_page_asked_for(world: World) -> None:
    response = Client().get(f"{reverse('people')}?show=door")
    assert response["Location"] == f"{reverse('account_login')}?next=/people/%3Fshow%3Ddoor"


# Ids of another account inside a form or an address


def log_form(**fields: object) -> dict[str, object]:
    return {"entry_key": uuid4(), "version": 0, "name": "Bo", "talked_about": TALKED, "learned": LEARNED, **fields}


@pytest.mark.parametrize("parameter", ["person", "event", "follow_up"])
def test_prefilling_with_an_id_of_another_account_shows_nothing(parameter: str, world: World) -> None:
    theirs = {"person": world.ana, "event": world.event, "follow_up": world.reminder}[parameter]
    for name in ("log", "log_open_exchanges"):
        response = signed_in(world.mallory).get(reverse(name), {parameter: theirs.public_id})
        assert response.status_code in {200, 204, 404}
        assert NAME not in response.content.decode()


@pytest.mark.parametrize("field", ["person", "event", "circle"])
def test_form_with_an_id_of_another_account_is_refused_beside_the_field(field: str, world: World) -> None:
    theirs = {"person": world.ana.public_id, "event": world.event.public_id, "circle": world.circle.public_id}
    by_key = {"event": world.event.pk, "circle": world.circle.pk}
    before = rows_of(world.alice)
    client = signed_in(world.mallory)
    for value in {theirs[field], by_key.get(field, theirs[field])}:
        for name in ("log", "log_verdict"):
            response = client.post(reverse(name), log_form(**{field: value}))
            assert response.status_code in {200, 422}, (name, response.status_code)
            assert NAME not in response.content.decode()
    assert not Person.objects.owned_by(world.mallory).exists()
    assert rows_of(world.alice) == before


def test_entry_of_another_account_in_a_debrief_is_not_shown(world: World) -> None:
    theirs = create_event(by=world.mallory, name="Her own")
    client = signed_in(world.mallory)
    address = reverse("debrief_row", args=[theirs.public_id])
    shown = client.get(address, {"entry": world.hello.public_id}, headers={"HX-Request": "true"})
    assert NAME not in shown.content.decode()
    before = rows_of(world.alice)
    saved = client.post(address, log_form(entry=world.hello.public_id, person=world.ana.public_id))
    assert saved.status_code < 500
    assert rows_of(world.alice)["Interaction"] == before["Interaction"]


def test_moving_to_a_person_of_another_account_is_refused(world: World) -> None:
    mine = log(by=world.mallory, name="Bo").interaction
    second = log(by=world.mallory, person=mine.person, learned="plays the cello in a quartet").interaction
    response = signed_in(world.mallory).post(
        reverse("interaction_move", args=[second.public_id]), {"name": world.ana.name, "person": world.ana.public_id}
    )
    assert response.status_code in {302, 422}
    assert Interaction.objects.get(pk=second.pk).person.owner == world.mallory
    assert not Interaction.objects.filter(person=world.ana, pk=second.pk).exists()


def test_entry_key_of_another_account_is_refused(world: World) -> None:
    response = signed_in(world.mallory).post(reverse("log"), log_form(entry_key=world.hello.entry_key))
    assert response.status_code == 422
    assert NAME not in response.content.decode()
    assert not Person.objects.owned_by(world.mallory).exists()


def test_next_never_leads_off_the_site(world: World) -> None:
    client, address = signed_in(world.alice), reverse("follow_up_done", args=[world.reminder.public_id])
    for wanted in ("//evil.example/", "https://evil.example/", "javascript:evil", "/\\evil.example", "\x00", "evil"):
        response = client.post(address, {"next": wanted})
        assert response.status_code == 302, wanted
        assert "evil" not in response["Location"]
        assert re.match(r"/(?!/)", response["Location"])


def test_any_page_number_is_answered(world: World) -> None:
    client = signed_in(world.alice)
    lists = (
        "people",
        "imports",
        "balance",
        "follow_ups",
        "events",
        "to_finish",
        "deleted",
        "search",
        "kept_mail",
        "notifications",
    )
    for name in lists:
        for page in ("0", "-1", "99999", "x", "1e9", "\x00", "9" * 400):
            response = client.get(reverse(name), {"page": page, "q": "a", "show": page, "sort": page, "window": page})
            assert response.status_code == 200, (name, page)


def test_restoring_what_a_stranger_deleted_is_404(world: World) -> None:
    rows: dict[str, Any] = {
        "person": world.gone_person,
        "interaction": world.gone_entry,
        "exchange": world.gone_favour,
        "event": world.gone_event,
        "nonsense": world.gone_person,
    }
    for kind, row in rows.items():
        response = signed_in(world.mallory).post(reverse("deleted_restore", args=[kind, row.public_id]))
        assert response.status_code == 404, kind
    assert signed_in(world.alice).post(reverse("deleted_restore", args=["nonsense", uuid4()])).status_code == 404
