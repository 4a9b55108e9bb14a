"""What is said of a file in which nothing is a row: empty, locked, cut in half, or no kind of file for us."""


class Unreadable(Exception):
    """``why`` is a code of `contacts.wording_imports`, ``told`` what its sentence names."""

    def __init__(self, why: str, **told: str) -> None:
        super().__init__(why)
        self.why = why
        self.told = told
