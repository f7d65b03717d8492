"""Tests .ci/check_floors.py."""

import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).parents[2]
SCRIPT = ROOT / ".ci" / "check_floors.py"
spec = importlib.util.spec_from_file_location("check_floors", SCRIPT)
floors = importlib.util.module_from_spec(spec)
spec.loader.exec_module(floors)

WORD = "TO" + "DO"

REPORTED = [
    ("core points up", "core/rules/poll.cc", '#include "server/host/host.h"'),
    ("core points sideways", "core/rules/poll.cc", '#include "core/log/merkle.h"'),
    ("core reads a file", "core/log/merkle.cc", "#include <fstream>"),
    ("core starts a thread", "core/fold/fold.h", "# include <thread>"),
    ("core draws lots", "core/rules/poll.cc", "#include <random>"),
    ("core locks", "core/fold/fold.h", '#include "core/base/mutex.h"'),
    ("core logs", "core/rules/poll.cc", "#include <spdlog/spdlog.h>"),
    ("core reads the clock", "core/base/time.cc", "auto t = std::chrono::system_clock::now();"),
    ("OpenSSL outside crypto", "server/host/host.cc", "#include <openssl/evp.h>"),
    ("OpenSSL in a header", "core/crypto/keys.h", "#include <openssl/evp.h>"),
    ("OpenSSL by the back door", "server/rpc/tls.cc", '#include "core/crypto/ossl.h"'),
    ("core draws by OpenSSL", "core/fold/fold.cc", '#include "core/crypto/random.h"'),
    ("gRPC in the host", "server/host/host.cc", "#include <grpcpp/grpcpp.h>"),
    ("wire above core/wire", "core/session/session.cc", '#include "plenary/v1/log.pb.h"'),
    ("SQL outside storage", "server/host/host.cc", "#include <sqlite3.h>"),
    ("client sees server", "client/cli/main.cc", '#include "server/host/host.h"'),
    ("report sees link", "client/report/year.cc", '#include "client/link/link.h"'),
    ("folder without a floor", "core/attic/old.cc", '#include "core/base/bytes.h"'),
    ("server's folder without a floor", "server/attic/old.cc", "#include <vector>"),
    ("a word left behind", "docs/protocol.md", f"{WORD}: say it"),
    ("a long file", "core/rules/poll.cc", "\n" * 501),
]

ALLOWED = [
    ("down", "core/session/session.cc", '#include "core/rules/rule.h"'),
    ("beside", "core/rules/poll.cc", '#include "core/rules/poll.h"\n#include <vector>'),
    ("OpenSSL in crypto", "core/crypto/keys.cc", "#include <openssl/evp.h>"),
    ("OpenSSL's own header", "core/crypto/ossl.h", "#include <openssl/evp.h>"),
    ("wire in core/wire", "core/wire/entry.cc", '#include "plenary/v1/log.pb.h"'),
    ("gRPC in main", "server/main.cc", '#include <grpcpp/grpcpp.h>\n#include "server/rpc/rpc.h"'),
    ("SQL in storage", "server/storage/sqlite.cc", "#include <sqlite3.h>"),
    ("a lock in the client", "client/link/link.h", '#include "core/base/mutex.h"'),
    ("threads in the host", "server/host/host.cc", "#include <thread>"),
    ("a test sees all", "tests/functional/run_test.cc", '#include "server/rpc/rpc.h"'),
    ("500 lines", "core/rules/poll.cc", "\n" * 500),
    ("a longer word", "docs/protocol.md", f"{WORD}S"),
]


class FileFaults(unittest.TestCase):
    def test_each_kind_is_reported_once(self):
        for name, path, text in REPORTED:
            with self.subTest(name):
                self.assertEqual(len(list(floors.file_faults(path, text))), 1)

    def test_what_is_right_passes(self):
        for name, path, text in ALLOWED:
            with self.subTest(name):
                self.assertEqual(list(floors.file_faults(path, text)), [])

    def test_every_exception_still_stands(self):
        for path in floors.LONGER:
            with self.subTest(path):
                lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
                self.assertGreater(len(lines), floors.MOST_LINES)


class Tree(unittest.TestCase):
    def run_on(self, files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            subprocess.run(["git", "init", "-q", folder], check=True)
            for path, content in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(content)
            subprocess.run(["git", "-C", folder, "add", "."], check=True)
            (root / "core/untracked.cc").write_text("#include <thread>\n")
            return subprocess.run([sys.executable, SCRIPT, folder],
                                  capture_output=True, text=True)

    def test_a_good_tree_passes(self):
        done = self.run_on({"core/base/a.h": b"#include <vector>\n", "tests/blob": b"\xff\x00"})
        self.assertEqual((done.returncode, done.stdout), (0, "floors: no fault\n"))

    def test_a_bad_include_is_named_with_its_line(self):
        done = self.run_on({"core/base/a.h": b"\n#include <thread>\n"})
        self.assertEqual((done.returncode, done.stdout),
                         (1, "core/base/a.h:2: <thread> has no place in core\n"))


if __name__ == "__main__":
    unittest.main()
