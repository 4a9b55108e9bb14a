"""One command starts the whole house: broker, worker, beat and web as children of one process, ended in order."""
