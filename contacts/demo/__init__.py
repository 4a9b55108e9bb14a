"""The example network of `manage.py demo`: invented people, and what brings them in through the services."""
