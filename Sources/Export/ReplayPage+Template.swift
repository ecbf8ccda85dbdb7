// SPDX-License-Identifier: GPL-3.0-or-later
extension ReplayPage {
    /// The page. Everything is in it; the policy forbids fetching anything.
    static let template = ##"""
        <!DOCTYPE html>
        <html lang="{{lang}}"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{replay}} · {{title}}</title>
        <style>
        :root { color-scheme: light dark; --ink: #1a1a1a; --ground: #fdfdfb; --dim: #666; --mark: #8a2b06; --line: #bbb; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --ground: #17181b; --dim: #9a9a9a; --mark: #e5a05b; --line: #444; } }
        body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: var(--ink); background: var(--ground);
          font: 16px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
        h1 { font-size: 1.3rem; margin: 0; } .proof, small, time { color: var(--dim); }
        #stage { border: 1px solid var(--line); padding: .8rem 1rem; min-height: 20rem; margin: .8rem 0; }
        #stage h2 { font-size: 1.05rem; margin: .2rem 0; } table { border-collapse: collapse; width: 100%; }
        td { padding: .1rem .6rem .1rem 0; vertical-align: top; } tr.chief td:first-child::after { content: " ◆"; color: var(--mark); }
        #bar { display: flex; gap: .6rem; align-items: center; } #bar input { flex: 1; }
        #marks { position: relative; height: 1rem; margin: 0 0 .2rem; } #marks i { position: absolute; top: 0; width: 2px; height: .6rem; background: var(--line); }
        #marks i.matter, #marks i.result { height: 1rem; background: var(--mark); width: 3px; } #marks i.objection { background: #c22; }
        button { font: inherit; padding: .2rem .7rem; } li { margin: .15rem 0; } li.now { font-weight: bold; }
        #what { font-weight: bold; } #why { color: var(--dim); }
        </style></head><body>
        <h1>{{replay}} · {{title}}</h1>
        <p class="proof">{{proof}}</p>
        <div id="stage" hidden><p id="figures"></p><h2 id="matter"></h2><table id="lines"></table><p id="ballot"></p></div>
        <p><span id="what"></span><br><span id="why"></span></p>
        <div id="marks" aria-hidden="true"></div>
        <div id="bar" hidden><button id="back" aria-label="−1">◀</button><button id="play">{{play}}</button><button id="next" aria-label="+1">▶</button>
        <input id="at" type="range" min="0" value="0" aria-label="{{replay}}"><span id="clock"></span></div>
        <details open><summary>{{all}}</summary><ol id="list">
        {{list}}
        </ol></details>
        <script type="application/json" id="data">{{json}}</script>
        <script>
        "use strict";
        const steps = JSON.parse(document.getElementById("data").textContent), $ = id => document.getElementById(id);
        let now = 0, timer = 0;
        const total = Math.max(1, steps[steps.length - 1].played);
        for (const s of steps) if (s.mark) { const i = document.createElement("i"); i.className = s.mark; i.style.left = (s.played * 100 / total) + "%"; $("marks").append(i); }
        function show(n) {
          now = Math.max(0, Math.min(steps.length - 1, n));
          const s = steps[now];
          $("figures").textContent = s.figures; $("matter").textContent = s.matter; $("ballot").textContent = s.ballot;
          $("what").textContent = s.what; $("why").textContent = s.why; $("clock").textContent = s.at; $("at").value = now;
          $("lines").replaceChildren(...s.lines.map(l => {
            const row = document.createElement("tr"); if (l.chief) row.className = "chief";
            for (const text of [l.name, l.state, l.words]) { const cell = document.createElement("td"); cell.textContent = text; row.append(cell); }
            return row;
          }));
          [...$("list").children].forEach((li, i) => li.classList.toggle("now", i === now));
        }
        function stop() { clearTimeout(timer); timer = 0; }
        function play() {
          if (timer) return stop();
          if (now === steps.length - 1) show(0);
          const go = () => { if (now === steps.length - 1) return stop(); timer = setTimeout(() => { show(now + 1); go(); }, Math.max(150, steps[now + 1].played - steps[now].played)); };
          go();
        }
        $("stage").hidden = $("bar").hidden = false; $("at").max = steps.length - 1;
        $("at").oninput = e => { stop(); show(+e.target.value); };
        $("back").onclick = () => { stop(); show(now - 1); }; $("next").onclick = () => { stop(); show(now + 1); }; $("play").onclick = play;
        document.onkeydown = e => { if (e.key === "ArrowLeft") $("back").click(); if (e.key === "ArrowRight") $("next").click(); if (e.key === " " && e.target.tagName !== "BUTTON") { e.preventDefault(); play(); } };
        show(Math.max(0, steps.findIndex(s => s.mark)));
        </script>
        </body></html>

        """##
}
