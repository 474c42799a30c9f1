"""Invented units with recipients, and a mail server of its own process to send to."""

from __future__ import annotations

import json
import time
from base64 import b64decode
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from helpers.core.periods import Period

PERIOD = Period.parse("2023H1")
UNITS = [f"huyen-mau-{number:04}" for number in (1, 2, 3)]
# Each unit has a recipient and a copy of its own.
PEOPLE = "unit,name,address,kind\n" + "".join(
    f'{unit},"Nguyễn Văn Mẫu, Trưởng phòng {n}",mau{n}@example.com,to\n'
    f"{unit},Ban Dân tộc,bdt{n}@example.com,cc\n"
    for n, unit in enumerate(UNITS, start=1)
)
SERVER = Path(__file__).with_name("server.py")
PATIENCE = 120.0  # seconds: machines are busy


@dataclass(frozen=True)
class Received:
    """One mail that the server accepted."""

    to: list[str]
    content: bytes
    message: EmailMessage


@dataclass
class MailServer:
    """A server process; what it accepted so far, in order."""

    folder: Path
    security: str

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text(encoding="ascii"))

    def events(self, kind: str) -> list[dict]:
        paths = sorted(self.folder.glob(f"*-{kind}.json"))
        return [json.loads(path.read_text(encoding="utf-8")) for path in paths]

    @property
    def mails(self) -> list[Received]:
        found = []
        for event in self.events("mail"):
            content = b64decode(event["content"])
            message = message_from_bytes(content, policy=policy.default)
            found.append(Received(event["to"], content, message))
        return found

    @property
    def addresses(self) -> list[str]:
        """Everybody who got a mail, once for each."""
        return sorted(address for mail in self.mails for address in mail.to)

    def settings(self, **more: str) -> dict[str, str]:
        """Variables that lead to this server."""
        values = {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "SECURITY": self.security,
            "FROM": "phong-dan-toc@example.com",
            "FROM_NAME": "Phòng Dân tộc",
            "TIMEOUT": "10",
        }
        if self.security != "none":
            values["CA_FILE"] = str(self.folder / "ca.pem")
        return {f"BAOCAO_SMTP_{name}": text for name, text in (values | more).items()}


def wait_until(is_so) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)
