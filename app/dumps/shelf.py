"""The files that a process keeps: those of the newest state of the data, made when they are first asked for."""

import shutil
import sqlite3
import tempfile
import weakref
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa
from anyio import CapacityLimiter, to_thread

from app.dumps.edition import Edition, make
from app.dumps.file import File
from app.dumps.kind import Kind
from app.kit.problems import ProblemError
from app.kit.rows.snapshot import Snapshot
from app.kit.rows.store import Store


class Shelf:
    """Keeps one edition in a temporary folder, which goes with the process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # One thread beside those that answer: who waits for an edition to be made takes none from the others.
        self._alone = CapacityLimiter(1)
        self._folder: Path | None = None
        self._edition: Edition | None = None

    async def open(self, kind: Kind) -> tuple[Edition, File, BinaryIO]:
        """Return the newest edition, its file of a kind, and that file opened. Raises ProblemError 503.

        An opened file stays readable when a newer edition takes the place of its own.
        """
        kept = await to_thread.run_sync(self._kept, kind)
        if kept is not None:
            return kept
        return await to_thread.run_sync(self._open, kind, limiter=self._alone)

    def close(self) -> None:
        """Remove everything."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = self._edition = None

    def _kept(self, kind: Kind) -> tuple[Edition, File, BinaryIO] | None:
        """Return what lies there already; None if it is to be made."""
        edition = self._edition
        with self._store.open() as snapshot:
            if edition is None or not edition.shows(snapshot):
                return None
        try:
            return edition, edition.files[kind], edition.files[kind].path.open("rb")
        except OSError:
            return None

    def _open(self, kind: Kind) -> tuple[Edition, File, BinaryIO]:
        with self._store.open() as snapshot:
            if self._edition is None or not self._edition.shows(snapshot) or not self._edition.lies():
                self._edition = self._renewed(snapshot)
        file = self._edition.files[kind]
        return self._edition, file, file.path.open("rb")

    def _renewed(self, snapshot: Snapshot) -> Edition:
        """Make the edition of a snapshot, then remove the one before it. Raises ProblemError 503."""
        try:
            if self._folder is None or not self._folder.exists():
                self._folder = Path(tempfile.mkdtemp(prefix="summit-dumps-"))
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            folder = Path(tempfile.mkdtemp(dir=self._folder))
            edition = _made(snapshot, folder)
        except (OSError, sqlite3.Error, sa.exc.DBAPIError) as error:
            # The disk is full, or the database went away.
            detail = "the dumps could not be written; the log has the reason"
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, retry_after="60") from error
        for other in self._folder.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
        return edition


def _made(snapshot: Snapshot, folder: Path) -> Edition:
    """Make an edition in a folder, which does not outlive a failure: it may be what fills the disk."""
    try:
        edition = make(snapshot, folder)
        snapshot.check_file()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return edition
