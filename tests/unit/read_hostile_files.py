"""Reads every hostile file in a process of its own with limits, and prints what became of each: one line of JSON a file.

A child is made by forking, so that importing is paid once; this process has no threads.
"""

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from hostile_files import READ, REFUSED

from cjwizard.domain.errors import WizardError
from cjwizard.exchange import json_file
from cjwizard.i18n.translator import translator

CPU_SECONDS = 20
MEMORY = 4_000_000_000


def resident() -> int:
    """Return how many bytes of memory this process has in use."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def outcome(data: bytes) -> dict[str, object]:
    """Return what reading the JSON file *data* gives."""
    return said(lambda: json_file.read(data))


def said(read: Callable[[], object]) -> dict[str, object]:
    """Return what *read* gives: nothing, or the class of the error and what it says in each language."""
    try:
        read()
    except WizardError as error:
        said = [translator("nl").error(error), translator("en").error(error)]
        return {"refused": type(error).__name__, "said": said}
    except Exception:  # noqa: BLE001 - whatever it is, it is what the test is about
        return {"raised": traceback.format_exc(limit=-3)}
    return {}


def in_a_process(make: Callable[[], bytes], read: Callable[[bytes], dict[str, object]] = outcome) -> dict[str, object]:
    """Return the outcome of one file with processor seconds and megabytes that it took."""
    data = make()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        before = resident()
        found = read(data) | {"before": before}
        os.write(writer, json.dumps(found).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    _, status, used = os.wait4(child, 0)
    if not answer:
        return {"raised": f"ended by {signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else status}"}
    found = json.loads(answer)
    found["megabytes"] = (used.ru_maxrss * 1024 - found.pop("before")) / 1e6
    found["seconds"] = used.ru_utime + used.ru_stime
    return found


if __name__ == "__main__":
    for name, make in {**REFUSED, **READ}.items():
        sys.stdout.write(json.dumps({"name": name, **in_a_process(make)}) + "\n")
        sys.stdout.flush()
