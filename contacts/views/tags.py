"""Tags: the list with how many carry each, renamed, merged, deleted with undo."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contacts.forms.tags import TagForm
from contacts.models import Tag
from contacts.queries.tags import list_tags
from contacts.services.tags import NameTaken, bring_tag_back, delete_tag, merge_tags, rename_tag
from contacts.views.access import account_of
from contacts.views.answers import back
from contacts.views.flash import say
from contacts.views.saving import done, saved

# In the session: the tag that was deleted last, with whoever carried it.
DELETED = "tag_deleted"


@require_GET
def settings_tags(request: HttpRequest) -> HttpResponse:
    return render(request, "settings/tags.html", {"tags": list_tags(account_of(request))})


@require_http_methods(["GET", "POST"])
def tag_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Renaming to the name of another tag asks whether the two are one."""
    tag = _tag(request, public_id)
    form = TagForm(request.POST or None, tag=tag)
    if request.method == "POST" and form.is_valid():
        sentence = saved(form, lambda: _rename(request, tag, form))
        if sentence is not None:
            say(request, sentence)
            return redirect("settings_tags")
    context = {"form": form, "tag": tag, "people": tag.person_tags.count()}
    return render(request, "settings/tag.html", context, status=422 if request.method == "POST" else 200)


def _rename(request: HttpRequest, tag: Tag, form: TagForm) -> str:
    name = form.cleaned_data["name"]
    try:
        renamed = rename_tag(by=account_of(request), tag=tag, name=name)
        return _("The tag is called “%(name)s” now.") % {"name": renamed.name}
    except NameTaken as taken:
        form.other = taken.other
        if not form.cleaned_data["merge"]:
            raise
        moved = merge_tags(by=account_of(request), tag=tag, into=taken.other)
        return ngettext(
            "“%(name)s” and “%(into)s” are one tag now; %(count)d person moved.",
            "“%(name)s” and “%(into)s” are one tag now; %(count)d people moved.",
            moved,
        ) % {"name": tag.name, "into": taken.other.name, "count": moved}


@require_POST
def tag_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """At once, with undo: the way back carries who had it."""
    tag = _tag(request, public_id)
    gone: list[tuple[str, tuple[int, ...]]] = []
    if done(request, lambda: gone.append(delete_tag(by=account_of(request), tag=tag))):
        [(name, people)] = gone
        request.session[DELETED] = [str(tag.public_id), name, people]
        say(request, _("The tag “%(name)s” is gone. The people stay.") % {"name": name}, undo=reverse("tag_back"))
    return redirect("settings_tags")


@require_POST
def tag_back(request: HttpRequest) -> HttpResponse:
    """Undo the last deletion of a tag in this session."""
    public_id, name, people = request.session.pop(DELETED, (None, "", ()))
    if public_id is None:
        say(request, _("There was nothing left to undo."), is_trouble=True)
    elif done(
        request,
        lambda: bring_tag_back(by=account_of(request), name=name, public_id=UUID(public_id), people=people),
    ):
        say(request, _("It is back."))
    return back(request, reverse("settings_tags"))


def _tag(request: HttpRequest, public_id: UUID) -> Tag:
    return get_object_or_404(Tag.objects.filter(owner=account_of(request)), public_id=public_id)
