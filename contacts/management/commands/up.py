"""Start the whole house in one process: embedded broker, worker, beat and web. Ends them in order on Ctrl-C."""

import argparse
import fcntl
import os
import secrets
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from contacts import gate
from contacts.checks import restore_journal
from contacts.management.backups import renames
from networking.up import address, processes, static, valkey
from networking.up.children import Child, House

FIRST_START = 60.0  # seconds until the web server must have answered once


class Command(BaseCommand):
    help = "Start the house: broker (unless REDIS_URL names one), worker, beat and web server."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="Migrate and collect static files, start nothing.")

    def handle(self, *, prepare: bool, **options: Any) -> None:
        self._lock = threading.Lock()
        began = time.monotonic()
        if prepare:
            if restore_journal().exists():
                with self._alone():
                    self._finish_restore()
            self._prepare()
            return
        with self._alone():
            self._finish_restore()
            record = Path(settings.VAR_DIR) / "up.json"
            if left := processes.clear_leftovers(record):
                self._say("house", f"ended what a killed start left running: {', '.join(left)}")
            try:
                address.refuse_taken_port(settings.HOST, settings.PORT)
            except address.PortRefused as refusal:
                raise CommandError(str(refusal)) from None
            self._prepare()
            self._live(record, began)

    # Before anything starts

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One house per VAR_DIR. The kernel takes the lock away from a killed one."""
        path = Path(settings.VAR_DIR) / "up.lock"
        with path.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise CommandError(
                    f"Rapport already runs from {settings.VAR_DIR}. Stop that one first, or give this one a folder of"
                    " its own: make run VAR_DIR=… PORT=…"
                ) from None
            yield

    def _finish_restore(self) -> None:
        if renames.finish():
            self._say("house", "ended a restore that was cut off: what it brought is in place")

    def _prepare(self) -> None:
        if Path(settings.VAR_DIR).stat().st_mode & 0o077:
            self._say("house", f"careful: others on this machine may look into {settings.VAR_DIR}; chmod 700 closes it")
        try:
            self._migrate()
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {str(error).strip()}") from error
        if static.collect_when_stale():
            self._say("house", "static files collected")

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("house", "bringing the database up to date")
            call_command("migrate", interactive=False, verbosity=0)
        gate.install()
        if absent := gate.missing():
            raise CommandError(
                f"The gate's triggers could not be put in place ({', '.join(absent)}); without them contacts could be"
                " made from nothing. The database user must own the tables and may create triggers."
            )
        connection.close()

    # While it runs

    def _live(self, record: Path, began: float) -> None:
        house = House(
            say=self._say,
            env=self._environment(),
            folder=settings.BASE_DIR,
            record=record,
            mark=secrets.token_hex(16),
        )

        def leave(number: int, frame: object) -> None:
            if house.leaving.is_set():
                house.in_a_hurry.set()
            house.leaving.set()

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, leave)
        try:
            self._start(house, began)
            house.watch()
            self._say("house", "stopping")
        finally:
            house.leaving.set()
            house.close()
            with suppress(OSError):  # it may not be empty
                Path(settings.BROKER_SOCKET).parent.rmdir()

    def _start(self, house: House, began: float) -> None:
        """Pages first: worker and beat would only take processor time away from the first of them."""
        if not settings.REDIS_URL:
            # Nothing is kept on disk, so Valkey's advice on memory for background saves does not matter here.
            house.start(Child("broker", valkey.command(settings.BROKER_SOCKET), patience=5, unspoken="overcommit"))
        web = house.start(Child("web", _web(), patience=10))
        self._wait_for(house, web, self._web_answers)
        if house.leaving.is_set():
            return
        self._welcome(time.monotonic() - began)
        house.start(
            Child(
                "worker",
                _celery("worker", "--without-gossip", "--without-mingle", "--without-heartbeat"),
                patience=settings.CELERY_TASK_TIME_LIMIT + 10,
                last_words="the worker finishes its running task; Ctrl-C once more ends it at once",
            )
        )
        house.start(Child("beat", _celery("beat", "--pidfile="), patience=5))

    def _wait_for(self, house: House, child: Child, answers: Any) -> None:
        """Until the child answers. One that dies, or stays silent, before its first answer is no house at all."""
        done = processes.wait_until(
            lambda: house.leaving.is_set() or not child.is_running or answers(), seconds=FIRST_START
        )
        if house.leaving.is_set():
            return
        if not done or not child.is_running:
            raise CommandError(f"{child.name} did not start; its last lines above say why.")

    def _web_answers(self) -> bool:
        request = urllib.request.Request(
            f"{address.page(settings.HOST, settings.PORT)}/health/live", headers={"Host": _own_name()}
        )
        try:
            with urllib.request.urlopen(request, timeout=2) as response:
                return bool(response.status == 200)
        except urllib.error.HTTPError:
            return True  # it answers, if only with a refusal: the log says why
        except OSError:
            return False

    # Words and surroundings

    def _environment(self) -> dict[str, str]:
        """The children's environment: ours, and on all addresses of this machine also the one a phone would use."""
        env = dict(os.environ)
        if address.is_everywhere(settings.HOST) and (lan := address.lan_address()):
            env["ALLOWED_HOSTS"] = ",".join([*settings.ALLOWED_HOSTS, lan])
            if not os.environ.get("BASE_URL"):
                env["BASE_URL"] = f"http://{lan}:{settings.PORT}"
        return env

    def _welcome(self, seconds: float) -> None:
        self._say("house", f"ready after {seconds:.1f} s: {address.page(settings.HOST, settings.PORT)}")
        if not address.is_everywhere(settings.HOST):
            return
        if lan := address.lan_address():
            self._say("house", f"on a phone in the same network: http://{lan}:{settings.PORT}")
        self._say(
            "house",
            "careful: everybody in this network can reach it, and plain HTTP can be read on the way. Use it at home"
            " only, or put HTTPS in front (docs/operating.md).",
        )

    def _say(self, name: str, line: str) -> None:
        # Whoever read along may be gone, a closed terminal or a dead program: the house stands and stops without them.
        with self._lock, suppress(OSError):
            self.stdout.write(f"{name:>6} | {line}")
            self.stdout.flush()


def _own_name() -> str:
    return next((host for host in settings.ALLOWED_HOSTS if "*" not in host and not host.startswith(".")), "localhost")


def _web() -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", str(settings.WEB_WORKERS), "--blocking-threads", str(settings.WEB_THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "8"),
        "networking.wsgi:application",
    ]


def _celery(*words: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--quiet", "-A", "networking", *words, "--loglevel", "INFO"]
