import ClusterModel
@testable import FailoverModel
import TestSupport
import Testing
@testable import TrafficModel


/// Which pod made which token, against the definition applied to one chunk after the other.
struct TokenLedgerTests {
    private static let pods = ["a", "b", "c"].map { PodIdentity(name: $0, uid: $0) }

    private static let asked = Story.steady().asked

    private static func record(_ random: inout some RandomNumberGenerator) -> StreamRecord {
        var record = asked
        var at = 0.0
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            at += Double.random(in: 0...0.8, using: &random)
            record.receive(StreamChunk(at: Moment(.seconds(at)), text: "t"))
        }
        for moment in (0..<Int.random(in: 0...5, using: &random)).map({ _ in Double.random(in: -1...30, using: &random) }).sorted() {
            let pod = Bool.random(using: &random) ? pods.randomElement(using: &random) : nil
            record.routes.append(Route(worker: "w", pod: pod, evidence: .ownRequest, at: Moment(.seconds(moment))))
        }
        return record
    }

    @Test func runsAndSpansAreThoseOfEachChunkByItself() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let record = Self.record(&random)
            var pods: [PodIdentity?] = []
            for run in record.runs { pods += run.range.map { _ in run.pod } }
            #expect(pods == record.chunks.map { record.pod(at: $0.at) })
            #expect(zip(record.runs, record.runs.dropFirst()).allSatisfy { $0.pod != $1.pod })
            for pod in Self.pods {
                var spans: [ClosedRange<Moment>] = []
                for run in record.runs where run.pod == pod {
                    var own: [ClosedRange<Moment>] = []
                    for chunk in record.chunks[run.range] { own.join(chunk.at...chunk.at) }
                    spans += own
                }
                #expect(record.spans(of: pod) == spans)
            }
        }
    }
}

/// The ledger is a sum: what the pods made is what was delivered.
struct LedgerSumTests {
    private static let pods = ["a", "b"].map { PodIdentity(name: $0, uid: $0) }

    private static func record(_ counts: [Int], usage: Int?, doubt: StreamDoubt? = nil) -> StreamRecord {
        var record = Story.steady().asked
        for (pod, count) in zip(pods, counts) {
            let at = record.chunks.last.map { $0.at + .seconds(1) } ?? .zero
            record.routes.append(Route(worker: "w", pod: pod, evidence: .ownRequest, at: at))
            for index in 0..<count { record.receive(StreamChunk(at: at + .milliseconds(20 * index), text: "t")) }
        }
        record.endedAt = record.chunks.last?.at
        record.usage = usage.map { TokenUsage(promptTokens: 31, completionTokens: $0) }
        record.doubt = doubt
        return record
    }

    /// 54 and 94 deltas of 150 tokens: the last two held no text.
    @Test(arguments: [
        ([54, 94], 150, [54, 96]), ([54, 96], 150, [54, 96]), ([54, 94], nil, [54, 94]), ([20, 40], 120, [40, 80]),
        ([20, 40], 0, [20, 40]), ([148], 150, [150]), ([0], 12, [12]),
    ] as [([Int], Int?, [Int])])
    func itAgreesWithTheUsage(_ counts: [Int], _ usage: Int?, _ tokens: [Int]) {
        let record = Self.record(counts, usage: usage)
        #expect(record.tokensByRun.map(\.tokens) == tokens)
        #expect(record.tokenCount == tokens.reduce(0, +))
        let lines = Answer(parts: [record]).ledger(promptTokens: nil) { _ in "?" }
        #expect(lines.map(\.tokens) == tokens && lines.allSatisfy { $0.fate == .kept })
    }

    @Test func aUsageThatIsDoubtedCountsNothing() {
        let record = Self.record([18], usage: 36, doubt: .endedWithItsPod(reason: "stop"))
        #expect(record.tokenCount == 18 && record.tokensByRun.map(\.tokens) == [18])
    }

    /// The engine reads the text that it is sent anew: other tokens than were received may come of it.
    @Test func whatWasSentAgainIsWhatTheEngineRead() {
        let question = Self.record([20], usage: nil)
        var resumed = Self.record([10], usage: 10)
        resumed.request.purpose = .resume(of: question.id, attempt: 1)
        resumed.request.resumption = Resumption(text: "t", tokens: 20, form: .assistantMessage)
        resumed.usage = TokenUsage(promptTokens: 37, completionTokens: 10)
        let answer = Answer(parts: [question, resumed])
        #expect(answer.ledger(promptTokens: 12) { _ in "?" }.map(\.resentAsPrompt) == [0, 25])
        #expect(answer.ledger(promptTokens: nil) { _ in "?" }.map(\.resentAsPrompt) == [0, 20])
        #expect(answer.ledger(promptTokens: 12) { _ in "?" }.reduce(0) { $0 + $1.tokens } == answer.tokenCount)
    }
}

extension Story {
    /// The record of a request that was just sent.
    fileprivate var asked: StreamRecord {
        var story = self
        story.ask(at: 0, host: 11, tokens: 0)
        guard var record = story.state.conversation.current else { preconditionFailure("no request") }
        record.routes = []
        return record
    }
}
