"""The finished site as GitHub Pages takes it: what upload-pages-artifact packs is all of it."""

import subprocess
import tarfile
from pathlib import Path

from tests.site.sites import BuiltSite


def test_the_archive_holds_every_file_and_no_link(site: BuiltSite, tmp_path: Path) -> None:
    archive = tmp_path / "artifact.tar"
    # The command of the action, by its action.yml; hidden files are left out.
    command = ["tar", "--dereference", "--hard-dereference", "--directory", str(site.output)]
    left_out = ["--exclude=.git", "--exclude=.github", "--exclude=.[^/]*"]
    subprocess.run([*command, "-cf", str(archive), *left_out, "."], check=True)
    with tarfile.open(archive) as packed:
        members = [member for member in packed.getmembers() if member.name != "."]
    assert all(member.isfile() or member.isdir() for member in members)
    files = {member.name.removeprefix("./") for member in members if member.isfile()}
    assert files == site.files.keys()
    # Pages refuses what others may not read.
    assert all(member.mode & 0o004 for member in members)
    assert all(member.mode & 0o001 for member in members if member.isdir())


def test_the_only_hidden_file_is_the_list_of_ours(site: BuiltSite) -> None:
    hidden = [path.name for path in site.output.rglob(".*")]
    assert hidden == [".selon"]
