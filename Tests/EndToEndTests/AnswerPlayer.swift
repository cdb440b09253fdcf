import AsyncHTTPClient
import ClusterModel
import FailoverModel
import Foundation
import RouterClient
import Synchronization
import TestSupport
import TrafficModel

/// Asks the real engines through the real client, with the real reducer deciding what follows, and breaks the stream of
/// each request after a given number of tokens.
struct AnswerPlayer: Sendable {
    let target: RouterTarget
    let client: RouterClient

    init(router: String, http: HTTPClient) throws {
        target = try RouterTarget(base: router)
        client = RouterClient.live(http: http, now: { Moment(nanoseconds: 0) })
    }

    func waitForEngines() async throws {
        _ = try await Program.eventually("the engines answer") { () async throws -> Bool? in
            try await answer(api: .completions, maxTokens: 1, cuts: []).outcome.isComplete ? true : nil
        }
    }

    /// What the first request of an answer gives, all of it: the engines give the same each time.
    func firstRequest(api: CompletionAPI, maxTokens: Int) async throws -> [StreamFact] {
        let given = Mutex<[StreamFact]>([])
        _ = try await answer(api: api, maxTokens: maxTokens, cuts: []) { facts in given.withLock { $0 = facts } }
        return given.withLock { $0 }
    }

    /// - Parameters:
    ///   - cuts: after how many tokens the first, second … request breaks; those after them end by themselves.
    ///   - first: what the first request is known to give; it is not sent.
    func answer(
        api: CompletionAPI, maxTokens: Int, cuts: [Int], first: [StreamFact]? = nil, onFirst: ([StreamFact]) -> Void = { _ in }
    ) async throws -> Answer {
        var settings = Settings()
        settings.api = api
        settings.maxTokens = maxTokens
        settings.onBreak = .resume
        settings.router = .url("http://here")
        var state = State(start: Start(runID: "resume", wallClockAtZero: 0, utcOffset: 0, settings: settings))
        var time: Int64 = 0
        func tell(_ fact: Fact) -> [Command] {
            time += 1_000_000
            return reduce(into: &state, Event(at: Moment(nanoseconds: time), fact))
        }
        _ = tell(.started(state.start))
        _ = tell(.router(.models(["facebook/opt-125m"])))
        var commands = tell(.action(.send))
        var cuts = cuts[...]
        while let request = commands.lazy.compactMap(\.sent).first {
            commands = []
            let cut = cuts.popFirst()
            let isFirst = state.conversation.records.count == 1
            let given = if isFirst, let first { cut.map { Self.facts(first, of: request.id, cut: $0) } ?? first } else { await facts(of: request, cut: cut) }
            if isFirst { onFirst(given) }
            for fact in given { commands += tell(.stream(fact)) }
            // A try that gave no token is repeated after a pause.
            if commands.isEmpty, state.conversation.pending != nil {
                time += 1_000_000_000
                commands = tell(.ticked)
            }
        }
        let question = state.conversation.records.first?.id ?? ""
        guard let answer = state.conversation.answer(to: question) else { throw NoAnswer() }
        return answer
    }

    struct NoAnswer: Error {}

    private func facts(of request: StreamRequest, cut: Int?) async -> [StreamFact] {
        var request = request
        // No more than is kept, and the one token whose coming shows that the break is in the middle.
        if let cut { request.maxTokens = min(request.maxTokens, cut + 1) }
        let seen = Mutex<[StreamFact]>([])
        await client.stream(request, to: target) { fact in seen.withLock { $0.append(fact) } }
        let facts = seen.withLock { $0 }
        return cut.map { Self.facts(facts, of: request.id, cut: $0) } ?? facts
    }

    /// As a killed engine leaves it: what came before the cut, and a clean end.
    private static func facts(_ all: [StreamFact], of id: RequestID, cut: Int) -> [StreamFact] {
        var facts = all
        let texts = facts.indices.filter { if case .text = facts[$0] { true } else { false } }
        guard texts.indices.contains(cut) else { return facts }
        // A token's id comes in the same event as its text.
        let hasID = if texts[cut] > 0, case .tokenIDs = facts[texts[cut] - 1] { true } else { false }
        facts.removeSubrange((hasID ? texts[cut] - 1 : texts[cut])...)
        facts.removeAll { if case .usage = $0 { true } else { false } }
        return facts + [.closed(id, .cleanEnd)]
    }
}

extension Command {
    fileprivate var sent: StreamRequest? {
        if case .send(let request) = self { request } else { nil }
    }
}
