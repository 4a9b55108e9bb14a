"""Many rows written at once, by one statement for each table. Django's own ways build the statement anew from every
value, which for the rows of a large file takes longer than everything else together.

The values are the caller's own to get right: nothing is converted but what the database writes in its own way.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models, router
from django.utils import timezone

from contacts.models import ImportRow

_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.BooleanField,
    models.IntegerField,
    models.AutoField,
    models.ForeignKey,
)


def save_rows(rows: Collection[ImportRow], *, fields: Sequence[str]) -> None:
    """Write these fields (names of columns) of these rows."""
    if not rows:
        return
    columns = [_column(ImportRow, name) for name in fields]
    names = ", ".join(f"{field.column} = %s" for field in columns)
    ready = [(field.attname, _prepared(field)) for field in columns]
    values = [(*(prepare(getattr(row, name)) for name, prepare in ready), row.pk) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {ImportRow._meta.db_table} SET {names} WHERE id = %s", values)


def insert_rows(rows: Sequence[models.Model], *, keeps_moments: bool = False) -> None:
    """Write new rows of one table, which have their keys afterwards; what is given as a related row has one by now.

    They were created and changed now; with ``keeps_moments`` when they say themselves, as far as they do.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = model._meta.concrete_fields
    for row, key in zip(rows, _new_keys(model, len(rows)), strict=True):
        row.pk = key
    _name_related(rows, [field for field in fields if isinstance(field, models.ForeignKey)])
    now, set_now = timezone.now(), [field.attname for field in fields if _is_now(field)]
    for row in rows:
        for name in set_now:
            if not keeps_moments or getattr(row, name) is None:
                setattr(row, name, now)
    ready = [(field.attname, _prepared(field)) for field in fields]
    values = [tuple([prepare(getattr(row, name)) for name, prepare in ready]) for row in rows]
    _insert(model, [str(field.column) for field in fields], values)
    for row in rows:
        row._state.adding, row._state.db = False, router.db_for_write(model)


def _name_related(rows: Iterable[models.Model], fields: Sequence[Any]) -> None:
    """Put in the keys of what was new when it was named here."""
    for row in rows:
        for field in fields:
            if getattr(row, field.attname) is None and (other := row._state.fields_cache.get(field.name)) is not None:
                setattr(row, field.attname, other.pk)


def insert_values(model: type[models.Model], *, names: Sequence[str], values: Iterable[Sequence[Any]]) -> None:
    """Write new rows of ``model`` whose keys nobody asks for, given as the values of these columns; all others are
    left to the database, and must be such as may be.
    """
    columns = [_column(model, name) for name in names]
    ready = [_prepared(field) for field in columns]
    told = [tuple(prepare(value) for prepare, value in zip(ready, row, strict=True)) for row in values]
    if told:
        _insert(model, [field.column for field in columns], told)


def _insert(model: type[models.Model], columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    quoted = connection.ops.quote_name
    names, places = ", ".join(map(quoted, columns)), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({places})", values)


def _new_keys(model: type[models.Model], count: int) -> list[int]:
    """Keys that nobody else gets, in rising order."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Nobody else writes until this transaction ends, and the highest key ever given is kept here.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            return list(range(first, first + count))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [connection.ops.quote_name(table), count],
        )
        return sorted(key for (key,) in cursor.fetchall())


@lru_cache(maxsize=64)
def _column(model: type[models.Model], name: str) -> Any:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _is_now(field: Any) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def _prepared(field: Any) -> Callable[[Any], Any]:
    """How the database wants a value of this column."""
    if isinstance(field, models.JSONField):
        adapt, encoder = connection.ops.adapt_json_value, field.encoder
        return lambda value: None if value is None else adapt(value, encoder)
    if isinstance(field, _AS_THEY_ARE):
        return _as_it_is
    return lambda value: None if value is None else field.get_db_prep_save(value, connection)


def _as_it_is(value: Any) -> Any:
    return value
