"""The columns of a CSV of no known kind: what is proposed for them, from their names or from the last time."""

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.importers.mapped import FIELDS
from contacts.importers.recognise import Recognised
from contacts.models import ImportBatch

# Out of which fields a name can be made.
NAME_FIELDS = frozenset({"name", "first_name", "last_name", "email", "email_2"})

# What several columns may be at once.
MANY_COLUMNS = frozenset({"ignore", "note", "tags"})


def ready_mapping(batch: ImportBatch, *, found: Recognised) -> tuple[dict[str, Any], dict[str, str], str]:
    """What the batch says of the columns, the mapping proposed, and the digest by which the header is known again."""
    digest = sha256("\x1f".join(found.columns).encode(errors="surrogatepass")).hexdigest()
    before = ImportBatch.objects.filter(owner=batch.owner_id, header_digest=digest).exclude(mapping={})
    remembered = before.exclude(pk=batch.pk).order_by("-created_at").values_list("mapping", flat=True).first()
    mapping = {column: field for column, field in (remembered or found.guess).items() if column in found.columns}
    about = {
        "columns": list(found.columns),
        "samples": [list(sample) for sample in found.samples],
        "guess": mapping,
        "remembered": remembered is not None,
    }
    return about, mapping, digest


def checked_mapping(mapping: Mapping[str, str], *, columns: Collection[str]) -> dict[str, str]:
    """The mapping without the columns that nobody said anything of. Raises Refused, naming ``columns``."""
    chosen = {column: field for column, field in mapping.items() if field}
    if strange := [column for column in chosen if column not in columns]:
        raise Refused(_("There is no column “%(name)s” in this file.") % {"name": strange[0][:80]}, field="columns")
    for column, field in chosen.items():
        if field not in FIELDS:
            raise Refused(_("“%(name)s” cannot be read as that.") % {"name": column[:80]}, field="columns")
    used = [field for field in chosen.values() if field not in MANY_COLUMNS]
    if twice := next((field for field in used if used.count(field) > 1), None):
        names = ", ".join(f"“{column[:40]}”" for column, field in chosen.items() if field == twice)
        raise Refused(_("%(names)s are the same thing. Keep one of them.") % {"names": names}, field="columns")
    if not is_clear(chosen):
        raise Refused(_("Say which column holds the name. Without one nobody can be brought in."), field="columns")
    return chosen


def is_clear(mapping: Mapping[str, str]) -> bool:
    """Whether it says where the name is, which is all that a row needs."""
    return not NAME_FIELDS.isdisjoint(mapping.values())
