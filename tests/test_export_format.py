"""The documented format: exports are held against the schema, and a new column is not forgotten in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Model
from jsonschema import Draft202012Validator

from contacts.importers.rapport import BETWEEN, OF_THE_ACCOUNT, STAYS_BEHIND, VERSION
from contacts.models import (
    Circle,
    Contact,
    DeliveryChannel,
    Event,
    Exchange,
    FollowUp,
    Handle,
    ImportantDate,
    Interaction,
    Message,
    Mute,
    Offer,
    Person,
    Request,
    Standing,
    Tag,
    User,
)
from contacts.queries.exports import INNER
from tests.factories import create_account
from tests.services.taken_along import exported, fill

DOCS = Path(settings.BASE_DIR) / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "export-format.schema.json").read_text())
TABLES: dict[str, type[Model]] = {
    "account": User,
    "circle": Circle,
    "tag": Tag,
    "event": Event,
    "offer": Offer,
    "mute": Mute,
    "channel": DeliveryChannel,
    "person": Person,
    "handle": Handle,
    "contact": Contact,
    "standing": Standing,
    "interaction": Interaction,
    "message": Message,
    "exchange": Exchange,
    "follow_up": FollowUp,
    "important_date": ImportantDate,
    "request": Request,
}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"] == {"const": VERSION}


@pytest.mark.django_db
def test_an_export_of_everything_is_as_documented() -> None:
    alice = create_account()
    Draft202012Validator(SCHEMA).validate(exported(alice))
    fill(alice)
    told = exported(alice)
    faults = [
        f"{'/'.join(map(str, error.path))}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(told)
    ]
    assert faults == []
    assert set(told) == set(SCHEMA["properties"])
    # A list without a row would prove nothing.
    unproven = {"invitations", "digests", "notifications", "imports", "bulk_changes", "merges", "exports"}
    assert {key for key, rows in told.items() if rows == []} <= unproven


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_documented(name: str) -> None:
    columns = {column.name for column in TABLES[name]._meta.concrete_fields} - INNER
    documented = SCHEMA["$defs"][name]
    assert columns <= set(documented["properties"])
    assert columns <= set(documented["required"])


def test_every_list_is_read_back_or_said_to_stay_behind() -> None:
    lists = {key for key, told in SCHEMA["properties"].items() if told.get("type") == "array"}
    assert lists == {*OF_THE_ACCOUNT, *BETWEEN, *STAYS_BEHIND, "people"}
    text = (DOCS / "export-format.md").read_text()
    assert [key for key in lists if f"`{key}`" not in text] == []
