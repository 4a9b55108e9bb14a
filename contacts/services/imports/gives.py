"""Recommendations and endorsements of a file: favours that were done, by the user or by them.

They are long done, so they plan nothing: planning asks for no thanks, and for no word of what became of it, where an
import brought the favour (E-33).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.importers.rows import GiveRow, Known
from contacts.models import Exchange, ImportBatch, ImportRow, Person, User
from contacts.models.interactions import EARLIEST_DAY
from contacts.rules.texts import clean_line
from contacts.services.exchanges import UNTOUCHED, WHAT_LENGTH
from contacts.services.imports.applying import note, row_of
from contacts.services.imports.people import Met, meet
from contacts.services.imports.requests import key_of
from contacts.services.imports.settling import settle_contacts
from contacts.vocabulary import Category, ExchangeState, ImportFormat, ImportOutcome, Side, Size

BATCH = 500
QUOTED = 160


@dataclass
class _Favour:
    """One favour: a recommendation, or all endorsements between two on one day."""

    key: UUID
    giver: Side
    who: Known
    on: date
    text: str
    skills: list[str] = field(default_factory=list)
    rows: list[ImportRow] = field(default_factory=list)

    @property
    def what(self) -> str:
        return _recommended(self.text) if not self.skills else _endorsed(self.skills)


def apply(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User) -> None:
    """Bring these gives; the same one again is the same favour, and a day's endorsements are one."""
    told: list[tuple[ImportRow, GiveRow]] = []
    today = timezone.localdate(timezone=by.tz)
    for row in rows:
        give = row_of(row)
        assert isinstance(give, GiveRow)
        if EARLIEST_DAY <= give.on <= today:
            told.append((row, give))
        else:
            note(row, outcome=ImportOutcome.REFUSED, why="day_out_of_reach", told={"value": give.on.isoformat()})
    favours = _gathered(told, by)
    met = meet([one.who for one in favours], batch=batch, by=by, source_note=_source_note(batch))
    _fill_in(told, met)
    known = _known([one.key for one in favours])
    new: list[Exchange] = []
    grown: list[Exchange] = []
    for one in favours:
        found = met.get(one.who)
        if found is None or found.person is None:
            _note(one, ImportOutcome.LEFT_OUT, why=found.why if found else "no_name")
        elif (held := known.get(one.key)) is None:
            new.append(_exchange(one, found.person, batch))
            _note(one, ImportOutcome.ADDED, person=found.person)
        elif held.deleted_at is not None:
            _note(one, ImportOutcome.LEFT_OUT, why="favour_deleted", person=found.person)
        else:
            _note(one, ImportOutcome.MATCHED, person=found.person)
            if one.skills and held.version == UNTOUCHED and (skills := _further(held.what, one)):
                changes = {"exchange": held.pk, "what": [held.what, skills]}
                note(one.rows[0], outcome=ImportOutcome.UPDATED, person=found.person, changes=changes)
                held.what = skills
                grown.append(held)
    Exchange.everything.bulk_create(new, batch_size=BATCH)
    Exchange.everything.bulk_update(grown, ["what"], batch_size=BATCH)
    settle_contacts(people={row.person_id for row in new}, by=by)


def _gathered(told: Iterable[tuple[ImportRow, GiveRow]], by: User) -> list[_Favour]:
    favours: dict[UUID, _Favour] = {}
    for row, give in told:
        skill, text = clean_line(give.skill), clean_line(give.text)
        kind = "endorsement" if skill else "recommendation:" + hashlib.sha256(text.encode()).hexdigest()[:16]
        key = uuid5(by.public_id, f"give|{give.giver}|{key_of(give.who)}|{give.on.isoformat()}|{kind}")
        one = favours.setdefault(key, _Favour(key, give.giver, give.who, give.on, text))
        one.rows.append(row)
        if skill and skill not in one.skills:
            one.skills.append(skill)
    return list(favours.values())


def _recommended(text: str) -> str:
    if not text:
        return _("a recommendation")
    words = text if len(text) <= QUOTED else text[:QUOTED].rsplit(" ", 1)[0] + "…"
    return _("a recommendation: “%(words)s”") % {"words": words}


def _endorsed(skills: Sequence[str]) -> str:
    """The skills, as many as fit, and how many more."""
    what = _("endorsed for %(skills)s") % {"skills": ", ".join(skills)}
    shown = len(skills)
    while len(what) > WHAT_LENGTH and shown > 1:
        shown -= 1
        more = len(skills) - shown
        what = ngettext("endorsed for %(skills)s and %(more)d more", "endorsed for %(skills)s and %(more)d more", more)
        what %= {"skills": ", ".join(skills[:shown]), "more": more}
    return what[:WHAT_LENGTH]


def _further(what: str, one: _Favour) -> str:
    """What the favour reads like with skills that a later file adds; empty where it has them all."""
    return "" if len(one.what) <= len(what) else one.what


def _exchange(one: _Favour, person: Person, batch: ImportBatch) -> Exchange:
    is_endorsement = bool(one.skills)
    return Exchange(
        person=person,
        entry_key=one.key,
        giver=one.giver,
        asked=False,
        what=one.what,
        category="" if is_endorsement else Category.RECOMMENDATION,
        size=Size.SMALL if is_endorsement else Size.MEDIUM,
        state=ExchangeState.KEPT,
        opened_on=one.on,
        settled_on=one.on,
        batch=batch,
    )


def _fill_in(told: Iterable[tuple[ImportRow, GiveRow]], met: Mapping[Known, Met]) -> None:
    """Whom the file alone knows gets firm and role from it; of everybody else the user knows better."""
    new: dict[int, Person] = {}
    for _row, give in told:
        found = met.get(give.who)
        if found and found.person and found.is_new and (give.organisation or give.role):
            person = found.person
            person.organisation = person.organisation or clean_line(give.organisation)[:200]
            person.role = person.role or clean_line(give.role)[:200]
            person.fold_name()
            new[person.pk] = person
    Person.everything.bulk_update(new.values(), ["organisation", "role", "search_name"], batch_size=BATCH)


def _known(keys: Sequence[UUID]) -> dict[UUID, Exchange]:
    found: dict[UUID, Exchange] = {}
    for start in range(0, len(keys), BATCH):
        found |= {row.entry_key: row for row in Exchange.everything.filter(entry_key__in=keys[start : start + BATCH])}
    return found


def _note(one: _Favour, outcome: ImportOutcome, *, why: str = "", person: Person | None = None) -> None:
    for row in one.rows:
        note(row, outcome=outcome, why=why, person=person)


def _source_note(batch: ImportBatch) -> str:
    return _("LinkedIn, a recommendation or endorsement") if batch.format == ImportFormat.LINKEDIN else ""
