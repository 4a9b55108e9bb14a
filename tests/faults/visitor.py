"""Somebody who uses the house by its web server while it falls apart: sends each form again until it is answered."""

import http.client
import threading
import urllib.error
import urllib.parse
import urllib.request
from uuid import uuid4

from tests.faults.stage import Stage

CSRF = "c" * 32


class Refusal(urllib.request.HTTPRedirectHandler):
    """A redirect is the answer; nobody follows it."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


class Visitor:
    """Logs one conversation after the other and now and then asks for a digest, in a thread of their own.

    ``entries`` and ``asked`` hold the keys of all forms that were sent at least once, in the end all answered.
    """

    def __init__(self, stage: Stage, *, session: str, name: str) -> None:
        self.stage, self.session, self.name = stage, session, name
        self.entries: list[str] = []
        self.asked: list[str] = []
        self.answered: set[str] = set()
        self.troubles: list[str] = []
        self._opener = urllib.request.build_opener(Refusal)
        self._leaving, self._hopeless = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._visit, daemon=True)
        self._thread.start()

    def _visit(self) -> None:
        while not self._leaving.is_set():
            key = str(uuid4())
            if len(self.entries) % 4 == 3 and len(self.asked) < 2:
                self.asked.append(key)
                self._send_until_answered(key, "/digest/send/", {"entry_key": key})
            place = len(self.entries)
            key = str(uuid4())
            self.entries.append(key)
            typed = {
                "entry_key": key,
                "version": "0",
                "name": f"{self.name} {place}y",
                "talked_about": "how the harbour library lends out tools",
                "learned": f"grew up in Trondheim, restores boat number {place} {key}",
            }
            self._send_until_answered(key, "/log/", typed)

    def _send_until_answered(self, key: str, path: str, typed: dict[str, str]) -> None:
        while key not in self.answered:
            status = self._post(path, typed)
            if status == 302:
                self.answered.add(key)
            elif status:
                self.troubles.append(f"{path} answered {status}")
            # A refused connection answers at once: leave the processor to those who start again.
            if status != 302 and self._hopeless.wait(0.05):
                return

    def _post(self, path: str, typed: dict[str, str]) -> int:
        request = urllib.request.Request(
            f"{self.stage.address}{path}",
            data=urllib.parse.urlencode({**typed, "csrfmiddlewaretoken": CSRF}).encode(),
            headers={"Cookie": f"rapport_session={self.session}; rapport_csrf={CSRF}"},
        )
        try:
            with self._opener.open(request, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as other:
            return other.code
        except (OSError, http.client.HTTPException):
            return 0

    def leave(self, *, seconds: float) -> bool:
        """Finish the form in hand, and no other. False where it is not answered in time."""
        self._leaving.set()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def give_up(self) -> None:
        self._leaving.set()
        self._hopeless.set()
        self._thread.join(40)
