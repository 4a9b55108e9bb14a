"""The only place inside that touches Celery: a name and ids travel, after the commit.

Nothing may depend on the message arriving. Due rows are found by sweeps; this only makes them found sooner.
"""

import logging
import time
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

# After a broker was silent, nobody waits for it again for this many seconds: one save is late, not every one.
PAUSE = 15.0
_silent_until = 0.0


def after_commit(task_name: str, *ids: int) -> None:
    """Ask a worker to run the task with these primary keys once the open transaction is committed.

    Never fails the caller: what was saved stays saved when the broker is dead or silent, and the next sweep catches up.
    """
    transaction.on_commit(partial(_send, task_name, ids), robust=True)


def _send(task_name: str, ids: tuple[int, ...]) -> None:
    global _silent_until
    # By the registered task, not by ``send_task``: that one ignores eager mode, and a misspelt name would pass.
    task = current_app.tasks[task_name]
    if time.monotonic() < _silent_until:
        return
    try:
        task.apply_async(args=ids, retry=False)
    except (OperationalError, OSError) as error:
        _silent_until = time.monotonic() + PAUSE
        logger.warning(
            "The broker did not take %s (%s); the sweep will find its rows.", task_name, type(error).__name__
        )
