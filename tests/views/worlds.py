"""The cast of view tests: alice owns everything, mallory is a stranger, and nobody is signed in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import User
from contacts.views.access import owned_or_404
from tests.factories import create_account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class CastTestCase(TestCase):
    """``self.client`` is alice's browser; ``self.stranger`` mallory's."""

    alice: User
    mallory: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = create_account()
        cls.mallory = create_account(email="mallory@example.org")

    def setUp(self) -> None:
        self.client.force_login(self.alice, backend=BACKEND)
        self.stranger = Client()
        self.stranger.force_login(self.mallory, backend=BACKEND)

    def get(self, name: str, /, *args: Any, status: int = 200, **query: Any) -> Any:
        response = self.client.get(reverse(name, args=args, query=query or None))
        self.assertEqual(response.status_code, status, response.content[:2000])
        return response

    def post(self, name: str, /, *args: Any, status: int = 302, **data: Any) -> Any:
        response = self.client.post(reverse(name, args=args), data)
        self.assertEqual(response.status_code, status, response.content[:2000])
        return response

    def queries(self, url: str) -> int:
        """How many queries a page takes, once what is asked only the first time has been asked."""
        self.client.get(url)
        with CaptureQueriesContext(connection) as captured:
            response = self.client.get(url)
        self.assertEqual(response.status_code, 200)
        return len(captured)

    def said(self, response: Any) -> list[str]:
        """The flash messages that the next page would show."""
        return [str(message) for message in response.wsgi_request._messages]

    @contextmanager
    def meanwhile(self, views: str, act: Callable[[], object]) -> Iterator[None]:
        """Another tab does ``act`` between the moment these views fetched their row and the moment they use it."""

        def fetch(*args: Any) -> Any:
            row = owned_or_404(*args)
            act()
            return row

        with patch(f"contacts.views.{views}.owned_or_404", fetch):
            yield
