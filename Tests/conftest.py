# SPDX-License-Identifier: GPL-3.0-or-later
"""Options and fixtures of the tests from outside. `make test` runs them quickly; `--full` is the whole of every sweep."""
import shutil
import tempfile

import pytest


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="the whole of every sweep: some hours")
    parser.addoption("--size", action="append", default=[], metavar="NAME=N", help="how many of something: files, meetings, events, rounds, seed")
    parser.addoption("--write", action="store_true", help="write docs/ERRORS.md and the golden minutes anew")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--full"):
        for item in items:
            if item.get_closest_marker("full"):
                item.add_marker(pytest.mark.skip(reason="only with --full"))


@pytest.fixture
def folder():
    """A folder of the test's own, in memory."""
    path = tempfile.mkdtemp(dir="/dev/shm")
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def full(request):
    """Whether the whole of a sweep is wanted."""
    return request.config.getoption("--full")


@pytest.fixture
def write(request):
    """Whether what a test compares with is written anew."""
    return request.config.getoption("--write")


@pytest.fixture
def size(request, full):
    """How many of something: `size("files", 150, 200_000)` is the first number, with --full the second, with --size files=9 just that."""
    given = dict(item.split("=", 1) for item in request.config.getoption("--size"))

    def chosen(name, quick, whole):
        return int(given.get(name, whole if full else quick))

    return chosen
