"""Reads every hostile workbook as tests/unit/read_hostile_files.py reads hostile files: one line of JSON a workbook."""

import json
import sys

import openpyxl  # noqa: F401 - importing it is paid once, before the children begin
from hostile_workbooks import READ, REFUSED
from read_hostile_files import in_a_process, said

from cjwizard.exchange.excel_back.whole import read_back

if __name__ == "__main__":
    for name, make in {**REFUSED, **READ}.items():
        found = in_a_process(make, lambda data: said(lambda: read_back(data, known=None)))
        sys.stdout.write(json.dumps({"name": name, **found}) + "\n")
        sys.stdout.flush()
