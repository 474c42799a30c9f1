"""Settings of the mail server: from outside the project only, and told to nobody."""

from __future__ import annotations

import pytest

from helpers.core.errors import ParameterError
from helpers.core.messages import message
from helpers.core.workspace import PROJECT_ROOT, Workspace
from helpers.delivery.settings import is_readable_by_others, load_settings

SECRET = "canary-secret"
GOOD = f"""host = "mail.example.com"
security = "tls"
user = "phong"
password = "{SECRET}"
from = "phong@example.com"
"""


@pytest.fixture
def place(tmp_path):
    (tmp_path / "w").mkdir()
    return Workspace(tmp_path / "w")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "thu.toml"
    path.write_text("\ufeff" + GOOD, encoding="utf-8")  # as Notepad saves it
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("variables, port, user", [
    ({}, 465, "phong"),
    ({"BAOCAO_SMTP_SECURITY": "starttls"}, 587, "phong"),
    ({"BAOCAO_SMTP_PORT": "2525", "BAOCAO_SMTP_USER": "khac"}, 2525, "khac"),
])  # fmt: skip
def test_variables_go_before_the_file(place, file, variables, port, user):
    settings = load_settings(place, None, {"BAOCAO_SMTP_FILE": str(file)} | variables)
    assert (settings.used_port, settings.user) == (port, user)
    assert settings.password.get_secret_value() == SECRET
    assert SECRET not in f"{settings!r}{settings}" and "phong" not in repr(settings)


@pytest.mark.parametrize("text, sentence", [
    (GOOD.replace("host", "#"), message("delivery.setting_missing", name="host")),
    (GOOD.replace("from", "#"), message("delivery.setting_missing", name="from")),
    (GOOD.replace("from =", "form ="), message("delivery.setting_unknown", name="form")),
    (GOOD.replace('"tls"', f'"{SECRET}"'), message("delivery.setting_wrong", name="security")),
    (GOOD + f'port = "{SECRET}"', message("delivery.setting_wrong", name="port")),
    (GOOD.replace("phong@example.com", SECRET), message("delivery.setting_wrong", name="from")),
    (GOOD.replace("canary", "mật"), message("delivery.setting_wrong", name="password")),
    (GOOD.replace("password", "#"), message("delivery.half_login")),
    (GOOD.replace('"tls"', '"none"'), message("delivery.plain_refused")),
    (GOOD.replace(f'"{SECRET}"', SECRET), message("delivery.settings_not_toml", file="thu.toml")),
    (GOOD + 'ca_file = "nowhere.pem"', message("delivery.setting_wrong", name="ca_file")),
])  # fmt: skip
def test_what_is_wrong_is_named_without_its_value(place, file, text, sentence):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError) as caught:
        load_settings(place, file, {})
    assert str(caught.value) == sentence
    error = caught.value
    while error is not None:
        assert SECRET not in f"{error!r}{error}"
        assert error.__suppress_context__ or error.__context__ is None
        error = error.__cause__


def test_a_file_inside_workspace_or_project_is_refused(place, tmp_path):
    inside = place.root / "thu.toml"
    inside.write_text(GOOD, encoding="utf-8")
    link = tmp_path / "link.toml"
    link.symlink_to(inside)
    for path in (inside, link, PROJECT_ROOT / "pyproject.toml"):
        with pytest.raises(ParameterError) as caught:
            load_settings(place, path, {})
        assert caught.value.key == "delivery.settings_inside"


@pytest.mark.parametrize("mode, is_open", [(0o600, False), (0o640, True), (0o604, True)])
def test_permissions_that_let_others_read_are_told(file, mode, is_open):
    file.chmod(mode)
    assert is_readable_by_others(file, {}) is is_open


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_the_clear_is_for_this_machine_and_asked_for(place, host):
    variables = {"BAOCAO_SMTP_HOST": host, "BAOCAO_SMTP_FROM": "a@example.com"}
    assert load_settings(place, None, variables).security == "starttls"
    chosen = load_settings(place, None, variables | {"BAOCAO_SMTP_SECURITY": "none"})
    assert chosen.security == "none"
