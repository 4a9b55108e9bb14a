"""What every answer passes through. Knows no feature."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect


class HtmxRedirectMiddleware:
    """Turn a redirect to the sign-in page into ``HX-Redirect`` where htmx asked.

    htmx would follow the redirect and put the sign-in page into a table row. The way back leads to the page that the
    user sees, not to the fragment's address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("HX-Request") != "true" or response.status_code != 302:
            return response
        login = urlsplit(resolve_url(settings.LOGIN_URL)).path
        if urlsplit(response["Location"]).path != login:
            return response
        return HttpResponseClientRedirect(_with_way_back(request, login))


def _with_way_back(request: HttpRequest, login: str) -> str:
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    if page.netloc != request.get_host() or not page.path.startswith("/"):
        return login
    query = QueryDict(mutable=True)
    query["next"] = page.path + (f"?{page.query}" if page.query else "")
    return f"{login}?{query.urlencode(safe='/')}"
