"""`manage.py up` as a user meets it: started, interrupted, killed, started again, refused."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import redis
from celery import Celery
from django.conf import settings

from networking.up import address, processes
from tests.servers import Server, folder, free_port

# The embedded house runs on SQLite whatever database the tests run on.
pytestmark = pytest.mark.sqlite

Eventually = Callable[..., Any]


# A developer's .env must not reach in here: what is set, even to nothing, counts more.
PLAIN = dict.fromkeys(("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "BASE_URL", "HOST", "DEBUG"), "")


class House:
    """A folder and a port for `manage.py up`, started as often as a test likes."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        self.started: list[Server] = []

    def env(self) -> dict[str, str]:
        home = str(self.var)
        return {"PATH": os.environ["PATH"], "HOME": home, "VAR_DIR": home, "PORT": str(self.port), **PLAIN}

    def up(self, **extra: str) -> Server:
        server = Server([sys.executable, "manage.py", "up"], env=self.env() | extra, cwd=settings.BASE_DIR)
        self.started.append(server)
        return server

    def record(self) -> dict[str, int]:
        running = json.loads((self.var / "up.json").read_text())["running"]
        return {process["name"]: process["pid"] for process in running}

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def answers(self) -> bool:
        try:
            return self.get("/health/live")[0] == 200
        except OSError:
            return False

    def clear(self) -> None:
        for server in self.started:
            if server.process.poll() is None:
                server.stop()
        processes.clear_leftovers(self.var / "up.json")


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """What `make setup` leaves behind: the database, the key and the static files of a house that never ran."""
    with folder("setup") as home:
        env = {"PATH": os.environ["PATH"], "VAR_DIR": str(home / "var")}
        subprocess.run(
            [sys.executable, "manage.py", "up", "--prepare"], env={**env, **PLAIN}, cwd=settings.BASE_DIR, check=True
        )
        yield home / "var"


@pytest.fixture
def furnished(house: House, prepared: Path) -> House:
    shutil.copytree(prepared, house.var)
    return house


@pytest.fixture
def house() -> Iterator[House]:
    with folder("up") as home:
        house = House(home / "a house", free_port())
        try:
            yield house
        finally:
            house.clear()


def stopped(server: Server) -> list[str]:
    """The children in the order in which they were said to have stopped."""
    return [line.split("|")[1].split()[0] for line in server.lines if line.startswith(" house") and "stopped" in line]


def test_starts_everything_and_ctrl_c_ends_it_in_order(house: House, eventually: Eventually) -> None:
    server = house.up()
    server.wait_for("ready after")
    assert house.get("/health/live") == (200, "alive\n")
    assert house.get("/accounts/login/")[0] == 200
    server.wait_for("ready.")  # the worker
    assert json.loads(house.get("/health/ready")[1]) == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "gate": "ok",
        "broker": "ok",
        "sweeps": "ok",
    }
    children = house.record()
    assert set(children) == {"broker", "web", "worker", "beat"}
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(60) == 0
    server.stop()
    assert stopped(server) == ["web", "beat", "worker", "broker"]
    assert [name for name, pid in children.items() if processes.started(pid)] == []
    assert not (house.var / "up.json").exists()
    assert "Traceback" not in server.text

    assert stat.S_IMODE(house.var.stat().st_mode) == 0o700
    assert stat.S_IMODE((house.var / "secret_key").stat().st_mode) == 0o600


def test_ctrl_c_lets_the_running_task_finish(furnished: House, eventually: Eventually) -> None:
    server = furnished.up()
    server.wait_for("ready.")
    socket_path = furnished.var / "broker" / "valkey.sock"
    with (
        closing(sqlite3.connect(furnished.var / "rapport.sqlite3", isolation_level=None)) as database,
        redis.Redis(unix_socket_path=str(socket_path)) as broker,
        Celery(broker=f"redis+socket://{socket_path}", set_as_current=False) as sender,
    ):
        database.execute("BEGIN IMMEDIATE")  # the task has to wait for its first write
        sender.send_task("contacts.tasks.purge", queue="rapport")
        eventually(lambda: broker.llen("rapport") == 0 and broker.hlen("unacked") == 1)
        server.process.send_signal(signal.SIGINT)
        server.wait_for("the worker finishes its running task")
        database.execute("ROLLBACK")
        assert server.process.wait(60) == 0
        beats = database.execute("SELECT name FROM contacts_heartbeat").fetchall()
    server.stop()
    assert ("purge",) in beats
    assert stopped(server) == ["web", "beat", "worker", "broker"]


def test_ends_though_nobody_reads_along_any_more(furnished: House) -> None:
    """Started by a program that died since: the words find nobody, and that is no reason to leave anybody behind."""
    command = [sys.executable, "manage.py", "up"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=furnished.env(), cwd=settings.BASE_DIR, stdout=pipe, text=True) as up:
        assert up.stdout is not None
        assert any("ready." in line for line in up.stdout)
        children = furnished.record()
        up.stdout.close()
        up.terminate()
        up.wait(60)
    assert [name for name, pid in children.items() if processes.started(pid)] == []


def test_starts_again_after_it_was_killed(furnished: House) -> None:
    first = furnished.up()
    first.wait_for("ready.")
    orphans = furnished.record()
    first.process.kill()
    first.process.wait()
    assert all(processes.started(pid) for pid in orphans.values())

    second = furnished.up()
    second.wait_for("ready after")
    assert "ended what a killed start left running: web, beat, worker, broker" in second.text
    assert not any(processes.started(pid) for pid in orphans.values())
    assert "static files collected" not in second.text
    assert furnished.get("/health/live")[0] == 200


def test_opens_to_the_network_on_request_and_warns(house: House, prepared: Path) -> None:
    house.var = house.var / ("a folder whose name is too long for a socket " * 3).strip()
    shutil.copytree(prepared, house.var)
    server = house.up(HOST="0.0.0.0")
    server.wait_for("careful: everybody in this network can reach it")
    server.wait_for("ready.")
    for name in {"127.0.0.1", address.lan_address() or "localhost"}:
        with urllib.request.urlopen(f"http://{name}:{house.port}/accounts/login/", timeout=10) as answer:
            assert answer.status == 200
    if lan := address.lan_address():
        assert f"on a phone in the same network: http://{lan}:{house.port}" in server.text
    assert json.loads(house.get("/health/ready")[1])["broker"] == "ok"
    request = urllib.request.Request(f"http://127.0.0.1:{house.port}/", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=10)


def test_starts_a_child_again_that_dies(furnished: House) -> None:
    server = furnished.up()
    server.wait_for("ready after")
    os.kill(furnished.record()["broker"], signal.SIGKILL)
    server.wait_for("broker ended (killed by signal 9); starting it again in 1 s")


def test_stands_again_whoever_of_it_was_killed_and_leaves_nobody_behind(
    furnished: House, eventually: Eventually
) -> None:
    server = furnished.up()
    server.wait_for("ready.")
    eventually(lambda: len(furnished.record()) == 4)
    before = furnished.record()
    helpers = eventually(lambda: _started_by(before["web"]))
    for name in ("web", "worker", "beat", "broker"):
        os.kill(before[name], signal.SIGKILL)
        server.wait_for(f"{name} ended (killed by signal 9); starting it again in 1 s")
    eventually(lambda: not set(before.values()) & set(furnished.record().values()) and len(furnished.record()) == 4)
    eventually(lambda: not any(processes.started(pid) for pid in helpers))
    eventually(lambda: furnished.answers() and json.loads(furnished.get("/health/ready")[1])["broker"] == "ok")
    helpers = eventually(lambda: _started_by(furnished.record()["web"]))
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(60) == 0
    server.stop()
    assert stopped(server) == ["web", "beat", "worker", "broker"]
    assert not any(processes.started(pid) for pid in helpers)


def _started_by(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_says_clearly_that_the_port_is_taken(house: House) -> None:
    with socket.create_server(("127.0.0.1", house.port)):
        server = house.up()
        assert server.process.wait(60) == 1
    server.stop()
    assert f"Port {house.port} is taken by another program." in server.text
    assert "make run PORT=" in server.text
    assert "Traceback" not in server.text


def test_refuses_a_second_house_in_the_same_folder(house: House) -> None:
    import fcntl

    house.var.mkdir(mode=0o700)
    with (house.var / "up.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = house.up()
        assert server.process.wait(60) == 1
    server.stop()
    assert "Rapport already runs from" in server.text and "Traceback" not in server.text


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "abc", "PORT must be a whole number from 1 to 65535, not 'abc'."),
        ("PORT", "70000", "PORT must be a whole number from 1 to 65535, not '70000'."),
        ("HOST", "my house", "HOST must be an address such as 127.0.0.1 or 0.0.0.0, not 'my house'."),
        ("OPEN_SIGNUP", "flase", "OPEN_SIGNUP must be 1 or 0, not 'flase'."),
        ("BASE_URL", "rapport.example.org", "BASE_URL must begin with one of http://, https:// and not with nothing."),
        ("BASE_URL", "https://example.org/rapport", "BASE_URL must be a whole address without a path"),
        ("REDIS_URL", "amqp://localhost", "REDIS_URL must begin with one of redis://, rediss://, redis+socket://"),
        ("EMAIL_URL", "mail.example.org", "EMAIL_URL must begin with one of smtp://"),
        ("EMAIL_URL", "smtp://mail.example.org:abc", "EMAIL_URL is not an address: Port could not be cast"),
        ("DATABASE_URL", "mysql://localhost/x", "DATABASE_URL must begin with one of sqlite://, postgres://"),
        ("DATABASE_URL", "postgresql://localhost/x", "SECRET_KEY is required when DATABASE_URL is set."),
        ("SECRET_KEY", "short", "SECRET_KEY must have 32 characters or more."),
        ("DEFAULT_FROM_EMAIL", "Rapport", "DEFAULT_FROM_EMAIL must hold an e-mail address, not 'Rapport'."),
    ],
)
def test_is_loud_on_nonsense_in_the_environment(house: House, name: str, value: str, sentence: str) -> None:
    server = house.up(**{name: value})
    assert server.process.wait(60) == 1
    server.stop()
    assert sentence in server.text
    assert "Traceback" not in server.text


def test_never_ends_a_stranger_that_was_given_an_old_process_id(tmp_path: Path) -> None:
    record = tmp_path / "up.json"
    processes.write_down(record, "no such mark", [processes.Running("worker", os.getpid(), "long ago")])
    assert processes.clear_leftovers(record) == []
    assert not record.exists()


def test_starts_over_when_the_record_is_damaged(tmp_path: Path) -> None:
    record = tmp_path / "up.json"
    record.write_text("{ half a rec")
    assert processes.clear_leftovers(record) == []
    assert not record.exists()
