@testable import FailoverModel
@testable import Panes
import TerminalCanvas
import TestSupport
import Testing


/// The board before anything breaks, as literal text.
@Suite struct CalmScreenTests {
    @Test func connecting() {
        let canvas = Board.draw(Screens.empty(), size: Size(columns: 80, rows: 24), appearance: .utf8)
        let expected = """
             no cluster yet  router – not found  pods ○ connecting  session 9999      ARMED
            ╭ 1 Pods · ○ connecting ───────────────╮╭ 2 Sessions · router log ○ connecting ╮
            │ connecting                           ││ No session seen yet. s sends a       │
            │                                      ││ request of session 9999.             │
            │                                      ││                                      │
            │                                      ││                                      │
            │                                      ││                                      │
            │                                      ││                                      │
            │                                      ││                                      │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
            ╭ 3 Stream ────────────────────────────╮╭ 4 Failover ──────────────────────────╮
            │ Press s to send a request of session ││ No incident yet. s sends the         │
            │ 9999 and watch its tokens arrive.    ││ request, x kills the pod that serves │
            │                                      ││ it.                                  │
            │                                      ││                                      │
            │                                      ││ ○ two or more engines ready (0)      │
            │                                      ││ ○ router healthy                     │
            │                                      ││ ○ pod list live                      │
            │                                      ││ ○ the pod of session 9999 is known   │
            │                                      ││                                      │
            │                                      ││                                      │
            │                                      ││                                      │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
             s send  x kill  X choose  a arm  Tab pane  d diagnosis  ? help  q quit
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func steadyInASCII() {
        let canvas = Board.draw(Screens.steady(), size: Size(columns: 80, rows: 24), appearance: .ascii)
        let expected = """
             failtop  kind-demo/default  router * LIVE  pods * LIVE 3/3  session 9999  ARMED
            + 1 Pods ------------------------------++ 2 Sessions 6 ------------------------+
            |   POD              READY STATUS      ||  SESSION POD    REQ MOVED ERR LAST   |
            |A  vllm-opt1~-8wt2h 1/1   Running     ||  user-1  B        1     0   0   0s   |
            |B  vllm-opt1~-4psb7 1/1   Running     ||  user-2  C        1     0   0   0s   |
            |C  vllm-opt1~-cn9tb 1/1   Running     ||  user-3  A        1     0   0   0s   |
            |R  vllm-depl~-rxg85 1/1   Running     ||  user-4  B        1     0   0   0s   |
            |                                      ||  user-5  C        1     0   0   0s   |
            |                                      ||  user-6  A        1     0   0   0s   |
            +--------------------------------------++--------------------------------------+
            + 3 Stream ----------------------------++ 4 Failover --------------------------+
            | Press s to send a request of session || No incident yet. s sends the         |
            | 9999 and watch its tokens arrive.    || request, x kills the pod that serves |
            |                                      || it.                                  |
            |                                      ||                                      |
            |                                      || v two or more engines ready (3)      |
            |                                      || v router healthy                     |
            |                                      || v pod list live                      |
            |                                      || o the pod of session 9999 is known   |
            |                                      ||                                      |
            |                                      ||                                      |
            |                                      ||                                      |
            +--------------------------------------++--------------------------------------+
             s send  x kill  X choose  a arm  Tab pane  d diagnosis  ? help  q quit
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func streamingOnASmallScreen() {
        let canvas = Board.draw(Screens.streaming(), size: Size(columns: 40, rows: 10), appearance: .utf8)
        let expected = """
             router ● LIVE  pods ● LIVE 3/3   ARMED
             1 Pods  2  3  4
            ╭ 1 Pods ──────────────────────────────╮
            │   POD              READY STATUS      │
            │A  vllm-opt1…-8wt2h 1/1   Running     │
            │B  vllm-opt1…-4psb7 1/1   Running     │
            │C  vllm-opt1…-cn9tb 1/1   Running     │
            │R  vllm-depl…-rxg85 1/1   Running     │
            ╰──────────────────────────────────────╯
             s send  x kill A  ? help  q quit
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func confirmation() {
        let canvas = Board.draw(Screens.confirming(), size: Size(columns: 80, rows: 24), appearance: .utf8)
        let expected = """
             kind-demo/default  router ● LIVE  pods ● LIVE 3/3  session 9999 → A      ARMED
            ╭ 1 Pods ──────────────────────────────╮╭ 2 Sessions 7 ────────────────────────╮
            │   POD              READY STATUS      ││  SESSION POD    REQ MOVED ERR LAST   │
            │A  vllm-opt1…-8wt2h 1/1   Running     ││▶ 9999    A        1     0   0   1s   │
            │B  vllm-opt1…-4psb7 1/1   Running     ││  user-1  B        1     0   0   1s   │
            │C  vll╭ Kill A? ───────────────────────────────────────────────────────╮ 1s   │
            │R  vll│ pod    A vllm-opt125m-deployment-vllm-569b694564-8wt2h         │ 1s   │
            │      │ uid    8wt2h-00…                                               │ 1s   │
            │      │ in     kind-demo/default                                       │ 1s   │
            ╰──────│ kind   now: 1 s of grace, then SIGKILL                         │──────╯
            ╭ 3 Str│ ready  3 engines now, 2 after                                  │──────╮
            │ A┃Fau│ lost   the open stream of session 9999; 3 sessions are on it   │      │
            │ a sys│ budget none covers this pod                                    │erves │
            │ of it│ may    whether you may delete pods is not known                │      │
            │      │ dryrun asking the API server…                                  │      │
            │      │                                                                │      │
            │      │ y kill   n no (default)                                        │      │
            │      ╰────────────────────────────────────────────────────────────────╯      │
            │                                      ││ ✓ the pod of session 9999 is known   │
            │                                      ││                                      │
            │                                      ││                                      │
            │                                      ││                                      │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
             y kill  n no
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func confirmationOfWhatWouldBeRefused() {
        let canvas = Board.draw(Screens.guarded(), size: Size(columns: 120, rows: 36), appearance: .utf8)
        let text = canvas.lines.joined(separator: "\n")
        for words in [
            "budget engines allows no disruption: refused now", "may    you may evict pods",
            "dryrun refused: Cannot evict pod as it would violate the pod's disruption budget.",
            "note   context kind-demo is protected by the configuration",
            "Type the pod's name to kill it: it is protected by the configuration.",
        ] {
            #expect(text.contains(words), "\(text)")
        }
    }

    @Test func streaming() {
        let canvas = Board.draw(Screens.streaming(), size: Size(columns: 120, rows: 36), appearance: .utf8)
        let expected = """
             failtop  kind-demo/default  router vllm-router-service ● LIVE  pods ● LIVE 3/3  session 9999 → A       ARMED  20:08:03
            ╭ 1 Pods ──────────────────────────────────────────────────╮╭ 2 Sessions 7 ────────────────────────────────────────────╮
            │   POD                         READY STATUS       RST  AGE││  SESSION POD    REQ MOVED ERR LAST TOK/S                 │
            │A  vllm-opt125m-…-8wt2h ▶9999  1/1   Running        0  12m││▶ 9999    A        1     0   0   2s  20.0                 │
            │B  vllm-opt125m-…-4psb7        1/1   Running        0  12m││  user-1  B        1     0   0   2s     –                 │
            │C  vllm-opt125m-…-cn9tb        1/1   Running        0  12m││  user-2  C        1     0   0   2s     –                 │
            │R  vllm-deployme…-rxg85        1/1   Running        0  12m││  user-3  A        1     0   0   2s     –                 │
            │                                                          ││  user-4  B        1     0   0   2s     –                 │
            │                                                          ││  user-5  C        1     0   0   2s     –                 │
            │                                                          ││  user-6  A        1     0   0   2s     –                 │
            │                                                          ││                                                          │
            ╰──────────────────────────────────────────────────────────╯╰──────────────────────────────────────────────────────────╯
            ╭ 3 Stream · 9999 · request failtop-test-1 · streaming · 20.0 tok/s ▁▁▁▁████████ · TTFT 0.100 s · 40 tokens ───────────╮
            │ A┃Fault tolerance is the ability of a system to keep working when some of its parts fail. Fault tolerance is the     │
            │ ability of a system to keep working when some of its parts fail. Fault tolerance                                     │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
            ╭ 4 Failover ──────────────────────────────────────────────────────────────────────────────────────────────────────────╮
            │ No incident yet. s sends the request, x kills the pod that serves it.                                                │
            │                                                                                                                      │
            │ ✓ two or more engines ready (3)                                                                                      │
            │ ✓ router healthy                                                                                                     │
            │ ✓ pod list live                                                                                                      │
            │ ✓ the pod of session 9999 is known                                                                                   │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
             s send  x kill A  X choose  a arm  Tab pane  / filter  Enter details  space pause  d diagnosis  ? help  q quit
            """
        #expect(screenDifference(canvas, expected) == nil)
    }
}

/// The line of a story that plays itself.
@Suite struct CaptionTests {
    @Test func itStandsAboveTheKeys() {
        var state = Screens.steady()
        state.navigation.caption = "Look\u{1B}[2J here."
        let lines = Board.draw(state, size: Size(columns: 80, rows: 24), appearance: .utf8).lines
        #expect(lines[22].hasSuffix("Look here."))
        #expect(lines[22].prefix { $0 == " " }.count == 35)
        #expect(lines[23].hasPrefix(" s send"))
        let short = Board.draw(state, size: Size(columns: 80, rows: 11), appearance: .utf8).lines
        #expect(!short.contains { $0.contains("Look") }, "a short screen is for the panes")
    }
}
