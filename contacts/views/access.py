"""The one way from an address to a row: through its owner. A stranger gets 404, never 403."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from contacts.models import Person, User
from contacts.queries.merges import kept_instead

M = TypeVar("M", bound=Model)


def owned_or_404(rows: QuerySet[M], request: HttpRequest, public_id: UUID | str) -> M:
    """The row of ``rows`` with that address, if it belongs to the account signed in.

    ``rows`` is any QuerySet with ``owned_by``; raises Http404 otherwise, also for what was deleted.
    """
    owned: Any = rows
    return get_object_or_404(owned.owned_by(request.user), public_id=public_id)


def kept_or_404(request: HttpRequest, public_id: UUID) -> Person:
    """Whom somebody of the account signed in was merged into; raises Http404 where they were not."""
    kept = kept_instead(account_of(request), public_id)
    if kept is None:
        raise Http404
    return kept


def account_of(request: HttpRequest) -> User:
    """The account signed in. Pages are private by default, so there is one wherever a view asks."""
    assert isinstance(request.user, User)
    return request.user
