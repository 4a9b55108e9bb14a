"""All settings, read from the environment (and ``.env``) and loud on nonsense. ``.env.example`` lists every name."""

import hashlib
import ipaddress
import os
import socket
import tempfile
from contextlib import suppress
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def _flag(name: str, *, default: bool = False) -> bool:
    """A yes or no. A word that is neither stops the start: a misspelt "flase" must not pass for an answer."""
    given = env.str(name, default="").strip().lower()
    if not given:
        return default
    if given in {"1", "true", "yes", "on"}:
        return True
    if given in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {given!r}.")


def _number(name: str, *, default: int, low: int, high: int) -> int:
    given = env.str(name, default="").strip() or str(default)
    if not given.isascii() or not given.isdigit() or not low <= int(given) <= high:
        raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}, not {given!r}.")
    return int(given)


def _address(name: str, given: str, *, schemes: str) -> str:
    """The address as given, once its scheme is known and its port is a number."""
    try:
        parts = urlsplit(given)
        _ = parts.port
    except ValueError as error:
        # The value stays out of the sentence: such addresses carry passwords.
        raise ImproperlyConfigured(f"{name} is not an address: {error}.") from None
    if parts.scheme not in schemes.split():
        raise ImproperlyConfigured(
            f"{name} must begin with one of {', '.join(f'{scheme}://' for scheme in schemes.split())}"
            f" and not with {parts.scheme or 'nothing'}."
        )
    return given


def _bind_host() -> str:
    given = env.str("HOST", default="").strip()
    if given in {"", socket.gethostname()}:  # some shells export the machine's own name under HOST
        return "127.0.0.1"
    if given == "localhost":
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(given))
    except ValueError:
        raise ImproperlyConfigured(f"HOST must be an address such as 127.0.0.1 or 0.0.0.0, not {given!r}.") from None


def _networks(name: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """Networks by commas, such as ``10.0.0.0/8,fd00::/8``; a single address is a network of one."""
    found = []
    for given in env.str(name, default="").split(","):
        try:
            found += [ipaddress.ip_network(given.strip())] if given.strip() else []
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must hold networks such as 192.168.1.0/24: {error}.") from None
    return tuple(found)


# Where things live. VAR_DIR holds everything that is not in the repository; nobody else may read it.

VAR_DIR = Path(env.str("VAR_DIR", default="") or BASE_DIR / "var").resolve()
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

HOST = _bind_host()
PORT = _number("PORT", default=8000, low=1, high=65535)
WEB_WORKERS = _number("WEB_WORKERS", default=1, low=1, high=64)
WEB_THREADS = _number("WEB_THREADS", default=4, low=1, high=64)

DEBUG = _flag("DEBUG")
BASE_URL = (env.str("BASE_URL", default="") or f"http://127.0.0.1:{PORT}").rstrip("/")
_base = urlsplit(_address("BASE_URL", BASE_URL, schemes="http https"))
if not _base.hostname or _base.path or _base.query:
    raise ImproperlyConfigured(
        f"BASE_URL must be a whole address without a path, such as https://rapport.example.org, not {BASE_URL!r}."
    )
IS_HTTPS = _base.scheme == "https"
ALLOWED_HOSTS = [host for host in env.list("ALLOWED_HOSTS", default=[]) if host] or [
    _base.hostname if ":" not in _base.hostname else f"[{_base.hostname}]",
    "localhost",
    "127.0.0.1",
    "[::1]",
    *([] if HOST in {"0.0.0.0", "::", "127.0.0.1", "::1"} else [f"[{HOST}]" if ":" in HOST else HOST]),
]
PROXY_COUNT = _number("PROXY_COUNT", default=1 if IS_HTTPS else 0, low=0, high=9)
OPEN_SIGNUP = _flag("OPEN_SIGNUP")


# Database: the embedded default is SQLite; grown up it is PostgreSQL by DATABASE_URL.

_database_url = env.str("DATABASE_URL", default="")
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url_config(_address("DATABASE_URL", _database_url, schemes="sqlite postgres postgresql psql"))
    if _database_url
    # Not by way of an address: a # or a ? in the folder's name would end it.
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(VAR_DIR / "rapport.sqlite3")}
}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    # A few kept connections a process: opening one for each request costs more than the request.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    # Those that a restart of the server left dead are found before a request gets one, and not by its failing.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _secret_key() -> str:
    """The environment's key; on the embedded default one is made once and kept in ``VAR_DIR``."""
    given = env.str("SECRET_KEY", default="").strip()
    if given and len(given) < 32:
        raise ImproperlyConfigured("SECRET_KEY must have 32 characters or more. Give it 50 random ones.")
    if given:
        return given
    if _database_url:
        raise ImproperlyConfigured("SECRET_KEY is required when DATABASE_URL is set. Give it 50 random characters.")
    path = VAR_DIR / "secret_key"
    if not path.exists():
        # Written aside and linked into place: two first starts at once end with the same key.
        with tempfile.NamedTemporaryFile("w", dir=VAR_DIR, prefix=".secret_key") as file:
            file.write(get_random_secret_key())
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()


SECRET_KEY = _secret_key()


# Broker: an address by REDIS_URL, else the socket of the Valkey that ``manage.py up`` starts.


def _broker_socket() -> Path:
    """A path short enough for a socket (the kernel takes about 100 bytes), the same for every start from VAR_DIR."""
    path = VAR_DIR / "broker" / "valkey.sock"
    if len(os.fsencode(path)) < 100:
        return path
    digest = hashlib.sha256(os.fsencode(VAR_DIR)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"rapport-{os.getuid()}-{digest}" / "valkey.sock"


REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    _address("REDIS_URL", REDIS_URL, schemes="redis rediss redis+socket")
BROKER_SOCKET = _broker_socket()

CELERY_BROKER_URL = REDIS_URL or f"redis+socket://{quote(str(BROKER_SOCKET))}"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A task that a killed worker held comes back after visibility_timeout, which must be longer than any task may run.
    "visibility_timeout": 600,
    "unacked_restore_interval": 30,
    "unacked_restore_throttle": 1,
    # A web request never waits longer than this for a silent broker.
    "socket_connect_timeout": 0.5,
    "socket_timeout": 1.0,
    "max_retries": 0,
}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_STORE_EAGER_RESULT = False
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_DEFAULT_QUEUE = "rapport"
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = _number("WORKER_CONCURRENCY", default=2, low=1, high=64)
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
# A sweep that waited longer than its own interval is not needed any more: the next one finds the same rows.
CELERY_BEAT_SCHEDULE = {
    "sweep digests": {
        "task": "contacts.tasks.sweep_digests",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "sweep exports": {
        "task": "contacts.tasks.sweep_exports",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "sweep follow-ups": {
        "task": "contacts.tasks.sweep_follow_ups",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "sweep imports": {
        "task": "contacts.tasks.sweep_imports",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "sweep daily": {
        "task": "contacts.tasks.sweep_daily",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
    "purge": {
        "task": "contacts.tasks.purge",
        "schedule": timedelta(days=1),
        "options": {"expires": 86400},
    },
}


# The application

INSTALLED_APPS = [
    "networking",
    "contacts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.admin",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "networking.middleware.HtmxRedirectMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "contacts.middleware.AccountTimeZoneMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "networking.urls"
WSGI_APPLICATION = "networking.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"


# Signing in. Sessions and the limits of sign-in live in the database: a dead broker must not lock anybody out.

AUTH_USER_MODEL = "contacts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 24 * 60 * 60
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "networking_cache",
        # Past this number entries are thrown out by name, and with them somebody's count of wrong passwords.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

EMAIL_URL = env.str("EMAIL_URL", default="")

ACCOUNT_ADAPTER = "contacts.accounts_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_URL else "optional"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _base.scheme
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# Without this number every user behind a proxy would share one lock-out.
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT


# Mail: kept as files until EMAIL_URL names a server

EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 10
if EMAIL_URL:
    _mail = env.email_url_config(_address("EMAIL_URL", EMAIL_URL, schemes="smtp smtp+tls smtp+ssl smtps"))
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST = _mail["EMAIL_HOST"] or "localhost"
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
    # smtps means what it means to mail programs: TLS from the first byte. STARTTLS is smtp+tls.
    EMAIL_USE_SSL = urlsplit(EMAIL_URL).scheme in {"smtp+ssl", "smtps"}
    EMAIL_USE_TLS = urlsplit(EMAIL_URL).scheme == "smtp+tls"
    EMAIL_PORT = _mail["EMAIL_PORT"] or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
else:
    EMAIL_BACKEND = "networking.mail.FolderEmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or (
    f"Rapport <rapport@{_base.hostname if any(c.isalpha() for c in _base.hostname) else 'localhost'}>"
)
if "@" not in parseaddr(DEFAULT_FROM_EMAIL)[1]:
    raise ImproperlyConfigured(f"DEFAULT_FROM_EMAIL must hold an e-mail address, not {DEFAULT_FROM_EMAIL!r}.")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Networks of the house that webhooks may call all the same, for an ntfy of its own. Whoever has an account can then
# make the house call machines in there.
WEBHOOK_ALLOWED_NETWORKS = _networks("WEBHOOK_ALLOWED_NETWORKS")


# Static files

FORM_RENDERER = "contacts.forms_renderer.LookRenderer"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
PRIVATE_DIR = Path(env.str("PRIVATE_DIR", default="") or VAR_DIR / "private").resolve()
# A file on its way in waits beside where it will be kept: then keeping it is renaming it, however large it is.
FILE_UPLOAD_TEMP_DIR = PRIVATE_DIR / "incoming"
for _folder in (PRIVATE_DIR, FILE_UPLOAD_TEMP_DIR):
    _folder.mkdir(mode=0o700, parents=True, exist_ok=True)
STORAGES = {
    # Files that people brought or ordered. Nothing serves this folder; each goes out through its owner's page.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": str(PRIVATE_DIR),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True


# Security. What a browser enforces follows the scheme of BASE_URL: on plain HTTP a Secure cookie would lock all out.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_COOKIE_NAME = "rapport_csrf"  # own names, or two houses on 127.0.0.1 would sign each other out
SESSION_COOKIE_NAME = "rapport_session"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Whether subdomains are HTTPS too, and whether browsers may preload that, is for the domain's owner to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]


# Logging: to the standard error stream, without what people typed

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "networking.logs.QuietFormatter"}},
    "filters": {"quiet_task_errors": {"()": "networking.logs.QuietTaskErrors"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Every request for a missing page would be a line; errors of our own remain.
        "django.request": {"level": "ERROR"},
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING", "filters": ["quiet_task_errors"]},
    },
}
