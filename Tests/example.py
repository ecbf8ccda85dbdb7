"""The example that the tests from outside begin with: the program, the bureau's files, and a register with its meeting planned."""
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LASTWORD = os.path.abspath(os.environ.get("LASTWORD", f"{ROOT}/.build/release/lastword"))
BUREAU = f"{ROOT}/Examples/bureau"
MEETING = "2026-18"
ENV = dict(os.environ, LANG="C.UTF-8", LC_ALL="C.UTF-8")


def run(*arguments, typed="", status=0, language="zh"):
    """What the program says to a command, which has to end so."""
    done = subprocess.run([LASTWORD, *arguments], input=typed, capture_output=True, text=True, timeout=900, env=dict(ENV, LASTWORD_LANG=language))
    assert done.returncode == status, (arguments, done.returncode, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout + done.stderr


def prepared(folder, name="r.lwr", organisation="区教育局", plan=f"{BUREAU}/plan.yaml"):
    """A register with people, recommendations and a planned meeting."""
    register = f"{folder}/{name}"
    run("init", register, "--organisation", organisation, "--offset", "+08:00", "--at", "2026-11-01T09:00:00+08:00")
    run("people", "import", register, f"{BUREAU}/roster.csv", "--at", "2026-11-01T09:05:00+08:00")
    run("people", "lodge", register, f"{BUREAU}/recommendations.yaml", "--at", "2026-11-04T10:00:00+08:00")
    run("meeting", "plan", register, plan, "--at", "2026-11-20T10:00:00+08:00")
    return register
