"""`make clean-data`: asks, then empties the demonstration's folder; needs no package."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

DATA = Path(os.environ.get("DATA_DIR") or Path(__file__).resolve().parent.parent / "var" / "data").resolve()


def say(text: str) -> None:
    """Tell the person who asked."""
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> int:
    """Empty the folder when the answer is yes and no demonstration runs on it; 1 when nothing was deleted."""
    if not DATA.is_dir() or not any(DATA.iterdir()):
        say(f"There is nothing in {DATA}.\n")
        return 0
    with (DATA / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"A demonstration runs on {DATA}. Stop it first; nothing is deleted.\n")
            return 1
        say(f"Delete everything in {DATA}: every case, every sign-in, all mail? Type yes: ")
        if sys.stdin.readline().strip() != "yes":
            say("Nothing is deleted.\n")
            return 1
        for found in DATA.iterdir():
            if found.is_dir() and not found.is_symlink():
                shutil.rmtree(found)
            else:
                found.unlink()
    say("Deleted.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
