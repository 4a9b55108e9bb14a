"""What a scenario has to hand: the stage, its world and its own chance, and the moments that it can wait for."""

import random
import signal
from dataclasses import dataclass, field

from django.conf import settings

from tests.faults import worlds
from tests.faults.clock import let_days_pass, let_waits_pass
from tests.faults.crowd import Crowd
from tests.faults.stage import Stage, until
from tests.faults.visitor import Visitor
from tests.servers.smtp import Held

QUEUE = "rapport"
PLAN, SWEEP = "contacts.tasks.sweep_follow_ups", "contacts.tasks.sweep_digests"


@dataclass
class Play:
    """One round: the stage, its world, and chance. ``notes`` say what was done, for whoever reads about a failure.

    ``broken`` is what the scenario itself saw and should not have seen. ``since`` is the place in the mail server's
    book from which mails count.
    """

    stage: Stage
    world: worlds.World
    visitor: Visitor
    crowd: Crowd
    rng: random.Random
    since: int
    days_later: int = 0
    notes: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        self.notes.append(words)

    def in_the_middle_of_sending(self) -> Held:
        """Wake the world and return when the mail server holds one of its messages and has not answered."""
        held = self.stage.mail.hold(after=self.rng.randrange(len(self.world.due)))
        worlds.wake(self.world)

        def is_reached() -> bool:
            if not held.reached.is_set():
                self.grow_old()  # a server that dies twice holds back all mail for a minute
            return held.reached.is_set()

        until(is_reached, what="a message is in the mail server's hands")
        return held

    def in_the_middle_of_planning(self) -> None:
        """Make the plans of the crowd old, and return while a worker plans, or between two parts of its plan."""
        if self.rng.random() < 0.5:
            until(lambda: not self.is_held(PLAN), what="nobody plans")
            self.crowd.forget_plans()
            until(lambda: self.is_held(PLAN) or self.crowd.planned(), what="a worker plans")
        else:
            self.crowd.forget_plans()
            until(self.crowd.planned, what="a part was planned")
        self.note(f"at {self.crowd.planned()} of {self.crowd.size} plans")

    def is_held(self, task: str) -> bool:
        """Whether a worker has that task in hand right now."""
        with self.stage.broker() as client:
            return any(task.encode() in message for message in client.hvals("unacked"))

    def kill_some(self, kind: str) -> None:
        names = self.stage.alike(kind)
        for name in self.rng.sample(names, self.rng.randint(1, len(names))):
            self.stage.kill(name)
            self.note(f"killed {name}")

    def kill_all(self, *kinds: str) -> None:
        for kind in kinds:
            for name in self.stage.alike(kind):
                self.stage.kill(name)
        self.note(f"killed all of {', '.join(kinds)}")

    def kill_postgres(self) -> None:
        assert self.stage.postgres is not None
        number = self.rng.choice([signal.SIGQUIT, signal.SIGKILL])
        self.stage.postgres.kill(number)
        self.note(f"killed PostgreSQL by {number.name}")

    def sweeps(self) -> list[str]:
        """The tasks that beat asks for."""
        return [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    def grow_old(self) -> None:
        """Let what waits wait no longer, and the claims of the dead run out."""
        let_waits_pass()

    def let_days_pass(self, days: int) -> None:
        """The whole house is off meanwhile, or it would write rows of now among those whose clock goes back."""
        self.kill_all("web", "worker", "beat")
        let_days_pass(days)
        self.crowd.let_days_pass(days)
        self.days_later += days
        self.note(f"{days} days went by")
