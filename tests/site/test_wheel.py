"""The package as others install it makes, checks, builds and serves a site without a clone."""

import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
from pathlib import Path

import pytest

from builder import __version__, render, scaffold
from tests.support import ROOT

DAY = "2026-03-06"


@pytest.fixture(scope="module")
def selon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, from a wheel in a virtual environment of its own.

    What it needs is borrowed from the environment of the tests, so that nothing is fetched.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("selon-*.whl")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    # As the Makefile does: pip of the system.
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}"
    install = [str(base), "-m", "pip", "--disable-pip-version-check", "--python", str(venv)]
    install += ["install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return venv / "bin" / "selon"


def run(selon: Path, folder: Path, *words: str) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [selon, *words], cwd=folder, env=environ, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("language", scaffold.LANGUAGES)
def test_a_new_site_is_made_checked_and_built(selon: Path, tmp_path: Path, language: str) -> None:
    made = run(selon, tmp_path, "init", "desk", "--language", language, "--title", "Ours")
    assert "→ desk/" in made
    desk = tmp_path / "desk"
    wanted = scaffold.files(scaffold.Wishes("Ours", language, "https://example.org/", __version__))
    found = {
        path.relative_to(desk).as_posix(): path.read_bytes()
        for path in desk.rglob("*")
        if path.is_file()
    }
    assert found == wanted
    assert "no problems" in run(selon, desk, "check", "--strict", "--as-of", DAY)
    run(selon, desk, "build", "--strict", "--base-url", "https://ours.github.io/desk/")
    home = (desk / "site/index.html").read_text("utf-8")
    assert f'<html lang="{language}"' in home
    assert 'href="/desk/articles/example-pool/"' in home
    assert (desk / "site/articles/example-pool/index.html").is_file()


def test_it_is_served(selon: Path, tmp_path: Path) -> None:
    run(selon, tmp_path, "init", "desk", "--language", "en")
    command = [str(selon), "serve", "--root", "desk", "--port", "8760"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found
            with urllib.request.urlopen(found[0], timeout=20) as answer:  # noqa: S310 - loopback
                assert "The fact desk" in answer.read().decode()
        finally:
            server.terminate()
            server.wait(20)


def test_the_wheel_holds_what_it_draws_with(selon: Path, tmp_path: Path) -> None:
    run(selon, tmp_path, "template", "copy", *render.default_files())
    copied = {name: (tmp_path / "templates" / name).read_bytes() for name in render.default_files()}
    assert copied == render.default_files()
