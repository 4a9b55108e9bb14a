"""The site's own settings as in production, with the bare pages beside the product's and a counter of queries."""

from networking.settings import *  # noqa: F403
from networking.settings import MIDDLEWARE

MIDDLEWARE = ["tests.bench.counting.CountQueries", *MIDDLEWARE]
ROOT_URLCONF = "tests.bench.bare"
