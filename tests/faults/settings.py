"""The house's settings while faults are caused: the product's own, with shorter waits. Nothing in the product knows.

What these settings cannot shorten (a claim of ten minutes, the minutes before the next try) passes by moving the rows'
own clock back, see `tests.faults.clock`.
"""

from networking.settings import *  # noqa: F403
from networking.settings import CELERY_BEAT_SCHEDULE as SCHEDULE
from networking.settings import CELERY_BROKER_TRANSPORT_OPTIONS as TRANSPORT
from networking.settings import LOGGING
from networking.settings import STORAGES as STORED

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORED,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_TIMEOUT = 1
# A minute lasts a second; what a killed worker held comes back while the round still runs.
CELERY_BEAT_SCHEDULE = {name: {**entry, "schedule": entry["schedule"] / 60} for name, entry in SCHEDULE.items()}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **TRANSPORT,
    "visibility_timeout": 8,
    "unacked_restore_interval": 2,
}
# The mail server of the rounds would write down every word of every client.
LOGGING["loggers"] |= {"mail.log": {"level": "ERROR"}, "psycopg.pool": {"level": "ERROR"}}
