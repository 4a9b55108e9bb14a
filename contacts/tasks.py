"""Celery's side: ids in, one service call, nothing returned. The database is the queue, these are the alarm clock."""
