"""What the rules make of real history, which is read where it lies and never copied into the project."""
