"""The product's migrations and one more after the last: what a next release would do to tables with rows in them."""

from pathlib import Path

from contacts import migrations

__path__ = [*migrations.__path__, str(Path(__file__).parent)]
