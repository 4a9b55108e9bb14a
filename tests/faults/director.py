"""Directs the rounds: which scenario is played, how the house recovers, and what is looked at afterwards."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import Error, connection

from contacts.models import Delivery
from contacts.vocabulary import DeliveryState
from tests.factories import create_account
from tests.faults import checks, scenarios, worlds
from tests.faults.crowd import Crowd
from tests.faults.play import QUEUE, Play
from tests.faults.stage import PATIENCE, NeverHappened, Stage, until
from tests.faults.tally import Tally, say
from tests.faults.visitor import Visitor

Answer = TypeVar("Answer")
SHOWN = 12
FORGOTTEN = 20.0  # seconds after which a task counts as a dead worker's


class Director:
    def __init__(self, stage: Stage, seed: int, *, crowd: int) -> None:
        self.stage, self.seed = stage, seed
        self.crowd = Crowd(contacts_each=crowd)

    def programme(self, wanted: Sequence[str], rounds: int) -> Iterator[str]:
        """The scenarios of this database in an order of the seed's, over and over."""
        names = [name for name in scenarios.ALL if self._can_play(name) and (not wanted or name in wanted)]
        random.Random(self.seed).shuffle(names)
        return islice((names[place % len(names)] for place in range(rounds)), rounds)

    def _can_play(self, name: str) -> bool:
        return self.stage.postgres is not None or name not in scenarios.ON_POSTGRESQL_ALONE

    def play(self, number: int, name: str, tally: Tally) -> None:
        began = time.monotonic()
        rng = random.Random(f"{self.seed} {number} {name}")
        world = worlds.make_world(rng, number, accounts=rng.randint(4, 9))
        visitor = self._visitor(number)
        play = Play(self.stage, world, visitor, self.crowd, rng, since=len(self.stage.mail.taken))
        findings = checks.Findings()
        try:
            scenarios.ALL[name](play)
        except NeverHappened as never:
            findings.broken.append(f"the fault could not be caused: {never}")
        findings.broken += play.broken
        self._recover(play, findings)
        self._look(play, findings)
        worlds.send_to_sleep(world)
        tally.count(findings)
        verdict = "survived" if findings.survived else "NOT SURVIVED"
        again = f", {findings.repeated} repeated" if findings.repeated else ""
        say(f"  {number:3} {time.monotonic() - began:5.1f} s  {verdict}{again}  {name}: {'; '.join(play.notes)}")
        if not findings.survived:
            for line in islice(findings, SHOWN):
                say(f"      {line}")

    def _visitor(self, number: int) -> Visitor:
        name = f"visitor-{number}"
        account = create_account(email=f"{name}@example.org", digest_days="")
        return Visitor(self.stage, session=worlds.session_of(account), name=name)

    # Recovery: what a supervisor does, and what time does. Nobody mends a row.

    def _recover(self, play: Play, findings: checks.Findings) -> None:
        self.stage.mail.behave()
        self.stage.revive()
        if not play.visitor.leave(seconds=PATIENCE):
            play.visitor.give_up()
            findings.broken.append(f"a form was never answered: {play.visitor.troubles[-5:]}")
        # Where the fault left no database to do it in, their morning comes now.
        until(_patiently(lambda: worlds.wake(play.world)), what="the database answers")
        self._wait_until_quiet(play, findings)
        if self._refused_for_good(play):
            # A permanent refusal ends that morning's delivery. What it named must come with the next.
            play.let_days_pass(scenarios.WEEK)
            self._wait_until_quiet(play, findings)

    def _wait_until_quiet(self, play: Play, findings: checks.Findings) -> None:
        def is_quiet() -> bool:
            self.stage.revive()
            play.grow_old()
            return checks.is_quiet(play.world) and self.crowd.still_to_plan() == 0 and self._nobody_works()

        try:
            until(_patiently(is_quiet), what="the house came to rest")
        except NeverHappened as never:
            findings.lost.append(f"never happened: {never}")

    def _nobody_works(self) -> bool:
        """Nothing is queued, and nobody has a task in hand that was taken lately.

        The broker may keep older ones of dead workers: alarms, which the rows do not need.
        """
        with self.stage.broker() as client:
            return not client.llen(QUEUE) and not client.zcount("unacked_index", time.time() - FORGOTTEN, "+inf")

    def _refused_for_good(self, play: Play) -> bool:
        failed = Delivery.objects.filter(account__in=play.world.accounts, state=DeliveryState.FAILED)
        return bool(failed.exists())

    def _look(self, play: Play, findings: checks.Findings) -> None:
        checks.look_at_mail(self.stage.mail, play.world, findings, since=play.since)
        checks.look_at_rows(findings)
        checks.look_at_visit(play.visitor, self.stage.mail, findings, days_later=play.days_later)
        checks.look_at_plan(self.crowd, findings)
        if not findings.survived:
            self.crowd.restore()


def _patiently(question: Callable[[], Answer]) -> Callable[[], Answer | None]:
    """Asked of a database that may not be there at the moment: that is no answer yet."""

    def ask() -> Answer | None:
        try:
            return question()
        except (Error, OSError):
            connection.close()
            return None

    return ask
