"""The few kinds of refusal that the product's verbs answer with. Each carries the sentence that the user reads."""


class DomainError(Exception):
    """A verb refused. ``sentence`` says what is wrong and what to do; ``field``, if given, which form field it is."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Refused(DomainError):
    """The values do not fit together, or a rule forbids the step."""


class FoundingInteraction(DomainError):
    """The interaction founded a contact: it cannot go or lose its meaning while the contact stands (E-01)."""


class StaleVersion(DomainError):
    """Somebody (another tab, another device) changed the row first. ``current`` is the row as it stands now."""

    def __init__(self, sentence: str, *, current: object) -> None:
        super().__init__(sentence)
        self.current = current
