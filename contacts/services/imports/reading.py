"""Reading: every row of the file becomes an ImportRow, and people are compared with those known, for the preview.

Both go on where a killed worker stopped: the same bytes are the same rows in the same order.
"""

import dataclasses
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Any, BinaryIO, cast

from django.db.models import Count

from contacts.importers.recognise import Recognised, read, recognise
from contacts.importers.rows import Row
from contacts.importers.unreadable import Unreadable
from contacts.models import ImportBatch, ImportRow
from contacts.queries.import_fates import TAKEN_BACK
from contacts.rules.matching import NOBODY, match
from contacts.services.imports import restoring
from contacts.services.imports.applying import row_of
from contacts.services.imports.arrivals import arrival_of
from contacts.services.imports.claims import RENEW_EVERY, Pace, chunk, note_progress, renew
from contacts.services.imports.columns import MANY_COLUMNS, checked_mapping, is_clear, ready_mapping
from contacts.services.imports.people import by_name_of, preview
from contacts.services.imports.register import WouldBe
from contacts.services.imports.saving import insert_values, save_rows
from contacts.services.imports.tally import Staged, Tally
from contacts.vocabulary import ImportFormat, ImportOutcome, ImportRowKind, ImportState

CHUNK = 1000
# Each slice reads the file from its beginning: so one of them lasts longer than others do.
LONGER = 4
# A row of our own export is a person with everything.
CHUNK_OF_RECORDS = 100
PREVIEWED = ("outcome", "why", "told", "person_id", "changes")
_STAGED_COLUMNS = tuple(column.name for column in dataclasses.fields(Staged))
_STAGED = attrgetter(*_STAGED_COLUMNS)


def read_on(batch: ImportBatch, *, seconds: float) -> None:
    """A slice of reading. Raises Lost, and Unreadable where nothing of the file can be used."""
    ends_at = time.monotonic() + seconds
    while batch.state == ImportState.READING:
        left = max(0.0, ends_at - time.monotonic())
        if batch.cursor.get("clear"):
            _clear(batch)
        elif "staged" not in batch.cursor:
            _stage(batch, seconds=left * LONGER)
        else:
            _compare(batch, seconds=left)
        if time.monotonic() >= ends_at:
            return


def _clear(batch: ImportBatch) -> None:
    """Remove what was read with other columns."""
    rows = ImportRow.objects.filter(batch=batch)
    while True:
        with chunk(batch):
            keys = list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK])
            rows.filter(pk__in=keys).delete()
            if not keys:
                note_progress(batch, cursor={}, left_out=0, refused=0, total=0, done=0)
                return
            note_progress(batch)


# Every row of the file


def _stage(batch: ImportBatch, *, seconds: float) -> None:
    with batch.file.open("rb") as stored:
        # A field of Django's around the file itself, which is all that the importers know.
        file = cast(BinaryIO, stored.file)
        found = recognise(file, name=batch.file_name)
        if not batch.format:
            _note_format(batch, found)
        if batch.state != ImportState.READING:
            return
        began = time.monotonic()
        rows = read(file, found, mapping=batch.mapping)
        tally = Tally(batch)
        _find_the_place(batch, rows, tally)
        # That must not eat up the slice, or a long file would never come to its end.
        most = CHUNK_OF_RECORDS if batch.format == ImportFormat.RAPPORT else CHUNK
        pace = Pace(seconds=max(seconds, time.monotonic() - began), most=most)
        while "staged" not in batch.cursor:
            _stage_chunk(batch, rows, tally, pace)
            if pace.is_over:
                return


def _note_format(batch: ImportBatch, found: Recognised) -> None:
    values: dict[str, Any] = {"format": found.format, "about": {"unknown_parts": list(found.unknown)}}
    if found.format == ImportFormat.CSV:
        about, mapping, digest = ready_mapping(batch, found=found)
        values |= {"header_digest": digest, "about": {**values["about"], **about}}
        if batch.mapping:
            # What was said counts more than what was guessed, where both mean the same thing.
            said = set(batch.mapping.values()) - MANY_COLUMNS
            guessed = {column: field for column, field in mapping.items() if field not in said}
            values["mapping"] = checked_mapping({**guessed, **batch.mapping}, columns=found.columns)
        elif batch.choices.get("here_and_now") and is_clear(mapping):
            values["mapping"] = mapping
        else:
            values["state"] = ImportState.MAPPING
    with chunk(batch):
        note_progress(batch, **values)


def _find_the_place(batch: ImportBatch, rows: Iterator[Row], tally: Tally) -> None:
    """Pass by what is staged already. The tally sees it again: it lives as long as the slice."""
    renewed = time.monotonic()
    for row in islice(rows, batch.cursor.get("rows", 0)):
        tally.pass_by(row)
        if time.monotonic() - renewed > RENEW_EVERY:
            renew(batch)
            renewed = time.monotonic()


def _stage_chunk(batch: ImportBatch, rows: Iterator[Row], tally: Tally, pace: Pace) -> None:
    taken: list[Row] = []
    cut: Unreadable | None = None
    try:
        for row in islice(rows, pace.size):
            taken.append(row)
    except Unreadable as unreadable:
        if not taken and not batch.total:
            raise
        # What came before it is whole, and stays.
        cut = unreadable
    is_over = cut is not None or len(taken) < pace.size
    staged = [tally.row_of(row) for row in taken]
    if cut is not None:
        staged.append(tally.cut(cut))
    with pace.measured(len(taken)), chunk(batch):
        _keep(batch, staged)
        count = batch.total + len(staged)
        cursor: dict[str, Any] = {"rows": batch.cursor.get("rows", 0) + len(taken)}
        values: dict[str, Any] = {
            "total": count,
            "left_out": batch.left_out + sum(row.outcome == ImportOutcome.LEFT_OUT for row in staged),
            "refused": batch.refused + sum(row.outcome == ImportOutcome.REFUSED for row in staged),
        }
        if is_over:
            if not count:
                raise Unreadable("empty_file")
            cursor = {"staged": count, "compared": 0, "will_add": 0}
            values["about"] = {**batch.about, **tally.about(known_me=_known_me(batch))}
        note_progress(batch, cursor=cursor, **values)


def _keep(batch: ImportBatch, staged: Iterable[Staged]) -> None:
    values = ((batch.pk, *_STAGED(row), {}) for row in staged)
    insert_values(ImportRow, names=("batch_id", *_STAGED_COLUMNS, "changes"), values=values)


def _known_me(batch: ImportBatch) -> str:
    """Which profile the account's owner last said to be theirs, at an import that was not taken back."""
    rows = ImportBatch.objects.filter(owner=batch.owner_id, format=batch.format, choices__has_key="me")
    rows = rows.exclude(state__in=TAKEN_BACK).exclude(pk=batch.pk)
    return next(filter(None, rows.order_by("-created_at").values_list("choices__me", flat=True)), "")


# Whom its people are


def _compare(batch: ImportBatch, *, seconds: float) -> None:
    began = time.monotonic()
    would_be = _would_be(batch)
    pace = Pace(seconds=max(seconds, time.monotonic() - began), most=CHUNK)
    waiting = ImportRow.objects.filter(batch=batch, kind=ImportRowKind.PERSON, thread="")
    while True:
        rows = list(waiting.filter(pk__gt=batch.cursor["compared"]).order_by("pk")[: pace.size])
        if not rows:
            _finish(batch)
            return
        open_rows = [row for row in rows if row.outcome == ImportOutcome.WAITING]
        with pace.measured(len(rows)), chunk(batch) as by:
            will_add = preview(open_rows, batch=batch, by=by, would_be=would_be)
            save_rows([row for row in open_rows if row.told or row.outcome != ImportOutcome.WAITING], fields=PREVIEWED)
            cursor = {**batch.cursor, "compared": rows[-1].pk, "will_add": batch.cursor["will_add"] + will_add}
            left_out = sum(row.outcome == ImportOutcome.LEFT_OUT for row in open_rows)
            refused = sum(row.outcome == ImportOutcome.REFUSED for row in open_rows)
            note_progress(batch, cursor=cursor, left_out=batch.left_out + left_out, refused=batch.refused + refused)
        if pace.is_over:
            return


def _would_be(batch: ImportBatch) -> WouldBe:
    """Who came in the rows that an earlier slice compared."""
    would_be = WouldBe()
    if not batch.cursor["compared"]:
        return would_be
    rows = ImportRow.objects.filter(
        batch=batch, kind=ImportRowKind.PERSON, outcome=ImportOutcome.WAITING, person__isnull=True
    )
    last, renewed = 0, time.monotonic()
    while page := list(rows.filter(pk__gt=last, pk__lte=batch.cursor["compared"]).order_by("pk")[:CHUNK]):
        for row in page:
            seen = arrival_of(row_of(row), by_name=by_name_of(batch)).seen  # type: ignore[arg-type]
            found = match(seen, would_be.candidates(seen)) if "by" in row.told else NOBODY
            if found.key is None:
                would_be.enter(seen)
            else:
                would_be.fill(found.key, seen)
        last = page[-1].pk
        if time.monotonic() - renewed > RENEW_EVERY:
            renew(batch)
            renewed = time.monotonic()
    return would_be


def _finish(batch: ImportBatch) -> None:
    """Sum it up, and hand it to the user."""
    rows = ImportRow.objects.filter(batch=batch)
    waiting = rows.filter(outcome=ImportOutcome.WAITING)
    kinds = dict(waiting.order_by().values_list("kind").annotate(count=Count("pk")))
    parts = rows.order_by().values_list("part").annotate(count=Count("pk")).order_by("part")
    people = waiting.filter(kind=ImportRowKind.PERSON)
    matched = people.filter(person__isnull=False)
    about = {
        **batch.about,
        "kinds": kinds,
        "parts": [list(part) for part in parts],
        "will_add": batch.cursor["will_add"],
        # A further row about somebody new is one of these, too.
        "will_match": people.count() - batch.cursor["will_add"],
        "will_change": matched.exclude(changes={}).count(),
        "conflicts": matched.filter(told__conflicts__0__isnull=False).count(),
        "left_out": batch.left_out,
        "refused": batch.refused,
    }
    with chunk(batch) as by:
        if batch.format == ImportFormat.RAPPORT and (why := restoring.why_not(by=by, batch=batch)):
            raise Unreadable(why)
        note_progress(batch, about=about, state=ImportState.READY, cursor={}, done=0)
