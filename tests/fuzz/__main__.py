"""`make fuzz`: every target for some seconds, each in a process of its own, bounded in time and memory.

    make fuzz ARGS="--seconds 300 --only vcard monica"

What makes a target fail is written into tests/fuzz/found/<target>/, where a test finds it from then on. Ends with 1
where anything was found.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

FOUND = Path(__file__).resolve().parent / "found"
ONE_INPUT_SECONDS = 20
MEMORY_MB = 1500
LONGEST_INPUT = 16_384


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--only", nargs="+", metavar="TARGET", help="these alone")
    parser.add_argument("--target", help=argparse.SUPPRESS)
    parser.add_argument("--corpus", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.target:
        _run(asked.target, Path(asked.corpus), asked.seconds)
    names = asked.only or _names()
    if unknown := set(names) - set(_names()):
        parser.error(f"no such target: {', '.join(sorted(unknown))}. There are: {', '.join(_names())}")
    failed = [name for name in names if not _fuzz(name, asked.seconds)]
    say(f"fuzz: {len(names)} targets, {len(failed)} failed{': ' + ', '.join(failed) if failed else ''}")
    return 1 if failed else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _names() -> list[str]:
    _set_up()
    from tests.fuzz.targets import TARGETS

    return list(TARGETS)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()


def _fuzz(name: str, seconds: int) -> bool:
    """Whether nothing was found."""
    with tempfile.TemporaryDirectory() as corpus:
        command = [sys.executable, "-m", "tests.fuzz", "--target", name, "--corpus", corpus, "--seconds", str(seconds)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    for folder in (FOUND / name, FOUND):
        with suppress(OSError):
            # Only where it is empty.
            folder.rmdir()
    runs = [line for line in done.stderr.splitlines() if line.startswith(("Done ", "stat::number_of_executed"))]
    say(f"{name}: {'nothing found' if done.returncode == 0 else 'FOUND SOMETHING'} {' '.join(runs[-1:])}")
    if done.returncode:
        say("\n".join((done.stdout + done.stderr).splitlines()[-40:]))
    return done.returncode == 0


def _run(name: str, corpus: Path, seconds: int) -> None:
    """One target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["contacts.importers", "contacts.rules"]):
        _set_up()
        from tests.fuzz.targets import TARGETS, seeds_of
    for number, data in enumerate(seeds_of(name)):
        (corpus / f"seed-{number}").write_bytes(data)
    found = FOUND / name
    found.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={ONE_INPUT_SECONDS}",
        f"-rss_limit_mb={MEMORY_MB}",
        f"-max_len={LONGEST_INPUT}",
        f"-artifact_prefix={found}/",
        "-print_final_stats=1",
        str(corpus),
        str(found),
    ]
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
