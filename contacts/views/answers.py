"""How a view answers: the whole page or a named part of it, and the way back after a write."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme


def by_htmx(request: HttpRequest) -> bool:
    """Whether the page's script asks, and not the browser itself."""
    return bool(getattr(request, "htmx", False))


def page_or_part(
    request: HttpRequest, template: str, context: dict[str, Any], *, parts: Mapping[str, str], status: int = 200
) -> TemplateResponse:
    """The page, or the part that ``parts`` names for htmx's target. The client never names a template."""
    part = part_wanted(request, parts)
    response = TemplateResponse(request, f"{template}#{part}" if part else template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def part_wanted(request: HttpRequest, parts: Mapping[str, str]) -> str | None:
    """The part that ``parts`` names for htmx's target; None where the whole page is wanted."""
    htmx: Any = getattr(request, "htmx", None)
    return parts.get(htmx.target or "") if htmx and not htmx.history_restore_request else None


def own_path(request: HttpRequest, fallback: str) -> str:
    """Where ``next`` points, if that is a path of this site, else ``fallback``."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # A full address would pass for one's own host; only paths are ever given out by the templates.
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return fallback


def back(request: HttpRequest, fallback: str) -> HttpResponse:
    """Redirect there after a write."""
    return redirect(own_path(request, fallback))
