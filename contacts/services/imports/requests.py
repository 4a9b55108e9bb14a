"""Requests to connect of a file: who asked whom, on which day, with which words. Who asked the user stands at the door
(E-50), and what became of those that the user sent is what a trail of declines is made of (E-23).
"""

from collections.abc import Collection, Hashable, Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.importers.rows import Known, RequestRow
from contacts.models import ImportBatch, ImportRow, Request, User
from contacts.models.interactions import EARLIEST_DAY
from contacts.queries.import_fates import BROUGHT, TAKEN_BACK
from contacts.rules.handles import normal_handle
from contacts.rules.matching import called
from contacts.rules.texts import clean_text
from contacts.services.imports.applying import note, row_of
from contacts.services.imports.people import meet
from contacts.vocabulary import (
    HandleKind,
    ImportFormat,
    ImportOutcome,
    ImportRowKind,
    RequestAnswer,
    RequestWay,
)

TEXT_LENGTH = 20_000
BATCH = 500
# Rows of people in files of these kinds are connections: whoever is among them said yes, or had it said.
CONNECTING = (ImportFormat.LINKEDIN,)


def apply(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User) -> None:
    """Bring these requests; the same one again, from whichever file, is the same row: by its key, or where an older
    file named the person without an address, by the person, the way and the day or moment.
    """
    today = timezone.localdate(timezone=by.tz)
    told: dict[int, tuple[ImportRow, RequestRow, datetime]] = {}
    for row in rows:
        request = row_of(row)
        assert isinstance(request, RequestRow)
        at = request.at if request.at.tzinfo else request.at.replace(tzinfo=by.tz)
        if at.year > today.year + 1 or not EARLIEST_DAY <= by.local(at).date() <= today:
            note(
                row,
                outcome=ImportOutcome.REFUSED,
                why="day_out_of_reach",
                told={"value": request.at.date().isoformat()},
            )
        else:
            told[row.pk] = row, request, at
    met = meet(
        [request.who for _row, request, _at in told.values()], batch=batch, by=by, source_note=_source_note(batch)
    )
    keys = {
        pk: request_key(by=by, way=request.way, who=request.who, on=at if request.at.tzinfo else by.local(at).date())
        for pk, (_r, request, at) in told.items()
    }
    people = sorted({found.person.pk for found in met.values() if found.person and not found.is_new})
    known = _known(list(keys.values()), people=people)
    connected = still_connected(people=people)
    new: list[Request] = []
    answered: list[Request] = []
    for pk, (row, request, at) in told.items():
        found = met.get(request.who)
        if found is None or found.person is None:
            note(row, outcome=ImportOutcome.LEFT_OUT, why=found.why if found else "no_name")
            continue
        person, on = found.person, by.local(at).date()
        among = (keys[pk], *((person.pk, request.way, when) for when in (at, on)))
        held = next((known[one] for one in among if one in known), None)
        answer = RequestAnswer.ACCEPTED if person.pk in connected else RequestAnswer.UNKNOWN
        if held is None:
            held = Request(
                person=person,
                entry_key=keys[pk],
                way=request.way,
                sent_on=on,
                sent_at=at,
                text=clean_text(request.text)[:TEXT_LENGTH],
                answer=answer,
                batch=batch,
            )
            new.append(held)
            known |= dict.fromkeys(among, held)
            note(row, outcome=ImportOutcome.ADDED, person=person)
        elif held.pk and held.answer == RequestAnswer.UNKNOWN != answer:
            held.answer = answer
            answered.append(held)
            note(row, outcome=ImportOutcome.UPDATED, person=person, changes={"answer": [RequestAnswer.UNKNOWN, answer]})
        else:
            note(row, outcome=ImportOutcome.MATCHED, person=person)
    Request.objects.bulk_create(new, batch_size=BATCH)
    Request.objects.bulk_update(answered, ["answer"], batch_size=BATCH)


def request_key(*, by: User, way: RequestWay, who: Known, on: date) -> UUID:
    """What makes the same request the same entry, whichever file it comes with. ``on`` is its moment where the file
    names a zone, so that it stays the same when the account moves to another one; else its day.
    """
    return uuid5(by.public_id, f"request|{way}|{key_of(who)}|{moment_of(on)}")


def moment_of(on: date) -> str:
    """A moment in UTC, or a day."""
    return (on.astimezone(UTC) if isinstance(on, datetime) else on).isoformat()


def key_of(who: Known) -> str:
    """How the file tells somebody spoken of apart."""
    return called(profile=normal_handle(HandleKind.PROFILE, who.profile) if who.profile else "", name=who.name)


def _source_note(batch: ImportBatch) -> str:
    return _("LinkedIn, a request to connect") if batch.format == ImportFormat.LINKEDIN else ""


def _known(keys: Sequence[UUID], *, people: Sequence[int]) -> dict[Hashable, Request]:
    """By their key, and of these people by person, way, and moment or day."""
    found: dict[Hashable, Request] = {}
    for start in range(0, len(people), BATCH):
        for row in Request.objects.filter(person_id__among=people[start : start + BATCH]).order_by("pk"):
            found |= {(row.person_id, row.way, when): row for when in (row.sent_at, row.sent_on) if when}
    for start in range(0, len(keys), BATCH):
        found |= {row.entry_key: row for row in Request.objects.filter(entry_key__in=keys[start : start + BATCH])}
    return found


def still_connected(*, people: Collection[int]) -> set[int]:
    """Who of these stands among the connections of a file that was not taken back."""
    rows = ImportRow.objects.filter(
        person_id__among=sorted(people), kind=ImportRowKind.PERSON, outcome__in=BROUGHT, batch__format__in=CONNECTING
    )
    return set(rows.exclude(batch__state__in=TAKEN_BACK).values_list("person_id", flat=True))
