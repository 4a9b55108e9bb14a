"""The yardstick: hand-made Django pages of the same rows, with one template each and nothing of the product in them.

They go through the same middleware and sign-in, so that what is left between them and the product is the product.
"""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db import transaction
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Abs, Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import Context, Engine
from django.urls import include, path, reverse
from django.utils import timezone

from contacts.models import (
    Circle,
    Contact,
    Event,
    Exchange,
    FollowUp,
    ImportantDate,
    Interaction,
    Person,
    Standing,
)

SHOWN, DUE, TALKS, MATTERS, ASIDE = 50, 20, 30, 2, 3
_templates: dict[str, Any] = {}


def _answer(body: str, **context: Any) -> HttpResponse:
    template = _templates.get(body) or _templates.setdefault(body, Engine().from_string(body))
    return HttpResponse(f"<!doctype html><title>Bare</title>{template.render(Context(context))}")


TODAY = """<ul>{% for row in rows %}{% with person=row.person standing=row.person.contact.standing %}<li>
<a href="/people/{{ person.public_id }}/">{{ person.name }}</a> {{ person.role }}, {{ person.organisation }},
{{ person.contact.circle }}: {{ row.due_on }} {{ row.get_kind_display }} {{ row.text }}{{ row.exchange.what }}
{% for talk in row.talks %}<br>{{ talk.happened_on }} {{ talk.get_channel_display }} {{ talk.talked_about }}
{{ talk.learned }}{% endfor %}{% for favour in row.favours %}<br>{{ favour.get_giver_display }} {{ favour.what }}
{{ favour.opened_on }} {{ favour.due_on }}{% endfor %}<br>{{ standing.recent_i_gave }}, {{ standing.recent_they_gave }},
{{ standing.recent_i_asked }}, {{ standing.recent_they_asked }}{% for day in row.days %}<br>
{{ day.day }}.{{ day.month }} {{ day.label }}{% endfor %}{% endwith %}{% endfor %}</ul>
<p>{{ due }} due, {{ waiting }} wait, {{ door_count }} at the door, {{ to_finish }} to finish</p>
{% for person in door %}<p>{{ person.name }} {{ person.role }}, {{ person.organisation }}</p>{% endfor %}
{% for row in flags %}<p>{{ row.contact.person.name }} {{ row.ask_only_since }}</p>{% endfor %}
{% for row in rests %}<p>{{ row.contact.person.name }} {{ row.unanswered }}</p>{% endfor %}
{% for row in ahead %}<p>{{ row.due_on }} {{ row.get_kind_display }} {{ row.person.name }}</p>{% endfor %}"""


def today(request: HttpRequest) -> HttpResponse:
    """Due people with their talks, favours and days, and what stands beside the list."""
    on = timezone.localdate()
    people = Person.objects.filter(owner=request.user, archived_at__isnull=True, deceased=False)
    standings = Standing.objects.filter(contact__person__owner=request.user, contact__person__deleted_at__isnull=True)
    is_open = FollowUp.objects.filter(person__owner=request.user, person__deleted_at__isnull=True, state="open")
    due = is_open.filter(due_on__lte=on).exclude(snoozed_until__gt=on)
    speaks = ~Q(kind="keep_in_touch") | Q(released_on__isnull=False)
    rows = list(
        due.filter(speaks)
        .select_related("person__contact__circle", "person__contact__standing", "exchange")
        .order_by("due_on")[:DUE]
    )
    found: dict[str, dict[int, list[Any]]] = {}
    for name, model, order in (
        ("talks", Interaction, "-happened_on"),
        ("favours", Exchange, "due_on"),
        ("days", ImportantDate, "month"),
    ):
        found[name] = defaultdict(list)
        for row in model.objects.filter(person__in=[row.person_id for row in rows]).order_by(order):
            found[name][row.person_id].append(row)
    for row in rows:
        row.talks = found["talks"][row.person_id][:MATTERS]
        row.favours = [favour for favour in found["favours"][row.person_id] if not favour.settled_on]
        row.days = found["days"][row.person_id]
    door = people.filter(contact__isnull=True)
    week = is_open.filter(speaks, due_on__gt=on, due_on__lte=on + timedelta(days=7))
    return _answer(
        TODAY,
        rows=rows,
        due=due.filter(speaks).count(),
        waiting=due.exclude(speaks).count(),
        door_count=door.count(),
        door=door.order_by("-created_at")[:ASIDE],
        to_finish=Interaction.objects.filter(person__owner=request.user, unfinished=True).count(),
        flags=standings.filter(ask_only_since__isnull=False).select_related("contact__person")[:ASIDE],
        rests=standings.filter(unanswered__gte=3).order_by("-unanswered").select_related("contact__person")[:ASIDE],
        ahead=week.select_related("person").order_by("due_on"),
    )


class BareForm(forms.ModelForm):
    name = forms.CharField()
    circle = forms.ModelChoiceField(Circle.objects.none())

    class Meta:
        model = Interaction
        fields = ("talked_about", "learned", "happened_on", "channel", "started_by", "depth", "event", "private")


def log(request: HttpRequest) -> HttpResponse:
    """The form; posted, the interaction with the day on the standing and the next follow-up, in one transaction."""
    if request.method == "GET":
        form = BareForm()
        form.fields["circle"].queryset = Circle.objects.filter(owner=request.user)
        form.fields["event"].queryset = Event.objects.owned_by(request.user)
        return _answer("<form method=post>{{ form }}<button>Save</button></form>", form=form)
    on = timezone.localdate()
    with transaction.atomic():
        person = Person.objects.select_for_update().get(owner=request.user, public_id=request.POST["person"])
        talk = Interaction.objects.create(
            person=person,
            entry_key=uuid4(),
            happened_on=on,
            talked_about=request.POST["talked_about"],
            learned=request.POST["learned"],
            meaningful=True,
        )
        Standing.objects.filter(contact=person.pk).update(
            last_in_touch=talk, last_in_touch_on=on, last_meaningful_on=on, last_touch_on=on, unanswered=0
        )
        open_nudges = FollowUp.objects.filter(person=person, state="open", kind="keep_in_touch")
        open_nudges.update(state="closed", closed_on=on, closed_how="answered", closed_by=talk)
        FollowUp.objects.create(
            person=person,
            reason="E-35",
            kind="keep_in_touch",
            source_key=f"keep_in_touch:interaction:{talk.pk}",
            due_on=on + timedelta(days=91),
        )
    return HttpResponseRedirect(reverse("bare_person", args=[person.public_id]))


PERSON = """<h1>{{ person.name }}</h1><p>{{ person.role }}, {{ person.organisation }}, {{ person.contact.circle }},
{{ person.contact.founded_on.happened_on }}, {{ person.contact.standing.last_in_touch_on }}</p>
{% for row in person.handles.all %}<p>{{ row.value }}</p>{% endfor %}
{% for row in person.important_dates.all %}<p>{{ row.day }} {{ row.month }} {{ row.label }}</p>{% endfor %}
{% for row in planned %}<p>{{ row.due_on }} {{ row.get_kind_display }} {{ row.text }}</p>{% endfor %}
{% for row in favours %}<p>{{ row.opened_on }} {{ row.get_giver_display }} {{ row.get_size_display }} {{ row.what }}
{{ row.get_state_display }} {{ row.settled_on }}</p>{% endfor %}
{% for row in talks %}<p>{{ row.happened_on }} {{ row.get_channel_display }} {{ row.event.name }} {{ row.talked_about }}
<br>{{ row.learned }}{% for one in row.mentions.all %}<br>{{ one.exchange.what }} {{ one.exchange.get_state_display }}
{% endfor %}</p>{% endfor %}<p>{{ count }}</p>"""


def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    people = Person.objects.select_related("contact__circle", "contact__founded_on", "contact__standing")
    found = people.get(owner=request.user, public_id=public_id)
    talks = Interaction.objects.filter(person=found)
    return _answer(
        PERSON,
        person=found,
        planned=FollowUp.objects.filter(person=found, state="open").order_by("due_on"),
        favours=Exchange.objects.filter(person=found).order_by("-opened_on"),
        talks=talks.newest_first().select_related("event").prefetch_related("mentions__exchange")[:TALKS],
        count=talks.count(),
    )


PEOPLE = """<p>{% for key, count in counts.items %}{{ key }} {{ count }} {% endfor %}</p><ul>{% for row in rows %}
<li><a href="/people/{{ row.public_id }}/">{{ row.name }}</a> {{ row.role }}, {{ row.organisation }}
{{ row.contact.circle }} {{ row.contact.standing.last_in_touch_on }} {{ row.next_on }}
{{ row.contact.standing.ask_only_since }}{% endfor %}</ul>"""


def people(request: HttpRequest) -> HttpResponse:
    known = Person.objects.owned_by(request.user)
    heard = Q(archived_at__isnull=True, deceased=False)
    counts = known.aggregate(
        contacts=Count("pk", filter=heard & Q(contact__isnull=False)),
        door=Count("pk", filter=heard & Q(contact__isnull=True)),
        resting=Count("pk", filter=heard & Q(contact__resting_since__isnull=False)),
        archived=Count("pk", filter=~heard),
    )
    rows = known.filter(heard).contacts().select_related("contact__circle", "contact__standing")
    rows = list(rows.order_by("search_name")[:SHOWN])
    waiting = FollowUp.objects.filter(person__in=rows, state="open").values("person")
    waiting = dict(waiting.annotate(on=Min(Coalesce("snoozed_until", "due_on"))).values_list("person", "on"))
    for row in rows:
        row.next_on = waiting.get(row.pk)
    return _answer(PEOPLE, counts=counts, rows=rows)


BALANCE = """<p>{% for key, count in counts.items %}{{ key }} {{ count }} {% endfor %}</p><table>{% for row in rows %}
<tr><td><a href="/people/{{ row.person.public_id }}/">{{ row.person.name }}</a> {{ row.person.role }},
{{ row.person.organisation }} {{ row.circle }} {{ row.standing.last_in_touch_on }} {{ row.standing.ask_only_since }}
<td>{{ row.standing.recent_i_gave }}<td>{{ row.standing.recent_they_gave }}<td>{{ row.standing.recent_i_asked }}
<td>{{ row.standing.recent_they_asked }}<td>{{ row.standing.i_owe }}<td>{{ row.standing.they_owe }}
<td>{% for favour in row.favours %}<i class="{{ favour.giver }} {{ favour.state }}">{{ favour.size }}</i>{% endfor %}
{% endfor %}</table>"""


def balance(request: HttpRequest) -> HttpResponse:
    known = Contact.objects.filter(person__owner=request.user, person__deleted_at__isnull=True)
    heard = Q(person__archived_at__isnull=True, person__deceased=False)
    counts = known.aggregate(
        all=Count("pk", filter=heard),
        archived=Count("pk", filter=~heard),
        ask_only=Count("pk", filter=heard & Q(standing__ask_only_since__isnull=False)),
        i_owe=Count("pk", filter=heard & Q(standing__i_owe__gt=0)),
        they_owe=Count("pk", filter=heard & Q(standing__they_owe__gt=0)),
        nothing=Count("pk", filter=heard & Q(standing__i_gave=0, standing__they_gave=0, standing__i_asked=0)),
    )
    gives = Abs(F("standing__recent_i_gave") - F("standing__recent_they_gave"))
    asks = Abs(F("standing__recent_i_asked") - F("standing__recent_they_asked"))
    rows = known.filter(heard).select_related("person", "circle", "standing")
    rows = list(rows.order_by(gives.desc(), asks.desc(), "person__search_name")[:SHOWN])
    favours: dict[int, list[Exchange]] = defaultdict(list)
    for favour in Exchange.objects.filter(person__in=[row.pk for row in rows], our_work=False).order_by("id"):
        favours[favour.person_id].append(favour)
    for row in rows:
        row.favours = favours[row.pk]
    return _answer(BALANCE, counts=counts, rows=rows)


urlpatterns = [
    path("bare/", today, name="bare_today"),
    path("bare/log/", log, name="bare_log"),
    path("bare/people/", people, name="bare_people"),
    path("bare/people/<uuid:public_id>/", person, name="bare_person"),
    path("bare/balance/", balance, name="bare_balance"),
    path("", include("networking.urls")),
]
