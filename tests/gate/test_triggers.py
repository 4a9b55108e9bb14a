"""The triggers themselves: which stand, who says so when one does not, and that putting them up twice is once."""

import pytest
from django.core.checks import Warning
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TestCase

from contacts import gate
from contacts.checks import gate_stands


def drop(name: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {name}")
        else:
            table = gate.CONTACT if name == "contacts_gate_contact" else gate.INTERACTION
            cursor.execute(f"DROP TRIGGER {name} ON {table}")


class TriggerTests(TestCase):
    def test_all_stand_after_migrate(self) -> None:
        assert gate.missing() == []
        assert len(gate.names()) >= 2

    def test_each_missing_one_is_named(self) -> None:
        for name in sorted(gate.names()):
            with self.subTest(name), transaction.atomic():
                drop(name)
                assert gate.missing() == [name]
                gate.install()
                assert gate.missing() == []

    def test_putting_them_up_twice_is_once(self) -> None:
        gate.install()
        gate.install()
        assert gate.missing() == []

    def test_dropping_twice_is_once(self) -> None:
        gate.drop()
        gate.drop()
        gate.install()
        assert gate.missing() == []

    def test_checks_are_silent_while_they_stand(self) -> None:
        assert gate_stands(databases=["default"]) == []
        assert gate_stands(databases=None) == []

    def test_checks_warn_and_say_what_to_do(self) -> None:
        name = sorted(gate.names())[0]
        drop(name)
        warnings = gate_stands(databases=["default"])
        assert [type(warning) for warning in warnings] == [Warning]
        assert name in warnings[0].msg
        assert "migrate" in (warnings[0].hint or "")
        gate.install()

    def test_the_check_runs_where_databases_are_checked(self) -> None:
        drop(sorted(gate.names())[0])
        with self.assertRaisesMessage(Exception, "contacts.W001"):
            call_command("check", databases=["default"], fail_level="WARNING")
        gate.install()

    @pytest.mark.postgresql
    def test_a_disabled_trigger_counts_as_missing(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {gate.CONTACT} DISABLE TRIGGER contacts_gate_contact")
        assert gate.missing() == ["contacts_gate_contact"]

    def test_a_database_without_our_tables_is_no_reason_to_fail(self) -> None:
        """A fresh database before the first migrate: nothing to guard yet, nothing to warn of."""
        with transaction.atomic():
            gate.drop()
            with connection.cursor() as cursor:
                for table in ("contacts_standing", gate.CONTACT):
                    cursor.execute(f"DROP TABLE {table}" + ("" if connection.vendor == "sqlite" else " CASCADE"))
            gate.install()
            assert gate_stands(databases=["default"]) == []
            transaction.set_rollback(True)
        assert gate.missing() == []
