"""The columns of a CSV of no known kind: what is proposed for them, from their names or from the last time."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from contacts.importers.recognise import Recognised
from contacts.models import ImportBatch

# Out of which fields a name can be made.
NAME_FIELDS = frozenset({"name", "first_name", "last_name", "email", "email_2"})


def ready_mapping(batch: ImportBatch, found: Recognised) -> tuple[dict[str, Any], dict[str, str], str]:
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


def is_clear(mapping: Mapping[str, str]) -> bool:
    """Whether it says where the name is, which is all that a row needs."""
    return not NAME_FIELDS.isdisjoint(mapping.values())
