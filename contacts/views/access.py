"""The one way from an address to a row: through its owner. A stranger gets 404, never 403."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

M = TypeVar("M", bound=Model)


def owned_or_404(rows: QuerySet[M], request: HttpRequest, public_id: UUID | str) -> M:
    """The row of ``rows`` with that address, if it belongs to the account signed in.

    ``rows`` is any QuerySet with ``owned_by``; raises Http404 otherwise, also for what was deleted.
    """
    owned: Any = rows
    return get_object_or_404(owned.owned_by(request.user), public_id=public_id)
