"""Monica's export as Monica 4 writes it, made up for a test: one contact with a bit of everything."""

import json
from typing import Any

MOMENT = "2021-03-04T10:00:00.000000Z"


def group(kind: str, *values: Any) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def entry(uuid: str = "", **said: Any) -> dict[str, Any]:
    return {"uuid": uuid, "created_at": MOMENT, "updated_at": MOMENT, "properties": said}


def contact(uuid: str, *groups: dict[str, Any], **said: Any) -> dict[str, Any]:
    known = {"is_starred": False, "is_partial": False, "is_active": True, "is_dead": False, **said}
    return {**entry(uuid, **known), "data": list(groups)}


def special(date: str, **said: bool) -> dict[str, Any]:
    return {"uuid": "d", "is_age_based": False, "is_year_unknown": False, "date": f"{date}T00:00:00Z", **said}


def export(
    *contacts: dict[str, Any],
    more: tuple[dict[str, Any], ...] = (),
    journal: tuple[dict[str, Any], ...] = (),
    indent: int | None = 4,
) -> bytes:
    user = {"uuid": "u1", "first_name": "Alice", "last_name": "Adeyemi", "email": "alice@example.org"}
    account = {
        "uuid": "account",
        "created_at": MOMENT,
        "updated_at": MOMENT,
        "data": [group("user", {**user, "properties": {"me_contact": "me"}}), group("contact", *contacts), *more],
        "properties": {"journal_entries": list(journal), "modules": []},
        "instance": {
            "activity_types": [entry("type-walk", name=None, translation_key="just_hung_out")],
            "contact_field_types": [
                entry("mail", name="Email", protocol="mailto:", type="email"),
                entry("tel", name="Phone", protocol="tel:", type="phone"),
                entry("twitter", name="Twitter", protocol=None, type=None),
            ],
            "life_event_types": [entry("type-home", translation_key="new_home")],
        },
    }
    head = {"version": "1.0-preview.1", "app_version": "4.1.2", "export_date": MOMENT, "exported_by": "u1"}
    return json.dumps({**head, "account": account}, indent=indent).replace("/", "\\/").encode()


def ada() -> dict[str, Any]:
    """Somebody of whom Monica knows a bit of everything."""
    return contact(
        "ada",
        group("call", entry(called_at=MOMENT, content="About bikes", contact_called=True, emotions=[{"name": "joy"}])),
        group(
            "contact_field",
            entry(data="ada@example.org", type="mail"),
            entry(data="+44 20 7946 0000", type="tel"),
            entry(data="https://twitter.com/ada", type="twitter"),
            entry(data="@ada", type="twitter"),
        ),
        group("debt", entry(amount=10, currency="EUR", status="inprogress", in_debt=True)),
        group("gift", entry(name="A book", status="offered", date="2020-12-24")),
        group("note", entry(body="Likes tea\nno milk")),
        group(
            "reminder",
            entry(
                title="Birthday", initial_date="2016-12-10", frequency_type="year", frequency_number=1, delible=False
            ),
            entry(title="Name day", initial_date="2020-05-01", frequency_type="year", frequency_number=1, delible=True),
            entry(title="Ring", initial_date="2020-05-01", frequency_type="week", frequency_number=2, delible=True),
        ),
        group("task", entry(title="Send the plan", completed=False)),
        group("address", entry(name="home", street="1 Quay", city="London", country="GB")),
        group("pet", entry(name="Rex", category="dog")),
        group(
            "conversation",
            entry(
                happened_at="2021-02-02",
                contact_field_type="twitter",
                messages=[
                    entry(content="hi", written_at="2021-02-02", written_by_me=True),
                    entry(content="hello", written_at="2021-02-02", written_by_me=False),
                ],
            ),
        ),
        group("life_event", entry(name="Moved", note="to London", happened_at="2019-01-01", type="type-home")),
        {"count": 1, "type": "activity", "values": ["walk"]},
        {"count": 1, "type": "photo", "values": ["photo"]},
        group("occupation", entry(title="Analyst")),
        first_name="Ada",
        last_name="King",
        nickname="Countess",
        description="Met at the pier",
        company="Engines",
        job="Analyst",
        is_starred=True,
        tags=["math"],
        birthdate=special("2016-12-10", is_year_unknown=True),
        first_met_date=special("2020-02-02"),
        first_met_through="bo",
        food_preferences="no nuts",
    )


def everything(*, indent: int | None = 4) -> bytes:
    """An account with Ada, Bo who died, somebody's child, the owner's own card and things that are nobody's."""
    bo = contact(
        "bo", first_name="Bo", is_dead=True, deceased_date=special("2020-01-01"), birthdate=special("1950-03-02")
    )
    return export(
        contact("me", first_name="Alice"),
        ada(),
        bo,
        contact("kid", first_name="Kid", is_partial=True, birthdate=special("2011-01-01", is_age_based=True)),
        contact("nobody"),
        more=(
            group("relationship", entry(type="child", contact_is="kid", of_contact="ada")),
            group("photo", entry("photo", original_filename="pier.jpg", dataUrl="data:image/jpeg;base64,AAAA")),
            group("activity", entry("walk", summary="A walk", happened_at="2021-04-04", type="type-walk")),
        ),
        journal=(entry(type="entry", title="My day", post="…", date="2020-01-01"),),
        indent=indent,
    )
