"""Search over people, events and what was noted."""

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from contacts.models import User
from contacts.queries.search import EXCERPT, FoundEvent, FoundNote, FoundPerson, excerpt, search
from contacts.services.interactions import delete_interaction
from tests.factories import create_account, create_event, create_interaction, create_person, log


class SearchTests(TestCase):
    alice: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()

    def names(self, text: str, within: str = "") -> dict[str, list[str]]:
        return {
            group.group: [row.excerpt if isinstance(row, FoundNote) else row.name for row in group.rows]
            for group in search(self.alice, text, within=within)
        }

    def test_nothing_is_searched_for_no_words(self) -> None:
        assert search(self.alice, "  ") == ()

    def test_people_are_found_with_and_without_accents(self) -> None:
        create_person(by=self.alice, name="Siobhán Ní Dhomhnaill", organisation="Coláiste")
        for text in ("siobhan", "SIOBHÁN", "dhom colaiste"):
            assert self.names(text)["people"] == ["Siobhán Ní Dhomhnaill"], text
        assert self.names("siobhan mallory")["people"] == []

    def test_signs_alone_find_nobody(self) -> None:
        create_person(by=self.alice, name="Ana")
        found = self.names("\N{COMBINING ACUTE ACCENT}")
        assert found["people"] == []

    def test_events_are_found_by_name_place_and_shared_notes(self) -> None:
        create_event(by=self.alice, name="Oslo Platform Day", place="Mesh", shared_notes="free pastries")
        for text in ("platform", "mesh", "pastries"):
            assert self.names(text)["events"] == ["Oslo Platform Day"], text

    def test_words_of_notes_are_found_in_either_text(self) -> None:
        log(by=self.alice, name="Ana", talked_about="the harbour", learned="Å flytte til Ålesund i mai")
        assert self.names("HARBOUR")["notes"] == ["the harbour"]
        assert self.names("ålesund mai")["notes"] == ["Å flytte til Ålesund i mai"]

    def test_deleted_notes_are_not_found(self) -> None:
        note = create_interaction(by=self.alice, name="Ana", talked_about="the harbour", learned="")
        delete_interaction(by=self.alice, interaction=note)
        assert self.names("harbour")["notes"] == []

    def test_one_group_is_paged(self) -> None:
        for number in range(7):
            create_person(by=self.alice, name=f"Ana {number}")
        (people, _events, _notes) = search(self.alice, "ana")
        assert (len(people.rows), people.count) == (5, 7)
        (people,) = search(self.alice, "ana", within="people")
        assert len(people.rows) == 7

    def test_another_accounts_notebook_is_closed(self) -> None:
        mallory = create_account(email="mallory@example.org")
        log(by=mallory, name="Ana harbour", talked_about="harbour harbour harbour")
        create_event(by=mallory, name="harbour")
        assert self.names("harbour") == {"people": [], "events": [], "notes": []}

    def test_it_takes_as_many_queries_for_twice_the_rows(self) -> None:
        self._fill(2)
        with CaptureQueriesContext(connection) as few:
            search(self.alice, "harbour")
        self._fill(2)
        with CaptureQueriesContext(connection) as many:
            search(self.alice, "harbour")
        assert len(few) == len(many) == 6

    def _fill(self, number: int) -> None:
        for place in range(number):
            log(by=self.alice, name=f"Harbour {place}", talked_about=f"the harbour {place}")
            create_event(by=self.alice, name=f"Harbour day {place}")

    def test_rows_carry_what_the_page_shows(self) -> None:
        create_person(by=self.alice, name="Harbour", role="Captain", organisation="Tide")
        event = create_event(by=self.alice, name="Harbour day", place="Bergen")
        (people, events, _notes) = search(self.alice, "harbour")
        (person,) = people.rows
        assert isinstance(person, FoundPerson)
        assert (person.who, person.is_contact) == ("Captain, Tide", False)
        assert events.rows == (FoundEvent(event.public_id, "Harbour day", event.happened_on, "Bergen"),)


@pytest.mark.parametrize(
    ("texts", "word", "found"),
    [
        (["the harbour", "moved"], "harbour", "the harbour"),
        (["the harbour", "moved"], "MOVED", "moved"),
        (["two\n\nlines"], "lines", "two lines"),
        (["nothing"], "absent", "nothing"),
    ],
)
def test_an_excerpt_is_the_text_that_has_the_word(texts: list[str], word: str, found: str) -> None:
    assert excerpt(texts, word) == found


def test_a_long_text_is_cut_around_the_word() -> None:
    text = f"{'before ' * 100}harbour {'after ' * 100}"
    cut = excerpt([text], "harbour")
    assert "harbour" in cut
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert len(cut) <= EXCERPT + 2
