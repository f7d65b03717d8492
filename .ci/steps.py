"""The steps of .ci/run after the packages: each one's name, time and verdict.

A step that fails does not hide the next one's failures. Exits with 1 if any failed.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[1]
CORES = 2
FUZZ_SECONDS = int(os.environ.get("FUZZ_SECONDS", "60"))
YEAR = "var/jiangxian-2023"
SESSIONS = 22  # committee sessions and councils of the year

# What the committee's own report says of 2023, as `plenary report year --json` must.
ANSWERS = {
    "year": 2023, "committee_sessions": 8, "councils": 14, "reports_heard": 22,
    "special_inquiries": 1, "group_inspections": 1, "mid_term_evaluations": 1,
    "officials_evaluated": 21, "law_enforcement_inspections": 6,
    "resolutions_and_decisions": 8, "appointments_and_removals": 18, "guest_attendances": 34,
}

PROGRAMS = ("plenaryd", "plenary")
INSTALLED = (
    "lib/systemd/system/plenaryd.service", "lib/sysusers.d/plenary.conf",
    "share/doc/plenary/plenaryd.toml", "share/bash-completion/completions/plenary",
    "share/zsh/site-functions/_plenary",
)


class Failed(Exception):
    """A step's reason to fail, in words, and what the command printed, if one failed."""

    def __init__(self, reason, output=""):
        super().__init__(reason)
        self.output = output


def expect(condition, what):
    if not condition:
        raise Failed(what)


def run(*command):
    """Runs a command with its output shown; returns that output. Failed unless it exits with 0."""
    print("+", " ".join(command), flush=True)
    lines = []
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace") as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    output = "".join(lines)
    if process.returncode != 0:
        raise Failed(f"{command[0]} exited with {process.returncode}", output)
    return output


def answer(*command, **options):
    """What a quick command prints. Failed unless it exits with 0."""
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=120, **options)
    expect(done.returncode == 0, f"{' '.join(command)}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def count_tests(output):
    """(passed, failed, left out) by ctest's summary; None without one."""
    summary = re.search(r"tests passed, (\d+) tests failed out of (\d+)", output)
    if summary is None:
        return None
    failed, total = int(summary.group(1)), int(summary.group(2))
    skipped, disabled = (len(re.findall(rf"^\s*\d+ - .* \({word}\)$", output, re.M))
                         for word in ("Skipped", "Disabled"))
    return total - failed - skipped, failed, skipped + disabled  # ctest's total has no disabled


class Tests:
    """deploy/test, as the README has it."""

    counts = None

    def __call__(self):
        try:
            output = run("deploy/test")
        except Failed as failure:
            self.counts = count_tests(failure.output)
            raise
        self.counts = count_tests(output)
        expect(self.counts is not None, "ctest printed no summary")
        expect(self.counts[2] == 0, f"{self.counts[2]} tests were left out")

    def closing_line(self):
        passed, failed, _ = self.counts or (0, 0, 0)
        return f"{passed} passed, {failed} failed"


def floors():
    run("/usr/bin/python3", "-B", ".ci/check_floors.py")


def layout():
    run(".ci/check_format")


def build(preset):
    run("cmake", "--preset", preset)
    run("cmake", "--build", "--preset", preset)


def clang():
    """The other compiler, with lock annotations checked, and its sanitizers under all tests."""
    build("clang")
    run("ctest", "--preset", "clang")


def fuzz_one(target):
    """Runs one target over its corpus. What it finds anew stays outside the repository."""
    corpus = ROOT / "tests/fuzz/corpus" / target.name
    with tempfile.TemporaryDirectory(prefix="plenary-fuzz-") as found:
        return subprocess.run(
            [target, f"-max_total_time={FUZZ_SECONDS}", "-timeout=10", "-rss_limit_mb=2048",
             f"-artifact_prefix={target}-", "-print_final_stats=1", found, corpus],
            cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")


def fuzz():
    targets = sorted(path for path in (ROOT / "build/clang/fuzz").glob("*_fuzz") if path.is_file())
    expect(targets, "there is no fuzz target in build/clang/fuzz")
    failed = []
    with concurrent.futures.ThreadPoolExecutor(CORES) as pool:
        for target, done in zip(targets, pool.map(fuzz_one, targets)):
            runs = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
            print(f"{target.name}: {runs.group(1) if runs else 'no'} inputs", flush=True)
            if done.returncode != 0:
                print(done.stderr)
                failed.append(target.name)
    expect(not failed, f"failed: {', '.join(failed)}")


def tsan():
    build("tsan")
    run("ctest", "--preset", "tsan")


def year_report():
    report = json.loads(answer("build/release/bin/plenary", "report", "year", "--year", "2023",
                               "--json", f"{YEAR}/archives"))
    got = {key: report.get(key) for key in ANSWERS}
    expect(got == ANSWERS, f"the year is {got}")
    archives = sorted(path.name for path in (ROOT / YEAR / "archives").iterdir())
    expect(len(archives) >= SESSIONS, f"only {len(archives)} archives")
    return report, archives


def quickstart():
    """Twice, because the second run must be quick and say the same."""
    run("deploy/quickstart")
    first = year_report()
    began = time.monotonic()
    run("deploy/quickstart")
    print(f"the second run took {time.monotonic() - began:.0f} s")
    expect(year_report() == first, "a second run gives another year")


def install():
    version = re.search(r"^CMAKE_PROJECT_VERSION:\w+=(.+)$",
                        (ROOT / "build/release/CMakeCache.txt").read_text(), re.M).group(1)
    with tempfile.TemporaryDirectory(prefix="plenary-install-") as folder:
        run("cmake", "--install", "build/release", "--prefix", folder)
        for path in INSTALLED:
            file = pathlib.Path(folder, path)
            expect(file.is_file() and file.stat().st_size > 0, f"{path} is not installed")
        for program in PROGRAMS:
            said = answer(f"{folder}/bin/{program}", "--version", env={})
            expect(version in said, f"{program} --version says {said!r}, not {version}")
            print(said, end="")


def main():
    tests = Tests()
    steps = {"test": tests, "floors": floors, "format": layout, "clang": clang, "fuzz": fuzz,
             "tsan": tsan, "quickstart": quickstart, "install": install}
    verdicts = []
    for name, step in steps.items():
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        try:
            step()
            verdict = "passed"
        except (Failed, OSError, ValueError, subprocess.SubprocessError) as reason:
            verdict = f"FAILED: {reason}"
        verdicts.append((name, time.monotonic() - began, verdict))
        print(f"== {name}: {verdict} ({verdicts[-1][1]:.0f} s)", flush=True)

    print("\n== summary")
    for name, seconds, verdict in verdicts:
        print(f"{name:12} {seconds:6.0f} s  {verdict}")
    print(tests.closing_line())
    return 0 if all(verdict == "passed" for *_, verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
