"""The frozen program is built, starts, and every part of it works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen")
    freeze = [Path(sys.executable).with_name("pyinstaller"), "--noconfirm", "--log-level", "ERROR"]
    subprocess.run(
        [*freeze, "--distpath", folder / "dist", "--workpath", folder / "build", "build_spec.spec"],
        cwd=ROOT, check=True, timeout=800,
    )
    return folder / "dist" / "berita" / "berita"


def run(program: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "DISPLAY", "WAYLAND_DISPLAY")} | more
    return subprocess.run([program, *words], env=env, capture_output=True, text=True, timeout=120, cwd="/", check=False)


def test_every_part_of_the_frozen_program_works(program: Path):
    done = run(program, "--selfcheck", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_frozen_program_syncs_the_sample_edition_and_speaks_indonesian(program: Path, tmp_path: Path):
    done = run(program, "--profile", str(tmp_path), "demo", "--headless")
    assert done.returncode == 0, done.stderr
    assert run(program, "--profile", str(tmp_path), "settings", "language", "id").returncode == 0
    doctor = run(program, "--profile", str(tmp_path), "doctor")
    assert doctor.returncode == 0
    assert "Setiap berita ada dalam indeks pencarian." in doctor.stdout
