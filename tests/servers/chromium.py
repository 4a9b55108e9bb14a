"""The browser of the journeys: the system's Chromium, without what a test machine cannot give it."""

import os
import shutil

from tests.servers import NotToBeHad

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str:
    """The program, ``CHROMIUM`` first. Raises NotToBeHad."""
    if given := os.environ.get("CHROMIUM"):
        if found := shutil.which(given):
            return found
        raise NotToBeHad(f"CHROMIUM={given} is no program that can be started.")
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise NotToBeHad(
        "Chromium is missing. Install it (Debian: apt install chromium), or name one: make test CHROMIUM=/path/to/it"
    )
