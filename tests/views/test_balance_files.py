"""The balance as CSV: the same contacts as the page, whole and harmless, in a fixed number of queries."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Exchange, Person
from contacts.queries import balance_files
from contacts.queries.balance import balance_list
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers
from contacts.services.exchanges import delete_exchange
from contacts.services.mutes import mute
from contacts.services.people import PersonFacts, archive, delete_person, edit_person, erase_person, set_formal_relation
from contacts.vocabulary import Category, ExchangeState, Reason, Side, Size
from tests.factories import (
    create_ask,
    create_contact,
    create_exchange,
    create_gift,
    create_person,
    create_promise,
    today_of,
)
from tests.views.worlds import CastTestCase

# Names as they come: quotes, commas, a line end, right to left, emoji, and what a spreadsheet would compute.
NAMES = ('Ana "Ace" Bo', "Bo, Ek", "Cleo\nTwo", "יעל בן־דוד", "🛶 Dag", "=1+1", "+Éva", "-Fi", "@Gry", "\t=Hal")


class BalanceFileTests(CastTestCase):
    def fetch(self, name: str, **query: Any) -> Any:
        response = self.client.get(reverse(name), query)
        assert response.status_code == 200
        return response

    def rows(self, name: str = "balance_csv", **query: Any) -> list[dict[str, str]]:
        text = b"".join(self.fetch(name, **query).streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(StringIO(text, newline="")))

    def contact(self, name: str = "Ana", days_ago: int = 400) -> Person:
        return create_contact(by=self.alice, name=name, days_ago=days_ago).person

    def ago(self, days: int) -> str:
        return (today_of(self.alice) - timedelta(days=days)).isoformat()

    def test_is_a_file_of_that_day_kept_by_nobody_on_the_way(self) -> None:
        for name, stem in (("balance_csv", "rapport-balance"), ("exchanges_csv", "rapport-favours")):
            response = self.fetch(name)
            assert response["Content-Type"] == "text/csv; charset=utf-8"
            assert response["Content-Disposition"] == f'attachment; filename="{stem}-{today_of(self.alice)}.csv"'
            assert response["Cache-Control"] == "no-store"
            assert next(iter(response.streaming_content)).startswith(b"\xef\xbb\xbf")
            assert self.client.post(reverse(name)).status_code == 405

    def test_counts_each_way_by_size_with_the_day_of_the_last(self) -> None:
        ana = self.contact()
        edit_person(
            by=self.alice,
            person=ana,
            version=ana.version,
            facts=PersonFacts(name="Ana", also_known_as="A.", organisation="Fjord", role="CTO"),
        )
        for days_ago, size in ((50, Size.SMALL), (40, Size.LARGE), (30, Size.LARGE)):
            create_exchange(by=self.alice, person=ana, size=size, days_ago=days_ago)
        create_exchange(by=self.alice, person=ana, our_work=True)
        create_gift(by=self.alice, person=ana, days_ago=20)
        create_ask(by=self.alice, person=ana, days_ago=10, size=Size.MEDIUM, state=ExchangeState.DECLINED)
        create_exchange(by=self.alice, person=ana, asked=True, days_ago=900)
        create_promise(by=self.alice, person=ana)
        create_promise(by=self.alice, person=ana, giver=Side.THEM)
        (row,) = self.rows()
        assert (row["name"], row["also known as"]) == ("Ana", "A.")
        assert (row["organisation"], row["role"]) == ("Fjord", "CTO")
        assert row["last in touch"] == self.ago(400)
        of = {
            "I gave": ("1", "0", "2", self.ago(30)),
            "they gave": ("0", "1", "0", self.ago(20)),
            "I asked": ("0", "1", "0", self.ago(10)),
            "they asked": ("0", "0", "0", ""),
        }
        for what, counts in of.items():
            assert tuple(row[f"{what}, {part}"] for part in ("small", "medium", "large", "last on")) == counts, what
        assert (row["open promises of mine"], row["open promises of theirs"]) == ("1", "1")
        assert row["even"] == row["only when I need something, since"] == row["they only ask, since"] == ""
        (ever,) = self.rows(window="all")
        assert (ever["I gave, small"], ever["they asked, small"], ever["counted from"]) == ("2", "1", "")

    def test_flags_are_days_and_a_muted_one_is_none(self) -> None:
        ana, ben = self.contact("Ana"), self.contact("Ben")
        for days_ago in (200, 120, 60):
            create_ask(by=self.alice, person=ana, days_ago=days_ago)
            create_exchange(by=self.alice, person=ben, asked=True, days_ago=days_ago)

        def since() -> list[tuple[str, str]]:
            keys = ("only when I need something, since", "they only ask, since")
            return [(row[keys[0]], row[keys[1]]) for row in self.rows(sort="name")]

        assert since() == [(self.ago(200), ""), ("", self.ago(200))]
        mute(by=self.alice, rule=Reason.ASK_ONLY, person=ana)
        mute(by=self.alice, rule=Reason.THEIR_ASKS)
        assert since() == [("", ""), ("", "")]
        assert [row["flag muted"] for row in self.rows()] == ["yes", "yes"]

    def test_a_paid_or_formal_relation_has_its_column(self) -> None:
        ana = self.contact("Ana")
        self.contact("Ben")
        set_formal_relation(by=self.alice, person=ana, formal=True)
        told = [(row["paid or formal relation"], row["flag muted"]) for row in self.rows(sort="name")]
        assert told == [("yes", ""), ("", "")]

    def test_holds_the_same_contacts_as_the_page_in_the_same_order(self) -> None:
        people = [self.contact(name, days_ago=500 + place) for place, name in enumerate(("Ana", "Ben", "Cleo", "Dag"))]
        for days_ago in (200, 120, 60):
            create_ask(by=self.alice, person=people[0], days_ago=days_ago)
            create_exchange(by=self.alice, person=people[1], asked=True, days_ago=days_ago)
        create_promise(by=self.alice, person=people[2])
        archive(by=self.alice, person=people[3])
        create_contact(by=self.mallory, name="Xenia")
        today = today_of(self.alice)
        for show in ("all", "ask_only", "they_ask_only", "i_owe", "they_owe", "even", "nothing", "archived"):
            for sort in ("one_sided", "oldest_gift", "touch", "name"):
                for text in ("", "a", "zoe"):
                    listed = balance_list(self.alice, today, show=show, sort=sort, text=text)
                    found = self.rows(show=show, sort=sort, q=text)
                    assert [row["name"] for row in found] == [row.name for row in listed.rows], (show, sort, text)
        assert len(self.rows(page=7, show="<b>", sort="x", window="y")) == 3

    def test_counts_from_the_accounts_own_window(self) -> None:
        create_exchange(by=self.alice, person=self.contact(), days_ago=300)
        assert self.rows()[0]["I gave, small"] == "1"
        change_numbers(by=self.alice, numbers=Numbers(balance_months=6))
        assert self.rows()[0]["I gave, small"] == "0"

    def test_any_name_and_word_arrives_and_none_is_a_formula(self) -> None:
        for name in NAMES:
            person = self.contact("Somebody")
            # The forms make one line of a name; a row from elsewhere may hold anything.
            Person.objects.filter(pk=person.pk).update(name=name, organisation=name)
            exchange = create_exchange(by=self.alice, person=person)
            Exchange.objects.filter(pk=exchange.pk).update(what=name)
        harmless = {name if name[0] not in "=+-@\t" else f"'{name}" for name in NAMES}
        assert {row["name"] for row in self.rows()} == {row["organisation"] for row in self.rows()} == harmless
        favours = self.rows("exchanges_csv")
        assert {row["person"] for row in favours} == {row["what"] for row in favours} == harmless

    def test_the_list_holds_no_word_of_a_favour_and_counts_the_private(self) -> None:
        told = {"what": "the secret loan", "private": True}
        create_exchange(by=self.alice, person=self.contact(), **told)
        content = b"".join(self.fetch("balance_csv").streaming_content).decode()
        assert "secret" not in content
        assert self.rows()[0]["I gave, small"] == "1"

    def test_every_favour_is_a_row_with_its_words_private_ones_marked(self) -> None:
        ana = self.contact()
        door = create_person(by=self.alice, name="Frida at the door")
        told = {"what": "the secret loan", "category": Category.THING, "private": True, "asked": True}
        create_exchange(by=self.alice, person=ana, size=Size.LARGE, days_ago=9, **told)
        create_promise(by=self.alice, person=door, giver=Side.THEM, what="a chair", days_ago=3, due_in=4)
        create_exchange(by=self.alice, person=ana, what="the yearly papers", our_work=True)
        gone = create_exchange(by=self.alice, person=ana, what="never mind")
        delete_exchange(by=self.alice, exchange=gone)
        deleted = self.contact("Gone")
        create_exchange(by=self.alice, person=deleted, what="gone too")
        delete_person(by=self.alice, person=deleted)
        create_exchange(by=self.mallory, person=create_contact(by=self.mallory).person, what="not yours")
        work, chair, loan = self.rows("exchanges_csv")
        assert (work["what"], work["our work"], work["private"]) == ("the yearly papers", "yes", "")
        assert (chair["person"], chair["who gives"], chair["state"]) == ("Frida at the door", "they", "promised")
        assert (chair["day"], chair["by"], chair["settled on"]) == (self.ago(3), self.ago(-4), "")
        assert (loan["who gives"], loan["asked for"], loan["what"]) == ("I", "yes", "the secret loan")
        assert (loan["kind"], loan["size"], loan["state"], loan["private"]) == (
            *("a thing, or money", "large", "kept", "yes"),
        )
        assert loan["settled on"] == self.ago(9)

    def queries_of(self, name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            self.rows(name)
        return len(captured)

    def test_takes_as_many_queries_for_twice_as_many_in_a_batch(self) -> None:
        def fill(number: int) -> None:
            for place in range(number):
                create_exchange(by=self.alice, person=self.contact(f"Person {place}"))

        fill(3)
        before = {name: self.queries_of(name) for name in ("balance_csv", "exchanges_csv")}
        fill(3)
        assert {name: self.queries_of(name) for name in before} == before

    def test_reads_in_batches_none_twice_and_none_left_out(self) -> None:
        for place in range(7):
            create_exchange(by=self.alice, person=self.contact(f"Person {place}"), what=f"favour {place}")
        whole = {name: self.rows(name) for name in ("balance_csv", "exchanges_csv")}
        once = {name: self.queries_of(name) for name in whole}
        with patch.object(balance_files, "BATCH", 3), patch.object(balance_files, "FAVOURS_AT_ONCE", 3):
            assert {name: self.rows(name) for name in whole} == whole
            assert self.queries_of("balance_csv") == once["balance_csv"] + 2 * 2
            assert self.queries_of("exchanges_csv") == once["exchanges_csv"] + 2 * 1

    def test_whoever_is_erased_meanwhile_is_left_out(self) -> None:
        people = [self.contact(f"Person {place}") for place in range(4)]
        with patch.object(balance_files, "BATCH", 2):
            pieces = iter(self.fetch("balance_csv", sort="name").streaming_content)
            text = next(pieces) + next(pieces)
            erase_person(by=self.alice, person=people[3])
            text += b"".join(pieces)
        rows = list(csv.DictReader(StringIO(text.decode("utf-8-sig"), newline="")))
        assert [row["name"] for row in rows] == ["Person 0", "Person 1", "Person 2"]
