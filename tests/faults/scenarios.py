"""The faults, each by name. A scenario wakes its world, waits for its moment, and breaks something; it mends nothing.

The moment is always seen: in the mail server's hands, in the broker, or in the rows. Nobody sleeps until it is near.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import redis
from celery import Celery

from contacts.models import Delivery
from contacts.vocabulary import ChannelKind, DeliveryState
from tests.faults import worlds
from tests.faults.play import QUEUE, SWEEP, Play
from tests.faults.stage import PATIENCE, until
from tests.servers.smtp import Manner

WEEK = 7
PAGE = "/accounts/login/"

Scenario = Callable[[Play], None]
ALL: dict[str, Scenario] = {}
ON_POSTGRESQL_ALONE: set[str] = set()


def scenario(name: str, *, postgresql: bool = False) -> Callable[[Scenario], Scenario]:
    def enlist(function: Scenario) -> Scenario:
        ALL[name] = function
        if postgresql:
            ON_POSTGRESQL_ALONE.add(name)
        return function

    return enlist


# Workers


@scenario("worker killed before the mail server said yes")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    play.kill_some("worker")
    held.let_go.set()


@scenario("all workers killed before the mail server said yes")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    play.kill_all("worker")
    held.let_go.set()


@scenario("workers killed right after the yes")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    held.let_go.set()
    play.kill_all("worker")


@scenario("workers killed once some count as sent")
def _(play: Play) -> None:
    want = play.rng.randrange(1, len(play.world.due))
    worlds.wake(play.world)
    sent = Delivery.objects.filter(account__in=play.world.accounts, state=DeliveryState.SENT)
    until(lambda: sent.count() >= want, what=f"{want} were sent")
    play.kill_all("worker")


@scenario("one process of a worker killed")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    for name in play.stage.alike("worker"):
        play.note(f"killed {play.stage.kill_one_process_of(name, play.rng)} of {name}")
    held.let_go.set()


@scenario("worker frozen until its claim is old")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    frozen = play.rng.sample(play.stage.alike("worker"), 2)
    for name in frozen:
        play.stage.freeze(name)
    play.note(f"froze {', '.join(frozen)}")
    held.let_go.set()
    play.grow_old()
    for name in frozen:
        play.stage.thaw(name)


@scenario("worker killed in the middle of planning")
def _(play: Play) -> None:
    play.in_the_middle_of_planning()
    play.kill_all("worker")
    worlds.wake(play.world)


@scenario("one process of a worker killed in the middle of planning")
def _(play: Play) -> None:
    play.in_the_middle_of_planning()
    for name in play.stage.alike("worker"):
        play.note(f"killed {play.stage.kill_one_process_of(name, play.rng)} of {name}")
    worlds.wake(play.world)


# Beat and web


@scenario("beat killed in the middle of sending")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    play.kill_all("beat")
    held.let_go.set()


@scenario("beat killed at the morning's hour")
def _(play: Play) -> None:
    play.kill_all("beat")
    worlds.wake(play.world)


@scenario("web killed while somebody saves")
def _(play: Play) -> None:
    def is_saved(want: int) -> bool:
        return len(play.visitor.answered) >= want

    for _again in range(play.rng.randint(1, 3)):
        until(partial(is_saved, len(play.visitor.answered) + play.rng.randint(1, 4)), what="somebody saves")
        play.kill_all("web")
        play.stage.revive()
        play.stage.wait_for_web()
    worlds.wake(play.world)


# The broker


@scenario("broker killed in the middle of sending")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    play.kill_all("broker")
    held.let_go.set()


@scenario("broker killed at the morning's hour")
def _(play: Play) -> None:
    until(lambda: play.is_held(SWEEP), what="a worker holds a sweep")
    worlds.wake(play.world)
    play.kill_all("broker")


@scenario("broker killed in the middle of planning")
def _(play: Play) -> None:
    play.in_the_middle_of_planning()
    play.kill_all("broker")
    worlds.wake(play.world)


@scenario("broker flushed, again and again")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    with play.stage.broker() as client:
        client.flushall()
        held.let_go.set()
        for _again in range(play.rng.randint(1, 5)):
            until(lambda: _has_work(client), what="the broker holds something again")
            client.flushall()
            play.note("flushed")


@scenario("broker frozen in the middle of sending")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    play.stage.freeze("broker")
    held.let_go.set()
    done = len(play.visitor.answered)
    until(lambda: len(play.visitor.answered) > done + 2, what="somebody saves without a broker")
    play.stage.thaw("broker")


def _has_work(client: redis.Redis) -> bool:
    return bool(client.llen(QUEUE) or client.hlen("unacked"))


# The mail server


def _weather(play: Play, manners: list[Manner], *, tries: int) -> None:
    """The first tries for each address meet one of these manners; it is over once enough of them were met."""
    left = {email: play.rng.randint(1, tries) for email in play.world.emails}
    met: list[str] = []

    def manner(address: str) -> Manner:
        if left.get(address, 0) <= 0:
            return Manner.YES
        left[address] -= 1
        chosen = play.rng.choice(manners)
        met.append(chosen.name)
        return chosen

    play.stage.mail.manner = manner
    worlds.wake(play.world)

    def is_bad() -> bool:
        play.grow_old()  # a server that hangs holds back all mail for a minute
        return len(met) >= len(play.world.due) // 2

    until(is_bad, what="the mail server misbehaves")
    sent = Delivery.objects.filter(state=DeliveryState.SENT, channel=ChannelKind.EMAIL).values_list("account__email")

    def is_over() -> bool:
        play.grow_old()
        through = {email for (email,) in sent.filter(account__in=play.world.accounts)}
        return not any(tries for email, tries in left.items() if email not in through)

    if tries > 1:
        until(is_over, what="the weather is over")
    play.note(f"the mail server: {', '.join(met)}")


@scenario("mail server says 4xx")
def _(play: Play) -> None:
    _weather(play, [Manner.LATER, Manner.LATER_AT_ONCE], tries=3)


@scenario("mail server says 5xx")
def _(play: Play) -> None:
    _weather(play, [Manner.NEVER, Manner.NEVER_THERE, Manner.YES], tries=1)


@scenario("mail server hangs")
def _(play: Play) -> None:
    _weather(play, [Manner.HANGS_WITH_IT, Manner.HANGS_BEFORE, Manner.YES, Manner.YES], tries=1)


@scenario("mail server dies after DATA")
def _(play: Play) -> None:
    _weather(play, [Manner.DIES_WITH_IT, Manner.DIES_AFTER_YES, Manner.DIES_BEFORE], tries=2)


@scenario("mail server dies after DATA, then refuses")
def _(play: Play) -> None:
    _weather(play, [Manner.DIES_WITH_IT, Manner.LATER, Manner.LATER_AT_ONCE, Manner.HANGS_WITH_IT], tries=3)


@scenario("worker killed while the mail server misbehaves")
def _(play: Play) -> None:
    choices = [Manner.DIES_WITH_IT, Manner.LATER, Manner.YES]
    play.stage.mail.manner = lambda address: play.rng.choice(choices)
    held = play.in_the_middle_of_sending()
    play.kill_some("worker")
    held.let_go.set()


# PostgreSQL


@scenario("PostgreSQL killed in the middle of sending", postgresql=True)
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    play.kill_postgres()
    held.let_go.set()


@scenario("PostgreSQL killed once some count as sent", postgresql=True)
def _(play: Play) -> None:
    want = play.rng.randrange(1, len(play.world.due))
    worlds.wake(play.world)
    sent = Delivery.objects.filter(account__in=play.world.accounts, state=DeliveryState.SENT)
    until(lambda: sent.count() >= want, what=f"{want} were sent")
    play.kill_postgres()


@scenario("PostgreSQL killed in the middle of planning", postgresql=True)
def _(play: Play) -> None:
    play.in_the_middle_of_planning()
    play.kill_postgres()


@scenario("PostgreSQL killed and started again between two pages", postgresql=True)
def _(play: Play) -> None:
    """Connections that the web server kept are all dead by then. Nobody may notice."""
    play.visitor.leave(seconds=PATIENCE)
    with ThreadPoolExecutor(8) as readers:
        list(readers.map(play.stage.get, [PAGE] * 40))
    play.kill_postgres()
    play.stage.revive()
    answers = [play.stage.get(PAGE) for _ in range(10)]
    if answers != [200] * 10:
        play.broken.append(f"pages after PostgreSQL came back: {answers}")


# Everything


@scenario("two beats, five workers, and every alarm ten times")
def _(play: Play) -> None:
    """Each sweep and each delivery is queued over and over, as by ten beats."""
    play.in_the_middle_of_planning()
    worlds.wake(play.world)
    with Celery(broker=f"redis://127.0.0.1:{play.stage.broker_port}/0", set_as_current=False) as sender:
        for _again in range(10):
            for name in play.sweeps():
                sender.send_task(name, queue=QUEUE)


@scenario("everything killed at once")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    play.kill_all("worker", "beat", "web", "broker")
    if play.stage.postgres:
        play.kill_postgres()
    held.let_go.set()


@scenario("a week asleep, from the middle of sending on")
def _(play: Play) -> None:
    held = play.in_the_middle_of_sending()
    play.let_days_pass(WEEK)
    held.let_go.set()
