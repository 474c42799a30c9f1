"""Files that go out: what the program wrote is replaced; what a person may have edited is kept.

The hash of every file written is recorded. A file that is there with another hash, or with none
recorded, is moved to the folder ``da-sua`` ("edited") beside it, under a name with date and time.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

from helpers.core.errors import InputError
from helpers.core.messages import LANGUAGES, message
from helpers.core.workspace import Workspace, atomic_path, write_text

EDITED = "da-sua"
QUESTIONS = "hoi-dap.xlsx"
"""The workbook of questions, which people fill in."""
TIME_FORMAT = "%Y-%m-%d-%H%M%S"
_STAMP = re.compile(r"\d{4}-\d\d-\d\d-\d{6}(?=-)")


@dataclass(frozen=True)
class OutputFolder:
    """A folder with what the program writes there: below ``reports``, or any other."""

    workspace: Workspace
    folder: Path

    def replace(self, target: Path, content: bytes) -> Path | None:
        """Write ``content`` atomically; where the file went that was there and was not ours.

        Raises InputError: ``stages.file_in_use`` where another program holds the file,
        ``stages.path_in_the_way`` where a folder has its name.
        """
        if target.is_dir():
            raise InputError("stages.path_in_the_way", file=self.workspace.relative(target))
        digest, before = _digest(content), _digest_of(target)
        is_ours = before in (digest, *self._known(target))
        kept = None if before is None or is_ours else self._set_aside(target)
        # Recorded before it is written: whenever the run is killed, what is there is known.
        self._record(target, [before, digest] if before and is_ours else [digest])
        if before != digest:
            with _unless_in_use(target), atomic_path(target) as temporary:
                temporary.write_bytes(content)
        return kept

    def remove(self, target: Path) -> Path | None:
        """Delete a file as the program wrote it; another one is set aside. Where it went.

        Raises InputError ``stages.file_in_use`` where another program holds the file.
        """
        before = _digest_of(target)
        if before is None:
            return None
        if before not in self._known(target):
            return self._set_aside(target)
        with _unless_in_use(target):
            target.unlink()
        return None

    def written(self) -> list[Path]:
        """The files that are there as the program wrote them, in a stable order."""
        paths = (self.folder / name for name in sorted(self._records()))
        return [path for path in paths if _digest_of(path) in self._known(path)]

    def kept(self, since: datetime | None = None, but: Collection[str] = ()) -> list[str]:
        """What was set aside, at or after ``since`` and not in ``but``: relative names."""
        first = since.strftime(TIME_FORMAT) if since else ""
        found = sorted((self.folder / EDITED).glob("*"))
        stamped = [path for path in found if _STAMP.match(path.name)]
        names = [self.workspace.relative(path) for path in stamped if path.name >= first]
        return [name for name in names if name not in but]

    def _set_aside(self, target: Path) -> Path:
        """Move a file; an empty one takes the new name first, so that no file is overwritten."""
        stamp = datetime.now().strftime(TIME_FORMAT)
        try:
            (self.folder / EDITED).mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            file = self.workspace.relative(self.folder / EDITED)
            raise InputError("stages.path_in_the_way", file=file) from error
        for number in count(1):
            name = f"{stamp}-{number}-{target.name}" if number > 1 else f"{stamp}-{target.name}"
            kept = self.folder / EDITED / name
            try:
                kept.touch(exist_ok=False)
            except FileExistsError:
                continue
            try:
                with _unless_in_use(target):
                    target.replace(kept)
            except BaseException:
                kept.unlink()
                raise
            return kept
        raise AssertionError("count() has no end")

    def _known(self, target: Path) -> list[str]:
        """Hashes of what was written under this name."""
        return self._records().get(self._name(target), [])

    def _name(self, target: Path) -> str:
        return target.relative_to(self.folder).as_posix()

    def _record(self, target: Path, digests: Iterable[str]) -> None:
        records = self._records() | {self._name(target): list(dict.fromkeys(digests))}
        text = json.dumps(records, ensure_ascii=False, indent=1, sort_keys=True)
        write_text(self._record_file(), text + "\n")

    def _record_file(self) -> Path:
        written = self.workspace.root / "data" / "processed" / "_written"
        reports = self.workspace.root / "reports"
        if not self.folder.is_relative_to(reports):
            path = self.folder.resolve().as_posix().encode()
            return written / "_others" / f"{_digest(path)[:32]}.json"
        below = self.folder.relative_to(reports)
        return written / below.parent / f"{below.name}.json"

    def _records(self) -> dict[str, list[str]]:
        """Name → hashes; of a report made before there were records, those of its manifest."""
        records = _read(self._record_file())
        if records is not None:
            return records
        prefix = self.workspace.relative(self.folder) + "/"
        outputs = (_read(self.folder / "manifest.json") or {}).get("outputs", {})
        return {name.removeprefix(prefix): [digest] for name, digest in outputs.items()}


def kept_sentences(names: Iterable[str]) -> list[str]:
    """A sentence for each file set aside; dossiers and questions are given out to be filled in."""
    stems = "|".join(re.escape(message("export.dossier_stem", lang)) for lang in LANGUAGES)
    filled = re.compile(rf"{_STAMP.pattern}-(?:\d+-)?(?:{stems})-[^/]*\.xlsx$")
    asked = re.compile(rf"{_STAMP.pattern}-(?:\d+-)?{re.escape(QUESTIONS)}$")
    ways = {filled: "_filled", asked: "_answered"}
    keys = {n: next((key for way, key in ways.items() if way.search(n)), "") for n in names}
    return [message(f"stages.set_aside{key}", file=name) for name, key in keys.items()]


@contextmanager
def _unless_in_use(target: Path) -> Iterator[None]:
    """The system's refusal becomes an error that names the file to close."""
    try:
        yield
    except PermissionError as error:
        raise InputError("stages.file_in_use", file=target.name) from error


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _digest_of(path: Path) -> str | None:
    with _unless_in_use(path):
        return _digest(path.read_bytes()) if path.is_file() else None


def _read(path: Path) -> dict | None:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
