@testable import FailoverModel
@testable import Panes
import TerminalCanvas
import TestSupport
import Testing
import TrainingModel


/// The sheet, the strip, the debrief and the list of lessons, as literal text.
@Suite struct LessonScreenTests {
    @Test func theSheetOnASmallScreen() {
        let expected = """
             failtop  kind-demo/default  router ● LIVE  pods ● LIVE 3/3  session 9999  ARMED
            ╭ Lesson · The waiting room ───────────────────────────────────────────────────╮
            │ A few seconds from now a colleague deletes an engine, as one does. In the    │
            │ afternoon the replacement always took eight seconds. It is night now.        │
            │                                                                              │
            │ goal     Three engines are ready again.                                      │
            │ expects  4, fast recovery                                                    │
            │ kubectl  export KUBECONFIG=/home/ada/.local/state/failtop/train.kubeconfig   │
            │                                                                              │
            │ ✗ not networking: what on the board speaks against it?                       │
            │                                                                              │
            │ 1 of 3: what is the cause?                                                   │
            │   1 insufficient replicas                                                    │
            │   2 misconfigured routing                                                    │
            │   3 networking                                                               │
            │   4 resource constraints                                                     │
            │   5 none of these                                                            │
            │                                                                              │
            │ hint 1   What does the replacement say of itself, and for how long?          │
            │                                                                              │
            │ 1-5 answer  h hint (1 left)  Up/Down scroll  Esc board                       │
            ╰──────────────────────────────────────────────────────────────────────────────╯
             Lesson · The waiting room · 1/3 find the cause, then t           1 hint · 1:12
             Esc board
            """
        #expect(screenDifference(draw(Screens.lesson(), columns: 80, rows: 24), expected) == nil)
    }

    @Test func theSheetOnALargeScreen() {
        let expected = """
             failtop  kind-demo/default  router vllm-router-service ● LIVE  pods ● LIVE 3/3  session 9999           ARMED  20:09:12
            ╭ 1 Pods ──────────────────────────────────────────────────╮╭ 2 Sessions 6 ────────────────────────────────────────────╮
            │   POD                         READY STATUS       RST  AGE││  SESSION POD    REQ MOVED ERR LAST TOK/S                 │
            │A  vllm-opt125m-…-8wt2h        1/1   Running        0  13m││  user-1  B        1     0   0  71s     –                 │
            │B  vllm-opt125m-…-4psb7        1/1   Running        0  13m││  user-2  C        1     0   0  71s     –                 │
            │C  vllm-opt125m-…-cn9tb        1/1   Running        0  13m││  user-3  A        1     0   0  71s     –                 │
            │R  vllm-deployme…-rxg85        1/1   Running        0  13m││  user-4  B        1     0   0  71s     –                 │
            │              ╭ Lesson · The waiting room ─────────────────────────────────────────────────────────────╮              │
            │              │ A few seconds from now a colleague deletes an engine, as one does. In the afternoon    │              │
            │              │ the replacement always took eight seconds. It is night now.                            │              │
            ╰──────────────│                                                                                        │──────────────╯
            ╭ 3 Stream ────│ goal     Three engines are ready again.                                                │──────────────╮
            │ Press s to se│ expects  4, fast recovery                                                              │              │
            │              │ kubectl  export KUBECONFIG=/home/ada/.local/state/failtop/train.kubeconfig             │              │
            │              │                                                                                        │              │
            │              │ ✗ not networking: what on the board speaks against it?                                 │              │
            │              │                                                                                        │              │
            │              │ 1 of 3: what is the cause?                                                             │              │
            │              │   1 insufficient replicas                                                              │              │
            ╰──────────────│   2 misconfigured routing                                                              │──────────────╯
            ╭ 4 Failover ──│   3 networking                                                                         │──────────────╮
            │ No incident y│   4 resource constraints                                                               │              │
            │              │   5 none of these                                                                      │              │
            │ ✓ two or more│                                                                                        │              │
            │ ✓ router heal│ hint 1   What does the replacement say of itself, and for how long?                    │              │
            │ ✓ pod list li│                                                                                        │              │
            │ ○ the pod of │ 1-5 answer  h hint (1 left)  Up/Down scroll  Esc board                                 │              │
            │              ╰────────────────────────────────────────────────────────────────────────────────────────╯              │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
             Lesson · The waiting room · 1/3 find the cause, then t                                                   1 hint · 1:12
             Esc board
            """
        #expect(screenDifference(draw(Screens.lesson(), columns: 120, rows: 36), expected) == nil)
    }

    @Test func theStripOnASmallScreen() {
        let expected = """
             failtop  kind-demo/default  router ● LIVE  pods ● LIVE 3/3  session 9999  ARMED
            ╭ 1 Pods ──────────────────────────────╮╭ 2 Sessions 6 ────────────────────────╮
            │   POD              READY STATUS      ││  SESSION POD    REQ MOVED ERR LAST   │
            │A  vllm-opt1…-8wt2h 1/1   Running     ││  user-1  B        1     0   0  71s   │
            │B  vllm-opt1…-4psb7 1/1   Running     ││  user-2  C        1     0   0  71s   │
            │C  vllm-opt1…-cn9tb 1/1   Running     ││  user-3  A        1     0   0  71s   │
            │R  vllm-depl…-rxg85 1/1   Running     ││  user-4  B        1     0   0  71s   │
            │                                      ││  user-5  C        1     0   0  71s   │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
            ╭ 3 Stream ────────────────────────────╮╭ 4 Failover ──────────────────────────╮
            │ Press s to send a request of session ││ No incident yet. s sends the         │
            │ 9999 and watch its tokens arrive.    ││ request, x kills the pod that serves │
            │                                      ││ it.                                  │
            │                                      ││                                      │
            │                                      ││ ✓ two or more engines ready (3)      │
            │                                      ││ ✓ router healthy                     │
            │                                      ││ ✓ pod list live                      │
            │                                      ││ ○ the pod of session 9999 is known   │
            │                                      ││                                      │
            │                                      ││                                      │
            │                                      ││                                      │
            ╰──────────────────────────────────────╯╰──────────────────────────────────────╯
             Lesson · The waiting room · 1/3 find the cause, then t           1 hint · 1:12
             s send  x kill  X choose  a arm  Tab pane  d diagnosis  ? help  q quit
            """
        var state = Screens.lesson()
        state.navigation.dialog = nil
        #expect(screenDifference(draw(state, columns: 80, rows: 24), expected) == nil)
    }

    @Test func theDebriefOnASmallScreen() {
        let expected = """
            ╭ Exam · The waiting room ─────────────────────────────────────────────────────╮
            │ ✓ done after 0:19 · 1 hint · 1 wrong answer                                  │
            │ 75 of 100 points, passed                                                     │
            │   +20  the cause was named at the second try                                 │
            │   +20  named after 16 s                                                      │
            │   +20  the remedy was chosen at once                                         │
            │   +20  the cluster is as it should be                                        │
            │    -5  1 hint                                                                │
            │                                                                              │
            │ Three GPUs for three engines, and a batch job that had waited longer than    │
            │ the replacement.                                                             │
            │                                                                              │
            │ One way to do it                                                             │
            │   kubectl scale deployment nightly-training --replicas 0                     │
            │                                                                              │
            │ What happened                                                                │
            │     2.1 s  T2 last token from A, incident 1                                  │
            │     2.1 s  T0 kill accepted, incident 1                                      │
            │     2.1 s  T1 terminating, incident 1                                        │
            │     2.1 s  T4 router dropped A, incident 1                                   │
            │     2.1 s  T3 break seen, incident 1                                         │
            │                                                                              │
            │ Up/Down scroll  Esc board                                                    │
            ╰────────────────────────────────────────────────────────────────────────── ↓ ─╯
            """
        #expect(screenDifference(draw(Screens.examOver(), columns: 80, rows: 24), expected) == nil)
    }

    @Test func theDebriefOnALargeScreen() {
        let expected = """
             failtop  kind-╭ Exam · The waiting room ───────────────────────────────────────────────────────────────╮RMED  20:08:24
            ╭ 1 Pods ──────│ ✓ done after 0:19 · 1 hint · 1 wrong answer                                            │──────────────╮
            │   POD        │ 75 of 100 points, passed                                                               │              │
            │B  vllm-opt125│   +20  the cause was named at the second try                                           │s on A        │
            │C  vllm-opt125│   +20  named after 16 s                                                                │              │
            │D  vllm-opt125│   +20  the remedy was chosen at once                                                   │              │
            │R  vllm-deploy│   +20  the cluster is as it should be                                                  │              │
            │              │    -5  1 hint                                                                          │              │
            │              │                                                                                        │              │
            │              │ Three GPUs for three engines, and a batch job that had waited longer than the          │              │
            │              │ replacement.                                                                           │              │
            ╰──────────────│                                                                                        │──────────────╯
            ╭ 3 Stream · 99│ One way to do it                                                                       │──────────────╮
            │ A 20 ✂ 0.150 │   kubectl scale deployment nightly-training --replicas 0                               │              │
            │ A┃Fault toler│                                                                                        │st · clean    │
            │ end of the co│ What happened                                                                          │ a system to  │
            │ keep working │     2.1 s  T2 last token from A, incident 1                                            │              │
            │              │     2.1 s  T0 kill accepted, incident 1                                                │              │
            │              │     2.1 s  T1 terminating, incident 1                                                  │              │
            ╰──────────────│     2.1 s  T4 router dropped A, incident 1                                             │──────────────╯
            ╭ 4 Failover · │     2.1 s  T3 break seen, incident 1                                                   │──────────────╮
            │ T0 kill accep│     2.2 s  T5 first token from B, incident 1                                           │              │
            │ T1 terminatin│     2.5 s  T6 rate restored, incident 1                                                │░░░░░░░░░░░░░ │
            │ T2 last token│    10.0 s  T7 D ready, incident 1                                                      │▒▒▒▒▒▒░░░░░░░ │
            │ T3 break seen│    20.0 s  you named insufficient replicas: wrong                                      │░░░░░░░░░░░░░ │
            │ T4 router dro│    20.0 s  you took hint 1                                                             │       8 s    │
            │ T5 first toke│    20.0 s  you named resource constraints: right                                       │              │
            │ T6 rate resto│    20.0 s  you chose to free the GPU that somebody else has taken                      │ s            │
            │ T7 D ready   │    23.0 s  the goal was reached                                                        │              │
            │              │                                                                                        │re on A       │
            │              │ Failover · incident 1 recovered · you killed A (now) at 20:08:02                       │              │
            │              │ detection 0.040 s · service gap 0.150 s · capacity gap 7.94 s                          │ted +0.004    │
            │              │ 1 request   FAIL     truncated after 20 tokens                                         │              │
            ╰──────────────│                                                                                        │──────────────╯
             Exam · The wai│ Up/Down scroll  Esc board                                                              │ 1 hint · 0:19
             Esc board     ╰──────────────────────────────────────────────────────────────────────────────────── ↓ ─╯
            """
        #expect(screenDifference(draw(Screens.examOver(), columns: 120, rows: 36), expected) == nil)
    }

    @Test(arguments: [(80, 0), (120, 1)])
    func theList(_ columns: Int, _ index: Int) {
        let names = [("first-failover", "The first failover"), ("half-an-answer", "Half an answer, and a title that is longer than a line of the terminal")]
        let rows = names.enumerated().map { index, name in
            var lesson = Screens.lessonItself
            lesson.name = name.0
            lesson.title = name.1
            return LessonTable.Row(lesson: lesson, done: 1 - index, bestSeconds: index == 0 ? 125 : nil, hints: index == 0 ? 2 : nil)
        }
        let expected = [
            """
               LESSON          BEST  HINTS  WHAT IT IS ABOUT
             ✓ first-failover  2:05  2      The first failover (fast recovery)
               half-an-answer               Half an answer, and a title that is longer than…
            """,
            """
               LESSON          BEST  HINTS  WHAT IT IS ABOUT
             ✓ first-failover  2:05  2      The first failover (fast recovery)
               half-an-answer               Half an answer, and a title that is longer than a line of the terminal (fast recovery)
            """,
        ]
        #expect(LessonTable(rows: rows).lines(columns: columns).joined(separator: "\n") == expected[index])
    }

    @Test(arguments: [1e300, -1e300]) func anAbsurdTimeInTheProgressIsShown(seconds: Double) {
        let rows = [LessonTable.Row(lesson: Screens.lessonItself, done: 1, bestSeconds: seconds)]
        #expect(LessonTable(rows: rows).lines(columns: 80).count == 2)
    }

    @Test func noTextOfALessonReachesTheTerminalAsItIs() {
        var lesson = Screens.lessonItself
        let evil = "\u{1B}[2J\u{202E}x"
        lesson.title = evil
        lesson.story = evil
        lesson.goal = evil
        lesson.hints = [evil]
        lesson.debrief = evil
        lesson.solution = [evil]
        lesson.remedies = [Lesson.Remedy(evil, reply: evil), Lesson.Remedy(evil, isRight: true)]
        var story = Story.steady { $0.training = TrainingPlan(lesson: lesson, kubeconfig: evil) }
        story.press(.hint, .choose(1))
        for answer in [4, 1, 2] {
            story.press(.choose(answer))
            let text = draw(story.state, columns: 120, rows: 36).lines.joined()
            #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
        }
    }

    private func draw(_ state: State, columns: Int, rows: Int) -> Canvas {
        Board.draw(state, size: Size(columns: columns, rows: rows), appearance: .utf8)
    }
}
