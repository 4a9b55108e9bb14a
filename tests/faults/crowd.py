"""Three accounts with many contacts, whose plans are known and can be forgotten: what a sweep has to make again."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from contacts.models import Circle, FollowUp, Person, User
from contacts.services.locks import lock_people
from contacts.services.planning import replan_people
from contacts.vocabulary import FollowUpKind, Side
from tests.factories import create_account, create_contact, create_promise
from tests.faults.worlds import EVERY_DAY

PLANNED_BY_SWEEP = (FollowUpKind.KEEP_IN_TOUCH, FollowUpKind.PROMISE_MINE, FollowUpKind.PROMISE_THEIRS)
ACCOUNTS = 3
Plan = frozenset[tuple[Any, ...]]


class Crowd:
    """``plan`` is what must stand, row by row, after any fault."""

    def __init__(self, *, contacts_each: int) -> None:
        self.accounts = [self._crowded(number, contacts_each) for number in range(ACCOUNTS)]
        self.plan = self.rows()

    def _crowded(self, number: int, contacts: int) -> User:
        account = create_account(email=f"crowd-{number}@example.org", digest_days="", working_days=EVERY_DAY)
        quarterly = Circle.objects.get(owner=account, cadence_days=91)
        for seat in range(contacts):
            days_ago = 20 + seat * 3 % 300
            contact = create_contact(by=account, name=f"Kai {number}z{seat}z", days_ago=days_ago, circle=quarterly)
            if seat % 4 == 0:
                giver = Side.ME if seat % 8 else Side.THEM
                create_promise(by=account, person=contact.person, due_in=seat % 30, days_ago=5, giver=giver)
        return account

    @property
    def _planned(self):
        return FollowUp.objects.filter(person__owner__in=self.accounts, kind__in=PLANNED_BY_SWEEP)

    @property
    def size(self) -> int:
        return len(self.plan)

    def rows(self) -> Plan:
        return frozenset(self._planned.values_list("person", "reason", "kind", "source_key", "due_on", "state"))

    def planned(self) -> int:
        return int(self._planned.count())

    @transaction.atomic
    def forget_plans(self) -> None:
        """As if a day had come for all of them, another one for each account, and nobody had planned yet.

        A sweep takes day by day, each in a transaction of its own: it can be met between two of them.
        """
        self._planned.delete()
        for place, account in enumerate(self.accounts):
            long_ago = timezone.localdate() - timedelta(days=3 + place)
            Person.objects.filter(owner=account).update(plan_on=long_ago)

    def still_to_plan(self) -> int:
        """How many a sweep that runs now would look at."""
        yesterday = timezone.localdate() - timedelta(days=1)
        return Person.objects.filter(owner__in=self.accounts, plan_on__lte=yesterday).count()

    @transaction.atomic
    def restore(self) -> None:
        """Plan everything by hand, so that one failed round is not the failure of all that follow."""
        for account in self.accounts:
            ids = Person.objects.owned_by(account).values_list("pk", flat=True)
            replan_people(people=list(lock_people(by=account, ids=ids).values()), by=account)
        self.plan = self.rows()

    def let_days_pass(self, days: int) -> None:
        back = timedelta(days=days)
        self.plan = frozenset((*row[:4], row[4] - back, row[5]) for row in self.plan)
