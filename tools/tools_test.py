#!/usr/bin/env python3
"""Tests of what the house's own tools decide. Run by the stage `tidy`."""

import unittest

import test
import tidy


def levels(folders, floors):
    return [message for _, _, message in tidy.check_levels(folders, floors)]


class Base(unittest.TestCase):
    def test_it_stays_small(self):
        self.assertEqual(list(tidy.check_base(["a.h"] * 12)), [])
        self.assertEqual([m for _, _, m in tidy.check_base(["a.h"] * 13)], ["13 headers: at most 12"])


class Floors(unittest.TestCase):
    FLOORS = {"base": 0, "store": 1, "graphql/language": 1, "graphql/type": 1, "dynamo": 2}

    def folders(self, **needs):
        names = {"base": "base", "store": "store", "dynamo": "dynamo",
                 "graphql/language": "language", "graphql/type": "type"}
        return {folder: (name, needs.get(name, [])) for folder, name in names.items()}

    def test_the_table_is_read_from_the_page(self):
        page = "| floor | room | what |\n|---|---|---|\n| 0 | base | x |\n| 1 | graphql/type | y |\n"
        self.assertEqual(tidy.read_floors(page), {"base": 0, "graphql/type": 1})

    def test_lower_floors_may_be_needed(self):
        folders = self.folders(dynamo=["base", "store"], store=["base"], type=["language"])
        self.assertEqual(levels(folders, self.FLOORS), [])

    def test_the_same_or_a_higher_floor_may_not(self):
        folders = self.folders(store=["dynamo"], language=["store"])
        self.assertEqual(levels(folders, self.FLOORS), [
            "language (floor 1) may not need store (floor 1): only what is below",
            "store (floor 1) may not need dynamo (floor 2): only what is below"])

    def test_graphql_is_an_exception_only_within_one_floor(self):
        floors = dict(self.FLOORS) | {"graphql/language": 2}
        self.assertEqual(len(levels(self.folders(type=["language"]), floors)), 1)

    def test_rooms_and_table_must_agree(self):
        floors = {key: value for key, value in self.FLOORS.items() if key != "dynamo"} | {"old": 3}
        self.assertEqual(levels(self.folders(store=["cellar"]), floors), [
            "the table of floors has old, which is no room",
            "the room dynamo has no floor in ARCHITECTURE.md",
            "store needs cellar, which is no room"])


class NodeCounts(unittest.TestCase):
    def summary(self, mark="#", **counts):
        words = {"tests": 3, "pass": 3, "fail": 0, "cancelled": 0} | counts
        return "".join(f"{mark} {word} {count}\n" for word, count in words.items())

    def test_all_well(self):
        self.assertEqual(test.node_counts(0, self.summary()), (3, 0))
        self.assertEqual(test.node_counts(0, self.summary("ℹ")), (3, 0))

    def test_a_test_that_ran_out_of_time_is_a_failure(self):
        text = self.summary(**{"pass": 2}, cancelled=1)
        self.assertEqual(test.node_counts(1, text), (2, 1))

    def test_failures_are_added_up(self):
        self.assertEqual(test.node_counts(1, self.summary(**{"pass": 0}, fail=2, cancelled=1)), (0, 3))

    def test_the_exit_code_counts_whatever_the_summary_says(self):
        self.assertEqual(test.node_counts(1, self.summary()), (3, 1))
        self.assertEqual(test.node_counts(-9, ""), (0, 1))

    def test_no_test_is_no_success(self):
        self.assertEqual(test.node_counts(0, self.summary(**{"pass": 0})), (0, 1))


if __name__ == "__main__":
    unittest.main()
