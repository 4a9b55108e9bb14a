"""Tags: made, given to people and taken from them, renamed, merged, removed. A tag plans nothing."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import ImportBatch, Person, PersonTag, Tag, User
from contacts.rules.names import fold
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_person

NAME_LENGTH = 60
FOLDED_LENGTH = 120
MOST_ON_A_PERSON = 50
BATCH = 500


class NameTaken(Refused):
    """Another tag has the name already: merging the two is the way, once the user says so."""

    def __init__(self, sentence: str, *, other: Tag) -> None:
        super().__init__(sentence, field="name")
        self.other = other


def folded(name: str) -> str:
    """The name of a tag as it compares: case, accents and white space aside. Empty where nothing is left of it."""
    return fold(clean_line(name))[:FOLDED_LENGTH]


def split_names(text: str) -> tuple[str, ...]:
    """The names in ``sailing, Oslo , VIP``: each once, as first written, without the empty ones."""
    names: dict[str, str] = {}
    for part in text.split(","):
        if key := folded(part):
            names.setdefault(key, clean_line(part))
    return tuple(names.values())


@transaction.atomic
def tags_named(*, by: User, names: Iterable[str], batch: ImportBatch | None = None) -> dict[str, Tag]:
    """The account's tags of these names, those missing made first; keys are the names as they were given. ``batch`` is
    the import that makes them.

    A name of which nothing can be kept (empty, or longer than 60 characters) is not among the keys. A fixed number of
    queries, whatever the number of names.
    """
    wanted: dict[str, tuple[str, str]] = {}
    for name in names:
        # A comma separates tags wherever they are typed.
        line = clean_line(name.replace(",", " "))
        key = folded(line)
        if key and len(line) <= NAME_LENGTH:
            wanted.setdefault(name, (key, line))
    if not wanted:
        return {}
    first: dict[str, str] = {}
    for key, line in wanted.values():
        first.setdefault(key, line)
    known = _by_folded(by, first)
    if missing := [
        Tag(owner=by, name=line, folded=key, batch=batch) for key, line in first.items() if key not in known
    ]:
        # Whoever makes the same tag at the same moment wins; both answer with the one row.
        Tag.objects.bulk_create(missing, ignore_conflicts=True)
        known = _by_folded(by, first)
    return {name: known[key] for name, (key, _line) in wanted.items()}


def _by_folded(by: User, keys: Collection[str]) -> dict[str, Tag]:
    return {tag.folded: tag for tag in Tag.objects.filter(owner=by, folded__in=list(keys))}


@transaction.atomic
def set_person_tags(*, by: User, person: Person, names: Sequence[str]) -> None:
    """Bring the tags of a person in step with these names. Raises Refused for a name that cannot be kept."""
    locked = lock_person(by=by, person_id=person.pk)
    for name in names:
        checked_name(name)
    if len(names) > MOST_ON_A_PERSON:
        raise Refused(_("A person carries at most 50 tags. Take some out."), field="tags")
    wanted = {tag.pk for tag in tags_named(by=by, names=names).values()}
    held = set(locked.person_tags.values_list("tag_id", flat=True))
    if gone := held - wanted:
        locked.person_tags.filter(tag_id__in=gone).delete()
    PersonTag.objects.bulk_create(
        [PersonTag(person=locked, tag_id=pk) for pk in sorted(wanted - held)], ignore_conflicts=True
    )


def checked_name(name: str, *, field: str = "tags") -> str:
    """The name as it is kept. Raises Refused, naming ``field``."""
    line = clean_line(name)
    if not folded(name):
        raise Refused(_("Give the tag a name with a letter or a number in it."), field=field)
    if len(line) > NAME_LENGTH:
        raise Refused(
            _("“%(name)s…” is too long for a tag. Use at most 60 characters.") % {"name": line[:30]}, field=field
        )
    if "," in line:
        raise Refused(_("A comma separates tags; write the name without one."), field=field)
    return line


@transaction.atomic
def rename_tag(*, by: User, tag: Tag, name: str) -> Tag:
    """Give a tag another name. Raises NameTaken where another tag has it, and Refused."""
    line, key = checked_name(name, field="name"), folded(name)
    row = _held(by, tag)
    other = Tag.objects.filter(owner=by, folded=key).exclude(pk=row.pk).first()
    if other is not None:
        raise NameTaken(_("You have a tag “%(name)s” already.") % {"name": other.name}, other=other)
    row.name, row.folded, row.batch = line, key, None
    row.save(update_fields=["name", "folded", "batch"])
    return row


@transaction.atomic
def merge_tags(*, by: User, tag: Tag, into: Tag) -> int:
    """Whoever carries ``tag`` carries ``into`` instead, and ``tag`` goes. Answers how many carried the first."""
    if tag.pk == into.pk:
        raise Refused(_("Choose another tag: this is the one that would go."), field="name")
    source, target = _held(by, tag), _held(by, into)
    rows = PersonTag.objects.filter(tag=source)
    carried = rows.count()
    rows.filter(person__person_tags__tag=target).delete()
    PersonTag.objects.filter(tag=source).update(tag=target)
    source.delete()
    return carried


@transaction.atomic
def delete_tag(*, by: User, tag: Tag) -> tuple[str, tuple[int, ...]]:
    """Remove a tag; the people stay. Answers its name and who carried it, enough for `bring_tag_back`."""
    row = _held(by, tag)
    carried = tuple(PersonTag.objects.filter(tag=row).order_by("person_id").values_list("person_id", flat=True))
    row.delete()
    return row.name, carried


@transaction.atomic
def bring_tag_back(*, by: User, name: str, public_id: UUID, people: Sequence[int]) -> Tag:
    """Undo `delete_tag`: the tag again, on whoever of them is still here."""
    tag = Tag.objects.filter(owner=by, folded=folded(name)).first()
    if tag is None:
        tag = Tag.objects.create(owner=by, name=checked_name(name), folded=folded(name), public_id=public_id)
    for start in range(0, len(people), BATCH):
        here = Person.everything.owned_by(by).filter(pk__in=people[start : start + BATCH])
        give = [PersonTag(person_id=pk, tag=tag) for pk in here.order_by("pk").values_list("pk", flat=True)]
        PersonTag.objects.bulk_create(give, ignore_conflicts=True)
    return tag


def _held(by: User, tag: Tag) -> Tag:
    row = Tag.objects.select_for_update().filter(pk=tag.pk, owner=by).first()
    if row is None:
        raise Refused(_("This tag is no longer here. Reload the page."))
    return row
