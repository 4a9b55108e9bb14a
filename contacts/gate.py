"""The gate's third part: triggers, so that the database itself refuses a contact without a meaningful talk (E-01).

Beside `Contact.founded_on` (not null, unique, RESTRICT) and the CHECK on Interaction, these hold what a column cannot:
a founder is meaningful, not deleted, and with that very person; and it stays so. On SQLite the triggers must be away
while Django rebuilds a table, hence the drop before and the install after each migration.
"""

from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

CONTACT = "contacts_contact"
INTERACTION = "contacts_interaction"
NO_FOUNDER = "E-01: a contact is founded on a meaningful interaction with that very person"
FOUNDER_KEPT = "E-01: this interaction founded a contact and cannot go or lose its meaning"

_SQLITE_NO_FOUNDER = f"""
    WHEN NOT EXISTS (
        SELECT 1 FROM {INTERACTION} i
        WHERE i.id = NEW.founded_on_id AND i.person_id = NEW.person_id AND i.meaningful AND i.deleted_at IS NULL
    )
    BEGIN SELECT RAISE(ABORT, '{NO_FOUNDER}'); END
"""
_SQLITE = {
    "contacts_gate_contact_insert": f"BEFORE INSERT ON {CONTACT} {_SQLITE_NO_FOUNDER}",
    "contacts_gate_contact_update": f"BEFORE UPDATE ON {CONTACT} {_SQLITE_NO_FOUNDER}",
    "contacts_gate_founder_update": f"""
        BEFORE UPDATE ON {INTERACTION}
        WHEN (NOT NEW.meaningful OR NEW.deleted_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.id <> OLD.id)
            AND EXISTS (SELECT 1 FROM {CONTACT} c WHERE c.founded_on_id = OLD.id)
        BEGIN SELECT RAISE(ABORT, '{FOUNDER_KEPT}'); END
    """,
    # INSERT OR REPLACE fires no update trigger.
    "contacts_gate_founder_replace": f"""
        BEFORE INSERT ON {INTERACTION}
        WHEN EXISTS (
            SELECT 1 FROM {CONTACT} c
            WHERE c.founded_on_id = NEW.id
                AND (NOT NEW.meaningful OR NEW.deleted_at IS NOT NULL OR c.person_id <> NEW.person_id)
        )
        BEGIN SELECT RAISE(ABORT, '{FOUNDER_KEPT}'); END
    """,
}

_POSTGRESQL = {
    "contacts_gate_contact": f"""
        CREATE OR REPLACE FUNCTION contacts_gate_contact() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            -- FOR SHARE: a transaction that takes the meaning away meanwhile has to wait, or this one sees it gone.
            PERFORM 1 FROM {INTERACTION} i
            WHERE i.id = NEW.founded_on_id AND i.person_id = NEW.person_id AND i.meaningful AND i.deleted_at IS NULL
            FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION '{NO_FOUNDER}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE OR REPLACE TRIGGER contacts_gate_contact BEFORE INSERT OR UPDATE ON {CONTACT}
            FOR EACH ROW EXECUTE FUNCTION contacts_gate_contact();
    """,
    "contacts_gate_founder": f"""
        CREATE OR REPLACE FUNCTION contacts_gate_founder() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (NOT NEW.meaningful OR NEW.deleted_at IS NOT NULL
                    OR NEW.person_id <> OLD.person_id OR NEW.id <> OLD.id)
                AND EXISTS (SELECT 1 FROM {CONTACT} c WHERE c.founded_on_id = OLD.id) THEN
                RAISE EXCEPTION '{FOUNDER_KEPT}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE OR REPLACE TRIGGER contacts_gate_founder BEFORE UPDATE ON {INTERACTION}
            FOR EACH ROW EXECUTE FUNCTION contacts_gate_founder();
    """,
}


def names(db: BaseDatabaseWrapper = connection) -> frozenset[str]:
    """The triggers that must stand on this kind of database."""
    return names_on(db.vendor)


def names_on(vendor: str) -> frozenset[str]:
    """As `names`, of a database that is not connected."""
    return frozenset(_SQLITE if vendor == "sqlite" else _POSTGRESQL)


def missing(db: BaseDatabaseWrapper = connection) -> list[str]:
    """Which of them do not stand (or, on PostgreSQL, are disabled), sorted. Empty is good."""
    if db.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = """
            SELECT t.tgname FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
            JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE n.nspname = current_schema() AND t.tgenabled IN ('O', 'A')
        """
    with db.cursor() as cursor:
        cursor.execute(query)
        standing = {name for (name,) in cursor.fetchall()}
    return sorted(names(db) - standing)


def install(db: BaseDatabaseWrapper = connection) -> None:
    """Put every trigger in place, new ones over old. Does nothing while the tables are not there yet."""
    if not {CONTACT, INTERACTION} <= set(db.introspection.table_names()):
        return
    with transaction.atomic(using=db.alias), db.cursor() as cursor:
        if db.vendor == "sqlite":
            for name, body in _SQLITE.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(f"CREATE TRIGGER {name} {body}")
        else:
            for statements in _POSTGRESQL.values():
                cursor.execute(statements)


def drop(db: BaseDatabaseWrapper = connection) -> None:
    """Take the triggers away for the length of a migration. Only SQLite needs it."""
    if db.vendor != "sqlite":
        return
    with db.cursor() as cursor:
        for name in _SQLITE:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def drop_before_migrate(*, using: str, **_: Any) -> None:
    drop(connections[using])


def install_after_migrate(*, using: str, **_: Any) -> None:
    install(connections[using])
