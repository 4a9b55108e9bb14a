"""Installs by apt what the tests need and the machine lacks, where that is allowed."""

import os
import shutil
import subprocess
import sys


def install(*names: str) -> str | None:
    """Try; None when it worked, else a sentence that says why it did not."""
    wanted = " ".join(names)
    if not shutil.which("apt-get"):
        return f"There is no apt here to install {wanted} with."
    as_root: list[str] = []
    if os.getuid() != 0:
        if not shutil.which("sudo"):
            return f"Installing {wanted} needs root: run `apt install {wanted}` once as root."
        as_root = ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    env = ["env", "DEBIAN_FRONTEND=noninteractive"]
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names],
    ):
        done = subprocess.run([*as_root, *env, *command], capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
            return f"`{' '.join(command)}` failed: {last}"
    return None
