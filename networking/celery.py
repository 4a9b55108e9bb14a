"""The Celery application. The database is the queue of truth; Celery is only the alarm clock."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings")

app = Celery("networking")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def _log_like_the_site(**_: Any) -> None:
    # Connecting alone keeps Celery from its own set-up, which would write arguments and messages of errors.
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
