"""Search: people, events, and what was noted."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from contacts.forms.search import SearchFilter
from contacts.queries import search as queries
from contacts.views.access import account_of
from contacts.views.answers import page_or_part


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    chosen = SearchFilter(request.GET).chosen()
    found = queries.search(account_of(request), **chosen)
    context = {
        "found": found,
        "count": sum(group.count for group in found),
        "page": found[0].page if chosen["within"] and found else None,
        "today": timezone.localdate(),
        **chosen,
    }
    return page_or_part(request, "search/index.html", context, parts={"search-results": "results"})
