"""Whom the account knows, as far as a chunk of rows could mean them: looked up once for all of them, locked, and kept
in step with those whom the chunk itself adds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from contacts.models import Forgotten, Handle, ImportBatch, Person, User
from contacts.rules.matching import Address, Candidate, Seen
from contacts.rules.names import fold
from contacts.services.forgetting import digests_of
from contacts.vocabulary import HandleKind, Source

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
        if not names:
            return set()
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


class WouldBe:
    """Whom earlier rows of the file would bring, so that the preview takes two rows about one person for one, as
    running does. Beyond the first 150,000 people nobody is remembered.
    """

    MOST = 150_000

    def __init__(self) -> None:
        self._known: dict[int, Candidate] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_address: dict[Address, list[int]] = defaultdict(list)

    def candidates(self, seen: Seen) -> list[Candidate]:
        keys = set(self._by_name.get(seen.name, ()))
        for address in seen.addresses:
            keys.update(self._by_address.get(address, ()))
        return [self._known[key] for key in keys]

    def has(self, key: int | None) -> bool:
        return key in self._known

    def enter(self, seen: Seen) -> None:
        key = _FIRST_NEW + len(self._known)
        if len(self._known) < self.MOST:
            self._by_name[seen.name].append(key)
            self._hold(Candidate(key=key, name=seen.name, by_file=True, of_this_file=True), seen)

    def fill(self, key: int, seen: Seen) -> None:
        """What a further row says of them."""
        self._hold(self._known[key], seen)

    def _hold(self, one: Candidate, seen: Seen) -> None:
        for address in seen.addresses - one.addresses:
            self._by_address[address].append(one.key)
        organisation = one.organisation or seen.organisation
        self._known[one.key] = replace(one, organisation=organisation, addresses=one.addresses | seen.addresses)


class Register:
    """The people whom some rows could be about: whoever has an address or the name of one of those ``seen``.

    Whose profile's address is known is not looked for by name. Nor are those who have another profile, since two
    profiles are two people; unless the rows only speak of somebody, where namesakes count (`match_spoken_of`).
    With ``lock`` they all stay as they are until the transaction ends.
    """

    def __init__(
        self, *, batch: ImportBatch, by: User, seen: Collection[Seen], spoken_of: bool = False, lock: bool = True
    ) -> None:
        self.people: dict[int, Person] = {}
        self.handles: dict[int, set[Address]] = defaultdict(set)
        self._batch, self._by, self._lock = batch, by, lock
        self._folded: dict[int, str] = {}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_address: dict[Address, set[int]] = defaultdict(set)
        holders = self._holders({address for one in seen for address in one.addresses})
        keys = {key for of_address in holders.values() for key in of_address}
        wanted = _wanted(seen, holders, spoken_of=spoken_of)
        # All at once, in the order of their keys, so that nobody waits for us while we wait for them.
        self._read(keys | self._namesakes(*wanted))
        if (all_wanted := _wanted(seen, self._by_address, spoken_of=spoken_of)) != wanted:
            # It is another account's address, or went this very moment: then the names count after all.
            self._read(self._namesakes(*all_wanted) - set(self.people))

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

    def _namesakes(self, names: Collection[str], without_profile: Collection[str]) -> set[int]:
        known = names_of(self._batch)
        return known.keys_of(names) | _without_profile(known.keys_of(without_profile))

    def _holders(self, addresses: Collection[Address]) -> dict[Address, set[int]]:
        """By address, of all accounts: joined with the account's people, SQLite goes through all of these."""
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, value in addresses:
            by_kind[kind].append(value)
        held: dict[Address, set[int]] = defaultdict(set)
        for kind, values in by_kind.items():
            for start in range(0, len(values), _CHUNK):
                rows = Handle.objects.filter(normal_value__in=values[start : start + _CHUNK], kind=kind).order_by()
                for value, key in rows.values_list("normal_value", "person_id"):
                    held[kind, value].add(key)
        return held

    def _read(self, keys: set[int]) -> None:
        while keys:
            keys = self._load(keys)

    def _load(self, keys: set[int]) -> set[int]:
        """Read these; answers with whom they were merged into, as far as those were not read yet."""
        for some in _portions(keys):
            rows = Person.everything.filter(pk__among=some, owner=self._by).order_by("pk")
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


def _wanted(
    seen: Iterable[Seen], holders: Mapping[Address, Collection[int]], *, spoken_of: bool
) -> tuple[set[str], set[str]]:
    """By which names to look, for everybody and for those without a profile's address."""
    names: set[str] = set()
    without_profile: set[str] = set()
    for one in seen:
        profiles = [address for address in one.addresses if address[0] == HandleKind.PROFILE]
        if not any(holders.get(address) for address in profiles):
            (without_profile if profiles and not spoken_of else names).add(one.name)
    return names, without_profile - names


def _without_profile(keys: Collection[int]) -> set[int]:
    """Of these people, those who have no profile's address."""
    left = set(keys)
    for some in _portions(keys):
        having = Handle.objects.filter(person_id__among=some, kind=HandleKind.PROFILE).order_by()
        left.difference_update(having.values_list("person_id", flat=True))
    return left


def _portions(keys: Collection[int]) -> Iterator[list[int]]:
    """In rising order, as many at once as a statement takes."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


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
