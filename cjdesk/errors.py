"""The one kind of failure that a person is told about.

Everything else that is raised is a bug: it is logged with its traceback and never dressed up as advice.
"""

from __future__ import annotations


class UserProblem(Exception):
    """Something a person can mend, said in plain sentences.

    ``what`` says what happened, ``safe`` what is unharmed, ``do`` what to do next. ``code`` is a stable word for
    programs ("password", "newer-plan"); it is never shown.
    """

    def __init__(self, what: str, safe: str = "", do: str = "", *, code: str = "") -> None:
        self.what = what
        self.safe = safe
        self.do = do
        self.code = code
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """All three parts on one line, as the command line prints them."""
        return " ".join(part for part in (self.what, self.safe, self.do) if part)


class Cancelled(Exception):
    """The person stopped a piece of long work; nothing of it was kept."""
