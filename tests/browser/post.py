"""What the running house has mailed: a mail server on loopback keeps each mail as it came over the wire."""

import email
from dataclasses import dataclass
from email.message import Message

import icalendar

from bench.installation import Mailbox


@dataclass(frozen=True)
class Letter:
    """One mail, read back: to whom, about what, its text, and what its calendar part asks a calendar to do."""

    to: str
    subject: str
    text: str
    method: str
    event: icalendar.Event

    @classmethod
    def read(cls, message: Message) -> "Letter":
        """The two parts of an invitation."""
        text, calendar = message.get_payload()
        read = icalendar.Calendar.from_ical(calendar.get_payload(decode=True))
        (event,) = read.walk("VEVENT")
        subject = str(email.header.make_header(email.header.decode_header(message["Subject"])))
        return cls(message["To"], subject, text.get_payload(decode=True).decode(), str(read["METHOD"]), event)


class Post(Mailbox):
    """Keeps what it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []

    def keep(self, mail: list[str]) -> None:
        """Count it, and keep it whole."""
        super().keep(mail)
        with self.lock:
            self.kept.append("\r\n".join(mail))

    def invitations(self) -> list[Letter]:
        """Those with a calendar part, in the order they came."""
        with self.lock:
            came = [email.message_from_bytes(mail.encode()) for mail in self.kept]
        return [Letter.read(message) for message in came if message.is_multipart()]
