import ClusterModel
@testable import FailoverModel
@testable import Panes
import TestSupport
import Testing
import TrafficModel


@Suite struct PlainLineTests {
    private func line(_ state: State, _ fact: Fact) -> String? {
        Board.plainLine(for: Event(at: state.now, fact), state: state)
    }

    @Test func aKillReadsAsASentence() {
        let state = Screens.steady()
        let order = KillOrder(pod: Story.engine("8wt2h", host: 11).identity, namespace: "default", kind: .force)
        #expect(
            line(state, .kubernetes(.killAccepted(order)))
                == "2026-11-23T20:08:00.600Z kill accepted A vllm-opt125m-deployment-vllm-569b694564-8wt2h (force)")
    }

    @Test func whatNobodyNeedsIsNotSaid() {
        let state = Screens.streaming()
        #expect(line(state, .ticked) == nil)
        #expect(line(state, .router(.models(["m"]))) == nil)
        guard let id = state.conversation.current?.id else {
            Issue.record("no stream")
            return
        }
        #expect(line(state, .stream(.text(id, "the fortieth token"))) == nil)
    }

    @Test func hostileTextIsOneHarmlessLine() {
        let state = Screens.steady()
        let text = line(state, .router(.log(RouterLogEntry(routerPod: "r", message: .streamBroke("a\n\u{1B}[2Jb")))))
        #expect(text == "2026-11-23T20:08:00.600Z router: a stream broke: a b")
    }

    @Test func troublesAreSaidWithTheirReason() {
        let state = Screens.steady()
        let text = line(state, .kubernetes(.source(.pods, .forbidden("pods is forbidden"))))
        #expect(text?.hasSuffix("pods forbidden: pods is forbidden") == true)
    }

    @Test func thatASourceIsAsItWasIsNotToldAgain() {
        let state = Screens.steady()
        var lines = PlainLines()
        func said(_ source: SourceState) -> String? {
            lines.line(for: Event(at: state.now, .router(.source(.routerEngines, source))), state: state)
        }
        #expect(said(.live)?.hasSuffix("Z the router's list of engines live") == true)
        #expect(said(.live) == nil)
        #expect(said(.forbidden("no")) != nil)
        #expect(said(.live) != nil)
    }
}
