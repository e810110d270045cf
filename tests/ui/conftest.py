"""What the tests of the window share: lanes, a store with sections, the deeds over them."""

from __future__ import annotations

import gc

import pytest

from reader_app.records import StoryQuery
from tests.builders import offer, sections, story
from tests.news_server import NewsServer
from tests.wordpress_site import WordPressSite
from ui.actions import Actions
from ui.tasks import Tasks


@pytest.fixture(autouse=True)
def collected_here():
    """Garbage is collected on this thread only, as in the program: a lane must not be the one to destroy a widget."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def tasks(qapp):
    lanes = Tasks()
    yield lanes
    lanes.close(5)


@pytest.fixture
def store(library):
    """One source, four sections, no story."""
    store = library._store
    store.follow(offer(), None)
    store.save_sections(1, sections())
    return store


@pytest.fixture
def fill(store):
    """fill(first, last, **fields): store the stories first … last; story 1 is the newest."""
    return lambda first, last, **fields: store.save_batch(
        1, [story(number, **fields) for number in range(first, last + 1)]
    )


@pytest.fixture
def actions(library, tasks):
    return Actions(library, tasks)


@pytest.fixture
def headlines(library, tasks, actions, qtbot):
    """The headline list, 368 by 700 and wired as the window wires it; it is always the same moment there."""
    from tests.builders import NOW
    from ui.headline_list import HeadlineList
    from ui.headline_model import HeadlineModel
    from ui.theme import LIGHT
    from ui.thumbnails import Thumbnails

    model, pictures = HeadlineModel(library, tasks), Thumbnails(library.paths.picture)
    actions.changed.connect(model.apply)
    view = HeadlineList(model, pictures, actions, LIGHT, now=lambda: NOW)
    model.setParent(view)
    qtbot.addWidget(view, before_close_func=lambda _: pictures.close())
    view.resize(368, 700)
    view.show()
    view.setFocus()
    return view


@pytest.fixture
def show(qtbot):
    """show(model, query): have a model show a list, and wait until all its rows are known."""

    def shown(model, query=None):
        with qtbot.waitSignal(model.settled):
            model.set_query(query or StoryQuery())
        qtbot.waitUntil(lambda: model.whole)

    return shown


@pytest.fixture
def site():
    """A WordPress on loopback with thirty stories."""
    with NewsServer() as server:
        yield WordPressSite(server, 30)
