#!/usr/bin/env python3
"""The documents keep to the code: the table of permissions, the tests that hold the promises, the
worked example, links, commands.

    PLENARY_BIN_DIR=build/dev/bin documents_test.py
"""

import os
import pathlib
import re
import subprocess
import sys
import unittest

import archive_example

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CHANGELOG.md",
             *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(?:#[^)]*)?\)")
PROGRAM = re.compile(r"(?<![\w/-])(?:build/release/bin/)?(plenaryd?) ([a-z][a-z-]*)")


def read(path):
    return path.read_text(encoding="utf-8")


def program(name, *arguments):
    """What it prints; None if it does not exit with 0."""
    path = pathlib.Path(os.environ["PLENARY_BIN_DIR"]) / name
    done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False,
                          env={"LC_ALL": "C.UTF-8", "HOME": "/nonexistent"})
    return done.stdout if done.returncode == 0 else None


class Permissions(unittest.TestCase):
    def test_are_those_of_the_program(self):
        text = read(ROOT / "docs" / "permissions.md")
        self.assertEqual(text[text.index("| command |"):], program("plenary", "permissions"))


class Refusals(unittest.TestCase):
    def test_are_those_of_the_code(self):
        text = read(ROOT / "docs" / "protocol.md")
        listed = re.findall(r"(\d+)\s(\w+)", text[text.index("## Refusals"):])
        code = re.findall(r"^  k(\w+) = (\d+),", read(ROOT / "core" / "session" / "refusal.h"), re.M)
        self.assertEqual(listed, [(number, name) for name, number in code])


class WorkedExample(unittest.TestCase):
    def test_is_what_the_file_says(self):
        self.assertEqual(archive_example.main([]), 0)


class ThreatModel(unittest.TestCase):
    def promises(self):
        for line in read(ROOT / "docs" / "threat-model.md").splitlines():
            for path, names in re.findall(r"`(tests/[^`]+)`: ([\w., ]+)", line):
                for name in names.split(","):
                    yield path, name.strip()

    def test_names_tests_that_exist(self):
        promises = list(self.promises())
        self.assertGreater(len(promises), 50)
        for path, name in promises:
            with self.subTest(path=path, name=name):
                suite, _, case = name.rpartition(".")
                form = rf"\({suite},\s*{case}\b" if suite else rf"def {case}\("
                self.assertRegex(read(ROOT / path), form)

    def test_has_a_test_for_each_promise(self):
        text = read(ROOT / "docs" / "threat-model.md")
        table = text[text.index("| promise |"):text.index("## What remains")].strip()
        for row in table.splitlines()[2:]:
            self.assertIn("`tests/", row.split("|")[3], row)


class Links(unittest.TestCase):
    def test_lead_somewhere(self):
        for document in DOCUMENTS:
            for target in LINK.findall(read(document)):
                if target and "://" not in target:
                    with self.subTest(document=document.name, target=target):
                        self.assertTrue((document.parent / target).exists())


class Readmes(unittest.TestCase):
    def test_say_the_same_in_both_languages(self):
        english, chinese = (read(ROOT / name) for name in ("README.md", "README.zh.md"))
        others = {"README.md", "README.zh.md"}
        self.assertEqual([link for link in LINK.findall(english) if link not in others],
                         [link for link in LINK.findall(chinese) if link not in others])
        commands = [[line.split(" #")[0].split() for line in "\n".join(fences(text)).splitlines()]
                    for text in (english, chinese)]
        self.assertEqual(len(commands[0]), len(commands[1]))
        for ours, theirs in zip(*commands):
            self.assertEqual(ours[:2], theirs[:2])
        self.assertEqual(english.count("\n| "), chinese.count("\n| "))


class Commands(unittest.TestCase):
    def test_are_known_to_the_programs(self):
        known = {name: set(re.findall(r"^  ([a-z][a-z-]*) ", program(name, "--help"), re.M))
                 for name in ("plenary", "plenaryd")}
        for document in DOCUMENTS:
            for name, command in sorted(set(PROGRAM.findall("\n".join(code_of(read(document)))))):
                with self.subTest(document=document.name, command=f"{name} {command}"):
                    self.assertIn(command, known[name])


def fences(text):
    return re.findall(r"^```[a-z]*\n(.*?)^```", text, re.M | re.S)


def code_of(text):
    """Blocks between fences, and what stands between backquotes."""
    blocks = fences(text)
    blocks += re.findall(r"^    (.*)$", text, re.M)
    return blocks + re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


if __name__ == "__main__":
    sys.exit(unittest.main())
