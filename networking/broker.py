"""The broker as the site sees it: where it is, and whether it answers."""

import redis
from django.conf import settings

PATIENCE = 1.0  # seconds


def client(*, patience: float = PATIENCE) -> redis.Redis:
    """A connection to the broker of this house that waits at most ``patience`` seconds, and never tries twice."""
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://", 1)
    return redis.Redis.from_url(
        url, socket_timeout=patience, socket_connect_timeout=patience, retry=None, retry_on_timeout=False
    )


def ping(*, patience: float = PATIENCE) -> None:
    """Return when the broker answers. Raises redis.RedisError or OSError."""
    with client(patience=patience) as connection:
        connection.ping()
