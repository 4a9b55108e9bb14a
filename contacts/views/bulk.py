"""Many people at once: choose them on the list, say what, look at whom it concerns, do it; and undo it."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.forms.bulk import FORMS, Whom
from contacts.models import BulkChange
from contacts.queries.bulk import UNDO_DAYS, preview, recent_steps
from contacts.queries.people import chosen_people
from contacts.queries.tags import tag_names
from contacts.services.bulk import change_many, sign_chosen, undo_bulk
from contacts.views.access import account_of
from contacts.views.answers import back
from contacts.views.flash import say
from contacts.views.saving import done, saved
from contacts.vocabulary import BulkStep
from contacts.wording_bulk import MEANS, TITLES, WHY_ALONE, done_sentence, undone_sentence


@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """The steps done lately; posted from the list, the page that asks; posted from there, the step itself."""
    if request.method == "GET":
        context = {"steps": recent_steps(account_of(request)), "days": UNDO_DAYS}
        return render(request, "bulk/steps.html", context)
    whom = Whom(request.POST)
    if whom.is_unreadable:
        say(
            request,
            _("What narrowed the list down cannot be read, so nobody was chosen. Look at the list and choose again."),
            is_trouble=True,
        )
        return redirect(_list(whom))
    step = whom.wanted_step()
    if step is None:
        return _nobody(request, whom)
    chosen = chosen_people(account_of(request), **whom.people())
    is_sent = "go" in request.POST
    form: Any = FORMS[step](request.POST if is_sent else None, account=account_of(request))
    if is_sent and form.is_valid():
        # Sent twice, whoever it was for may be off this list already: the step itself knows.
        change = saved(form, lambda: _done(request, whom, chosen, form))
        if change is not None:
            return _after(request, whom, change)
    if not chosen.exists():
        return _nobody(request, whom)
    return _ask(request, whom, step, chosen, form, status=422 if is_sent else 200)


def _nobody(request: HttpRequest, whom: Whom) -> HttpResponse:
    say(request, _("Choose some people first: tick them in the list."), is_trouble=True)
    return redirect(_list(whom))


def _done(request: HttpRequest, whom: Whom, chosen: Any, form: Any) -> BulkChange:
    return change_many(
        by=account_of(request),
        people=chosen,
        entry=form.entry(timezone.localdate()),
        entry_key=whom.cleaned_data.get("entry_key") or uuid4(),
        signed=whom.cleaned_data.get("signed", "") if whom.cleaned_data["all"] else None,
    )


def _after(request: HttpRequest, whom: Whom, change: BulkChange) -> HttpResponse:
    detail = change.told["tag"] or change.told["circle_name"]
    undo = reverse("bulk_undo", args=[change.public_id]) if change.changed else None
    say(request, done_sentence(BulkStep(change.what), changed=change.changed, detail=detail), undo=undo)
    return redirect(_list(whom))


def _ask(request: HttpRequest, whom: Whom, step: BulkStep, chosen: Any, form: Any, *, status: int) -> HttpResponse:
    context = {
        "whom": whom,
        "is_all": whom.cleaned_data.get("all"),
        "ids": whom.named(),
        "signed": sign_chosen(chosen) if whom.cleaned_data.get("all") else "",
        "step": step,
        "title": TITLES[step],
        "means": MEANS[step],
        "why_alone": WHY_ALONE.get(step, ""),
        "preview": preview(chosen, step),
        "form": form,
        "tag_names": tag_names(account_of(request)) if step == BulkStep.TAG else (),
        "entry_key": whom.cleaned_data.get("entry_key") or uuid4(),
        "back": _list(whom),
        "days": UNDO_DAYS,
    }
    return render(request, "bulk/ask.html", context, status=status)


def _list(whom: Whom) -> str:
    """The list as it was filtered."""
    chosen = whom.chosen()
    query = {"show": chosen["show"], "q": chosen["text"], "tag": chosen["tag"], "sort": chosen["sort"]}
    return reverse("people", query={name: value for name, value in query.items() if value})


@require_POST
def bulk_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    change = get_object_or_404(BulkChange.objects.filter(owner=account_of(request)), public_id=public_id)
    undone: list[int] = []
    if done(request, lambda: undone.append(undo_bulk(by=account_of(request), change=change))):
        say(request, undone_sentence(back=undone[0]))
    return back(request, reverse("bulk"))
