"""A private Valkey, the very program that `make run` starts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from networking.up import valkey
from tests.servers import Server, folder, free_port


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh, empty server, without a database number."""
    with folder("broker") as home:
        port = free_port()
        server = Server(valkey.command(home / "broker" / "valkey.sock", port=port), env=dict(os.environ))
        try:
            with redis.Redis(port=port) as client:
                _wait_until_it_answers(client, server)
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.stop()


def _wait_until_it_answers(client: redis.Redis, server: Server) -> None:
    while server.process.poll() is None:
        try:
            client.ping()
        except redis.ConnectionError:
            continue
        return
    raise AssertionError(f"Valkey did not start:\n{server.text}")
