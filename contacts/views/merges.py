"""People who are perhaps one: the list, comparing and merging two, taking it back, and saying that they are two."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contacts.forms.merges import MergeForm, OtherForm
from contacts.models import Person
from contacts.queries.duplicates import list_duplicates
from contacts.queries.merges import kept_instead, merge_preview, merges_to_undo, others_to_merge
from contacts.queries.people import named
from contacts.services.duplicates import say_not_same, take_back_not_same
from contacts.services.merges import merge_people, undo_merge
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import back
from contacts.views.flash import say
from contacts.views.saving import done, saved
from contacts.wording_merges import SURENESS


@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    """Who is perhaps one person, the likeliest first, with the reasons; and what was merged of late."""
    sureness = request.GET.get("sure", "")
    sureness = sureness if sureness in SURENESS else ""
    listing = list_duplicates(account_of(request), sureness=sureness, page_number=request.GET.get("page", 1))
    chips = [("", _("All"), sum(listing.counts.values()))]
    chips += [(name, str(label), listing.counts[name]) for name, label in SURENESS.items()]
    # Whom a deleted or forgotten person stands in the way of is told among the deleted.
    merges = [row for row in merges_to_undo(account_of(request)) if row.can_be_undone]
    context = {"listing": listing, "chips": chips, "sureness": sureness, "labels": SURENESS, "merges": merges}
    return render(request, "merges/duplicates.html", context)


@require_GET
def merge_choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Whom to merge one person with: whoever looks like them, or anybody by name."""
    row = owned_or_404(Person.objects.select_related("contact"), request, public_id)
    text = OtherForm(request.GET).text()
    others = others_to_merge(account_of(request), row, text)
    return render(request, "merges/choose.html", {"person": named(row), "text": text, "others": others})


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    """Look at both, choose field by field, and merge: the first is kept, the other goes into them."""
    account = account_of(request)
    if request.method == "POST" and _is_done(request, public_id, other_id):
        return redirect("person", public_id)
    kept, gone = (owned_or_404(Person.objects.select_related("contact"), request, key) for key in (public_id, other_id))
    if kept.pk == gone.pk:
        raise Http404
    preview = merge_preview(account, kept, gone)
    versions = {"kept_version": kept.version, "gone_version": gone.version}
    form = MergeForm(request.POST or None, preview=preview, initial=versions)
    if request.method == "POST" and form.is_valid():
        made = saved(
            form,
            lambda: merge_people(
                by=account,
                kept=kept,
                gone=gone,
                kept_version=form.cleaned_data["kept_version"],
                gone_version=form.cleaned_data["gone_version"],
                choices=form.choices(),
            ),
        )
        if made is not None:
            return _merged(request, kept, gone)
    context = {"kept": named(kept), "gone": named(gone), "preview": preview, "form": form, "versions": versions}
    # After a refusal the page is about both as they stand by now, and so is the next try.
    return render(request, "merges/merge.html", context, status=422 if request.method == "POST" else 200)


def _is_done(request: HttpRequest, public_id: UUID, other_id: UUID) -> bool:
    """Whether this very merge was done a moment ago, by the first of two clicks."""
    instead = kept_instead(account_of(request), other_id)
    return instead is not None and instead.public_id == public_id


def _merged(request: HttpRequest, kept: Person, gone: Person) -> HttpResponse:
    undo = reverse("merge_undo", args=[gone.public_id])
    say(request, _("%(name)s and %(other)s are one now.") % {"name": kept.name, "other": gone.name}, undo=undo)
    return redirect("person", kept.public_id)


@require_POST
def merge_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring back who was merged. The address names the one who went."""
    row = owned_or_404(Person.everything.all(), request, public_id)
    if not done(request, lambda: undo_merge(by=account_of(request), gone=row)):
        return back(request, reverse("duplicates"))
    say(request, _("They are two again. What was noted since stays where it was noted."))
    return back(request, reverse("person", args=[public_id]))


@require_POST
def not_same(request: HttpRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    """The two are two, and never proposed again; or, with ``take_back``, they may be one after all."""
    one, other = (owned_or_404(Person.objects.all(), request, key) for key in (public_id, other_id))
    if one.pk == other.pk:
        raise Http404
    account = account_of(request)
    if "take_back" in request.GET:
        if done(request, lambda: take_back_not_same(by=account, one=one, other=other)):
            say(request, _("They may be one: they are proposed again."))
    elif done(request, lambda: say_not_same(by=account, one=one, other=other)):
        undo = reverse("not_same", args=[public_id, other_id], query={"take_back": 1})
        told = {"name": one.name, "other": other.name}
        say(request, _("Noted: %(name)s and %(other)s are two. They are not proposed again.") % told, undo=undo)
    return back(request, reverse("duplicates"))
