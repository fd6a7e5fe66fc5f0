"""The command line: check a file, or print its plan and write it to files; and for hosts, care for the database.

    python -m cjwizard check FILE
    python -m cjwizard plan FILE [--xlsx OUT] [--csv OUT] [--text OUT] [--json OUT] [--lang nl|en]
    python -m cjwizard poster FILE [--pdf OUT] [--png OUT] [--svg OUT] [--report OUT]
                              [--paper a3|a4] [--journey NAME] [--lang nl|en]
    python -m cjwizard backup FILE [--lang nl|en]
    python -m cjwizard restore FILE [--lang nl|en]
    python -m cjwizard purge [--lang nl|en]

Ends with 0, or with 2 and one line on standard error that says what is wrong.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from cjwizard.domain.assessment import Assessment, Journey, Lang
from cjwizard.domain.errors import WizardError
from cjwizard.domain.priority import ActionResult, Block, PhaseResult
from cjwizard.exchange import json_file, plan_json
from cjwizard.exchange.csv_list import csv_list
from cjwizard.exchange.excel.titles import journey_title
from cjwizard.exchange.excel.writer import workbook
from cjwizard.exchange.plain_list import plain_list
from cjwizard.exchange.poster import PAPERS, poster
from cjwizard.exchange.report import report
from cjwizard.exchange.take_along import page_name
from cjwizard.exchange.typesetter import Format, typeset
from cjwizard.i18n.translator import LANGUAGES, Translator, translator
from cjwizard.services.plan import Plan, make_plan
from cjwizard.services.reasons import (
    action_reason,
    find_out_reason,
    find_out_way,
    phase_place,
    phase_reason,
    phase_title,
)
from cjwizard.ui import wiring

BAD_INPUT: Final = 2
_BLOCKS: Final[tuple[Block, ...]] = ("ranked", "to_estimate", "clashes", "done", "dropped")
_PLAN_FILES: Final = ("xlsx", "csv", "text", "json")
_FILES: Final[tuple[Format | Literal["report"], ...]] = ("pdf", "png", "svg", "report")
_LANGUAGE = re.compile(rb'"language"\s*:\s*"(nl|en)"')


class _RefusedError(Exception):
    """Something the user asked for cannot be done; the message is one sentence in the user's language."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; *arguments* ``None`` = those of this process."""
    _never_fail_on_a_letter()
    asked = _parser().parse_args(arguments)
    try:
        if asked.command == "check":
            _check(asked.file)
        elif asked.command == "plan":
            _plan(asked.file, asked.lang, {kind: getattr(asked, kind) for kind in _PLAN_FILES})
        elif asked.command == "poster":
            _poster(asked)
        else:
            _care(asked.command, asked, translator(asked.lang or LANGUAGES[0]))
    except _RefusedError as refused:
        print(_one_line(str(refused)), file=sys.stderr)
        return BAD_INPUT
    return 0


def _parser() -> argparse.ArgumentParser:
    # In English only: so are the words that argparse puts around them.
    t = translator("en")
    parser = argparse.ArgumentParser(prog="python -m cjwizard", description=t("cli.help"))
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help=t("cli.help_check"))
    plan = commands.add_parser("plan", help=t("cli.help_plan"))
    poster = commands.add_parser("poster", help=t("poster.cli.help"))
    for command in (check, plan, poster):
        command.add_argument("file", metavar="FILE", type=Path, help=t("cli.help_file"))
    for kind in _PLAN_FILES:
        plan.add_argument(f"--{kind}", metavar="OUT", type=Path, help=t(f"cli.help_{kind}"))
    for kind in _FILES:
        poster.add_argument(f"--{kind}", metavar="OUT", type=Path, help=t(f"poster.cli.{kind}"))
    poster.add_argument("--paper", choices=list(PAPERS), default="a3", help=t("poster.cli.paper"))
    poster.add_argument("--journey", metavar="NAME", help=t("poster.cli.journey"))
    backup = commands.add_parser("backup", help=t("cli.help_backup"))
    restore = commands.add_parser("restore", help=t("cli.help_restore"))
    for command in (backup, restore):
        command.add_argument("file", metavar="FILE", type=Path, help=t("cli.help_copy"))
    purge = commands.add_parser("purge", help=t("cli.help_purge"))
    for command in (plan, poster, backup, restore, purge):
        command.add_argument("--lang", choices=LANGUAGES, help=t("cli.help_lang"))
    return parser


def _care(command: str, asked: argparse.Namespace, t: Translator) -> None:
    """Copy the database, put a copy back, or clear away what was kept long enough."""
    try:
        if command == "backup":
            wiring.back_up(asked.file)
            print(t("cli.backed_up", file=str(asked.file)))
        elif command == "restore":
            _restore(asked.file, t)
        else:
            days = wiring.settings().retention_days
            done = wiring.housekeeping()
            print(t("cli.purged", deleted=done.deleted, days=days, versions=done.thinned, copies=done.copies))
    except WizardError as error:
        raise _RefusedError(t.error(error)) from error
    except OSError as error:
        raise _RefusedError(t("cli.unwritable", file=str(error.filename))) from error


def _restore(copy: Path, t: Translator) -> None:
    done = wiring.restore(copy)
    print(t("cli.restored", count=done.deleted))
    if done.replaced is not None:
        print(t("cli.replaced", file=str(done.replaced)))
    if not done.knew_deletions:
        print(t("cli.deletions_unknown"))


def _check(file: Path) -> None:
    assessment = _read(file, None)
    t = translator(assessment.language, assessment.audience)
    phases = [phase for journey in assessment.journeys for phase in journey.phases]
    counts = {"journeys": len(assessment.journeys), "phases": len(phases), "actions": sum(len(phase.actions) for phase in phases)}
    print(_one_line(t("cli.ok", title=_title(assessment, t), **counts)))


def _plan(file: Path, lang: Lang | None, outputs: Mapping[str, Path | None]) -> None:
    assessment = _read(file, lang)
    t = translator(lang or assessment.language, assessment.audience)
    asked = {kind: out for kind, out in outputs.items() if out is not None}
    _refuse_overwriting(file, list(asked.values()), t)
    plan = make_plan(assessment)
    for kind, out in asked.items():
        _write(out, _content(kind, plan, t), t)
    for line in _told(plan, t):
        print(line)


def _poster(asked: argparse.Namespace) -> None:
    """Write the map of one journey as poster or picture, and the report; a picture of each page has a file of its own."""
    assessment = _read(asked.file, asked.lang)
    t = translator(asked.lang or assessment.language, assessment.audience)
    outputs = {kind: out for kind in _FILES if (out := getattr(asked, kind)) is not None}
    if not outputs:
        raise _RefusedError(t("poster.cli.nothing"))
    _refuse_overwriting(asked.file, list(outputs.values()), t)
    journey, plan, on = _journey(assessment, asked.journey, t), make_plan(assessment), datetime.now().astimezone().date()
    try:
        made = {
            kind: typeset("report", report(plan, t, on=on), "pdf", on=on)
            if kind == "report"
            else typeset("poster", poster(assessment, journey, plan, t, paper=asked.paper, on=on), kind, on=on)
            for kind in outputs
        }
    except WizardError as error:
        raise _RefusedError(t.error(error)) from error
    files = {
        out.with_name(page_name(out.name, number)): page
        for kind, out in outputs.items()
        for number, page in enumerate(made[kind], start=1)
    }
    if len(files) < sum(map(len, made.values())) or asked.file.resolve() in {out.resolve() for out in files}:
        raise _RefusedError(t("cli.same_file", file=str(next(iter(files)))))
    for out, page in files.items():
        _write(out, page, t)
        print(_one_line(str(out)))


def _journey(assessment: Assessment, named: str | None, t: Translator) -> Journey:
    """Return the journey that is *named* by its id, its own name or that of its customers; the first one without a name."""
    if named is None:
        return assessment.journeys[0]
    wanted = named.strip().casefold()
    for journey in assessment.journeys:
        if wanted in {name.strip().casefold() for name in (journey.id, journey.name, journey.customer.name)}:
            return journey
    known = ", ".join(journey.customer.name.strip() or journey.name.strip() or journey.id for journey in assessment.journeys)
    raise _RefusedError(t("poster.cli.no_journey", name=named, known=known))


def _write(out: Path, content: bytes, t: Translator) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise _RefusedError(t("cli.unwritable", file=str(out))) from error


def _content(kind: str, plan: Plan, t: Translator) -> bytes:
    today = datetime.now().astimezone().date()
    if kind == "xlsx":
        return workbook(plan, t, made_on=today)
    if kind == "csv":
        return csv_list(plan, t, made_on=today)
    if kind == "text":
        return plain_list(plan, t, made_on=today).encode()
    return plan_json.write(plan, t)


def _read(file: Path, lang: Lang | None) -> Assessment:
    """Return the assessment in *file*; mistakes are told in *lang*, else in the language that the file names."""
    t = translator(lang or LANGUAGES[0])
    try:
        with file.open("rb") as opened:
            data = opened.read(json_file.MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise _RefusedError(t("cli.missing_file", file=str(file))) from error
    except OSError as error:
        raise _RefusedError(t("cli.unreadable", file=str(file))) from error
    if lang is None and (named := _LANGUAGE.search(data)):
        t = translator("nl" if named[1] == b"nl" else "en")
    try:
        return json_file.read(data)
    except WizardError as error:
        raise _RefusedError(t("cli.bad_file", file=str(file), message=t.error(error))) from error


def _refuse_overwriting(file: Path, outputs: Sequence[Path], t: Translator) -> None:
    """Refuse to write over the file that is read, or twice to the same file."""
    taken = {file.resolve()}
    for out in outputs:
        if out.resolve() in taken:
            raise _RefusedError(t("cli.same_file", file=str(out)))
        taken.add(out.resolve())


def _told(plan: Plan, t: Translator) -> Iterator[str]:
    """Yield *plan* as lines of text: phases journey by journey, then actions block by block, then what to find out."""
    yield _one_line(_title(plan.assessment, t))
    for position, journey in enumerate(plan.assessment.journeys):
        index = plan.ranking.index[journey.id]
        used = "" if index is None else t("cli.index", share=t.number(index, 1))
        yield ""
        yield _one_line(f"{journey_title(journey, position, t)} {used}")
        if not journey.phases:
            yield t("workbook.no_phases")
        for result in plan.phases_of(journey):
            yield from _phase_lines(plan, result, t)
    if not plan.actions:
        yield ""
        yield t("workbook.no_actions")
    for block in _BLOCKS:
        results = plan.block(block)
        if results:
            yield ""
            yield t(f"block.{block}")
        for action in results:
            yield from _action_lines(plan, action, t)
    if plan.find_out:
        yield ""
        yield t("cli.find_out")
    for item in plan.find_out:
        yield _item("-", find_out_reason(item, t))
        yield _detail(find_out_way(item, t))


def _phase_lines(plan: Plan, result: PhaseResult, t: Translator) -> Iterator[str]:
    mark = "-" if result.rank is None else f"{result.rank}."
    word = t(f"quadrant.{result.chances.quadrant}") if result.chances else t("cli.still_to_fill_in")
    yield _item(mark, f"{phase_title(result, t)} [{word}]")
    yield _detail(f"{phase_reason(result, t)} {phase_place(plan, result, t)}")


def _action_lines(plan: Plan, result: ActionResult, t: Translator) -> Iterator[str]:
    mark = "-" if result.rank is None else f"{result.rank}."
    label = f" [{t(f'label.{result.label}')}]" if result.label and result.rank is not None else ""
    journeys = plan.assessment.journeys
    group = f"{journey_title(result.journey, journeys.index(result.journey), t)} · " if len(journeys) > 1 else ""
    yield _item(mark, f"{result.action.text.strip() or t('plan.no_text')} ({group}{phase_title(result, t)}){label}")
    yield _detail(action_reason(result, t))


def _title(assessment: Assessment, t: Translator) -> str:
    return assessment.title.strip() or assessment.organisation.name.strip() or t("cli.untitled")


def _item(mark: str, text: str) -> str:
    return f"{mark:>4} {_one_line(text)}"


def _detail(text: str) -> str:
    return f"{'':4} {_one_line(text)}"


def _one_line(text: str) -> str:
    """Return *text* on one line, without characters that steer a terminal: a file may hold anything."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _never_fail_on_a_letter() -> None:
    """Show a stand-in for a letter that the terminal does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
