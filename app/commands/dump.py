"""Writes the dumps without a server."""

from pathlib import Path
from tempfile import TemporaryDirectory

from app.dumps.edition import make
from app.dumps.file import File
from app.kit.problems import ProblemError
from app.main import store_of
from app.settings import Settings
from seed.problem import Refused


def write(settings: Settings, folder: Path) -> list[File]:
    """Write the files that a server of these settings would send, under the names that they are saved under.

    Each is written beside and then put in its place, so that none is ever seen half. Raises Refused while there is no
    release to be dumped, OSError where a file cannot be written.
    """
    store = store_of(settings)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=folder, prefix=".dump-") as beside, store.open() as snapshot:
            made = make(snapshot, Path(beside)).files.values()
            return [File(file.path.replace(folder / file.path.name), file.size, file.sha256) for file in made]
    except ProblemError as error:
        raise Refused([f"nothing is written: {error.detail}"]) from error
    finally:
        store.engine.dispose()
