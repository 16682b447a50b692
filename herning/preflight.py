"""What must hold before anything slow begins; run by the Python the user has, so it needs no package."""

import importlib.util
import os
import shutil
import socket
import sys

OLDEST, NEWEST = (3, 11), (3, 13)
WITHOUT_REDIS_WHEEL = (3, 13)


def python_missing(version: "tuple[int, int]") -> str:
    """What is wrong with the Python itself, or an empty text."""
    if not OLDEST <= version <= NEWEST:
        return (
            f"Python {version[0]}.{version[1]} is too {'old' if version < OLDEST else 'new'}: 3.11, 3.12 or 3.13 is "
            "needed. Name one of them, for example: PYTHON=python3.12 make demo"
        )
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        return (
            "This Python cannot make a virtual environment: its modules venv and ensurepip are missing "
            "(Debian: apt-get install python3-venv)."
        )
    return ""


def redis_missing(version: "tuple[int, int]") -> str:
    """On a Python for which the embedded Redis has no wheel, what to install, or an empty text."""
    if version < WITHOUT_REDIS_WHEEL or os.environ.get("REDIS_URL") or shutil.which("redis-server"):
        return ""
    return (
        f"The embedded Redis has no ready package for Python {version[0]}.{version[1]}, and there is no redis-server. "
        "Install it "
        "(Debian: apt-get install redis-server; macOS: brew install redis), use Python 3.11 or 3.12 "
        "(PYTHON=python3.12 make demo), or set REDIS_URL."
    )


def port_refused(text: str) -> str:
    """Why the port cannot be used, naming the port and the setting, or an empty text."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        return f"PORT={text} is no port: give a number from 1 to 65535, for example: PORT=8765 make demo"
    asked = socket.socket()
    asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        asked.bind(("127.0.0.1", int(text)))
    except PermissionError:
        return f"Port {text} is kept for the administrator. Choose another, for example: PORT=8765 make demo"
    except OSError:
        return (
            f"Port {text} is taken by another program (a `make demo` that still runs?). Stop it, or choose another, "
            "for example: PORT=8765 make demo"
        )
    finally:
        asked.close()
    return ""


def main() -> int:
    """`python herning/preflight.py [PORT]`: silent when all is well."""
    version = (sys.version_info[0], sys.version_info[1])
    reasons = [python_missing(version) or redis_missing(version)]
    reasons += [port_refused(port) for port in sys.argv[1:]]
    for reason in filter(None, reasons):
        sys.stderr.write(reason + "\n")
    return 1 if any(reasons) else 0


if __name__ == "__main__":
    sys.exit(main())
