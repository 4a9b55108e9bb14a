"""A LinkedIn export in few words, and what an account holds, so that two accounts can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contacts.models import (
    Exchange,
    FollowUp,
    Handle,
    ImportantDate,
    ImportBatch,
    Interaction,
    Message,
    Person,
    PersonTag,
    Request,
    Standing,
    Tag,
    User,
)
from contacts.queries.audit import facts
from contacts.services.imports import run_to_the_end, undo
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import ImportState
from tests.importers.files import CONNECTIONS, INVITATIONS, MESSAGES, dated, message, profile, table, zipped

ENDORSEMENTS = (
    *("Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorser Public Url"),
    "Endorsement Status",
)


@dataclass(frozen=True)
class Export:
    """Of people by first name (their last is Berg). ``connections``: (who, firm). ``messages``: (who, day of March
    2026, hour, who wrote, text). ``endorsements``: (who, day, skill). ``invitations``: (who, day): they asked.
    """

    connections: tuple[tuple[str, str], ...] = ()
    messages: tuple[tuple[str, int, int, str, str], ...] = ()
    endorsements: tuple[tuple[str, int, str], ...] = ()
    invitations: tuple[tuple[str, int], ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)

    def zip(self) -> bytes:
        files = dict(self.files)
        # Whose file it is.
        files["Profile.csv"] = table(("First Name", "Last Name", "Headline", "Summary"), ("Alice", "Adeyemi", "", ""))
        if self.connections:
            files["Connections.csv"] = table(CONNECTIONS, *(self._connection(*one) for one in self.connections))
        if self.messages:
            files["messages.csv"] = table(MESSAGES, *(self._message(*one) for one in self.messages))
        if self.endorsements:
            files["Endorsement_Received_Info.csv"] = table(
                ENDORSEMENTS, *(self._endorsement(*one) for one in self.endorsements)
            )
        if self.invitations:
            files["Invitations.csv"] = table(INVITATIONS, *(self._invitation(*one) for one in self.invitations))
        return zipped(files)

    def _connection(self, who: str, firm: str) -> tuple[str, ...]:
        return who, "Berg", profile(f"{who.lower()}-berg"), "", firm, "", "08 Feb 2026"

    def _message(self, who: str, day: int, hour: int, author: str, text: str) -> tuple[str, ...]:
        theirs = {"from": f"{who} Berg", "sender_profile_url": profile(f"{who.lower()}-berg")}
        mine = {"from": "Alice Adeyemi", "sender_profile_url": profile("alice")}
        to_them = {"to": f"{who} Berg", "recipient_profile_urls": profile(f"{who.lower()}-berg")}
        to_me = {"to": "Alice Adeyemi", "recipient_profile_urls": profile("alice")}
        said = {**theirs, **to_me} if author == "them" else {**mine, **to_them}
        at = f"2026-03-{day:02} {hour:02}:00:00 UTC"
        return message(conversation_id=f"2-{who.lower()}", date=at, content=text, **said)

    def _endorsement(self, who: str, day: int, skill: str) -> tuple[str, ...]:
        return f"2026/03/{day:02} 12:00:00 UTC", skill, who, "Berg", profile(f"{who.lower()}-berg"), "ACCEPTED"

    def _invitation(self, who: str, day: int) -> tuple[str, ...]:
        cells = {"from": f"{who} Berg", "to": "Alice Adeyemi", "sent_at": f"3/{day}/26, 2:37 PM"}
        addresses = {"inviterprofileurl": profile(f"{who.lower()}-berg"), "inviteeprofileurl": profile("alice")}
        return dated(INVITATIONS, **cells, direction="INCOMING", **addresses)


def world(account: User) -> dict[str, list[Any]]:
    """All that the user could see, by names: without keys, versions and what is in the trash."""
    people = Person.objects.filter(owner=account)
    mine = {"person__in": people}
    talks = Interaction.objects.filter(**mine)
    said: dict[str, Iterable[Any]] = {
        "people": people.values_list("name", "also_known_as", "organisation", "role", "place", "note", "search_name"),
        "handles": Handle.objects.filter(**mine).values_list("person__name", "kind", "normal_value", "label"),
        "dates": ImportantDate.objects.filter(**mine).values_list("person__name", "kind", "month", "day", "year"),
        "tags": Tag.objects.filter(owner=account).values_list("name"),
        "carried": PersonTag.objects.filter(**mine).values_list("person__name", "tag__name"),
        "talks": talks.values_list(
            *("person__name", "happened_on", "started_by", "they_took_part", "depth", "purpose", "meaningful")
        ),
        "messages": Message.objects.filter(interaction__in=talks).values_list(
            "interaction__person__name", "interaction__happened_on", "author", "at", "text"
        ),
        "favours": Exchange.objects.filter(**mine).values_list("person__name", "what", "opened_on", "state"),
        "requests": Request.objects.filter(**mine).values_list("person__name", "way", "sent_on", "answer"),
        "follow-ups": FollowUp.objects.filter(**mine).values_list("person__name", "kind", "due_on", "state"),
        "standings": Standing.objects.filter(contact__person__in=people).values_list(
            "contact__person__name", "last_in_touch_on", "i_gave", "they_gave"
        ),
    }
    return {name: sorted(rows, key=repr) for name, rows in said.items()}


def taken_back(by: User, batch: ImportBatch) -> ImportBatch:
    """Undone to its end, with nothing left behind that contradicts itself."""
    batch = undo(by=by, batch=batch)
    run_to_the_end(batch)
    assert batch.state == ImportState.UNDONE and batch.undone_at
    assert_sound()
    return batch


def assert_sound() -> None:
    assert [row for fact in facts() for row in fact.breaches()] == []
    assert rebuild_standings(list(Person.everything.values_list("pk", flat=True))) == 0


def march(day: int) -> date:
    return date(2026, 3, day)
