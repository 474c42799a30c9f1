"""Sets the program up once, without a network, and starts it. Needs Python @PYTHON@ alone."""

import os
import subprocess
import sys
import venv
from pathlib import Path

NEEDED = "@PYTHON@"
HERE = Path(__file__).resolve().parent
FOLDER = HERE / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHEELS = HERE / "wheels"
REQUIREMENTS = WHEELS / "requirements.txt"
DONE = FOLDER / "da-cai-xong.txt"


def main(arguments):
    """Install what is missing, then run the command; without arguments JupyterLab."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if "{}.{}".format(*sys.version_info) != NEEDED:
        print(f"Cần Python {NEEDED}; máy này đang dùng Python {sys.version.split()[0]}.")
        print(f"Cài Python {NEEDED} (không cần quyền quản trị), rồi chạy lại tệp này.")
        return 2
    # The address of this folder is part of the environment: a moved folder is set up again.
    wanted = f"{HERE}\n{REQUIREMENTS.read_text(encoding='utf-8')}"
    if not DONE.is_file() or DONE.read_text(encoding="utf-8") != wanted:
        code = install()
        if code:
            return code
        DONE.write_text(wanted, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(HERE / "src"), "PYTHONUTF8": "1"}
    command = [str(PYTHON), "-m", "helpers.cli", *(arguments or ["lab"])]
    return subprocess.call(command, cwd=HERE if not arguments else None, env=environment)


def install():
    """A new environment with the wheels beside this file; 0 where all went well."""
    print("Đang cài lần đầu, không cần mạng, khoảng vài phút…", flush=True)
    try:
        venv.create(FOLDER, clear=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Không tạo được môi trường Python trong {FOLDER}: {error}")
        print("Trên Debian, Ubuntu cần gói python3-venv. Kiểm tra chỗ trống của ổ đĩa.")
        return 2
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-index", "--find-links", str(WHEELS), "--no-deps", "--require-hashes"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    clean["PIP_CONFIG_FILE"] = os.devnull
    code = subprocess.call([*command, "--requirement", str(REQUIREMENTS)], env=clean)
    print("Đã cài xong." if not code else "Chưa cài được: xem dòng báo lỗi ở trên.", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
