"""How the last sends fared: the list that the digest's page and the channels' page share."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from contacts.queries.kept_mail import is_kept_here, kept_names
from contacts.queries.mornings import last_deliveries
from contacts.views.access import account_of


def sends(request: HttpRequest, page: str) -> dict[str, Any]:
    """The context of ``digest/_sends.html``; ``page`` names the address that it asks for news."""
    sent = last_deliveries(account_of(request))
    kept = kept_names(account_of(request)) if sent else {}
    return {
        "news": reverse(page),
        "is_going": any(row.is_going for row in sent),
        "is_kept_here": is_kept_here(),
        "sent": [(row, kept.get(row.public_id, "")) for row in sent],
    }
