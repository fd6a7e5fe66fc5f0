"""What our writer asks of the writing library: every call is recorded, to be repeated by a program that does nothing else."""

import gc
import io
import pickle
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, BinaryIO, Final
from unittest import mock

import xlsxwriter
from xlsxwriter import chart, format, workbook, worksheet  # noqa: A004 - the library's name

_CHUNK: Final = 5000
"""Calls that are read from the file at once, so that the memory which is measured holds few that are still to come."""
_RECORDED: Final = (workbook.Workbook, worksheet.Worksheet, format.Format, chart.Chart)

Call = tuple[int, str, tuple[Any, ...], dict[str, Any], int | None]
"""Number of the object, name of the method, what it is told, and the number of the object that it returns."""


@dataclass(slots=True)
class Recorder:
    """Writes calls to a file. Objects of the library are numbered in the order of their appearance; 0 is the workbook."""

    file: BinaryIO
    count: int = 0
    _numbers: dict[int, int] = field(default_factory=dict)
    _kept: list[object] = field(default_factory=list)
    """Everything that has a number, so that no other object gets its address."""
    _waiting: list[Call] = field(default_factory=list)
    _words: dict[str, str] = field(default_factory=dict)
    _depth: int = 0

    def call(self, method: Callable[..., object], this: object, told: tuple[Any, ...], named: dict[str, Any]) -> object:
        """Call *method* of *this*, and record that; what the library calls itself is not recorded."""
        self._depth += 1
        try:
            answer = method(this, *told, **named)
        finally:
            self._depth -= 1
        if self._depth == 0 and id(this) in self._numbers:
            self._record(this, method.__name__, told, named, answer)
        return answer

    def number(self, thing: object) -> int:
        """Give *thing* the next number."""
        self._numbers[id(thing)] = len(self._kept)
        self._kept.append(thing)
        return self._numbers[id(thing)]

    def close(self) -> None:
        """Write what was not written yet."""
        if self._waiting:
            pickler = pickle.Pickler(self.file, protocol=pickle.HIGHEST_PROTOCOL)
            pickler.persistent_id = self._number_of  # type: ignore[method-assign]
            pickler.dump(self._waiting)
            self._waiting = []

    def _record(self, this: object, name: str, told: tuple[Any, ...], named: dict[str, Any], answer: object) -> None:
        self.count += 1
        # Equal texts are one object, as in a program that has them as constants.
        told = tuple(self._words.setdefault(value, value) if isinstance(value, str) else value for value in told)
        named = {key: value for key, value in named.items() if key != "worksheet_class"}
        made = isinstance(answer, _RECORDED) and id(answer) not in self._numbers
        self._waiting.append((self._numbers[id(this)], name, told, named, self.number(answer) if made else None))
        if made or len(self._waiting) == _CHUNK:
            self.close()

    def _number_of(self, thing: object) -> int | None:
        return self._numbers.get(id(thing)) if isinstance(thing, _RECORDED) else None


def record(work: Callable[[], bytes], path: Path) -> tuple[bytes, int]:
    """Return what *work* makes with one workbook, and how many calls that took; they are written to *path*."""
    with path.open("wb") as file:
        recorder = Recorder(file)
        with _watched(recorder):
            content = work()
        recorder.close()
    return content, recorder.count


@contextmanager
def _watched(recorder: Recorder) -> Iterator[None]:
    """Record what is called from outside the library as long as the block lasts."""
    with mock.patch.object(xlsxwriter, "Workbook", _first(recorder)):
        watched = []
        for kind in _RECORDED:
            for name, method in list(vars(kind).items()):
                if callable(method) and not name.startswith("_"):
                    watched.append(mock.patch.object(kind, name, _recording(recorder, method)))
        for patch in watched:
            patch.start()
        try:
            yield
        finally:
            for patch in reversed(watched):
                patch.stop()


def _first(recorder: Recorder) -> Callable[..., object]:
    """Return what stands in for the class of the workbook: it makes one, and records what that was told."""

    def made(_file: io.BytesIO, options: Mapping[str, object]) -> object:
        book = workbook.Workbook(_file, options)
        recorder.number(book)
        pickle.dump(dict(options), recorder.file, protocol=pickle.HIGHEST_PROTOCOL)
        return book

    return made


def _recording(recorder: Recorder, method: Callable[..., object]) -> Callable[..., object]:
    @wraps(method)
    def recorded(this: object, *told: Any, **named: Any) -> object:  # noqa: ANN401 - whatever the library takes
        return recorder.call(method, this, told, named)

    return recorded


def repeat(path: Path, sheet_class: type | None = None) -> tuple[bytes, float]:
    """Repeat the calls in *path* in one pass; return the file, and the seconds of CPU that the calls took.

    Sheets are of *sheet_class*, or of the library's own class. Reading the calls does not count.
    """
    with path.open("rb") as file:
        content, took = io.BytesIO(), 0.0
        options = pickle.load(file)  # noqa: S301 - written by this bench
        begin = time.process_time()
        things: list[Any] = [xlsxwriter.Workbook(content, options)]
        took += time.process_time() - begin
        while calls := _some(file, things):
            bound = [(getattr(things[this], name), told, named, made) for this, name, told, named, made in calls]
            if sheet_class is not None:
                for call, _, named, _ in bound:
                    if call.__name__ == "add_worksheet":
                        named["worksheet_class"] = sheet_class
            del calls
            begin = time.process_time()
            for call, told, named, made in bound:
                answer = call(*told, **named)
                if made is not None:
                    things.append(answer)
            took += time.process_time() - begin
    return content.getvalue(), took


def _some(file: BinaryIO, things: list[Any]) -> list[Call]:
    """Return the next calls, none at the end of *file*."""
    gc.disable()  # reading many calls at once would look for garbage many times
    try:
        unpickler = pickle.Unpickler(file)  # noqa: S301 - written by this bench
        unpickler.persistent_load = things.__getitem__  # type: ignore[method-assign]
        calls: list[Call] = unpickler.load()
    except EOFError:
        return []
    finally:
        gc.enable()
    return calls
