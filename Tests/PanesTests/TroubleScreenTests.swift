@testable import Panes
import TerminalCanvas
import TestSupport
import Testing


/// The board while and after something broke, as literal text.
@Suite struct TroubleScreenTests {
    @Test func incidentInProgress() {
        let canvas = Board.draw(Screens.inProgress(), size: Size(columns: 80, rows: 24), appearance: .utf8)
        let expected = """
             INCIDENT 1 · A killed · 0:01  router ● LIVE  pods ● LIVE 2/4             ARMED
            ╭ 1 Pods ──────────────────────────────╮╭ 2 Sessions 7 ────────────────────────╮
            │   POD              READY STATUS      ││  SESSION POD    REQ MOVED ERR LAST   │
            │A  vllm-opt1…-8wt2h 1/1   Terminating ││▶ 9999    A→B      2     1   0   0s   │
            │B  vllm-opt1…-4psb7 1/1   Running     ││  user-1  B        1     0   0   2s   │
            │C  vllm-opt1…-cn9tb 1/1   Running     ││  user-2  C        1     0   0   2s   │
            │D  vllm-opt1…-d4d4d 0/1   Starting 0s ││  user-3  A        1     0   0   2s   │
            │R  vllm-depl…-rxg85 1/1   Running     ││  user-4  B        1     0   0   2s   │
            │                                      ││  elsewhere: 4 of 4 stayed · 0 moved  │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
            ╭ 3 Stream · streaming · 20.0 tok/s ·… ╮╭ 4 Failover · incident 1 in progress… ╮
            │ A 20 ✂ 0.150 s → B 12                ││ T0 kill accepted       +0.000 api    │
            │ A┃Fault tolerance is the ability of  ││ T1 terminating         +0.002 api    │
            │ a system to keep working when some   ││ T2 last token from A   -0.014 stream │
            │ of its parts fail. Fault ┃✂ A lost · ││ T3 break seen          +0.026 stream │
            │ connection closed before the end of  ││ T4 router dropped A    +0.016 router │
            │ the body┃ ┃A→B · 0.150 s┃ B┃Fault    ││ T5 first token from B  +0.136 stream │
            │ tolerance is the ability of a system ││ T6 rate restored       +0.386 stream │
            │ to keep working when                 ││ T7 D ready                  …        │
            │                                      ││ detection 0.040 s     1 FAIL         │
            │                                      ││ service gap 0.150 s   2 PASS 3 PASS  │
            │                                      ││ capacity gap …        4 …            │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
             ● killed A vllm-opt125m-deployment-vllm-569b694564-8wt2h (now)
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func incidentInProgressOnASmallScreen() {
        let canvas = Board.draw(Screens.inProgress(), size: Size(columns: 40, rows: 10), appearance: .utf8)
        let expected = """
             INCIDENT 1 · A killed · 0:01     ARMED
             1 Pods  2  3  4
            ╭ 1 Pods ──────────────────────────────╮
            │   POD              READY STATUS      │
            │A  vllm-opt1…-8wt2h 1/1   Terminating │
            │B  vllm-opt1…-4psb7 1/1   Running     │
            │C  vllm-opt1…-cn9tb 1/1   Running     │
            │D  vllm-opt1…-d4d4d 0/1   Starting 0s │
            ╰──────────────────────────────────────╯
             ● killed A vllm-opt125m-deployment-vll…
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func incidentRecovered() {
        let canvas = Board.draw(Screens.recovered(), size: Size(columns: 120, rows: 36), appearance: .utf8)
        let expected = """
             failtop  kind-demo/default  router vllm-router-service ● LIVE  pods ● LIVE 3/3  session 9999 → B       ARMED  20:08:10
            ╭ 1 Pods ──────────────────────────────────────────────────╮╭ 2 Sessions 7 ────────────────────────────────────────────╮
            │   POD                         READY STATUS       RST  AGE││  SESSION POD    REQ MOVED ERR LAST TOK/S                 │
            │B  vllm-opt125m-…-4psb7 ▶9999  1/1   Running        0  12m││▶ 9999    A→B      2     1   0   8s     – was on A        │
            │C  vllm-opt125m-…-cn9tb        1/1   Running        0  12m││  user-1  B        1     0   0   9s     –                 │
            │D  vllm-opt125m-…-d4d4d        1/1   Running        0  12m││  user-2  C        1     0   0   9s     –                 │
            │R  vllm-deployme…-rxg85        1/1   Running        0  12m││  user-3  A✂       1     0   0   9s     –                 │
            │                                                          ││  user-4  B        1     0   0   9s     –                 │
            │                                                          ││  user-5  C        1     0   0   9s     –                 │
            │                                                          ││  user-6  A✂       1     0   0   9s     –                 │
            │                                                          ││  elsewhere: 4 of 4 stayed · 0 moved                      │
            ╰──────────────────────────────────────────────────────────╯╰──────────────────────────────────────────────────────────╯
            ╭ 3 Stream · 9999 · request failtop-test-2 · complete · asked again 1 · TTFT 0.110 s · 12 tokens ──────────────────────╮
            │ A 20 ✂ 0.150 s → B 12                                                                                                │
            │ A┃Fault tolerance is the ability of a system to keep working when some of its parts fail. Fault ┃✂ A lost ·          │
            │ connection closed before the end of the body┃ ┃A→B · 0.150 s┃ B┃Fault tolerance is the ability of a system to keep   │
            │ working when ┃✓ complete: stop┃                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
            ╭ 4 Failover · incident 1 recovered · you killed A (now) at 20:08:02 ──────────────────────────────────────────────────╮
            │ T0 kill accepted       +0.000 api         │ A  ██████✂──────────                                                     │
            │ T1 terminating         +0.002 api         │ B  ░░░░░░░█████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░     │
            │ T2 last token from A   -0.014 stream      │ D        ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░     │
            │ T3 break seen          +0.026 stream      │ C  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░     │
            │ T4 router dropped A    +0.016 router      │          0 s           2 s           4 s           6 s           8 s     │
            │ T5 first token from B  +0.136 stream      │    █ tokens  ░ ready  ▒ starting  ─ terminating  ✂ fault                 │
            │ T6 rate restored       +0.386 stream      │ detection 0.040 s · service gap 0.150 s · capacity gap 8.00 s            │
            │ T7 D ready             +7.996 api         │ 1 request   FAIL     truncated after 20 tokens                           │
            │                                           │ 2 session   PASS     A → B · 4 of 4 elsewhere stayed · 2 more on A       │
            │                                           │ 3 gap       PASS     0.150 s · limit 2.00 s                              │
            │                                           │ 4 capacity  PASS     D created +0.004 scheduled +0.004 started +0.004    │
            │                                           │ ready +7.996 used by router +8.096                                       │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
             s send  x kill B  X choose  a arm  Tab pane  / filter  Enter details  space pause  d diagnosis  ? help  q quit
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func incidentRecoveredInASCII() {
        let canvas = Board.draw(Screens.recovered(), size: Size(columns: 120, rows: 36), appearance: .ascii)
        let expected = """
             failtop  kind-demo/default  router vllm-router-service * LIVE  pods * LIVE 3/3  session 9999 > B       ARMED  20:08:10
            + 1 Pods --------------------------------------------------++ 2 Sessions 7 --------------------------------------------+
            |   POD                         READY STATUS       RST  AGE||  SESSION POD    REQ MOVED ERR LAST TOK/S                 |
            |B  vllm-opt125m-~-4psb7 >9999  1/1   Running        0  12m||> 9999    A>B      2     1   0   8s     - was on A        |
            |C  vllm-opt125m-~-cn9tb        1/1   Running        0  12m||  user-1  B        1     0   0   9s     -                 |
            |D  vllm-opt125m-~-d4d4d        1/1   Running        0  12m||  user-2  C        1     0   0   9s     -                 |
            |R  vllm-deployme~-rxg85        1/1   Running        0  12m||  user-3  AX       1     0   0   9s     -                 |
            |                                                          ||  user-4  B        1     0   0   9s     -                 |
            |                                                          ||  user-5  C        1     0   0   9s     -                 |
            |                                                          ||  user-6  AX       1     0   0   9s     -                 |
            |                                                          ||  elsewhere: 4 of 4 stayed - 0 moved                      |
            +----------------------------------------------------------++----------------------------------------------------------+
            + 3 Stream - 9999 - request failtop-test-2 - complete - asked again 1 - TTFT 0.110 s - 12 tokens ----------------------+
            | A 20 X 0.150 s > B 12                                                                                                |
            | A|Fault tolerance is the ability of a system to keep working when some of its parts fail. Fault |X A lost -          |
            | connection closed before the end of the body| |A>B - 0.150 s| B|Fault tolerance is the ability of a system to keep   |
            | working when |v complete: stop|                                                                                      |
            |                                                                                                                      |
            |                                                                                                                      |
            |                                                                                                                      |
            +----------------------------------------------------------------------------------------------------------------------+
            + 4 Failover - incident 1 recovered - you killed A (now) at 20:08:02 --------------------------------------------------+
            | T0 kill accepted       +0.000 api         | A  ######X----------                                                     |
            | T1 terminating         +0.002 api         | B  .......#####.....................................................     |
            | T2 last token from A   -0.014 stream      | D        ::::::::::::::::::::::::::::::::::::::::::::::::::::::::...     |
            | T3 break seen          +0.026 stream      | C  .................................................................     |
            | T4 router dropped A    +0.016 router      |          0 s           2 s           4 s           6 s           8 s     |
            | T5 first token from B  +0.136 stream      |    # tokens  . ready  : starting  - terminating  X fault                 |
            | T6 rate restored       +0.386 stream      | detection 0.040 s - service gap 0.150 s - capacity gap 8.00 s            |
            | T7 D ready             +7.996 api         | 1 request   FAIL     truncated after 20 tokens                           |
            |                                           | 2 session   PASS     A > B - 4 of 4 elsewhere stayed - 2 more on A       |
            |                                           | 3 gap       PASS     0.150 s - limit 2.00 s                              |
            |                                           | 4 capacity  PASS     D created +0.004 scheduled +0.004 started +0.004    |
            |                                           | ready +7.996 used by router +8.096                                       |
            +----------------------------------------------------------------------------------------------------------------------+
             s send  x kill B  X choose  a arm  Tab pane  / filter  Enter details  space pause  d diagnosis  ? help  q quit
            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    @Test func staleAndForbidden() {
        let canvas = Board.draw(Screens.troubled(), size: Size(columns: 80, rows: 24), appearance: .utf8)
        let expected = """
             kind-…ault  router ✗ UNREACHABLE 29s  pods ○ STALE 29s 3/3  session 9999  ARMED
            ╭ 1 Pods · ○ STALE 29s ────────────────╮╭ 2 Sessions 6 · router log ✗ FORBIDD… ╮
            │   POD              READY STATUS      ││  SESSION POD    REQ MOVED ERR LAST   │
            │A  vllm-opt1…-8wt2h 1/1   Running     ││  user-1  B        1     0   0  29s   │
            │B  vllm-opt1…-4psb7 1/1   Running     ││  user-2  C        1     0   0  29s   │
            │C  vllm-opt1…-cn9tb 1/1   Running     ││  user-3  A        1     0   0  29s   │
            │R  vllm-depl…-rxg85 1/1   Running     ││  user-4  B        1     0   0  29s   │
            │                                      ││  user-5  C        1     0   0  29s   │
            │                                      ││  user-6  A        1     0   0  29s   │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
            ╭ 3 Stream ────────────────────────────╮╭ 4 Failover ──────────────────────────╮
            │ Press s to send a request of session ││ No incident yet. s sends the         │
            │ 9999 and watch its tokens arrive.    ││ request, x kills the pod that serves │
            │                                      ││ it.                                  │
            │                                      ││                                      │
            │                                      ││ ✓ two or more engines ready (3)      │
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
}
