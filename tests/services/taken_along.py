"""What the tests of taking along and bringing back share: an account as one document, read into another account, and
the two compared row by row.
"""

import json
import re
from io import BytesIO
from typing import Any
from uuid import uuid4, uuid5

from django.utils import timezone

from contacts.importers.rapport import RECORDS, read_rapport
from contacts.importers.rows import RecordRow
from contacts.models import (
    Circle,
    Exchange,
    ExchangeMention,
    ImportBatch,
    ImportRow,
    Interaction,
    Message,
    NotSame,
    Person,
    PersonTag,
    Request,
    Tag,
    User,
)
from contacts.queries.exports import export_pieces
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers, change_settings
from contacts.services.channels import set_webhook
from contacts.services.contacts import send_back_to_the_door
from contacts.services.events import delete_event
from contacts.services.exchanges import change_person, delete_exchange
from contacts.services.follow_ups import complete_follow_up
from contacts.services.imports.packing import pack
from contacts.services.imports.restoring import apply_account, apply_records
from contacts.services.interactions import delete_interaction
from contacts.services.mutes import mute
from contacts.services.offers import add_offer
from contacts.services.people import archive, delete_person
from contacts.services.tags import tags_named
from contacts.vocabulary import ImportFormat, ImportOutcome, ImportRowKind
from tests.factories import (
    create_ask,
    create_contact,
    create_date,
    create_event,
    create_exchange,
    create_gift,
    create_person,
    create_promise,
    create_reminder,
    log,
)

ADDRESS = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
# What a new account has of its own.
OWN = ("exported_at", "invitations", "digests", "notifications", "imports", "bulk_changes", "merges", "exports")
OWN_OF_THE_ACCOUNT = ("public_id", "email", "joined_at", "last_login", "closes_at")


def exported(account: User) -> dict[str, Any]:
    account = User.objects.get(pk=account.pk)
    told: dict[str, Any] = json.loads("".join(export_pieces(account, at=timezone.now())))
    return told


def bring_back(told: dict[str, Any] | bytes, *, into: User) -> list[ImportRow]:
    """Read an export into an account, as the runner would. Answers with its rows and what became of each."""
    text = told if isinstance(told, bytes) else json.dumps(told).encode()
    batch = ImportBatch.objects.create(owner=into, file_name="rapport.json", format=ImportFormat.RAPPORT)
    rows = {ImportRowKind.ACCOUNT: [], ImportRowKind.RECORD: []}
    for row in read_rapport(BytesIO(text)):
        if isinstance(row, RecordRow):
            kind = ImportRowKind.RECORD if row.about in RECORDS else ImportRowKind.ACCOUNT
            rows[kind].append(ImportRow(batch=batch, line=row.line, kind=kind, data=pack(row)))
    apply_account(rows[ImportRowKind.ACCOUNT], batch=batch, by=into)
    apply_records(rows[ImportRowKind.RECORD], batch=batch, by=into)
    done = [*rows[ImportRowKind.ACCOUNT], *rows[ImportRowKind.RECORD]]
    assert all(row.outcome != ImportOutcome.WAITING for row in done)
    return done


def outcomes(rows: list[ImportRow]) -> set[tuple[str, str]]:
    return {(str(row.outcome), row.why) for row in rows}


def as_in(told: dict[str, Any], account: User) -> dict[str, Any]:
    """The document with the addresses that its rows get in that account, and without what is each account's own."""
    text = ADDRESS.sub(lambda found: str(uuid5(account.public_id, found.group())), json.dumps(told))
    came: dict[str, Any] = json.loads(text)
    for channel in came["channels"]:
        # A file switches no webhook on.
        channel["is_on"] = channel["is_on"] and channel["kind"] != "webhook"
    return own_apart(came)


def own_apart(told: dict[str, Any]) -> dict[str, Any]:
    left: dict[str, Any] = {key: value for key, value in told.items() if key not in OWN}
    left["account"] = {key: value for key, value in told["account"].items() if key not in OWN_OF_THE_ACCOUNT}
    return left


def fill(account: User) -> None:
    """One row at least of whatever an account can hold, and everything in odd states: deleted, moved, merged, muted."""
    event = create_event(by=account, name="Oslo Platform Day", days_ago=40)
    circle = Circle.objects.get(owner=account, name="Monthly")
    ana = create_contact(by=account, name="Ana Ferreira", days_ago=40, event=event, circle=circle).person
    bo = create_contact(by=account, name="Bo Lindqvist", days_ago=300, private=True).person
    door = create_person(by=account, name="Chi Okafor", email="Chi@Example.org")
    gone = create_contact(by=account, name="Dee", days_ago=10).person
    delete_person(by=account, person=gone)
    twin = create_person(by=account, name="Ana F.")
    Person.objects.filter(pk=twin.pk).update(merged_into=ana, deleted_at=timezone.now())
    out = create_person(by=account, name="Left Out")
    Person.objects.filter(pk=out.pk).update(left_out_at=timezone.now(), note="rang twice a day")
    NotSame.objects.create(one=ana, other=door)
    for tag in tags_named(by=account, names=["VIP", "sailing"]).values():
        PersonTag.objects.create(person=ana, tag=tag)
    Tag.objects.create(owner=account, name="Of nobody", folded="of nobody")
    create_date(by=account, person=ana, month=2, day=29, label="at sea")
    create_date(by=account, person=door, month=12, day=31)
    create_reminder(by=account, person=bo, due_in=3)
    weekly = create_reminder(by=account, person=ana, due_in=0, repeats="monthly")
    complete_follow_up(by=account, follow_up=weekly)
    promise = create_promise(by=account, person=ana, what="the plans of the boat", days_ago=3)
    spoken = Interaction.objects.get(person=ana)
    ExchangeMention.objects.create(exchange=promise, interaction=spoken, kind="made")
    change_person(by=account, exchange=promise, to=bo)
    kept = create_exchange(by=account, person=bo, what="a seat at our table")
    Exchange.objects.filter(pk=kept.pk).update(settled_in=spoken)
    ExchangeMention.objects.create(exchange=kept, interaction=Interaction.objects.get(person=bo), kind="answered")
    create_gift(by=account, person=bo, days_ago=5)
    for ago in (200, 150, 100):
        create_ask(by=account, person=bo, days_ago=ago)
    told = log(by=account, person=ana, channel="message", started_by="them", days_ago=12).interaction
    Interaction.objects.filter(pk=told.pk).update(purpose="unknown", thread="2-abc")
    for author, at in (("them", "2026-02-03T10:00:00Z"), ("me", "2026-02-03T11:30:00Z")):
        Message.objects.create(interaction=told, author=author, at=at, text=" line\nand line ", source_key=f"k{author}")
    delete_interaction(by=account, interaction=log(by=account, person=ana, learned="").interaction)
    delete_exchange(by=account, exchange=create_exchange(by=account, person=bo))
    Request.objects.create(person=door, way="in", sent_on="2026-02-03", text="we met at the harbour", answer="accepted")
    mute(by=account, rule="E-36", person=ana, because="she said so")
    mute(by=account, rule="E-33", person=None, because="")
    add_offer(by=account, entry_key=uuid4(), what="an hour on Django")
    delete_event(by=account, event=create_event(by=account, name="Called off"))
    change_numbers(by=account, numbers=Numbers(nudges_a_week=9, balance_months=12))
    set_webhook(by=account, address="https://ntfy.example/topic")
    change_settings(
        by=account, values={"time_zone": "Pacific/Auckland", "working_days": "0123", "has_shortcuts": False}
    )
    send_back_to_the_door(by=account, contact=create_contact(by=account, name="Eve", days_ago=20, circle=circle))
    archive(by=account, person=create_contact(by=account, name="Fay", days_ago=20).person)
