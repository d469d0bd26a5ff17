"""The command line, `summits`."""

import gc


def main() -> None:
    """Run a command.

    Of what is imported nothing is let go of, so the garbage collector need not look through it again and again: that
    would take a fifth of the start.
    """
    gc.disable()
    from app.commands.cli import main as run  # noqa: PLC0415

    gc.enable()
    run()
