"""The product as a Django app: registers its tasks and keeps the gate's triggers in step with migrations."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ContactsConfig(AppConfig):
    name = "contacts"

    def ready(self) -> None:
        from contacts import checks, gate, tasks  # noqa: F401  (importing registers them)

        # SQLite rebuilds a table to alter it and fails while a trigger names it; see gate.py.
        pre_migrate.connect(gate.drop_before_migrate, sender=self, dispatch_uid="gate.drop")
        post_migrate.connect(gate.install_after_migrate, sender=self, dispatch_uid="gate.install")
