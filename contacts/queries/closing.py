"""What goes with an account that is deleted, in numbers."""

from dataclasses import dataclass

from contacts.models import (
    Event,
    Exchange,
    Export,
    FollowUp,
    ImportBatch,
    Interaction,
    Message,
    Person,
    Request,
    User,
)


@dataclass(frozen=True, slots=True)
class Goes:
    """Rows of each kind, those that wait among the deleted included; ``files`` were brought or ordered."""

    people: int
    contacts: int
    interactions: int
    messages: int
    requests: int
    exchanges: int
    follow_ups: int
    events: int
    files: int


def what_goes(account: User) -> Goes:
    """One query a kind, whatever the number of rows."""
    people = Person.everything.owned_by(account)
    brought = ImportBatch.objects.filter(owner=account).exclude(file="")
    return Goes(
        people=people.count(),
        contacts=people.contacts().count(),
        interactions=Interaction.everything.filter(person__owner=account).count(),
        messages=Message.objects.filter(interaction__person__owner=account).count(),
        requests=Request.objects.filter(person__owner=account).count(),
        exchanges=Exchange.everything.filter(person__owner=account).count(),
        follow_ups=FollowUp.objects.filter(person__owner=account).count(),
        events=Event.everything.owned_by(account).count(),
        files=brought.count() + Export.objects.filter(owner=account).exclude(file="").count(),
    )
