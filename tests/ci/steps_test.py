"""Tests how .ci/steps.py reads ctest's summary."""

import importlib.util
import pathlib
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / ".ci" / "steps.py"
spec = importlib.util.spec_from_file_location("steps", SCRIPT)
steps = importlib.util.module_from_spec(spec)
spec.loader.exec_module(steps)

SOME_FAILED = """
50% tests passed, 2 tests failed out of 4

Total Test time (real) =   0.03 sec

The following tests did not run:
\t  3 - core_base_test.Id.IsSkipped (Skipped)
\t  4 - core_base_test.Id.IsDisabled (Disabled)

The following tests FAILED:
\t  2 - core_base_test.Hex.RoundTrips (Failed)
\t  5 - core_log_test.Tree.WasNotBuilt (Not Run)
"""


class CountTests(unittest.TestCase):
    def test_all_passed(self):
        self.assertEqual(steps.count_tests("\n100% tests passed, 0 tests failed out of 12\n"),
                         (12, 0, 0))

    def test_failed_and_left_out_are_told_apart(self):
        self.assertEqual(steps.count_tests(SOME_FAILED), (1, 2, 2))

    def test_no_summary_is_no_count(self):
        self.assertIsNone(steps.count_tests("ninja: build stopped: subcommand failed.\n"))


if __name__ == "__main__":
    unittest.main()
