"""The table behind the limits of sign-in: there after every migration, or nobody could sign in."""

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection


def test_migrate_makes_it(db: None) -> None:
    table = settings.CACHES["default"]["LOCATION"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {table}")
    call_command("migrate", verbosity=0)
    assert table in connection.introspection.table_names()
    assert cache.add("a", 1)


def test_many_guesses_elsewhere_do_not_make_it_forget_the_first(db: None) -> None:
    cache.add("a-first-guess", 5)
    cache.set_many({f"guess-{number}": 1 for number in range(400)})
    cache.add("one-more", 1)
    assert cache.get("a-first-guess") == 5
