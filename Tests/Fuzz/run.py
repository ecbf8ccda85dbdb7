#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coverage-guided fuzzing of every reader by libFuzzer: no trap, no hang, no runaway memory.

usage: run.py [executions] [reader …]   (1,000,000 and all of them unless told)"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = f"{ROOT}/.build-fuzz"
LIBRARIES = "sqlite3 sodium csv icui18n icuuc simdjson gmp archive ncursesw tinfo xlsxwriter stdc++".split()
# The longest input of each; what a real one of these may be several times over.
READERS = {"roster": 8192, "outcomes": 8192, "plan": 16384, "profile": 32768, "recommendations": 8192, "protocol": 4096, "archive": 81920,
           "bundle": 16384, "register": 24576, "keys": 64}
MEMORY, SECONDS = 256, 5
# Of libsodium, with the least memory and time (pins.c).
WRAPPED = ("crypto_pwhash", "crypto_pwhash_str_alg")


def build():
    env = dict(os.environ, LASTWORD_FUZZING="1")
    # What an older archive holds of files that are gone would stay in it.
    if os.path.exists(f"{BUILD}/release/libLastwordFuzz.a"):
        os.unlink(f"{BUILD}/release/libLastwordFuzz.a")
    subprocess.run(["swift", "build", "-c", "release", "--scratch-path", BUILD, "--product", "LastwordFuzz", "-Xswiftc", "-sanitize=fuzzer",
                    "-Xcc", "-fsanitize=fuzzer-no-link", "-Xcxx", "-fsanitize=fuzzer-no-link"], cwd=ROOT, env=env, check=True)
    nothing = f"{BUILD}/nothing.swift"
    with open(nothing, "w", encoding="ascii"):
        pass
    subprocess.run(["clang", "-O1", "-Wall", "-Werror", "-c", f"{HERE}/pins.c", "-o", f"{BUILD}/pins.o"], check=True)
    subprocess.run(["swiftc", "-sanitize=fuzzer", "-parse-as-library", nothing, f"{BUILD}/release/libLastwordFuzz.a", f"{BUILD}/pins.o", "-use-ld=lld",
                    *(word for name in WRAPPED for word in ("-Xlinker", f"--wrap={name}")), *(f"-l{name}" for name in LIBRARIES), "-o", f"{BUILD}/fuzz"], check=True)


def fuzz(reader, executions, folder, longest):
    """Exit status and what libFuzzer said, of one process a core: they share what they find, in a folder of its own."""
    found, seeds = f"{folder}/{reader}", f"{HERE}/corpus/{reader}"
    os.makedirs(found)
    os.makedirs(seeds, exist_ok=True)
    cores = os.cpu_count() or 1
    each = -(-executions // cores)
    going = []
    for core in range(cores):
        work = f"{folder}/work-{reader}-{core}"
        os.makedirs(work)
        call = [f"{BUILD}/fuzz", found, seeds, f"-runs={each}", f"-max_len={longest}", f"-timeout={SECONDS}", f"-seed={20261125 + core}",
                f"-rss_limit_mb={MEMORY}", f"-malloc_limit_mb={MEMORY}", "-print_final_stats=1", f"-artifact_prefix={folder}/{reader}-"]
        env = dict(os.environ, LASTWORD_FUZZ=reader, LC_ALL="C.UTF-8", SWIFT_BACKTRACE="enable=no", HOME=work)
        said = open(f"{work}/said", "w+b")
        going.append((subprocess.Popen(call, cwd=work, env=env, stdout=subprocess.DEVNULL, stderr=said), said))
    status, texts = 0, []
    for process, said in going:
        status = process.wait() or status
        said.seek(0)
        texts.append(said.read().decode(errors="replace"))
        said.close()
    return status, texts


def numbers(texts, name):
    """A figure of each process's; 0 where one didn't come so far as to give it."""
    found = [re.findall(rf"stat::{name}:\s+(\d+)", said) for said in texts]
    return [int(f[-1]) if f else 0 for f in found]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    chosen = sys.argv[2:] or list(READERS)
    build()
    kept = os.environ.get("LASTWORD_FUZZ_OUT") or tempfile.mkdtemp(prefix="lastword-fuzz-")
    status, said = fuzz("control", 2_000_000, kept, 16)
    crash = [name for name in os.listdir(kept) if name.startswith("control-crash-")]
    assert status != 0 and crash, ("the control wasn't found", said[0][-500:])
    print("control: the input that traps was found", flush=True)
    faults = 0
    for reader in chosen:
        start = time.time()
        status, said = fuzz(reader, count, kept, READERS[reader])
        done, peak = sum(numbers(said, "number_of_executed_units")), max(numbers(said, "peak_rss_mb"))
        cover = max(int(c) for text in said for c in re.findall(r"cov: (\d+)", text) or [0])
        sound = status == 0 and done >= count
        faults += not sound
        print(f"{reader}: {done} executions, {cover} edges, {sum(numbers(said, 'new_units_added'))} inputs kept, slowest "
              f"{max(numbers(said, 'slowest_unit_time_sec'))} s, {peak} MB, {time.time() - start:.0f} s{'' if sound else ' — FAULT'}", flush=True)
        if not sound:
            for text in said:
                print(text[-3000:])
    if faults:
        sys.exit(f"{faults} readers failed; what they were given is in {kept}")
    shutil.rmtree(kept)


if __name__ == "__main__":
    main()
