"""How to reach the mail server: from the environment or a file outside the project."""

import os
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from helpers.core.catalogues.recipients import Address, Name
from helpers.core.errors import ParameterError
from helpers.core.workspace import PROJECT_ROOT, Workspace

PREFIX = "BAOCAO_SMTP_"
FILE_VARIABLE = f"{PREFIX}FILE"
STARTTLS: Final = "starttls"
TLS: Final = "tls"
NONE: Final = "none"
PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SmtpSettings(BaseModel):
    """A server and who sends. Nothing of it may be printed or kept."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    host: str = Field(min_length=1, repr=False)
    port: int | None = Field(default=None, ge=1, le=65535, repr=False)
    security: Literal["starttls", "tls", "none"] = STARTTLS
    user: str = Field(default="", repr=False)
    password: SecretStr = SecretStr("")
    sender: Address = Field(alias="from", repr=False)
    sender_name: Name = Field(default="", alias="from_name", repr=False)
    ca_file: Path | None = Field(default=None, repr=False)
    timeout: float = Field(default=60, gt=0)
    answer_timeout: float = Field(default=600, gt=0)
    """Seconds for a step, and for the answer to a complete mail (RFC 5321, 4.5.3.2.6)."""

    @property
    def used_port(self) -> int:
        """The port given, else the usual one of the kind of security."""
        return self.port or PORTS[self.security]


def load_settings(
    workspace: Workspace, file: Path | None = None, environment: Mapping[str, str] = os.environ
) -> SmtpSettings:
    """The settings of ``file`` or of the file that the environment names; variables go before it.

    Raises ParameterError that names a setting, never its value.
    """
    named = file or environment.get(FILE_VARIABLE)
    values = _read(workspace, Path(named)) if named else {}
    for name, field in SmtpSettings.model_fields.items():
        key = field.alias or name
        given = environment.get(PREFIX + key.upper())
        if given:
            values[key] = given
    settings = _validated(values)
    if settings.security == NONE and settings.host not in LOOPBACK:
        raise ParameterError("delivery.plain_refused")
    if bool(settings.user) != bool(settings.password.get_secret_value()):
        raise ParameterError("delivery.half_login")
    for name in ("user", "password"):  # smtplib knows no other letters
        if not str(values.get(name, "")).isascii():
            raise ParameterError("delivery.setting_wrong", name=name)
    if settings.ca_file is not None and not settings.ca_file.is_file():
        raise ParameterError("delivery.setting_wrong", name="ca_file")
    return settings


def is_readable_by_others(file: Path | None, environment: Mapping[str, str] = os.environ) -> bool:
    """True where the settings file's permissions let others read the password (not on Windows)."""
    named = file or environment.get(FILE_VARIABLE)
    if not named or os.name == "nt":
        return False
    return bool(Path(named).stat().st_mode & READABLE_BY_OTHERS)


def _read(workspace: Workspace, path: Path) -> dict[str, object]:
    """A TOML file that nobody can commit or mail with the project by mistake."""
    for root in (workspace.root.resolve(), PROJECT_ROOT):
        if path.resolve().is_relative_to(root):
            raise ParameterError("delivery.settings_inside", file=path.name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise ParameterError("delivery.settings_unreadable", file=path.name) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise ParameterError("delivery.settings_not_toml", file=path.name) from None


def _validated(values: dict[str, object]) -> SmtpSettings:
    try:
        return SmtpSettings.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_input=False, include_context=False)
        # A misspelt name explains why another one is missing.
        first = min(found, key=lambda one: one["type"] != "extra_forbidden")
        name = str(first["loc"][0])
        kinds = {
            "missing": "delivery.setting_missing",
            "extra_forbidden": "delivery.setting_unknown",
        }
        key = kinds.get(first["type"], "delivery.setting_wrong")
    raise ParameterError(key, name=name)
