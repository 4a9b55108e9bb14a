"""The yardstick: hand-made Django pages of the same data, with one template each and nothing of the product in them.

They go through the same middleware and sign-in, so that what is left between them and the product is the product.
"""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import Context, Engine
from django.urls import include, path, reverse
from django.utils import timezone

from contacts.models import Circle, Event, Exchange, FollowUp, Interaction, Person, Standing

SHOWN = 50
_templates: dict[str, Any] = {}


def _answer(body: str, **context: Any) -> HttpResponse:
    template = _templates.get(body) or _templates.setdefault(body, Engine().from_string(body))
    return HttpResponse(f"<!doctype html><title>Bare</title>{template.render(Context(context))}")


def today(request: HttpRequest) -> HttpResponse:
    due = FollowUp.objects.owned_by(request.user).due_by(timezone.localdate())
    due = list(due.select_related("person__contact__circle", "person__contact__standing").order_by("due_on"))
    last = dict.fromkeys(row.person_id for row in due)
    for talk in Interaction.objects.filter(person_id__in=last).order_by("happened_on"):
        last[talk.person_id] = talk
    return _answer(
        "<ul>{% for row, talk in rows %}<li>{{ row.due_on }} {{ row.person.name }}, {{ row.person.contact.circle }}:"
        " {{ row.get_kind_display }}<br>{{ talk.happened_on }} {{ talk.talked_about }} {{ talk.learned }}"
        "<br>{{ row.person.contact.standing.i_gave }}, {{ row.person.contact.standing.they_gave }}{% endfor %}</ul>",
        rows=[(row, last[row.person_id]) for row in due],
    )


class BareForm(forms.ModelForm):
    name = forms.CharField()
    circle = forms.ModelChoiceField(Circle.objects.none())

    class Meta:
        model = Interaction
        fields = ("talked_about", "learned", "happened_on", "channel", "started_by", "depth", "event", "private")


def log(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        form = BareForm()
        form.fields["circle"].queryset = Circle.objects.filter(owner=request.user)
        form.fields["event"].queryset = Event.objects.owned_by(request.user)
        return _answer("<form method=post>{{ form }}<button>Save</button></form>", form=form)
    person = Person.objects.get(owner=request.user, public_id=request.POST["person"])
    Interaction.objects.create(
        person=person,
        entry_key=uuid4(),
        happened_on=timezone.localdate(),
        talked_about=request.POST["talked_about"],
        learned=request.POST["learned"],
    )
    return HttpResponseRedirect(reverse("bare_person", args=[person.public_id]))


def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = Person.objects.get(owner=request.user, public_id=public_id)
    return _answer(
        "<h1>{{ person.name }}</h1>{% for row in talks %}<p>{{ row.happened_on }} {{ row.talked_about }}"
        "<br>{{ row.learned }}</p>{% endfor %}{% for row in favours %}<p>{{ row.what }}</p>{% endfor %}",
        person=found,
        talks=Interaction.objects.filter(person=found).newest_first()[:SHOWN],
        favours=Exchange.objects.filter(person=found),
    )


def people(request: HttpRequest) -> HttpResponse:
    rows = Person.objects.owned_by(request.user).contacts().select_related("contact__circle", "contact__standing")
    return _answer(
        "<p>{{ count }}</p><ul>{% for row in rows %}<li>{{ row.name }} {{ row.organisation }} {{ row.contact.circle }}"
        " {{ row.contact.standing.last_in_touch_on }}{% endfor %}</ul>",
        count=rows.count(),
        rows=rows.order_by("search_name")[:SHOWN],
    )


def balance(request: HttpRequest) -> HttpResponse:
    rows = Standing.objects.filter(contact__person__owner=request.user, contact__person__deleted_at__isnull=True)
    return _answer(
        "<p>{{ count }}</p><table>{% for row in rows %}<tr><td>{{ row.contact.person.name }}<td>{{ row.i_gave }}"
        "<td>{{ row.they_gave }}<td>{{ row.i_asked }}<td>{{ row.they_asked }}{% endfor %}</table>",
        count=rows.count(),
        rows=rows.select_related("contact__person").order_by("contact__person__search_name")[:SHOWN],
    )


urlpatterns = [
    path("bare/", today, name="bare_today"),
    path("bare/log/", log, name="bare_log"),
    path("bare/people/", people, name="bare_people"),
    path("bare/people/<uuid:public_id>/", person, name="bare_person"),
    path("bare/balance/", balance, name="bare_balance"),
    path("", include("networking.urls")),
]
