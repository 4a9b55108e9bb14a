"""A full disk: a sentence instead of an error, nothing half-written, and the text is still in the form.

SQLite is told how many pages its file may have, so that it fails as it does when the disk is full, at every point of
a save at which it can.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.test import TransactionTestCase
from django.urls import reverse

from contacts.models import Contact, Event, Interaction, User
from contacts.services.interactions import log_interaction
from contacts.services.standings import rebuild_standings
from contacts.views.saving import no_room
from tests.factories import create_account, create_contact, create_event, entry

pytestmark = pytest.mark.sqlite

NO_LIMIT = 4_294_967_294
# About five pages of a file: what is typed once would fit into the room that a page has left.
LEARNED = "grew up in Trondheim, restores wooden boats with their sister " + "and keeps bees " * 1_250


def pragma(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {statement}")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


@contextmanager
def room_for(pages: int) -> Iterator[None]:
    """The database's file may grow by that many pages and no more."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # or what earlier tests deleted would be room as well
    pragma(f"max_page_count = {pragma('page_count') + pages}")
    try:
        yield
    finally:
        pragma(f"max_page_count = {NO_LIMIT}")


def notebook() -> dict[str, list[Any]]:
    tables = apps.get_app_config("contacts").get_models()
    return {table.__name__: list(table._base_manager.order_by("pk").values()) for table in tables}


class DiskFullTests(TransactionTestCase):
    def setUp(self) -> None:
        self.alice: User = create_account()
        create_contact(by=self.alice, name="Ben")
        self.event: Event = create_event(by=self.alice)
        self.client.force_login(self.alice)
        self.client.get(reverse("log"))

    def typed(self, **fields: Any) -> dict[str, Any]:
        said = {"name": "Ana Ferreira", "talked_about": "the harbour library", "learned": LEARNED}
        return {"entry_key": str(uuid4()), "version": "0", **said, **fields}

    def assert_whole(self) -> None:
        """Everything that follows from the entry is there, too."""
        contact = Contact.objects.get(person__name="Ana Ferreira")
        assert contact.person.follow_ups.get().kind == "first"
        assert rebuild_standings([contact.pk]) == 0

    def test_the_log_says_so_and_keeps_the_text_at_every_point_of_the_save(self) -> None:
        typed, before = self.typed(), notebook()
        refusals = 0
        for pages in range(200):
            with room_for(pages):
                response = self.client.post(reverse("log"), typed)
                if response.status_code == 302:
                    break
                refusals += 1
                assert response.status_code == 422
                page = unescape(response.content.decode())
                assert "There is no room left to save this" in page
                assert typed["name"] in page and typed["talked_about"] in page and LEARNED in page
                assert typed["entry_key"] in page, "so that sending it again is the same entry"
            assert notebook() == before, f"something was written with room for {pages} pages"
        else:
            pytest.fail("it was never saved")
        assert refusals >= 3, "the text alone needs more"
        self.assert_whole()
        assert Interaction.objects.filter(person__name="Ana Ferreira").count() == 1

    def test_a_row_of_the_debrief_does_the_same(self) -> None:
        before = notebook()
        address = reverse("debrief_row", args=[self.event.public_id])
        with room_for(0):
            response = self.client.post(address, self.typed())
            assert response.status_code == 422
            page = unescape(response.content.decode())
        assert "There is no room left to save this" in page and LEARNED in page
        assert notebook() == before

    def test_the_same_entry_is_saved_once_there_is_room(self) -> None:
        written = entry(by=self.alice, name="Ana Ferreira", learned=LEARNED)
        with room_for(0), pytest.raises(OperationalError) as full:
            log_interaction(by=self.alice, entry=written)
        assert no_room(full.value)
        assert log_interaction(by=self.alice, entry=written).created is True
        self.assert_whole()

    def test_other_troubles_of_the_database_are_not_called_a_full_disk(self) -> None:
        assert not no_room(OperationalError("database is locked"))
        assert not no_room(OperationalError("no such table: contacts_person"))
        for said in (
            "database or disk is full",
            'could not extend file "base/16384/2601": No space left on device',
            "could not write to file: Disk full",
        ):
            assert no_room(OperationalError(said))

    def test_reading_still_works(self) -> None:
        with room_for(0):
            for name in ("log", "today", "people", "events"):
                assert self.client.get(reverse(name)).status_code == 200, name
