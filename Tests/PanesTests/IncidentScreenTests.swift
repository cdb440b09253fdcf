@testable import FailoverModel
@testable import Panes
import TerminalCanvas
import TestSupport
import Testing


/// The list of incidents and the fault menu, as literal text.
@Suite struct IncidentScreenTests {
    private func dialog(_ dialog: Dialog, columns: Int, rows: Int) -> Canvas {
        var state = Screens.incidents()
        state.navigation.dialog = dialog
        return Board.draw(state, size: Size(columns: columns, rows: rows), appearance: .utf8)
    }

    private static func text(_ state: State) -> String {
        Board.draw(state, size: Size(columns: 120, rows: 36), appearance: .utf8).lines.joined(separator: "\n")
    }

    @Test func theListOnALargeScreen() {
        let canvas = dialog(.incidents(index: 1), columns: 120, rows: 36)
        let expected = """
             INCIDENT 2 · B oom-killed · 0:22  kind-d…fault  router vllm-router-service ● LIVE  pods ● LIVE 1/2  session 9999  ARMED
            ╭ 1 Pods ──────────────────────────────────────────────────╮╭ 2 Sessions 6 ────────────────────────────────────────────╮
            │   POD                         READY STATUS       RST  AGE││  SESSION POD    REQ MOVED ERR LAST TOK/S                 │
            │B  vllm-opt125m-…-4psb7        0/1   OOMKilled      0  13m││  user-1  B        1     0   0  61s     –                 │
            │D  vllm-opt125m-…-d4d4d        1/1   Running        0  13m││  user-2  C✂       1     0   0  61s     –                 │
            │R  vllm-deployme…-rxg85        1/1   Running        0  13m││  user-3  A✂       1     0   0  61s     –                 │
            │                                                          ││  user-4  B        1     0   0  61s     –                 │
            │                                                          ││  user-5  C✂       1     0   0  61s     –                 │
            │                                                          ││  user-6  A✂       1     0   0  61s     –                 │
            │                                                          ││  elsewhere: 4 of 4 stayed · 0 moved                      │
            ╰──────────────────────────────────────────────────────────╯╰──────────────────────────────────────────────────────────╯
            ╭ 3 Stream ────────────────────────────────────────────────────────────────────────────────────────────────────────────╮
            │ Press s to send a request of session 9999 and watch its tokens arrive.                                               │
            │                                                                                                                      │
            │                 ╭ Incidents 3 · 1 open ───────────────────────────────────────────────────────────╮                  │
            │                 │    NR TIME     STATE      DETECT SERVICE CAPACITY WHAT                          │                  │
            │                 │     3 20:09:00 planned         –       –        – C was scaled down             │                  │
            │                 │ ▶   2 20:08:40 open            …       …        … B was OOM-killed (exit 137)   │                  │
            │                 │     1 20:08:10 recovered       –       –   8.00 s A was deleted                 │                  │
            │                 │                                                                                 │                  │
            ╰─────────────────│ Enter show  c copy  Esc close                                                   │──────────────────╯
            ╭ 4 Failover · inc╰─────────────────────────────────────────────────────────────────────────────────╯──────────────────╮
            │ T0 change seen         +0.000 api         │ C  ░░░░░░░░░░░░░░░░░░░░░░✂─────────────────────────────────────────      │
            │ T1 terminating         +0.000 api         │ B  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒     │
            │ T2 last token from C        –             │ D  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░     │
            │ T3 break seen               –             │                          0 s                   1 s                   2 s │
            │ T4 router dropped C         –             │    █ tokens  ░ ready  ▒ starting  ─ terminating  ✂ fault                 │
            │ T5 first token from ?       –             │ detection – · service gap – · capacity gap –                             │
            │ T6 rate restored            –             │ 1 request   unknown  none of session 9999 was on the pod                 │
            │ T7 replacement ready        –             │ 2 session   unknown  – · 4 of 4 elsewhere stayed · 2 more on C           │
            │                                           │ 3 gap       unknown  limit 2.00 s                                        │
            │                                           │ 4 capacity  unknown  none is due: a planned change                       │
            │                                           │                                                                          │
            │                                           │                                                                          │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
             Enter show  Esc cancel
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func aThousandAreSummedUpAndTheChosenOneIsInSight() {
        var story = Story.steady()
        for number in 0..<1_000 {
            let suffix = "x\(number)"
            story.tell(.kubernetes(.pods(.changed(Story.engine(suffix, host: 20 + number)))))
            story.tell(.kubernetes(.pods(.changed(Story.engine(suffix, host: 20 + number, ready: false)))))
        }
        var state = story.state
        for chosen in [0, 1, 400, 998, 999] {
            state.navigation.dialog = .incidents(index: chosen)
            let text = Self.text(state)
            #expect(text.contains("Incidents 1000 · 1000 open: 1000 unready"))
            #expect(text.contains("▶\(String(repeating: " ", count: 4 - "\(chosen + 1)".count))\(chosen + 1) 20:"), "\(text)")
        }
        #expect(Self.text(story.state).contains("incident 1000 of 1000 (999 others open)"))
    }

    @Test func theListOnASmallScreen() {
        let canvas = dialog(.incidents(index: 1), columns: 80, rows: 24)
        let expected = """
             INCIDENT 2 · B oom-killed · 0:22  router ● LIVE  pods ● LIVE 1/2         ARMED
            ╭ 1 Pods ──────────────────────────────╮╭ 2 Sessions 6 ────────────────────────╮
            │   POD              READY STATUS      ││  SESSION POD    REQ MOVED ERR LAST   │
            │B  vllm-opt1…-4psb7 0/1   OOMKilled   ││  user-1  B        1     0   0  61s   │
            │D  vllm-opt1…-d4d4d 1/1   Running     ││  user-2  C✂       1     0   0  61s   │
            │R  vllm-depl…-rxg85 1/1   Running     ││  user-3  A✂       1     0   0  61s   │
            │                                      ││  user-4  B        1     0   0  61s   │
            │                                      ││  user-5  C✂       1     0   0  61s   │
            │ ╭ Incidents 3 · 1 open ───────────────────────────────────────────────────╮  │
            ╰─│    NR TIME     STATE     SERVICE CAPACITY WHAT                          │──╯
            ╭ │     3 20:09:00 planned         –        – C was scaled down             │… ╮
            │ │ ▶   2 20:08:40 open            …        … B was OOM-killed (exit 137)   │  │
            │ │     1 20:08:10 recovered       –   8.00 s A was deleted                 │  │
            │ │                                                                         │  │
            │ │ Enter show  c copy  Esc close                                           │  │
            │ ╰─────────────────────────────────────────────────────────────────────────╯  │
            │                                      ││ T5 first token from ?       –        │
            │                                      ││ T6 rate restored            –        │
            │                                      ││ T7 replacement ready        –        │
            │                                      ││ detection –           1 –            │
            │                                      ││ service gap –         2 – 3 –        │
            │                                      ││ capacity gap –        4 –            │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
             Enter show  Esc cancel
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func theFaultMenuOnALargeScreen() {
        let canvas = dialog(.faults(pod: Story.engine("d4d4d", host: 14).identity, kind: .stall), columns: 120, rows: 36)
        let expected = """
             INCIDENT 2 · B oom-killed · 0:22  kind-d…fault  router vllm-router-service ● LIVE  pods ● LIVE 1/2  session 9999  ARMED
            ╭ 1 Pods ──────────────────────────────────────────────────╮╭ 2 Sessions 6 ────────────────────────────────────────────╮
            │   POD                         READY STATUS       RST  AGE││  SESSION POD    REQ MOVED ERR LAST TOK/S                 │
            │B  vllm-opt125m-…-4psb7        0/1   OOMKilled      0  13m││  user-1  B        1     0   0  61s     –                 │
            │D  vllm-opt125m-…-d4d4d        1/1   Running        0  13m││  user-2  C✂       1     0   0  61s     –                 │
            │R  vllm-deployme…-rxg85        1/1   Running        0  13m││  user-3  A✂       1     0   0  61s     –                 │
            │                                                          ││  user-4  B        1     0   0  61s     –                 │
            │                                                          ││  user-5  C✂       1     0   0  61s     –                 │
            │                                                          ││  user-6  A✂       1     0   0  61s     –                 │
            │                                                          ││  elsewhere: 4 of 4 stayed · 0 moved                      │
            ╰──────────────────────╭ Fault in D? ───────────────────────────────────────────────────────────╮──────────────────────╯
            ╭ 3 Stream ────────────│ vllm-opt125m-deployment-vllm-569b694564-d4d4d                          │──────────────────────╮
            │ Press s to send a req│                                                                        │                      │
            │                      │   crash    exits with 1: streams break, the same pod restarts          │                      │
            │                      │   oom      killed for its memory: OOMKilled, exit 137, restarts        │                      │
            │                      │ ▶ stall    silent: streams stall, probes fail, restarted after 15 s    │                      │
            │                      │   unready  readiness fails: takes no new requests, until healed        │                      │
            │                      │   slow     tokens take four times as long: no incident, until healed   │                      │
            │                      │   cut      its streams are cut: no incident, the pod is well (d)       │                      │
            │                      │   core     EngineCore killed: error events, exit 0, restarts           │                      │
            ╰──────────────────────│   freeze   no token any more, /health well, until healed               │──────────────────────╯
            ╭ 4 Failover · incident│   heal     takes stall, unready, slow or freeze away                   │──────────────────────╮
            │ T0 change seen       │                                                                        │────────────────      │
            │ T1 terminating       │ Enter do it  Tab next engine  Esc close                                │▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒     │
            │ T2 last token from C ╰────────────────────────────────────────────────────────────────────────╯░░░░░░░░░░░░░░░░░     │
            │ T3 break seen               –             │                          0 s                   1 s                   2 s │
            │ T4 router dropped C         –             │    █ tokens  ░ ready  ▒ starting  ─ terminating  ✂ fault                 │
            │ T5 first token from ?       –             │ detection – · service gap – · capacity gap –                             │
            │ T6 rate restored            –             │ 1 request   unknown  none of session 9999 was on the pod                 │
            │ T7 replacement ready        –             │ 2 session   unknown  – · 4 of 4 elsewhere stayed · 2 more on C           │
            │                                           │ 3 gap       unknown  limit 2.00 s                                        │
            │                                           │ 4 capacity  unknown  none is due: a planned change                       │
            │                                           │                                                                          │
            │                                           │                                                                          │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
             Enter do it  Esc cancel  Tab engine
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func theFaultMenuOnASmallScreen() {
        let canvas = dialog(.faults(pod: Story.engine("d4d4d", host: 14).identity, kind: .stall), columns: 80, rows: 24)
        let expected = """
             INCIDENT 2 · B oom-killed · 0:22  router ● LIVE  pods ● LIVE 1/2         ARMED
            ╭ 1 Pods ──────────────────────────────╮╭ 2 Sessions 6 ────────────────────────╮
            │   POD              READY STATUS      ││  SESSION POD    REQ MOVED ERR LAST   │
            │B  vllm-opt1…-4psb7 0/1   OOMKilled   ││  user-1  B        1     0   0  61s   │
            │D ╭ Fault in D? ───────────────────────────────────────────────────────────╮  │
            │R │ vllm-opt125m-deployment-vllm-569b694564-d4d4d                          │  │
            │  │                                                                        │  │
            │  │   crash    exits with 1: streams break, the same pod restarts          │  │
            │  │   oom      killed for its memory: OOMKilled, exit 137, restarts        │  │
            ╰──│ ▶ stall    silent: streams stall, probes fail, restarted after 15 s    │──╯
            ╭ 3│   unready  readiness fails: takes no new requests, until healed        │… ╮
            │ P│   slow     tokens take four times as long: no incident, until healed   │  │
            │ 9│   cut      its streams are cut: no incident, the pod is well (d)       │  │
            │  │   core     EngineCore killed: error events, exit 0, restarts           │  │
            │  │   freeze   no token any more, /health well, until healed               │  │
            │  │   heal     takes stall, unready, slow or freeze away                   │  │
            │  │                                                                        │  │
            │  │ Enter do it  Tab next engine  Esc close                                │  │
            │  ╰────────────────────────────────────────────────────────────────────────╯  │
            │                                      ││ detection –           1 –            │
            │                                      ││ service gap –         2 – 3 –        │
            │                                      ││ capacity gap –        4 –            │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
             Enter do it  Esc cancel  Tab engine
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    /// Below those of this run stand those of earlier ones, with their date.
    @Test(arguments: [(120, 36), (80, 24)])
    func earlierRunsAreBelow(_ columns: Int, _ rows: Int) {
        var story = Story.killed()
        var past = PastIncident(
            context: "kind-demo", namespace: "default", openedAt: "2026-11-20T03:04:05Z", pod: "engine-x", isPlanned: false, cause: "crashed",
            summary: "s")
        past.ending = "recovered"
        past.capacityGap = 8.5
        story.tell(.historyRead([past]))
        story.press(.incidents, .move(.down))
        let lines = Board.draw(story.state, size: Size(columns: columns, rows: rows), appearance: .utf8).lines
        #expect(lines.contains { $0.contains("Incidents 1 · 0 open · 1 of earlier runs") }, "\(lines)")
        #expect(lines.contains { $0.contains("▶ 11-20 03:04Z recovered") && $0.contains("8.50 s crashed engine-x") }, "\(lines)")
    }

}
