"""Measures Tianbao and its peers on the same files and prints a Markdown table of times and ratios.

Every figure is the median of a few runs; what is started as a process is measured with its start, as a user meets it.
What each side does is said in the table: a library that only reads cells does less than a program that also understands
and checks them.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import openpyxl
import python_calamine
import xlsxwriter

PROGRAM, ROOT, WORK = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
COUNT = 500
ENVIRONMENT = {**os.environ, "TIANBAO_DATA": str(WORK / "data")}


def median(action, runs):
    """The median time of an action in seconds."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def run(*arguments):
    """Runs a program that has to end with success, or with findings."""
    ended = subprocess.run(arguments, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if ended.returncode not in (0, 1):
        sys.exit(f"{arguments}: {ended.stderr.decode()}")
    return ended.stdout


def prepare():
    """500 workbooks as units send them: one form, other figures and other names."""
    folder = WORK / "units"
    if len(list(folder.glob("*.xlsx"))) == COUNT:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    first = WORK / "first.xlsx"
    filing = WORK / "filing.tianbao"
    shutil.copy(ROOT / "assets/demo/suqian-2024.tianbao", filing)
    run(PROGRAM, "export", filing, "-o", first)
    book = openpyxl.load_workbook(first)
    del book["tianbao"]
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    named = [(cell, cell.value) for cell in cells if isinstance(cell.value, str) and "宿迁" in cell.value]
    figure = next(cell for cell in cells if isinstance(cell.value, int))
    signs = "东南西北中安平昌宁兴"
    for number in range(COUNT):
        name = "".join(signs[int(digit)] for digit in f"{number:03}")
        for cell, words in named:
            cell.value = words.replace("宿迁市", f"{name}县")
        figure.value = number
        book.save(folder / f"{number:03}.xlsx")
    return folder


def read_with_calamine(path):
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def read_with_openpyxl(path):
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for _ in row)


def cells_of(path):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    cells = [(cell.row, cell.column, cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    merges = [(it.min_row, it.min_col, it.max_row, it.max_col) for it in sheet.merged_cells.ranges]
    return cells, merges


def write_with_xlsxwriter(cells, merges, path):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    border = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    for top, left, bottom, right in merges:
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", border)
    for row, column, value in cells:
        sheet.write(row - 1, column - 1, value, border)
    book.close()


def write_with_openpyxl(cells, merges, path):
    book = openpyxl.Workbook()
    sheet = book.active
    side = openpyxl.styles.Side(style="thin")
    border = openpyxl.styles.Border(left=side, right=side, top=side, bottom=side)
    align = openpyxl.styles.Alignment(horizontal="center", vertical="center", wrap_text=True)
    for row, column, value in cells:
        cell = sheet.cell(row, column, value)
        cell.border, cell.alignment = border, align
    for top, left, bottom, right in merges:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(path)


def office(*arguments):
    profile = f"-env:UserInstallation=file://{WORK}/profile"
    return ["soffice", profile, "--norestore", "--nologo", *arguments]


def window_time(display, command, title=None):
    """From the start of a program until its window is on the screen, by its title where the program starts others."""
    environment = {**ENVIRONMENT, "DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while time.perf_counter() - begun < 120:
            wanted = ["--name", title] if title else ["--pid", str(process.pid)]
            found = subprocess.run(["xdotool", "search", "--onlyvisible", *wanted], env=environment, capture_output=True)
            if found.stdout.strip():
                return time.perf_counter() - begun
            time.sleep(0.01)
        sys.exit(f"no window of {command[0]}")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(0.5)


def starts():
    display = ":177"
    screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    try:
        workbook = WORK / "first.xlsx"
        ours = [PROGRAM, "--renderer", "soft", str(WORK / "filing.tianbao")]
        ours = statistics.median(window_time(display, ours) for _ in range(5))
        # The first start of an office makes its profile.
        command = office("--calc", str(workbook))
        window_time(display, command, "first")
        theirs = statistics.median(window_time(display, command, "first") for _ in range(3))
        return ours, theirs
    finally:
        screen.terminate()
        screen.wait()


def main():
    folder = prepare()
    paths = sorted(folder.glob("*.xlsx"))
    workers = os.cpu_count()
    rows = []

    def row(work, name, seconds, ours):
        rows.append((work, name, seconds, seconds / ours))

    def parallel(read):
        with ProcessPoolExecutor(workers) as pool:
            list(pool.map(read, paths, chunksize=25))

    target = WORK / "all.tianbao"

    def add_up():
        target.unlink(missing_ok=True)
        added = json.loads(run(PROGRAM, "aggregate", folder, "-o", target, "--json"))
        if added["units"] != COUNT:
            sys.exit(f"only {added['units']} of {COUNT} units were read: {added['failed'][:3]}")

    work = f"{COUNT} workbooks"
    ours = median(add_up, 3)
    row(work, "tianbao aggregate: read, understood, checked, added up", ours, ours)
    row(work, f"python-calamine, {workers} processes: cells only", median(lambda: parallel(read_with_calamine), 3), ours)
    row(work, f"openpyxl (read-only), {workers} processes: cells only", median(lambda: parallel(read_with_openpyxl), 1), ours)

    filing, workbook = WORK / "filing.tianbao", WORK / "first.xlsx"
    work = "one workbook"
    ours = median(lambda: run(PROGRAM, "export", filing, "-o", WORK / "a.xlsx"), 9)
    row(work, "tianbao export, with the start of the program", ours, ours)
    cells, merges = cells_of(workbook)
    row(work, "XlsxWriter: values and borders only, Python running already",
        median(lambda: write_with_xlsxwriter(cells, merges, WORK / "b.xlsx"), 9), ours)
    row(work, "openpyxl: the same", median(lambda: write_with_openpyxl(cells, merges, WORK / "c.xlsx"), 9), ours)

    work = "one PDF"
    ours = median(lambda: run(PROGRAM, "export", filing, "-o", WORK / "a.pdf"), 5)
    row(work, "tianbao export, with the start of the program", ours, ours)
    convert = office("--headless", "--convert-to", "pdf", "--outdir", str(WORK / "pdf"), str(workbook))
    run(*convert)
    row(work, "LibreOffice, headless, from the same workbook", median(lambda: run(*convert), 3), ours)

    ours, theirs = starts()
    row("window with the form", "tianbao, painting by itself", ours, ours)
    row("window with the form", "LibreOffice Calc, profile made already", theirs, ours)

    print("| work | by | time | ratio |")
    print("|---|---|---|---|")
    for work, name, seconds, ratio in rows:
        shown = f"{seconds * 1000:.0f} ms" if seconds < 2 else f"{seconds:.1f} s"
        print(f"| {work} | {name} | {shown} | {ratio:.1f} |")


if __name__ == "__main__":
    main()
