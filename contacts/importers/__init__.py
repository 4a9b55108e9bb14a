"""Importers: bytes to plain rows, one file a format. They know no table; what a row becomes is for the services."""
