"""What one round is about: accounts whose morning comes when the round says so, and what they must be told then."""

import random
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from contacts.models import Contact, Delivery, FollowUp, User
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import NUDGES, DigestDetail, Side
from tests.factories import create_account, create_contact, create_person, create_promise, create_reminder, today_of

EVERY_DAY = "0123456"
ZONES = ("Pacific/Kiritimati", "Asia/Tokyo", "Asia/Kathmandu", "Europe/Oslo", "UTC", "America/New_York", "Pacific/Niue")
FIRST_NAMES = ("Ana", "Bo", "Chidi", "Dana", "Émile", "Fatima", "Goro", "Hana", "Ivo", "Jun")


@dataclass(frozen=True, slots=True)
class Due:
    """What an account must hear of: follow-ups by their keys, each with the name that the mail gives its person."""

    account: int
    email: str
    names: dict[int, str]


@dataclass
class World:
    number: int
    due: list[Due] = field(default_factory=list)

    @property
    def accounts(self) -> list[int]:
        return [one.account for one in self.due]

    @property
    def emails(self) -> set[str]:
        return {one.email for one in self.due}


def make_world(rng: random.Random, number: int, *, accounts: int) -> World:
    """Accounts that sleep until `wake`, each with two to five people of whom something is due, and one of whom not."""
    return World(number, [_neighbour(rng, number, place) for place in range(accounts)])


def _neighbour(rng: random.Random, number: int, place: int) -> Due:
    account = create_account(
        email=f"round-{number}-{place}@example.org",
        time_zone=_zone_by_day(rng),
        digest_days="",
        digest_at=time(1, 0),
        digest_detail=rng.choice(DigestDetail.values),
        working_days=EVERY_DAY,
        joined_at=timezone.now() - timedelta(days=60),
    )
    today = today_of(account)
    for seat in range(rng.randint(2, 5)):
        name = f"{rng.choice(FIRST_NAMES)} {number}x{place}x{seat}x"
        person = create_contact(by=account, name=name, days_ago=rng.randint(0, 20)).person
        for kind in rng.sample(["reminder", "late reminder", "promise", "their promise"], rng.randint(1, 3)):
            if kind == "promise":
                create_promise(by=account, person=person, due_in=0, days_ago=2)
            elif kind == "their promise":
                create_promise(by=account, person=person, due_in=-rng.randint(0, 2), days_ago=3, giver=Side.THEM)
            else:
                row = create_reminder(by=account, person=person, text=f"{kind} {rng.random()}")
                if kind == "late reminder":
                    FollowUp.objects.filter(pk=row.pk).update(due_on=today - timedelta(days=rng.randint(1, 9)))
    rebuild_standings(list(Contact.objects.filter(person__owner=account).values_list("pk", flat=True)))
    create_person(by=account, name=f"Nobody {number}x{place}")
    rows = FollowUp.objects.due_by(today).filter(person__owner=account).exclude(kind__in=NUDGES)
    return Due(account.pk, account.email, dict(rows.values_list("pk", "person__name")))


def _zone_by_day(rng: random.Random) -> str:
    """A zone in which no midnight comes while the round runs, and one o'clock is over."""
    now = datetime.now(tz=ZoneInfo("UTC"))
    return rng.choice([name for name in ZONES if 2 <= now.astimezone(ZoneInfo(name)).hour < 22])


def wake(world: World) -> int:
    """From this moment on it is morning for all of them; how many they are."""
    return User.objects.filter(pk__in=world.accounts).update(digest_days=EVERY_DAY)


def send_to_sleep(world: World) -> None:
    """The round is over: they hear nothing more, and what was sent to them is forgotten as after 90 days."""
    User.objects.filter(pk__in=world.accounts).update(digest_days="")
    Delivery.objects.filter(account__in=world.accounts).delete()


def session_of(account: User) -> str:
    """The cookie of somebody who signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)
