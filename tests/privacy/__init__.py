"""What must never be found, seen or told: one module a subject, each test named by its invariant.

The invariants are numbered in facts/tip-line.md section 5 of the project's reading, repeated in
docs/THREAT-MODEL.md. `make mutants` breaks the program once for each and expects these tests to go red.
"""
