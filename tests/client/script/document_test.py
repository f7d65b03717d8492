"""docs/session-script.md names every word that the schema lets a script use."""
import json
import pathlib
import re
import unittest

DOCS = pathlib.Path(__file__).parents[3] / "docs"


def words_of(schema):
    """Every property and every enumerated word, wherever it stands."""
    if isinstance(schema, list):
        for entry in schema:
            yield from words_of(entry)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (word for word in schema.get("enum", []) if isinstance(word, str))
        for part in schema.values():
            yield from words_of(part)


class Document(unittest.TestCase):
    def test_names_every_word_of_the_schema(self):
        schema = json.loads((DOCS / "session-script.schema.json").read_text(encoding="utf-8"))
        text = (DOCS / "session-script.md").read_text(encoding="utf-8")
        named = set(re.findall(r"[A-Za-z0-9][A-Za-z0-9-]*", text))
        missing = sorted(set(words_of(schema)) - named)
        self.assertEqual(missing, [])


if __name__ == "__main__":
    unittest.main()
