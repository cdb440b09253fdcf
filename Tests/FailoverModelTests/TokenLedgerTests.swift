import ClusterModel
@testable import FailoverModel
import TestSupport
import Testing
@testable import TrafficModel


/// Which pod made which token, against the definition applied to one chunk after the other.
struct TokenLedgerTests {
    private static let pods = ["a", "b", "c"].map { PodIdentity(name: $0, uid: $0) }

    private static func record(_ random: inout some RandomNumberGenerator) -> StreamRecord {
        var record = Story.steady().asked
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
        var random = SystemRandomNumberGenerator()
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
