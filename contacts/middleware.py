"""Requests run on the account's own clock: every day shown or meant is a day where the user lives."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class AccountTimeZoneMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            with timezone.override(request.user.tz):
                return self.get_response(request)
        return self.get_response(request)
