"""What every test may ask for. Servers start only when a fixture asks for one."""

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("house", deadline=None, database=None)
hypothesis_settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the database of this run cannot have; the run on the other database has it."""
    other = "postgresql" if settings.IS_SQLITE else "sqlite"
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker(other)]


@pytest.fixture
def broker_dead(settings: SettingsWrapper, tmp_path: Path) -> None:
    """A broker that is not there: nothing listens at its address."""
    _use_broker(settings, f"redis+socket://{tmp_path / 'nobody.sock'}")


@pytest.fixture
def broker_hanging(settings: SettingsWrapper) -> Iterator[None]:
    """A broker that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        _use_broker(settings, f"redis://127.0.0.1:{listener.getsockname()[1]}/0")
        yield
        celery_app.pool.force_close_all()


def _use_broker(settings: SettingsWrapper, url: str) -> None:
    """Point the site and Celery at this broker, for real: no eager tasks."""
    settings.CELERY_BROKER_URL = url
