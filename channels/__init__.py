"""The message contract (`contract/`, standard library only) and one module or package a platform."""
