"""The product's addresses as the shell names them, and one page that shows every moving part."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path

from contacts.views.flash import say

PARTS = """{% extends "base.html" %}{% load look %}
{% block title %}Parts{% endblock %}
{% block main %}<h1>Parts</h1>
<form role="search"><label for="q">Find a person</label><input id="q" type="search" class="form-control"></form>
<details class="fold-narrow" id="fold"><summary class="fold-label">Last talk, open, balance</summary>
<p>Folded</p></details>
<details class="menu" id="menu"><summary class="btn">More</summary>
<div class="menu-list"><a href="#x">One</a></div></details>
<a class="btn" href="#without-script" data-dialog="ask">Ask</a>
<dialog id="ask" aria-labelledby="ask-title"><h2 id="ask-title">Sure?</h2>
<button class="btn" type="button" data-close="dialog">Keep it</button></dialog>
<form><input type="hidden" name="browser_time_zone"></form>
<button class="btn" hx-get="/broken/" hx-target="#q">Ask the server</button>
<div id="late">The text before</div>
<form hx-post="/refused/" hx-target="#late"><button class="btn">Save</button></form>
{% endblock %}"""


def parts(request: HttpRequest) -> HttpResponse:
    if "say" in request.GET:
        say(request, "Done. Next: keep in touch by 12 January.", undo="/undone/")
    if "trouble" in request.GET:
        messages.error(request, "That did not work.")
    return HttpResponse(Template(PARTS).render(RequestContext(request, {})))


def words(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {request.path}")


def refused(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Say what you learned", status=422)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("parts/", parts, name="parts"),
    path("undone/", words),
    path("refused/", refused),
    path("broken/", broken),
    path("outbox/token/", words, name="outbox_token"),
    path("settings/time-zone/", words, name="settings_time_zone"),
    path("", words, name="today"),
    *(
        path(f"{name}/", words, name=name)
        for name in ("log", "people", "balance", "events", "more", "settings", "search")
    ),
]
