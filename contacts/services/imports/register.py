"""Whom the account knows, as far as a chunk of rows could mean them: looked up once for all of them, locked, and kept
in step with those whom the chunk itself adds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from contacts.models import Forgotten, Handle, ImportBatch, Person, User
from contacts.rules.matching import Address, Candidate
from contacts.rules.names import fold
from contacts.services.forgetting import digests_of
from contacts.vocabulary import Source

# New ones have no key yet; they come after everybody who has.
_FIRST_NEW = 10**15
_CHUNK = 10_000


class Names:
    """The account's people by folded name, deleted and left out ones included. Kept for the length of a slice."""

    def __init__(self, owner_id: int) -> None:
        self._owner_id = owner_id
        self._keys: dict[str, tuple[int, ...]] = {}
        self._last = 0

    def keys_of(self, names: Collection[str]) -> set[int]:
        """Those with one of these folded names, whoever was added a moment ago included."""
        rows = Person.everything.filter(owner_id=self._owner_id, pk__gt=self._last).order_by("pk")
        for key, name in rows.values_list("pk", "name").iterator(chunk_size=_CHUNK):
            folded = fold(name)
            self._keys[folded] = (*self._keys.get(folded, ()), key)
            self._last = key
        return {key for name in names for key in self._keys.get(name, ())}


def names_of(batch: ImportBatch) -> Names:
    """Those of the batch's account; the object keeps them from chunk to chunk."""
    names = batch.__dict__.get("_names")
    if names is None:
        names = batch.__dict__["_names"] = Names(batch.owner_id)
    return names


def forget_names(batch: ImportBatch) -> None:
    """After a chunk was rolled back: some of those known by name are not there."""
    batch.__dict__.pop("_names", None)


class Register:
    """The people whom some rows could be about. With ``lock`` they stay as they are until the transaction ends."""

    def __init__(
        self,
        *,
        batch: ImportBatch,
        by: User,
        names: Collection[str],
        addresses: Collection[Address],
        lock: bool = True,
    ) -> None:
        self.people: dict[int, Person] = {}
        self.handles: dict[int, set[Address]] = defaultdict(set)
        self._batch, self._by, self._lock = batch, by, lock
        self._folded: dict[int, str] = {}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_address: dict[Address, set[int]] = defaultdict(set)
        keys = names_of(batch).keys_of(names) | self._holders(addresses)
        while keys:
            keys = self._load(keys)

    def candidates(self, *, name: str, addresses: Iterable[Address]) -> list[Candidate]:
        keys = set(self._by_name.get(name, ()))
        for address in addresses:
            keys |= self._by_address.get(address, set())
        return [self._candidate(key) for key in keys]

    def meant(self, key: int) -> tuple[int, Person]:
        """The person of a candidate, or whom they were merged into, with the key by which they are held here."""
        seen = {key}
        while (into := self.people[key].merged_into_id) is not None and into in self.people and into not in seen:
            seen.add(into)
            key = into
        return key, self.people[key]

    def add(self, person: Person, addresses: Iterable[Address]) -> int:
        """Somebody who is not in the database yet."""
        key = _FIRST_NEW + len(self.people)
        self._enter(key, person)
        self.hold(key, addresses)
        return key

    def hold(self, key: int, addresses: Iterable[Address]) -> None:
        """Note addresses that a person has by now."""
        for address in addresses:
            self.handles[key].add(address)
            self._by_address[address].add(key)

    def _holders(self, addresses: Collection[Address]) -> set[int]:
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, value in addresses:
            by_kind[kind].append(value)
        held: set[int] = set()
        for kind, values in by_kind.items():
            # Without asking whose they are: joined with the account's people, SQLite goes through all of these.
            rows = Handle.objects.filter(normal_value__in=values, kind=kind)
            held.update(rows.values_list("person_id", flat=True))
        return held

    def _load(self, keys: set[int]) -> set[int]:
        """Read these; answers with whom they were merged into, as far as those were not read yet."""
        rows = Person.everything.filter(pk__among=sorted(keys), owner=self._by).order_by("pk")
        ours = {person.pk: person for person in (rows.select_for_update() if self._lock else rows)}
        for key, person in ours.items():
            self._enter(key, person)
        handles = Handle.objects.filter(person_id__among=sorted(ours)).order_by()
        for person_id, kind, value in handles.values_list("person_id", "kind", "normal_value"):
            self.hold(person_id, [(kind, value)])
        merged = {person.merged_into_id for person in self.people.values() if person.merged_into_id is not None}
        return merged - set(self.people) - keys

    def _enter(self, key: int, person: Person) -> None:
        self.people[key] = person
        self._folded[key] = fold(person.name)
        self._by_name[self._folded[key]].add(key)

    def _candidate(self, key: int) -> Candidate:
        person = self.people[key]
        return Candidate(
            key=key,
            name=self._folded[key],
            organisation=fold(person.organisation),
            addresses=frozenset(self.handles.get(key, ())),
            by_file=person.source == Source.FILE,
            of_this_file=person.batch_id == self._batch.pk,
            is_here=person.deleted_at is None and person.left_out_at is None,
        )


def why_not(person: Person) -> str:
    """Why somebody known must not come back by a file: a code of `contacts.wording_imports`; empty where they may."""
    if person.left_out_at is not None:
        return "left_out_for_good"
    if person.forget_at is not None:
        return "forgotten"
    return "deleted" if person.deleted_at is not None else ""


def forgotten_among(addresses: Collection[Address], *, by: User) -> set[Address]:
    """Which of these belong to somebody whom the user asked to forget, and to leave out from then on (E-61)."""
    if not addresses or not Forgotten.objects.filter(owner=by).exists():
        return set()
    digests = digests_of(account=by, handles=addresses)
    known = set(Forgotten.objects.filter(owner=by, digest__in=digests.values()).values_list("digest", flat=True))
    return {address for address, digest in digests.items() if digest in known}
