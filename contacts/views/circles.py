"""Circles: made, renamed, given another cadence, merged, deleted; and what they cost, with the way to make them fit."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.forms.circles import CadencesForm, CircleForm, MergeForm
from contacts.models import Circle
from contacts.queries.circles import list_circles, members_of, stretch
from contacts.services.contacts import add_circle, change_cadences, delete_circle, edit_circle, merge_circles
from contacts.views.access import account_of
from contacts.views.flash import say
from contacts.views.saving import done, saved
from contacts.wording_settings import cost_sentence, merged_sentence, nudges_a_week


@require_http_methods(["GET", "POST"])
def settings_circles(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    form = CircleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        circle = saved(form, lambda: add_circle(by=account, **form.facts()))
        if circle is not None:
            say(request, _("The circle “%(name)s” is there.") % {"name": circle.name})
            return redirect("settings_circles")
    circles = list_circles(account, timezone.localdate())
    context = {
        "form": form,
        "circles": circles,
        "cost": cost_sentence(need=circles.need, budget=circles.budget),
        "own_cost": nudges_a_week(circles.own_need),
        "costs": [(row, nudges_a_week(row.need)) for row in circles.rows],
        "can_stretch": circles.is_too_much and bool(stretch(circles).rows),
    }
    return render(request, "settings/circles.html", context, status=_status(request))


@require_http_methods(["GET", "POST"])
def circle_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    circle = _circle(request, public_id)
    form = CircleForm(request.POST or None, circle=circle)
    if request.method == "POST" and form.is_valid():
        edited = saved(form, lambda: edit_circle(by=account_of(request), circle=circle, **form.facts()))
        if edited is not None:
            has_changed = edited.cadence_days != circle.cadence_days
            say(request, _("Saved. Everybody in it follows the new cadence.") if has_changed else _("Saved."))
            return redirect("settings_circles")
    context = {"form": form, "circle": _circle(request, public_id), "has_others": _others(circle)}
    return render(request, "settings/circle.html", context, status=_status(request))


@require_http_methods(["GET", "POST"])
def circle_merge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page says how many move; posting moves them, and the circle goes."""
    circle = _circle(request, public_id)
    form = MergeForm(request.POST or None, circle=circle)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        moved = saved(form, lambda: merge_circles(by=account_of(request), circle=circle, into=into))
        if moved is not None:
            say(request, merged_sentence(moved=moved, name=circle.name, into=into.name))
            return redirect("settings_circles")
    held, own = members_of(circle)
    context = {"form": form, "circle": circle, "held": held, "own": own, "has_others": _others(circle)}
    return render(request, "settings/circle_merge.html", context, status=_status(request))


@require_http_methods(["GET", "POST"])
def circle_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    circle = _circle(request, public_id)
    if request.method == "POST":
        if done(request, lambda: delete_circle(by=account_of(request), circle=circle)):
            say(request, _("The circle “%(name)s” is gone. Its contacts stay.") % {"name": circle.name})
        return redirect("settings_circles")
    context = {"circle": circle, "held": members_of(circle)[0], "has_others": _others(circle)}
    return render(request, "settings/circle_delete.html", context)


@require_http_methods(["GET", "POST"])
def circles_stretch(request: HttpRequest) -> HttpResponse:
    """A proposal that fits the budget; posting takes it. The undo posts the old cadences, in its address."""
    account = account_of(request)
    is_undo = bool(request.GET)
    form = CadencesForm(_given(request), account=account)
    if request.method == "POST" and form.is_valid():
        before = saved(form, lambda: change_cadences(by=account, cadences=form.cadences()))
        if before is not None:
            sentence = (
                _("The circles have their former cadences.") if is_undo else _("The circles have their new cadences.")
            )
            say(request, sentence, undo=None if is_undo else _undo(before))
            return redirect("settings_circles")
    circles = list_circles(account, timezone.localdate())
    proposal = stretch(circles)
    context = {
        "form": form,
        "circles": circles,
        "proposal": proposal,
        "cost": cost_sentence(need=circles.need, budget=circles.budget),
        "cost_then": nudges_a_week(proposal.need),
    }
    return render(request, "settings/circles_stretch.html", context, status=_status(request))


def _given(request: HttpRequest) -> QueryDict | None:
    if request.method != "POST":
        return None
    return request.GET or request.POST


def _undo(before: dict[UUID, int | None]) -> str | None:
    # Only a cadence was ever made longer: there is none here that was never.
    days = {str(key): days for key, days in before.items() if days}
    return f"{reverse('circles_stretch')}?{urlencode(days)}" if days else None


def _circle(request: HttpRequest, public_id: UUID) -> Circle:
    return get_object_or_404(Circle, owner=account_of(request), public_id=public_id)


def _others(circle: Circle) -> bool:
    return Circle.objects.filter(owner=circle.owner_id).exclude(pk=circle.pk).exists()


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
