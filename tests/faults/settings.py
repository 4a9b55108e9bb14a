"""The house's settings while faults are caused: the product's own, with shorter waits. Nothing in the product knows.

What these settings cannot shorten (a claim of ten minutes, the minutes before the next try) passes by moving the rows'
own clock back, see `tests.faults.clock`.
"""

from datetime import timedelta

from networking.settings import *  # noqa: F403
from networking.settings import CELERY_BEAT_SCHEDULE as SCHEDULE
from networking.settings import CELERY_BROKER_TRANSPORT_OPTIONS as TRANSPORT
from networking.settings import LOGGING

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_TIMEOUT = 1
# Sweeps of a minute and of an hour come each second; what a killed worker held comes back while the round still runs.
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": timedelta(seconds=1)} if entry["schedule"] <= timedelta(hours=1) else entry
    for name, entry in SCHEDULE.items()
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **TRANSPORT,
    "visibility_timeout": 8,
    "unacked_restore_interval": 2,
}
# The mail server of the rounds would write down every word of every client.
LOGGING["loggers"] |= {"mail.log": {"level": "ERROR"}}
