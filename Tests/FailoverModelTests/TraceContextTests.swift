import Testing
import TrafficModel

struct TraceContextTests {
    private func context(_ id: String, _ purpose: StreamRequest.Purpose) -> TraceContext {
        TraceContext(
            StreamRequest(id: id, session: "s", sessionHeader: "x", api: .chat, model: "m", prompt: "p", maxTokens: 1, purpose: purpose))
    }

    @Test func theFormIsTheStandards() {
        for number in 0..<1_000 {
            let header = context("failtop-run-\(number)", .question).traceparent
            #expect(header.wholeMatch(of: /00-[0-9a-f]{32}-[0-9a-f]{16}-01/) != nil && !header.contains("-0000000000000000"), "\(header)")
        }
    }

    @Test func oneAnswerIsOneTraceOfSeveralSpans() {
        let question = context("q", .question)
        for part in [context("r", .resume(of: "q", attempt: 1)), context("s", .restart(of: "q", attempt: 1)), context("t", .followUp(of: "q", attempt: 2))] {
            #expect(part.trace == question.trace && part.span != question.span)
        }
        #expect(context("p", .probe).trace != question.trace)
        #expect(Set((0..<10_000).map { context("id-\($0)", .question).trace }).count == 10_000)
    }
}
