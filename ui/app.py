"""Builds everything once and passes it down: profile, window, library, syncs; and ends it all within a second.

    run --> first window of the profile? --> window on the screen --> library opened in a lane --> window furnished
"""

from __future__ import annotations

import signal
import socket
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from reader_app import settings as settings_file
from reader_app import words
from reader_app.errors import BeritaError, refused
from reader_app.paths import Paths
from reader_app.records import Source
from reader_app.settings import Settings
from reader_app.words import _
from ui import icons, look, memory, qt_words
from ui.collector import Collector
from ui.crash import Crashes
from ui.instance import Instance
from ui.tasks import Tasks
from ui.theme import theme
from ui.window import Window

if TYPE_CHECKING:
    from reader_app.library import Library
    from ui.actions import Actions
    from ui.syncing import Syncing

CANNOT_OPEN = 2
_FIRST_SYNC = 1_500  # ms after the window is furnished
_LOOK_AROUND = 4_000  # ms between two looks whether another process wrote
_LANES_END = 0.45  # seconds that the marks asked for may take to be written
_LIBRARY_END = 0.5  # seconds the library may take to close; what is written is written


def run(paths: Paths, *, demo: bool = False) -> int:
    """The window of the profile ``paths``, until it is closed; ``demo``: begin with the sample edition."""
    application = QApplication.instance() or QApplication(["berita"])
    assert isinstance(application, QApplication)
    application.setApplicationName("Berita")
    application.setDesktopFileName("berita")
    settings = settings_file.load(paths.settings)
    words.use(settings.language, settings.timezone)
    try:
        paths.create()
        instance = Instance(paths)
        first = instance.first()
    except OSError as error:
        return _complain(refused(error))
    if not first:
        if not instance.raise_other():
            sys.stderr.write(_("Berita is open already, but does not answer.") + "\n")
        return 0
    crashes = Crashes(paths.log)
    crashes.install()
    collector = Collector()
    berita = Berita(application, paths, settings, demo=demo)
    with _Signals(application):
        berita.show()
        instance.asked_forward.connect(berita.come_forward)
        QTimer.singleShot(0, instance.listen)
        code = application.exec()
    berita.close()
    instance.close()
    crashes.uninstall()
    collector.close()
    return berita.code or code


class Berita(QObject):
    """The program: one profile, open in one window."""

    def __init__(self, application: QApplication, paths: Paths, settings: Settings, *, demo: bool = False) -> None:
        super().__init__()
        self._application, self._paths, self._settings, self._demo = application, paths, settings, demo
        self.code = 0
        self.library: Library | None = None
        self._actions: Actions | None = None
        self._syncing: Syncing | None = None
        self._translator: QTranslator | None = None
        self.tasks = Tasks(self)
        self._dress()
        application.setWindowIcon(icons.emblem())
        application.styleHints().colorSchemeChanged.connect(self._scheme_changed)
        self._around = QTimer(self, interval=_LOOK_AROUND)
        self._around.timeout.connect(self._look_around)
        self.window = self._make_window(memory.recall(paths.window))

    def show(self) -> None:
        """The window first; then, behind its back, the library."""
        self.window.show()
        self.tasks.ask(partial(_open, self._paths), self._opened, failed=self._cannot_open, lane="write")

    def come_forward(self) -> None:
        self.window.come_forward()

    def close(self) -> None:
        """Cancel what runs, finish the marks, close the store: within a second."""
        self._around.stop()
        if self._syncing is not None:
            self._syncing.cancel()
        self.tasks.close(_LANES_END)
        if self.library is not None:
            # a sync that is deep in something may keep its store open a while: the program's end does not wait for it
            closing = threading.Thread(target=self.library.close, name="berita-close", daemon=True)
            closing.start()
            closing.join(_LIBRARY_END)

    # --- opening

    def _opened(self, library: Library) -> None:
        from ui.actions import Actions
        from ui.syncing import Syncing

        self.library = library
        self._actions = Actions(library, self.tasks, self)
        self._syncing = Syncing(library, self.tasks, self)
        self._furnish(self.window)
        self._syncing.every(library.settings.sync_every)
        self._around.start()
        QTimer.singleShot(_FIRST_SYNC, self, self._settle)
        if self._demo:
            self.tasks.ask(library.ask.sources, self._begin_demo)

    def _settle(self) -> None:
        """What can wait until the reader sees the first stories."""
        assert self._syncing is not None and self.library is not None
        self._syncing.watch_network()
        if self.library.settings.sync_at_start and not self.window.first_start:
            self._syncing.start(by_hand=False)

    def _begin_demo(self, sources: list[Source]) -> None:
        if not sources:
            self.window.follow_sample()

    def _cannot_open(self, error: BeritaError) -> None:
        self.code = _complain(error)
        self._application.exit(self.code)

    # --- the window

    def _make_window(self, remembered: memory.Memory) -> Window:
        window = Window(remembered, self._settings, theme(self._settings.theme))
        window.closing.connect(self._window_closes)
        window.renew.connect(self._renew)
        window.renew_look.connect(self._renew_look)
        return window

    def _furnish(self, window: Window) -> None:
        assert self.library is not None and self._actions is not None and self._syncing is not None
        window.furnish(self.library, self.tasks, self._actions, self._syncing)

    def _window_closes(self) -> None:
        self.window.remember().keep(self._paths.window)
        self._application.quit()

    def _renew(self) -> None:
        """Another language or zone: the same window, made anew in its place."""
        assert self.library is not None
        self._settings = self.library.settings
        before = self.window
        remembered = before.remember()
        before.closing.disconnect(self._window_closes)
        self._dress()
        self.window = self._make_window(remembered)
        self._furnish(self.window)
        self.window.show()
        before.retire()
        QTimer.singleShot(3_000, before, before.deleteLater)  # answers under way to it must find it

    def _renew_look(self) -> None:
        assert self.library is not None
        self._settings = self.library.settings
        self._wear()
        self.window.wear(theme(self._settings.theme))

    def _scheme_changed(self) -> None:
        if self._settings.theme == "system":
            self._renew_look() if self.library is not None else self._wear()

    def _dress(self) -> None:
        words.use(self._settings.language, self._settings.timezone)
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        self._translator = qt_words.translator(self)
        self._application.installTranslator(self._translator)
        self._wear()

    def _wear(self) -> None:
        # the frame that the system draws around the window goes with it
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(self._settings.theme)
        hints = self._application.styleHints()
        hints.setColorScheme(scheme if scheme is not None else Qt.ColorScheme.Unknown)
        look.wear(self._application, theme(self._settings.theme))

    def _look_around(self) -> None:
        """Has `berita sync` or `berita save` written meanwhile?"""
        assert self.library is not None
        self.tasks.ask(self.library.look_around, _nothing, failed=_nothing, token="look-around")


class _Signals:
    """Ctrl+C and `kill` close the window as a click would. Python's handlers only run when Python does: a socket wakes it."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._before: dict[int, object] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._woken)
        for each in (signal.SIGINT, signal.SIGTERM):
            self._before[each] = signal.signal(each, lambda *_asked: self._application.closeAllWindows())

    def _woken(self) -> None:
        self._read.recv(64)  # Python runs the handlers now

    def __exit__(self, *_error: object) -> None:
        if not self._before:
            return
        for each, handler in self._before.items():
            signal.signal(each, handler)  # type: ignore[arg-type]
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()


def _open(paths: Paths) -> Library:
    """In a lane: the engine's modules are loaded here, while the window is on the screen already."""
    from reader_app.library import Library

    return Library.open(paths)


def _complain(error: BeritaError) -> int:
    """The store cannot be opened: said in a dialog, for there is nothing else to show."""
    sentence = words.error(error)
    sys.stderr.write(sentence + "\n")
    box = QMessageBox(QMessageBox.Icon.Critical, "Berita", sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    return CANNOT_OPEN


def _nothing(_answer: object) -> None:
    pass
