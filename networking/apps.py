"""The site as a Django app: keeps its own tables in step with migrations."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class NetworkingConfig(AppConfig):
    name = "networking"

    def ready(self) -> None:
        post_migrate.connect(_make_cache_table, sender=self, dispatch_uid="networking.cache_table")


def _make_cache_table(*, using: str, **_: Any) -> None:
    # The cache table has no model, so `migrate` alone would leave it out; making it twice is making it once.
    call_command("createcachetable", database=using, verbosity=0)
