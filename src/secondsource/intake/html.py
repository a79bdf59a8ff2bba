from collections.abc import Iterator
def read(capture, *, given, options):
    yield from ()
