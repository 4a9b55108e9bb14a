"""The world behind the links of the mails, and how a stranger with a link opens and posts to them."""

import re
from datetime import date
from typing import Any

from django.apps import apps
from django.core import serializers
from django.test import Client

from contacts.models import FollowUp
from contacts.signed import Action, action_url, pause_url, turn_mark, unsubscribe_url
from tests.factories import create_account, create_person, create_promise, create_reminder

NOW = "2026-11-18T09:00:00+00:00"
TODAY = date(2026, 11, 18)
# What stands in the world below and on no signed-out page: the name beyond the first, and every word about them.
UNSAID = ["Ferreira", "the boat", "the title", "TideCo", "alice@example.org", "Trondheim"]
ACTIONS: list[Action] = ["done", "snooze", "not_needed"]


class World:
    def __init__(self) -> None:
        self.alice = create_account()
        self.ana = create_person(by=self.alice, name="Ana Ferreira", organisation="TideCo")
        self.reminder = create_reminder(by=self.alice, person=self.ana, text="ask about the boat")
        create_promise(by=self.alice, person=self.ana, days_ago=8, due_in=-1, what="the title")
        self.promise = FollowUp.objects.get(exchange__isnull=False)

    def url(self, action: Action, row: FollowUp | None = None) -> str:
        row = row or self.reminder
        return action_url(
            account=self.alice.public_id,
            follow_up=row.public_id,
            action=action,
            turn=turn_mark(kind=row.kind, due_on=row.due_on),
        )

    def urls(self) -> dict[str, str]:
        """One link of each use."""
        return {
            **{action: self.url(action) for action in ACTIONS},
            "pause": pause_url(self.alice.public_id),
            "unsubscribe": unsubscribe_url(self.alice.public_id),
        }


def rows() -> str:
    """All there is, but for sessions."""
    models = apps.get_app_config("contacts").get_models()
    return "".join(serializers.serialize("json", model._base_manager.order_by("pk")) for model in models)


def stranger(*, csrf: bool = False) -> Client:
    return Client(enforce_csrf_checks=csrf)


def said(response: Any) -> str:
    """The page's own words: its main part without marks."""
    page = response.content.decode()
    main = page[page.index('<main id="main"') : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def post(url: str, **fields: str) -> Any:
    return stranger().post(url, fields)
