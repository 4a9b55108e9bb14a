"""The site: settings, addresses, Celery, WSGI, middleware. Knows no feature."""

from networking.celery import app as celery_app

__all__ = ["celery_app"]
