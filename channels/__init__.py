"""The message contract (`contract.py`, standard library only) and one module or package a platform."""
