"""A big house to measure planning in, seeded by SQL: contacts with cadences, talks, favours, days and promises."""

from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.db import connection, models

from contacts.models import (
    Circle,
    Contact,
    Exchange,
    FollowUp,
    ImportantDate,
    Interaction,
    Mute,
    Person,
    Standing,
    User,
)

AT_ONCE = 50_000
ZONES = ("UTC", "Europe/Oslo", "America/New_York", "Asia/Tokyo", "Pacific/Auckland", "America/Los_Angeles")


@dataclass(frozen=True)
class Fingerprint:
    """What planning wrote, in few words: the same again where nothing changed."""

    follow_ups: int
    open: int
    of_follow_ups: str
    of_standings: str


def fingerprint() -> Fingerprint:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE state = 'open'),"
            " sum(hashtextextended(t::text, 0)) FROM contacts_followup t"
        )
        rows, waiting, of_follow_ups = cursor.fetchone()
        cursor.execute("SELECT sum(hashtextextended(t::text, 0)) FROM contacts_standing t")
        return Fingerprint(rows, waiting, str(of_follow_ups), str(cursor.fetchone()[0]))


def set_everybody_back() -> None:
    Person.everything.update(plan_on="2020-01-01")


def seed(*, contacts: int, accounts: int) -> None:
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # keys and triggers are looked at by the audit
        cursor.execute(f"TRUNCATE {User._meta.db_table} CASCADE")
    _seed_accounts(accounts)
    for start in range(1, contacts + 1, AT_ONCE):
        _seed_people(start, min(start + AT_ONCE - 1, contacts), contacts=contacts, each=contacts // accounts)
    with connection.cursor() as cursor:
        for model in (Interaction, Exchange, ImportantDate, FollowUp, Person, Circle, User):
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def _seed_accounts(accounts: int) -> None:
    zones = ", ".join(f"'{zone}'" for zone in ZONES)
    _insert(
        User,
        f"generate_series(1, {accounts}) i",
        id="i",
        email="'account' || i || '@example.org'",
        time_zone=f"(ARRAY[{zones}])[1 + i % {len(ZONES)}]",
    )
    for number, (name, days) in enumerate((("Monthly", 30), ("Quarterly", 91), ("Yearly", 365))):
        _insert(
            Circle,
            f"generate_series(1, {accounts}) i",
            id=f"i * 3 + {number}",
            owner_id="i",
            name=f"'{name}'",
            cadence_days=str(days),
        )
    _insert(Mute, f"generate_series(100, {accounts}, 100) i", owner_id="i", rule="'E-36'")


def _seed_people(first: int, last: int, *, contacts: int, each: int) -> None:
    """Person ``i`` was met on talk ``i``; every second was met again on talk ``contacts + i``."""
    rows = f"generate_series({first}, {last}) i"

    def some(where: str) -> str:
        return f"(SELECT * FROM {rows} WHERE {where}) one"

    met, again = "current_date - (30 + i % 400)", "current_date - (1 + i % 90)"
    owner = f"1 + (i - 1) / {each}"
    _insert(
        Person,
        rows,
        id="i",
        owner_id=owner,
        name="'Person ' || i",
        search_name="'person ' || i || ' of some firm or other'",
        plan_on="current_date - 1",
    )
    talk = {"depth": "'conversation'", "channel": "'in_person'", "started_by": "'both'", "they_took_part": "true"}
    said = {"talked_about": "'the harbour library ' || i", "learned": "'restores wooden boats ' || i"}
    told = {"meaningful": "true", **talk, **said}
    _insert(Interaction, rows, id="i", person_id="i", happened_on=met, **told)
    _insert(Interaction, some("i % 2 = 0"), id=f"{contacts} + i", person_id="i", happened_on=again, **told)
    _insert(
        Contact,
        rows,
        person_id="i",
        founded_on_id="i",
        circle_id=f"CASE WHEN i % 10 = 9 THEN NULL ELSE ({owner}) * 3 + (ARRAY[1,1,1,1,1,1,0,0,2])[1 + i % 10] END",
        own_cadence_days="CASE WHEN i % 20 = 0 THEN 45 END",
        resting_since="CASE WHEN i % 50 = 0 THEN current_date - 20 END",
        resting_until="CASE WHEN i % 50 = 0 THEN current_date + 30 END",
    )
    _insert(
        Standing,
        rows,
        contact_id="i",
        last_in_touch_id=f"CASE WHEN i % 2 = 0 THEN {contacts} + i ELSE i END",
        last_in_touch_on=f"CASE WHEN i % 2 = 0 THEN {again} ELSE {met} END",
        unanswered="CASE WHEN i % 40 = 11 THEN 3 ELSE 0 END",
        ask_only_since="CASE WHEN i % 200 = 7 THEN current_date - 60 END",
        ask_only_asks=f"CASE WHEN i % 200 = 7 THEN jsonb_build_array({4 * contacts} + i) ELSE '[]'::jsonb END",
    )
    favour = {"person_id": "i", "what": "'two names of reviewers'", "opened_on": "current_date - 25"}
    _insert(
        Exchange,
        some("i % 10 = 3"),
        id=f"{2 * contacts} + i",
        giver="CASE WHEN i % 20 = 3 THEN 'me' ELSE 'them' END",
        state="'promised'",
        due_on="current_date + (i % 30)::int",
        **favour,
    )
    _insert(
        Exchange,
        some("i % 12 = 5"),
        id=f"{3 * contacts} + i",
        giver="'them'",
        state="'kept'",
        size="2",
        settled_on="current_date - (i % 20)::int",
        **favour,
    )
    _insert(
        Exchange,
        some("i % 200 = 7"),
        id=f"{4 * contacts} + i",
        giver="'them'",
        asked="true",
        state="'open'",
        **favour,
    )
    _insert(
        ImportantDate,
        some("i % 5 = 1"),
        person_id="i",
        kind="'birthday'",
        month="1 + i % 12",
        day="1 + i % 28",
    )
    _insert(
        FollowUp,
        some("i % 30 = 1"),
        person_id="i",
        reason="'E-03'",
        kind="'first'",
        source_key="'founded:' || i",
        due_on=f"{met} + 2",
        state="'open'",
    )


def _insert(model: type[models.Model], rows: str, **given: str) -> None:
    """Insert one row for each of ``rows``: ``given`` are expressions by column, the rest is what the fields say."""
    columns = {field.column: given.get(field.column) or _usual(field) for field in model._meta.concrete_fields}
    unknown = set(given) - set(columns)
    assert not unknown, unknown
    if not given.get("id") and model._meta.pk.column == "id":
        del columns["id"]
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        values = ", ".join(columns.values())
        cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM {rows}')


def _usual(field: "models.Field[Any, Any]") -> str:
    """The field's default as an expression of SQL; NULL where it may be, else what is empty of its kind."""
    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    if isinstance(field, models.DateTimeField) and not field.null:
        return "now()"
    if not field.has_default():
        return "NULL" if field.null else "''"
    default = field.get_default()
    if isinstance(default, (list, dict)):
        return "'[]'::jsonb" if isinstance(default, list) else "'{}'::jsonb"
    if default is None:
        return "NULL"
    return str(default) if isinstance(default, (bool, int)) else f"'{default}'"
