"""A verifier of archives, written from docs/ alone: it shares nothing with the program.

Its tables of fields, numbers and permissions are those of the documents, read from them."""
