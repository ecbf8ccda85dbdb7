# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debian package in an empty root: what it lays out, that the program runs from there and its pages and completions are
sound, and that nothing is left when it goes."""
import glob
import os
import re
import subprocess

from fixtures import LASTWORD, ROOT

BUILD = os.path.dirname(LASTWORD)


def run(*command, status=0, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    assert done.returncode == status, (command, done.returncode, done.stdout[-1500:], done.stderr[-1500:])
    return done.stdout


def files(root):
    found = set()
    for folder, _, names in os.walk(root):
        found |= {os.path.relpath(os.path.join(folder, n), root) for n in names}
    return found


def laid_out(folder):
    """`make lay-out` and the package put the same things into the same places."""
    run("make", "-s", "-C", ROOT, "lay-out", f"BUILD={BUILD}", f"DESTDIR={folder}/plain", "PREFIX=/usr")
    plain = files(f"{folder}/plain")
    for wanted in ("usr/bin/lastword", "usr/share/bash-completion/completions/lastword", "usr/share/zsh/vendor-completions/_lastword",
                   "usr/share/fish/vendor_completions.d/lastword.fish", "usr/share/man/man1/lastword.1", "usr/share/man/man1/lastword-verify.1",
                   "usr/share/man/man7/lastword-manual.7", "usr/share/man/zh_CN/man7/lastword-manual.7", "usr/share/lastword/verifier/check.py",
                   "usr/share/doc/lastword/MANUAL.md", "usr/share/doc/lastword/Examples/bureau/plan.yaml"):
        assert wanted in plain, wanted
    pages = [p for p in plain if p.startswith("usr/share/man/")]
    for page in pages:
        said = subprocess.run(["mandoc", "-T", "lint", "-W", "error", f"{folder}/plain/{page}"], capture_output=True, text=True)
        assert said.returncode == 0, (page, said.stdout)
    # Every command of the program has its page.
    for command in re.findall(r"^  ([a-z][a-z-]+) ", run(f"{BUILD}/lastword", "--help", "--lang", "en").split("SUBCOMMANDS:")[1], re.MULTILINE):
        assert f"usr/share/man/man1/lastword-{command}.1" in plain, command
    run("make", "-s", "-C", ROOT, "uninstall", f"BUILD={BUILD}", f"DESTDIR={folder}/plain", "PREFIX=/usr")
    assert files(f"{folder}/plain") == set(), files(f"{folder}/plain")
    return plain, len(pages)


def installed(folder):
    (package,) = glob.glob(f"{BUILD}/deb/lastword_*.deb")
    depends = run("dpkg-deb", "--field", package, "Depends")
    for library in ("libc6", "libgmp10", "libncursesw6", "libsodium23", "libsqlite3-0"):
        assert library in depends, (library, depends)
    root = f"{folder}/root"
    for name in ("var/lib/dpkg/info", "var/lib/dpkg/updates"):
        os.makedirs(f"{root}/{name}")
    for name in ("status", "available"):
        open(f"{root}/var/lib/dpkg/{name}", "w").close()
    # The libraries that it needs are this machine's; the root has nothing else.
    run("dpkg", f"--root={root}", "--force-depends", "--force-not-root", "--force-script-chrootless", "--install", package)
    there = {f for f in files(root) if not f.startswith("var/")}
    program = f"{root}/usr/bin/lastword"
    run("sh", "-c", f"file -b {program} 2>/dev/null | grep -qv 'not stripped'")
    env = dict(os.environ, PATH="/nowhere", LASTWORD_LANG="en", HOME=folder)
    version = run(program, "--version", env=env).strip()
    assert version in package, (version, package)
    register = f"{folder}/r.lwr"
    run(program, "init", register, "--organisation", "x", env=env)
    assert "[yes] nothing changed" in run(program, "verify", register, env=env)
    size = os.path.getsize(program)
    dpkg = run("dpkg-deb", "--field", package, "Installed-Size").strip()
    complete(f"{root}/usr/share")
    run("dpkg", f"--root={root}", "--force-depends", "--force-not-root", "--force-script-chrootless", "--purge", "lastword")
    left = {f for f in files(root) if not f.startswith("var/")}
    assert left == set(), left
    return there, size, dpkg


def complete(share):
    """Each shell loads its completions; bash is asked for some."""
    bash = f"""source {share}/bash-completion/completions/lastword
        COMP_WORDS=(lastword ve) COMP_CWORD=1 COMP_LINE='lastword ve' COMP_POINT=11
        $(complete -p lastword | sed 's/.*-F \\([^ ]*\\).*/\\1/') lastword ve lastword; echo "${{COMPREPLY[@]}}" """
    assert "verify" in run("bash", "-c", bash), "bash"
    run("zsh", "-n", f"{share}/zsh/vendor-completions/_lastword")
    assert "verify" in run("fish", "-c", f"source {share}/fish/vendor_completions.d/lastword.fish; complete -C 'lastword ver'"), "fish"


def test_package_in_an_empty_root(folder):
    plain, pages = laid_out(folder)
    there, size, installed_size = installed(folder)
    # Debian's own files besides, and its compressed pages.
    unpacked = {f.removesuffix(".gz") for f in there}
    missing = {f for f in plain if f not in unpacked and f not in ("usr/share/doc/lastword/CHANGELOG.md", "usr/share/doc/lastword/CHANGELOG.zh-CN.md")}
    assert not missing, missing
    print(f"install: {len(plain)} files laid out and taken away, {pages} man pages sound; the package installed into an empty root, run, completed in "
          f"3 shells and purged; program {size / 1e6:.1f} MB stripped, package {int(installed_size) / 1000:.1f} MB installed")
