"""What a supervisor or a load balancer asks: is the process alive, and can it serve."""

import logging

import redis
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from contacts import gate
from contacts.checks import CUT_OFF, restore_journal
from contacts.queries.mornings import sweeps_silent_since
from networking.broker import ping

logger = logging.getLogger(__name__)


@login_not_required
@require_GET
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nobody else."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_GET
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served (database, migrations, gate), else 503. Silent broker and sweeps are only reported.

    Nothing that a user does waits for them: what is saved stays saved, and sweeps catch up.
    """
    state = _database_state()
    state |= {"broker": _broker_state(), "sweeps": _sweeps_state() if state["migrations"] == "ok" else "unknown"}
    is_ready = state["database"] == state["migrations"] == state["gate"] == "ok"
    return JsonResponse({"ready": is_ready, **state}, status=200 if is_ready else 503)


def _database_state() -> dict[str, str]:
    if restore_journal().exists():
        # Not looked into: SQLite would make an empty one where the restored one belongs.
        logger.error(CUT_OFF)
        return {"database": "half restored", "migrations": "unknown", "gate": "unknown"}
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        absent = gate.missing() if not waiting else []
    except DatabaseError as error:
        logger.error("The database does not answer (%s).", type(error).__name__)
        return {"database": "silent", "migrations": "unknown", "gate": "unknown"}
    return {
        "database": "ok",
        "migrations": f"{len(waiting)} waiting" if waiting else "ok",
        "gate": "unknown" if waiting else f"missing {', '.join(absent)}" if absent else "ok",
    }


def _sweeps_state() -> str:
    """Whether beat and a worker do their work: the sweeps ran within ten minutes."""
    since = sweeps_silent_since(timezone.now())
    return f"silent since {since.isoformat(timespec='seconds')}" if since else "ok"


def _broker_state() -> str:
    try:
        ping()
    except (redis.RedisError, OSError):
        return "silent"
    return "ok"
