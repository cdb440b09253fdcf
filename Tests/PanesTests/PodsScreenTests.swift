import ClusterModel
import FailoverModel
import TerminalCanvas
import TestSupport
import Testing

@testable import Panes
@testable import TrafficModel

/// The pods with the figures of their engines, as literal text.
struct PodsScreenTests {
    /// A is busy, B has a queue, the figures of C are old.
    private static func state(_ change: (inout Story) -> Void = { _ in }) -> State {
        var story = Story.steady()
        func figures(_ pod: Pod, _ running: Double, _ waiting: Double, _ cache: Double, _ tokens: Double) -> Fact {
            var figures = EngineFigures(pod: pod.identity, running: running, waiting: waiting, generatedTokens: tokens)
            figures.cacheUsage = cache
            figures.firstToken = LatencyHistogram(buckets: [(0.1, 0), (0.3, tokens / 10)], count: tokens / 10)
            return .router(.engine(figures))
        }
        let pods = [Story.engine("8wt2h", host: 11), Story.engine("4psb7", host: 12), Story.engine("cn9tb", host: 13)]
        story.tell(at: 1, figures(pods[2], 1, 0, 0.02, 100))
        for second in 14...16 {
            story.tell(at: Double(second), figures(pods[0], 4, 0, 0.31, Double(second) * 150), figures(pods[1], 8, 7, 0.94, Double(second) * 160))
        }
        change(&story)
        return story.state
    }

    private static func rows(_ state: State, _ columns: Int, _ rows: Int) -> [String] {
        Array(Board.draw(state, size: Size(columns: columns, rows: rows), appearance: .ascii).lines[1...6])
    }

    private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    @Test func theWholePaneShowsWhatTheEnginesTell() {
        let state = Self.state { $0.press(.zoom(.pods), .sortPods) }
        #expect(Self.rows(state, 120, 36) == lines(
            """
                + 1 Pods - by RUN/WAIT ------------------------------------------------------------------------------------------------+
                |   POD                                                  READY STATUS       RST  AGE RUN/WAIT   KV    TTFT TOK/S       |
                |B  vllm-opt125m-deployment-vllm-569b694564-4psb7        1/1   Running        0  12m      8/7  94% 0.200 s   160       |
                |A  vllm-opt125m-deployment-vllm-569b694564-8wt2h        1/1   Running        0  12m      4/0  31% 0.200 s   150       |
                |C  vllm-opt125m-deployment-vllm-569b694564-cn9tb        1/1   Running        0  12m      1/0   2%       -     -       |
                |R  vllm-deployment-router-5b4cd69668-rxg85              1/1   Running        0  12m                                   |
                """))
    }

    @Test func onAWideScreenTheNodeToo() {
        #expect(Self.rows(Self.state { $0.press(.zoom(.pods)) }, 160, 40) == lines(
            """
                + 1 Pods ------------------------------------------------------------------------------------------------------------------------------------------------------+
                |   POD                                                  READY STATUS       RST  AGE RUN/WAIT   KV    TTFT TOK/S NODE                                          |
                |A  vllm-opt125m-deployment-vllm-569b694564-8wt2h        1/1   Running        0  12m      4/0  31% 0.200 s   150 node-1                                        |
                |B  vllm-opt125m-deployment-vllm-569b694564-4psb7        1/1   Running        0  12m      8/7  94% 0.200 s   160 node-1                                        |
                |C  vllm-opt125m-deployment-vllm-569b694564-cn9tb        1/1   Running        0  12m      1/0   2%       -     - node-1                                        |
                |R  vllm-deployment-router-5b4cd69668-rxg85              1/1   Running        0  12m                                                                           |
                """))
    }

    @Test func besideOthersNamesComeFirst() {
        #expect(Self.rows(Self.state { $0.press(.sortPods) }, 80, 24) == lines(
            """
                + 1 Pods - by RUN/WAIT ----------------++ 2 Sessions 6 ------------------------+
                |   POD              READY STATUS      ||  SESSION POD    REQ MOVED ERR LAST   |
                |B  vllm-opt1~-4psb7 1/1   Running     ||  user-1  B        1     0   0  15s   |
                |A  vllm-opt1~-8wt2h 1/1   Running     ||  user-2  C        1     0   0  15s   |
                |C  vllm-opt1~-cn9tb 1/1   Running     ||  user-3  A        1     0   0  15s   |
                |R  vllm-depl~-rxg85 1/1   Running     ||  user-4  B        1     0   0  15s   |
                """))
        #expect(Self.rows(Self.state(), 120, 36) == lines(
            """
                + 1 Pods --------------------------------------------------++ 2 Sessions 6 --------------------------------------------+
                |   POD                         READY STATUS       RST  AGE||  SESSION POD    REQ MOVED ERR LAST TOK/S                 |
                |A  vllm-opt125m-~-8wt2h        1/1   Running        0  12m||  user-1  B        1     0   0  15s     -                 |
                |B  vllm-opt125m-~-4psb7        1/1   Running        0  12m||  user-2  C        1     0   0  15s     -                 |
                |C  vllm-opt125m-~-cn9tb        1/1   Running        0  12m||  user-3  A        1     0   0  15s     -                 |
                |R  vllm-deployme~-rxg85        1/1   Running        0  12m||  user-4  B        1     0   0  15s     -                 |
                """))
    }

    @Test func aStatusIsNotCutBesideFreeSpace() {
        let state = Self.state { story in
            var pod = Story.engine("loop", host: 14, ready: false)
            pod.containers[0].state = .waiting(reason: "CrashLoopBackOff")
            story.tell(.kubernetes(.pods(.changed(pod))))
            story.press(.zoom(.pods))
        }
        #expect(Self.rows(state, 120, 36).contains { $0.contains(" CrashLoopBackOff ") })
    }
}
