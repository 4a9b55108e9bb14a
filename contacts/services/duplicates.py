"""Finding who is perhaps one person: of a whole account after imports and each night, of one person after each change.

Found by a worker, so that nothing that is saved gets slower. What the user said are two is never proposed again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contacts.enqueue import after_commit
from contacts.models import Duplicate, NotSame, Person, User
from contacts.queries.duplicates import known_people, names_and_firms, shared_addresses
from contacts.rules.likeness import Known, Likeness, block_keys, judge_likeness
from contacts.services.locks import lock_people

# An address or a name that more have in common tells nothing: pairs alone would be thousands.
MOST_ALIKE = 25
# So many pairs are looked at together, with what is known of their people.
AT_ONCE = 500
# Enough for an evening; whoever merged these finds the next ones the night after.
MOST_PROPOSED = 2_000
NIGHT = 3

Pair = tuple[int, int]


def find_soon(*, account: User) -> None:
    """Have the whole account looked through once this transaction is committed."""
    after_commit("contacts.tasks.find_duplicates", account.pk)


def find_duplicates(account_id: int) -> int:
    """Look through a whole account and write down who is perhaps one person. Returns the number of pairs proposed.

    People are compared where they share an address, a name, or part of a name and the firm or place: blocks, so that
    30,000 people take seconds. What is proposed no longer goes.
    """
    account = User.objects.filter(pk=account_id).first()
    if account is None:
        return 0
    refused = _refused(account_id)
    found: dict[Pair, Likeness] = {}
    for pairs in _batches(_candidates(account), refused):
        found |= _judged(pairs)
    best = sorted(found, key=lambda pair: (-found[pair].likeness, pair))[:MOST_PROPOSED]
    _store(account_id, {pair: found[pair] for pair in best}, among=Q(one__owner_id=account_id))
    return len(best)


def find_duplicates_of(person_id: int) -> int:
    """As `find_duplicates`, of one person and whoever looks like them."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        Duplicate.objects.filter(Q(one_id=person_id) | Q(other_id=person_id)).delete()
        return 0
    refused = _refused(person.owner_id)
    candidates = _like(person)
    pairs = {_pair(person.pk, other) for other in candidates} - refused
    found: dict[Pair, Likeness] = {}
    for batch in _batches(iter(sorted(pairs)), frozenset()):
        found |= _judged(batch)
    _store(person.owner_id, found, among=Q(one_id=person_id) | Q(other_id=person_id))
    return len(found)


def sweep_duplicates(*, at: datetime | None = None) -> int:
    """Have those accounts looked through in whose small hours it is now, and where a person changed within a week.

    Returns how many. Called once an hour.
    """
    now = at or timezone.now()
    changed = Person.objects.filter(updated_at__gt=now - timedelta(days=7))
    accounts = User.objects.filter(pk__in=changed.values("owner_id")).order_by("pk")
    asleep = [pk for pk, zone in accounts.values_list("pk", "time_zone") if _hour(now, zone) == NIGHT]
    for account_id in asleep:
        after_commit("contacts.tasks.find_duplicates", account_id)
    return len(asleep)


@transaction.atomic
def say_not_same(*, by: User, one: Person, other: Person) -> NotSame:
    """The two are two: never proposed again. Twice is once. Raises Refused where one of them is gone."""
    lock_people(by=by, ids=[one.pk, other.pk])
    first, second = _pair(one.pk, other.pk)
    Duplicate.objects.filter(one_id=first, other_id=second).delete()
    return NotSame.objects.get_or_create(one_id=first, other_id=second)[0]


@transaction.atomic
def take_back_not_same(*, by: User, one: Person, other: Person) -> None:
    """They may be one after all, and are proposed again. Raises Refused where one of them is gone."""
    lock_people(by=by, ids=[one.pk, other.pk])
    first, second = _pair(one.pk, other.pk)
    NotSame.objects.filter(one_id=first, other_id=second).delete()
    found = _judged([(first, second)])
    _store(by.pk, found, among=Q(one_id=first, other_id=second))


def _hour(now: datetime, zone: str) -> int | None:
    try:
        return now.astimezone(ZoneInfo(zone)).hour
    except (KeyError, ValueError, OSError):
        return None


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _refused(account_id: int) -> frozenset[Pair]:
    return frozenset(NotSame.objects.filter(one__owner_id=account_id).values_list("one_id", "other_id"))


def _candidates(account: User) -> Iterator[Pair]:
    """Every pair that is worth a look, perhaps more than once."""
    for keys in shared_addresses(account):
        yield from _within(keys)
    blocks: dict[int, list[int]] = defaultdict(list)
    for known in names_and_firms(account):
        for key in set(block_keys(known)):
            # The key's hash is enough: where two meet by chance, a pair is looked at for nothing.
            blocks[hash(key)].append(known.key)
    for keys in blocks.values():
        yield from _within(keys)


def _within(keys: Collection[int]) -> Iterator[Pair]:
    if len(keys) <= MOST_ALIKE:
        yield from combinations(sorted(set(keys)), 2)


def _batches(pairs: Iterable[Pair], refused: Collection[Pair]) -> Iterator[list[Pair]]:
    seen: set[Pair] = set()
    batch: list[Pair] = []
    for pair in pairs:
        if pair in seen or pair in refused:
            continue
        seen.add(pair)
        batch.append(pair)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _judged(pairs: Collection[Pair]) -> dict[Pair, Likeness]:
    known: dict[int, Known] = known_people({key for pair in pairs for key in pair})
    found: dict[Pair, Likeness] = {}
    for one, other in pairs:
        if one in known and other in known:
            verdict = judge_likeness(known[one], known[other])
            if verdict.is_proposed:
                found[one, other] = verdict
    return found


def _like(person: Person) -> set[int]:
    """Whoever has an address of theirs, or shares a word of their name that is found by one look at the names."""
    living = Person.objects.filter(owner_id=person.owner_id).exclude(pk=person.pk)
    mine = [(handle.kind, handle.normal_value) for handle in person.handles.all()]
    found: set[int] = set()
    for kind, value in mine:
        same = living.filter(handles__kind=kind, handles__normal_value=value)
        found.update(same.values_list("pk", flat=True)[:MOST_ALIKE])
    known = known_people([person.pk]).get(person.pk)
    if known is None:
        return set()
    keys = set(block_keys(known))
    words = sorted({word for key in keys for word in key if len(word) > 1}, key=len, reverse=True)
    if not words:
        return found
    like = Q()
    for word in words:
        like |= Q(search_name__contains=word)
    names = ("pk", "name", "also_known_as", "organisation", "place")
    for pk, name, also, organisation, place in living.filter(like).values_list(*names).iterator(chunk_size=2_000):
        if keys & set(block_keys(Known(pk, name, also, organisation, place))):
            found.add(pk)
    return found


@transaction.atomic
def _store(account_id: int, found: dict[Pair, Likeness], *, among: Q) -> None:
    """Bring what is stored ``among`` these pairs in step with what was found."""
    # Whoever was deleted, or said to be somebody else, while this was thought over, is not proposed.
    living = set(
        Person.objects.filter(owner_id=account_id, pk__among={key for pair in found for key in pair}).values_list(
            "pk", flat=True
        )
    )
    refused = _refused(account_id)
    rows = [
        Duplicate(
            one_id=one,
            other_id=other,
            likeness=verdict.likeness,
            reasons=[[reason.clue, reason.one, reason.other] for reason in verdict.reasons],
        )
        for (one, other), verdict in found.items()
        if one in living and other in living and (one, other) not in refused
    ]
    wanted = {(row.one_id, row.other_id) for row in rows}
    held = Duplicate.objects.filter(among).values_list("pk", "one_id", "other_id")
    gone = [pk for pk, one, other in held if (one, other) not in wanted]
    Duplicate.objects.filter(pk__among=gone).delete()
    Duplicate.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["one", "other"],
        update_fields=["likeness", "reasons", "found_at"],
    )
