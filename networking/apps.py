"""The site as a Django app: keeps its own tables in step with migrations."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class NetworkingConfig(AppConfig):
    name = "networking"

    def ready(self) -> None:
        # Not for ourselves: Django tells of a migration only to apps that have models.
        sessions = apps.get_app_config("sessions")
        post_migrate.connect(_make_cache_table, sender=sessions, dispatch_uid="networking.cache_table")


def _make_cache_table(*, using: str, **_: Any) -> None:
    # The cache table has no model, so `migrate` alone would leave it out; making it twice is making it once.
    call_command("createcachetable", database=using, verbosity=0)
