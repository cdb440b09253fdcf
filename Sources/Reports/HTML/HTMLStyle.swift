/// How the HTML report looks. No sign in it needs escaping in XML.
enum HTMLStyle {
    static let sheet: StaticString = """

        :root {
          color-scheme: light dark;
          --page: #f6f7f9; --card: #ffffff; --ink: #1b2130; --soft: #5b6578; --line: #dfe3ea;
          --good: #137a4b; --doubtful: #946200; --bad: #b3261e;
          --lane0: #2f6fde; --lane1: #c2561a; --lane2: #7a4fd0; --lane3: #0f8a8a; --lane4: #b03a84; --lane5: #66752b;
          --ready: #cfe9da; --pending: #e4e0f3; --starting: #f6e3b4; --unready: #f0c9a0; --terminating: #f3c4c0; --gone: #e3e6ec;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #12151b; --card: #1b2029; --ink: #e8ebf1; --soft: #9aa5b8; --line: #303744;
            --good: #4cc38a; --doubtful: #e2b14a; --bad: #ff7b72;
            --lane0: #6ea4ff; --lane1: #ff9d5c; --lane2: #b598ff; --lane3: #4fd0cf; --lane4: #f07cc4; --lane5: #b5c86b;
            --ready: #21442f; --pending: #38335a; --starting: #4d4020; --unready: #553718; --terminating: #56292a; --gone: #2a303b;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
        }
        main { max-width: 1040px; margin: 0 auto; padding: 24px 16px 64px; }
        section, .facts, .checks li {
          background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 20px; margin: 16px 0;
        }
        h1 { margin: 0; font-size: 34px; line-height: 1.2; }
        h2 { margin: 32px 0 8px; font-size: 20px; }
        section h2 { margin-top: 0; }
        h3 { margin: 20px 0 4px; font-size: 15px; }
        p { margin: 4px 0; overflow-wrap: anywhere; }
        code { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        .banner { border-radius: 10px; padding: 20px 24px; color: #ffffff; }
        .banner.good { background: #137a4b; }
        .banner.doubtful { background: #85590a; }
        .banner.bad { background: #a8241d; }
        .banner .kind { opacity: 0.85; letter-spacing: 0.04em; }
        .banner .reason { margin-top: 8px; padding-top: 8px; border-top: 1px solid rgba(255, 255, 255, 0.35); }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 6px 24px; }
        .cast { margin: 0 0 12px; }
        dl div { display: flex; gap: 12px; }
        dt { flex: 0 0 60px; color: var(--soft); }
        .cast dt { flex-basis: 90px; }
        dd { margin: 0; overflow-wrap: anywhere; }
        .table { overflow-x: auto; margin: 12px 0; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); }
        td { overflow-wrap: anywhere; }
        thead th { color: var(--soft); font-weight: 500; white-space: nowrap; }
        tbody th { font-weight: 600; }
        tbody tr:last-child th, tbody tr:last-child td { border-bottom: 0; }
        .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        td.number { overflow-wrap: normal; }
        .columns { display: grid; grid-template-columns: 3fr 2fr; gap: 0 32px; align-items: start; }
        @media (max-width: 760px) { .columns { grid-template-columns: 1fr; } }
        .badge {
          display: inline-block; white-space: nowrap; padding: 0 9px; border: 1px solid currentColor; border-radius: 99px;
          font-size: 13px; font-weight: 600;
        }
        .pass, .badge.pass { color: var(--good); }
        .resumed, .inconclusive, .badge.resume, .badge.warn, .badge.unknown { color: var(--doubtful); }
        .fail, .badge.fail { color: var(--bad); }
        .badge.skip { color: var(--soft); }
        .checks { list-style: none; margin: 0; padding: 0; }
        .checks li { margin: 8px 0; padding: 10px 16px; }
        .checks li.fail { border-left: 4px solid var(--bad); }
        .checks li.warn { border-left: 4px solid var(--doubtful); }
        .checks h3 { margin: 0; font-weight: 600; }
        .cause { color: var(--soft); font-weight: 400; }
        .evidence { padding-left: 12px; border-left: 2px solid var(--line); }
        figure { margin: 20px 0; overflow-x: auto; }
        .film { display: block; width: 100%; height: auto; }
        figcaption { color: var(--soft); font-weight: 500; }
        svg { display: block; width: 100%; min-width: 640px; height: auto; }
        svg text { fill: var(--ink); font-size: 12px; font-family: inherit; }
        svg .soft { fill: var(--soft); }
        svg .middle { text-anchor: middle; }
        svg .end { text-anchor: end; }
        svg .strong { font-weight: 700; }
        svg .grid { stroke: var(--line); }
        svg .mark { stroke: var(--soft); stroke-dasharray: 3 3; }
        svg .flag { fill: var(--card); stroke: var(--soft); }
        svg .bracket { fill: none; stroke: var(--ink); stroke-width: 1.5; }
        .ready { fill: var(--ready); }
        .pending { fill: var(--pending); }
        .starting { fill: var(--starting); }
        .unready { fill: var(--unready); }
        .terminating, .failed { fill: var(--terminating); }
        .gone, .other { fill: var(--gone); }
        .lane0 { fill: var(--lane0); } .lane1 { fill: var(--lane1); } .lane2 { fill: var(--lane2); }
        .lane3 { fill: var(--lane3); } .lane4 { fill: var(--lane4); } .lane5 { fill: var(--lane5); }

        """
}
