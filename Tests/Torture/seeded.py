#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the suite bite? Faults, seeded one after the other into a copy of the program; a test has to catch each.

First the copy is tried as it is: what fails there would catch nothing. usage: seeded.py [places | number of a fault …]"""
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COPY = f"{ROOT}/.build-seeded"
PROGRAM = f"{COPY}/.build/release/lastword"
FILE = "Sources/Record/Register/RegisterFile.swift"
TORTURE, BOX, CATALOGUE = ["Tests/Torture/failing_disk.py"], ["Tests/Acceptance/box.py"], ["Tests/Acceptance/catalogue.py"]
ROLLBACK, ATTACK, FORGED = ["Tests/Torture/rollback.py"], ["Tests/Torture/attack.py"], ["Tests/Torture/forged.py", "--size", "files=4000"]
MEMORY, DISTRICT = ["Tests/Torture/secrecy.py", "--full", "-k", "memory"], ["Tests/Acceptance/district.py"]
LINE, RELAY = ["Tests/Terminal/line_booth.py"], ["Tests/Terminal/relay.py"]
# Tests in Swift, by their name.
ORDER, SESSION, SO, PROOF = ["OrderTests|BoxTests"], ["BoxSessionTests"], ["NoLongerSoTests"], ["ProofTests"]
GATES, GROUNDS, BACK = ["GateTests"], ["GroundTests"], ["SendingBackTests"]
COMMITTEE, NAMED, LISTS, ASKED, ATTENDEES = ["CommitteeTests"], ["NamedVoteTests"], ["ListTests"], ["QuestionTests"], ["AttendeeTests"]
TASKS = ["Tests/Acceptance/tasks.py"]
CAPACITY, LIVES, FORMS = ["PersonnelTests|CapacityTests"], ["PersonnelTests"], ["MinutesFormTests"]

# What is wrong, how, and what has to notice.
FAULTS = [
    ("commits aren't synced", [
        (FILE, "PRAGMA synchronous = EXTRA", "PRAGMA synchronous = OFF"), (FILE, 'guard mode == "delete", sync == 3 else', 'guard mode == "delete", sync >= 0 else')], TORTURE),
    ("a directory isn't synced after its journal goes", [
        (FILE, "PRAGMA synchronous = EXTRA", "PRAGMA synchronous = FULL"), (FILE, 'guard mode == "delete", sync == 3 else', 'guard mode == "delete", sync >= 2 else')], TORTURE),
    ("papers lie in the order they were cast", [
        ("Sources/BallotBox/BoxContent.swift", "        random.shuffle(&all)\n", ""), ("Sources/BallotBox/BoxContent.swift", "        seats.sort()\n", "")], ORDER),
    ("an archive's ballots aren't sorted", [
        ("Sources/Ballot/Archive+Write.swift", "ballots.map { (Hashing.hex(Array($0.utf8)), $0) }.sorted { $0.0 < $1.0 }", "ballots.map { (Hashing.hex(Array($0.utf8)), $0) }")], BOX),
    ("a cast leaves an entry", [
        ("Sources/Conduct/Session+Box.swift", "            try store(sealed, in: box)\n            return",
         "            try store(sealed, in: box)\n            _ = try? perform(.remarkClock(ClockRemark(jumpMilliseconds: 1)))\n            return")], BOX),
    ("shuffling moves nothing", [("Sources/Ballot/Group.swift", "values.swapAt(i, below(i + 1))", "values.swapAt(i, i)")], ORDER),
    ("a chief needn't wait", [("Sources/Meeting/Rules/LastSpeaker.swift", "        guard before.isEmpty else {\n            throw .chiefMustWait",
                               "        guard before.isEmpty || true else {\n            throw .chiefMustWait")], CATALOGUE),
    ("characters that drive a terminal are shown as they are", [
        ("Sources/Basics/Legibility.swift", '        var out = ""\n        for scalar in text.unicodeScalars {\n            switch fault(of: scalar, at: 0',
         '        if !text.isEmpty { return text }\n        var out = ""\n        for scalar in text.unicodeScalars {\n            switch fault(of: scalar, at: 0')], CATALOGUE),
    ("a wrong PIN is followed by no wait", [("Sources/BallotBox/TellerPins.swift", "entry.wrong < 3 ? 0 :", "entry.wrong < 300 ? 0 :")], CATALOGUE),
    ("acknowledged before it is committed", [
        (FILE, "        configuration.readonly = !writable\n", "        configuration.readonly = !writable\n        configuration.allowsUnsafeTransactions = true\n"),
        ("Sources/Record/Register/Register.swift", "            try queue.inTransaction(.immediate) { db in\n                try requireKnownSchema(db)",
         "            try queue.writeWithoutTransaction { db in\n                if db.isInsideTransaction { try db.commit() }\n                try db.beginTransaction(.immediate)\n                try requireKnownSchema(db)"),
        ("Sources/Record/Register/Register.swift", "                try Self.apply(box, db)\n                return .commit", "                try Self.apply(box, db)")], TORTURE),
    ("keys and papers aren't wiped", [
        ("Sources/BallotBox/LockedBytes.swift", "public func wipe() { sodium_memzero(start, count) }", "public func wipe() {}"),
        ("Sources/BallotBox/LockedBytes.swift", "deinit { sodium_free(start) }", "deinit {}")], MEMORY),
    ("verification takes an archive's word", [
        ("Sources/Record/Verification/VerifyWalk+Archives.swift", "        guard let bytes, Digest.of([UInt8](bytes)).hex == item.closing.archive else {",
         "        if item.seq > 0 { return .success(1) }\n        guard let bytes, Digest.of([UInt8](bytes)).hex == item.closing.archive else {")], BOX),
    ("an older file is written on", [("Sources/Record/Register/Register.swift", "guard end == known else { throw markReplaced(end.seq) }", "_ = end == known")], ROLLBACK),
    ("an older box is cast into", [
        ("Sources/Record/Register/Register.swift", "guard try Self.box(db).map(Self.digest) == acknowledgedBox else {",
         "guard try Self.box(db).map(Self.digest) == acknowledgedBox || end.seq > 0 else {")], ROLLBACK),
    ("memory isn't closed from the first instruction on", [
        ("Sources/lastword/Commands/Room/Shield.swift", "guard lw_is_shielded() == 0, needsShield else { return }", "guard lw_is_shielded() == 0, needsShield, getpid() == 1 else { return }")], ATTACK),
    ("who traces the keeper isn't seen", [("Sources/lastword/Commands/Room/Shield.swift", "[getpid(), getppid()].map(lw_tracer)", "[getpid()].map(lw_tracer)")], ATTACK),
    ("a stranger's trigger is let pass", [
        ("Sources/Record/Register/KnownSchema.swift", "if let strange = found.subtracting(needed.union(allowed)).min() {",
         "if let strange = found.subtracting(needed.union(allowed)).filter({ !$0.name.hasPrefix(\"sqlite_\") }).min() {")], CATALOGUE),
    ("a link in the lock's place is followed", [(FILE, "guard lstat(path + ending, &info) == 0 else { continue }", "guard stat(path + ending, &info) == 0 else { continue }")], CATALOGUE),
    ("a register of now takes what only 0.2 wrote", [
        ("Sources/Record/Verification/VerifyWalk.swift", "if case .opened(let opening) = event, opening.form != nil { hasNewForm = true }", "")], SESSION),
    ("a box with three votes is counted", [
        ("Sources/Meeting/Rules/BoxBallot.swift", "guard c.returned >= least else", "guard c.returned >= least - 3 else")], SESSION),
    ("a signed count may be voided", [("Sources/Meeting/Rules/Ballot.swift", "if countIsSigned(ballot) { throw .countIsSigned }", "")], SO),
    ("a key ends the program while votes are in the box", [
        ("Sources/Room/Line/LineInput.swift", "keepsOn && isTerminal && signal == nil", "keepsOn && isTerminal && signal == 99")], LINE),
    ("rows that no entry names are let pass", [
        ("Sources/Record/Verification/Verify.swift", "where !walk.archives.contains(hash)", "where hash.isEmpty && !walk.archives.contains(hash)")], BOX),
    ("a unit that begins anew is another unit", [
        ("Sources/District/District+Merge.swift", "guard !asNewUnit else { return }", "guard asNewUnit, !asNewUnit else { return }")], DISTRICT),
    ("what nobody sees makes a second name", [
        ("Sources/Basics/Legibility.swift", "properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format", "properties.generalCategory == .format")], SO),
    ("what nobody signed is recorded", [("Sources/Conduct/Session+People.swift", "do { try people.requireProof(of: command) } catch {", "do { try people.requirePaper(of: .remarkClock(ClockRemark(jumpMilliseconds: 0))) } catch {")], PROOF),
    ("a relay is taken for the terminal", [("Sources/lastword/Commands/Room/Relay.swift", "        return found(from: own)\n    }", "        return nil\n    }")], RELAY),
    ("a stranger's figures aren't bounded", [
        ("Sources/Record/Entries/StoredDecoder.swift", "let largestNumber: Int64 = 1_000_000_000_000_000", "let largestNumber = Int64.max"),
        ("Sources/Meeting/Rules/Ballot.swift", "guard all.allSatisfy({ (0...1_000_000).contains($0) }) else {", "guard all.allSatisfy({ $0 >= 0 }) else {")], FORGED),
    ("a paper that stops its person is let pass", [
        ("Sources/Meeting/Rules/Introducing.swift", "if let stop = gates.first(where: { $0.standing == .stopped }) {", "if let stop = gates.first(where: { $0.record == nil }) {")], GATES),
    ("a paper is asked of nobody in particular", [
        ("Sources/Meeting/Plan/Prerequisite.swift", "$0.prerequisite == prerequisite.id && $0.candidate == candidate", "$0.prerequisite == prerequisite.id")], GATES),
    ("nobody has to be asked who withdraws", [
        ("Sources/Meeting/Rules/Introducing.swift", "if charter.profile.recusalInquiry == .required, matters[m].recusalsAsked == nil {", "if charter.profile.recusalInquiry == .none {")], GROUNDS),
    ("what is unclear needs no task", [
        ("Sources/Meeting/Rules/LastSpeaker.swift", "if d.task != nil || d.ground == .unclear { try requireTask", "if d.task != nil { try requireTask")], GROUNDS),
    ("a proposal that was sent back comes again by planning again", [
        ("Sources/Meeting/State/MeetingState+Evolve.swift", "guard let earlier = sentBack.first(where: { $0.matter.isSameProposal(as: matter) })", "guard let earlier = sentBack.first(where: { $0.matter.isSameProposal(as: matter) && m > 99 })")], BACK),
    ("anybody sends a proposal back", [
        ("Sources/Meeting/Rules/Vetoes.swift", "guard charter.isChief(seat) else { throw .notChief(s.by) }", "_ = charter.isChief(seat)")], BACK),
    ("somebody is found liable in a capacity that wasn't theirs", [
        ("Sources/Personnel/PersonnelState+Checks.swift", "if let capacity = f.capacity, !mine.contains(where: { $0.capacity == capacity }) {", "if let capacity = f.capacity, mine.isEmpty {")], CAPACITY),
    ("a recused chief answers", [
        ("Sources/Meeting/State/Consequences.swift", "seats.filter { !matter.isRecused[$0] }.map", "seats.map")], CAPACITY),
    ("the name of an objector who asked for it is kept", [
        ("Sources/Personnel/Acts/Appointment/Objection.swift", "guard identity == nil || by.isEmpty else { throw .nameNotKept }", "")], LIVES),
    ("what 0.2 sealed reads otherwise now", [
        ("Sources/Export/Minutes/Minutes.swift", "if form >= 3 { return officeBlocks(charter) }", "if form >= 2 { return officeBlocks(charter) }")], FORMS),
    ("a paper may be relied on for ever", [
        ("Sources/Meeting/Plan/Prerequisite.swift", "if conclusion?.effect != .stops, let lastDay, let day, day > lastDay { return .outOfDate }", "_ = day")], GATES),
    ("who withdrew in a full committee has no vote", [
        ("Sources/Meeting/State/MeetingState+Figures.swift", "&& (!matters[matter].isRecused[seat] || charter?.profile.recusedVote == true)", "&& !matters[matter].isRecused[seat]")], COMMITTEE),
    ("who declared a ground may stay", [
        ("Sources/Meeting/Rules/Introducing.swift", "guard staying.isEmpty else { throw .declaredAndStays(i.matter, staying) }", "_ = staying")], GROUNDS),
    ("somebody votes twice in the open", [
        ("Sources/Meeting/Rules/NamedVote.swift", "guard seen.insert(id).inserted else { throw .votedTwice(id) }", "seen.insert(id)")], NAMED),
    ("a vote in the open where the profile has none", [
        ("Sources/Meeting/Rules/Ballot.swift", "guard methods.contains(o.mode.method) else {", "guard methods.contains(o.mode.method) || !methods.isEmpty else {")], NAMED),
    ("a chief waits on one line of a list alone", [
        ("Sources/Meeting/State/MeetingState+Figures.swift", "let waiting = together(with: matter).flatMap { awaited(on: $0) }", "let waiting = awaited(on: matter)")], LISTS),
    ("a member is heard on a line after the chief on another", [
        ("Sources/Meeting/State/MeetingState+Figures.swift", "return together(with: matter).contains(where: isHeard)", "return isHeard(matter)")], LISTS),
    ("views wait for no answer", [
        ("Sources/Meeting/Rules/Questions.swift", "guard let first = openQuestions(on: line).first else { continue }", "guard let first = openQuestions(on: line).first, first > 99 else { continue }")], ASKED),
    ("an attendee who has left goes on speaking", [
        ("Sources/Meeting/Rules/Recusals.swift", "} else if attendance[id]?.isHere == false {", "} else if attendance[id]?.isHere == nil, attendance.count > 99 {")], ATTENDEES),
    ("a report of no task is sound", [
        ("Sources/Record/Verification/VerifyWalk.swift", "if case .taskReported(let task) = event, !fits(task) {", "if case .taskReported(let task) = event, !fits(task), seq == 0 {")], TASKS),
]


def is_swift(command):
    return not command[0].endswith(".py")


def copy():
    """The tree as it stands, beside its own build."""
    os.makedirs(COPY, exist_ok=True)
    for name in ("Sources", "Tests", "Examples", "Verifier", "docs", "Package.swift"):
        source, target = f"{ROOT}/{name}", f"{COPY}/{name}"
        if os.path.isdir(source):
            # Times are kept, so that only what differs is built again.
            subprocess.run(["rsync", "-a", "--delete", "--exclude", "__pycache__", f"{source}/", f"{target}/"], check=True)
        else:
            shutil.copy2(source, target)
    package = f"{COPY}/Package.swift"
    with open(package, encoding="utf-8") as file:
        text = file.read()
    # A seeded fault may leave something unused.
    with open(package, "w", encoding="utf-8") as file:
        file.write(text.replace("    .treatAllWarnings(as: .error),\n", ""))


def build(tests):
    call = ["swift", "build", "-c", "release"] + (["--build-tests"] if tests else ["--product", "lastword"])
    done = subprocess.run(call, cwd=COPY, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]


def tried(command):
    """Whether it passes, and the last that it said."""
    if is_swift(command):
        call = ["swift", "test", "-c", "release", "--skip-build", "--filter", command[0]]
    else:
        call = ["/usr/bin/python3", "-m", "pytest", "-c", "Tests/pytest.ini", "-x", "--tb", "line", *command]
    done = subprocess.run(call, cwd=COPY, capture_output=True, text=True, errors="replace", env=dict(os.environ, LASTWORD=PROGRAM), timeout=1800)
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"violations|Error|✘|failed", line)] or lines
    return done.returncode == 0, (telling[-1] if telling else "")[:200]


def seed(patches):
    for path, old, new in patches:
        name = f"{COPY}/{path}"
        with open(name, encoding="utf-8") as file:
            text = file.read()
        assert text.count(old) == 1, f"{path}: the place of the fault is gone: {old}"
        with open(name, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))


def places():
    """Whether every fault still has its place; part of `make check`."""
    for _, patches, _ in FAULTS:
        for path, old, _ in patches:
            with open(f"{ROOT}/{path}", encoding="utf-8") as file:
                assert file.read().count(old) == 1, f"{path}: the place of the fault is gone: {old}"
    print(f"seeded: {len(FAULTS)} faults have their places")


def restore(patches):
    """Written anew: a copy with the old time wouldn't be built again."""
    for path in {path for path, _, _ in patches}:
        with open(f"{ROOT}/{path}", encoding="utf-8") as source, open(f"{COPY}/{path}", "w", encoding="utf-8") as target:
            target.write(source.read())


def main():
    if sys.argv[1:] == ["places"]:
        return places()
    chosen = [FAULTS[int(n) - 1] for n in sys.argv[1:]] or FAULTS
    copy()
    build(any(is_swift(command) for _, _, command in chosen))
    for command in {tuple(c): c for _, _, c in chosen}.values():
        passes, said = tried(command)
        assert passes, f"{command} fails without any fault: {said}"
        print(f"sound: {' '.join(command)} passes", flush=True)
    caught = 0
    for name, patches, command in chosen:
        start = time.time()
        seed(patches)
        try:
            build(is_swift(command))
            passes, said = tried(command)
        finally:
            restore(patches)
        caught += not passes
        print(f"{'MISSED' if passes else 'caught'}: {name} — {' '.join(command)}: {said} ({time.time() - start:.0f} s)", flush=True)
    print(f"seeded faults: {caught} of {len(chosen)} caught")
    sys.exit(0 if caught == len(chosen) else 1)


if __name__ == "__main__":
    main()
