"""The Celery application. The database is the queue of truth; Celery is only the alarm clock."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings")

app = Celery("networking")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
