"""Recommendations and endorsements of a file: favours that were done, by the user or by them.

They are long done, so they plan nothing: planning asks for no thanks, and for no word of what became of it, where an
import brought the favour (E-33).
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.importers.rows import GiveRow, Known
from contacts.models import Exchange, Handle, ImportBatch, ImportRow, Person, User
from contacts.models.interactions import EARLIEST_DAY
from contacts.rules.matching import called
from contacts.rules.names import fold
from contacts.rules.texts import clean_line
from contacts.services.exchanges import UNTOUCHED, WHAT_LENGTH
from contacts.services.imports.applying import note, row_of
from contacts.services.imports.people import Met, meet
from contacts.services.imports.requests import key_of
from contacts.services.imports.settling import settle_contacts
from contacts.vocabulary import Category, ExchangeState, HandleKind, ImportFormat, ImportOutcome, Side, Size

BATCH = 500
QUOTED = 160


@dataclass
class _Favour:
    """One favour: a recommendation, or all endorsements between two on one day. ``words`` is what its key is made of,
    with a place for what the file calls the person.
    """

    words: str
    giver: Side
    who: Known
    person: Person
    on: date
    text: str
    skills: list[str] = field(default_factory=list)
    rows: list[ImportRow] = field(default_factory=list)

    @property
    def what(self) -> str:
        return _recommended(self.text) if not self.skills else _endorsed(self.skills)


def apply(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User) -> None:
    """Bring these gives; the same one again is the same favour, whatever the file calls the person, and a day's
    endorsements are one.
    """
    told: list[tuple[ImportRow, GiveRow]] = []
    today = timezone.localdate(timezone=by.tz)
    for row in rows:
        give = row_of(row)
        assert isinstance(give, GiveRow)
        if EARLIEST_DAY <= give.on <= today:
            told.append((row, give))
        else:
            note(row, outcome=ImportOutcome.REFUSED, why="day_out_of_reach", told={"value": give.on.isoformat()})
    met = meet([give.who for _row, give in told], batch=batch, by=by, source_note=_source_note(batch))
    _fill_in(told, met)
    favours = _gathered(told, met)
    held_by = _held(favours, by)
    new: list[Exchange] = []
    grown: list[Exchange] = []
    for one, held in zip(favours, held_by, strict=True):
        if held is None:
            new.append(_exchange(one, batch, key=_key(one.words, key_of(one.who), by)))
            _note(one, ImportOutcome.ADDED)
        elif held.deleted_at is not None:
            _note(one, ImportOutcome.LEFT_OUT, why="favour_deleted")
        else:
            _note(one, ImportOutcome.MATCHED)
            if one.skills and held.version == UNTOUCHED and (skills := _further(held.what, one)):
                changes = {"exchange": held.pk, "what": [held.what, skills]}
                note(one.rows[0], outcome=ImportOutcome.UPDATED, person=one.person, changes=changes)
                held.what = skills
                grown.append(held)
    Exchange.everything.bulk_create(new, batch_size=BATCH)
    Exchange.everything.bulk_update(grown, ["what"], batch_size=BATCH)
    settle_contacts(people={row.person_id for row in new}, by=by)


def _gathered(told: Iterable[tuple[ImportRow, GiveRow]], met: Mapping[Known, Met]) -> list[_Favour]:
    """The favours of those who may come in; the other rows have their outcome afterwards."""
    favours: dict[tuple[str, int], _Favour] = {}
    for row, give in told:
        found = met.get(give.who)
        if found is None or found.person is None:
            note(row, outcome=ImportOutcome.LEFT_OUT, why=found.why if found else "no_name")
            continue
        skill, text, person = clean_line(give.skill), clean_line(give.text), found.person
        kind = "endorsement" if skill else "recommendation:" + hashlib.sha256(text.encode()).hexdigest()[:16]
        words = f"give|{give.giver}|{{}}|{give.on.isoformat()}|{kind}"
        one = favours.setdefault((words, person.pk), _Favour(words, give.giver, give.who, person, give.on, text))
        one.rows.append(row)
        if skill and skill not in one.skills:
            one.skills.append(skill)
    return list(favours.values())


def _key(words: str, who: str, by: User) -> UUID:
    return uuid5(by.public_id, words.format(who))


def _recommended(text: str) -> str:
    return _("a recommendation: “%(words)s”") % {"words": _quoted(text)} if text else _("a recommendation")


def _quoted(text: str) -> str:
    return text if len(text) <= QUOTED else text[:QUOTED].rsplit(" ", 1)[0] + "…"


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


def _exchange(one: _Favour, batch: ImportBatch, *, key: UUID) -> Exchange:
    is_endorsement = bool(one.skills)
    return Exchange(
        person=one.person,
        entry_key=key,
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


def _held(favours: Sequence[_Favour], by: User) -> list[Exchange | None]:
    """What the account holds of each: by a key of whatever files may call the person; a recommendation also by its
    person, day and words, since one that came back with our own export has another key.
    """
    people = {one.person.pk: one.person for one in favours}
    names = {pk: {fold(person.name), fold(person.also_known_as)} - {""} for pk, person in people.items()}
    profiles = Handle.objects.filter(person_id__among=sorted(people), kind=HandleKind.PROFILE).order_by()
    for pk, profile in profiles.values_list("person_id", "normal_value"):
        names[pk].add(called(profile=profile, name=""))
    keys = [
        [_key(one.words, who, by) for who in (key_of(one.who), fold(one.who.name), *sorted(names[one.person.pk]))]
        for one in favours
    ]
    every = [key for some in keys for key in some]
    known: dict[UUID, Exchange] = {}
    for start in range(0, len(every), BATCH):
        rows = Exchange.everything.filter(entry_key__in=every[start : start + BATCH])
        known |= {row.entry_key: row for row in rows}
    recommended: defaultdict[tuple[int, str, date], list[Exchange]] = defaultdict(list)
    rows = Exchange.everything.filter(person_id__among=sorted(people), category=Category.RECOMMENDATION)
    for row in rows.filter(batch__isnull=False).order_by("pk"):
        recommended[row.person_id, row.giver, row.opened_on].append(row)
    found = []
    for one, some in zip(favours, keys, strict=True):
        held = next((known[key] for key in some if key in known), None)
        if held is None and not one.skills:
            that_day = recommended[one.person.pk, one.giver, one.on]
            held = next((row for row in that_day if row.what == one.what or _says(row.what, one.text)), None)
        found.append(held)
    return found


def _says(what: str, text: str) -> bool:
    """Whether it quotes that text, in whatever language it was brought."""
    return bool(text) and f"“{_quoted(text)}”" in what


def _note(one: _Favour, outcome: ImportOutcome, *, why: str = "") -> None:
    for row in one.rows:
        note(row, outcome=outcome, why=why, person=one.person)


def _source_note(batch: ImportBatch) -> str:
    return _("LinkedIn, a recommendation or endorsement") if batch.format == ImportFormat.LINKEDIN else ""
