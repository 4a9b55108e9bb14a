"""A private Valkey, the very program that `make run` starts."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from networking.up import valkey
from tests.servers import Server, folder


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh, empty server, without a database number."""
    with folder("broker") as home, _free_port() as port:
        server = Server(valkey.command(home / "broker" / "valkey.sock", port=port), env=dict(os.environ))
        try:
            with redis.Redis(port=port) as client:
                _wait_until_it_answers(client, server)
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.stop()


@contextmanager
def _free_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    yield port


def _wait_until_it_answers(client: redis.Redis, server: Server) -> None:
    while server.process.poll() is None:
        try:
            client.ping()
        except redis.ConnectionError:
            continue
        return
    raise AssertionError(f"Valkey did not start:\n{server.text}")
