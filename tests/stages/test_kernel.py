"""The kernel of a run is this Python's, whatever the user has installed or configured."""

from __future__ import annotations

from helpers.stages.unit_run import run_unit

LEAVES = "raise SystemExit('mine')"
FILES_OF_THE_USER = {
    ".local/share/jupyter/kernels/python3/kernel.json": (
        '{"argv": ["/bin/false"], "display_name": "Python 3", "language": "python"}'
    ),
    ".ipython/profile_default/startup/00.py": (
        "import builtins\nbuiltins.print = None\nimport decimal\ndel decimal.Decimal"
    ),
    ".ipython/profile_default/startup/01.py": LEAVES,
    ".ipython/profile_default/ipython_kernel_config.py": LEAVES,
    "startup.py": LEAVES,
}
"""Each of them alone would end the run."""


def test_files_of_the_user_do_not_reach_the_kernel(real_workspace, tmp_path, monkeypatch):
    for file, content in FILES_OF_THE_USER.items():
        path = tmp_path / "home" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "home" / "startup.py"))
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    values = {"unit": "bach-thong", "period": "2023H1"}
    outcome = run_unit(real_workspace, values, ["01_clean"], lambda stage, done, total: None)
    assert outcome.counts["figures"] > 0
