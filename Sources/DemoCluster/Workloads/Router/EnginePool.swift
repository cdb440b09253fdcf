import Foundation
import Synchronization

/// The engines that the router knows, and the choice among them.
final class EnginePool: Sendable {
    struct Engine: Sendable, Equatable {
        var podName: String
        var ip: String
        var port = 8000
        /// Listed, and asked nothing.
        var isAsleep = false
        var models: [String]
        /// Unix seconds of its discovery.
        var created: Int

        var url: String { "http://\(ip):\(port)" }
    }

    private struct State {
        var engines: [String: Engine] = [:]
        var ring = HashRing([])
        var seenModels: Set<String> = []
        var turn = 0
        /// When each engine got its requests of the last minute.
        var recent: [String: [Duration]] = [:]
    }

    private let state = Mutex(State())
    private let clock: ClusterClock

    init(clock: ClusterClock) { self.clock = clock }

    /// By pod name.
    var engines: [Engine] { state.withLock { $0.engines.values.sorted { $0.podName < $1.podName } } }

    func engine(named name: String) -> Engine? { state.withLock { $0.engines[name] } }

    func hasSeen(model: String) -> Bool { state.withLock { $0.seenModels.contains(model) } }

    func add(_ engine: Engine) {
        state.withLock { state in
            state.engines[engine.podName] = engine
            state.seenModels.formUnion(engine.models)
            state.ring = HashRing(state.engines.values.filter { !$0.isAsleep }.map(\.url))
        }
    }

    /// False if it was not known.
    func remove(named name: String) -> Bool {
        state.withLock { state in
            guard let engine = state.engines.removeValue(forKey: name) else { return false }
            state.recent[engine.url] = nil
            state.ring = HashRing(state.engines.values.filter { !$0.isAsleep }.map(\.url))
            return true
        }
    }

    /// Requests of the last minute, per second.
    func queriesPerSecond(_ url: String) -> Double {
        state.withLock { Double(recent(&$0, url)) / 60 }
    }

    /// The address for a request, nil when no engine is left.
    func choose(_ routing: RouterArguments.Routing, session: String?, excluding: Set<String> = []) -> String? {
        state.withLock { state in
            let urls = state.engines.values.filter { !$0.isAsleep }.map(\.url).filter { !excluding.contains($0) }.sorted()
            guard !urls.isEmpty else { return nil }
            let url: String?
            switch (routing, session) {
            case (.session, let session?):
                url = state.ring.node(for: session, excluding: excluding)
            case (.session, nil):
                url = urls.map { ($0, recent(&state, $0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
            case (.roundRobin, _):
                url = urls[state.turn % urls.count]
                state.turn += 1
            }
            if let url { state.recent[url, default: []].append(clock.now) }
            return url
        }
    }

    private func recent(_ state: inout State, _ url: String) -> Int {
        let start = clock.now - .seconds(60)
        state.recent[url]?.removeAll { $0 < start }
        return state.recent[url]?.count ?? 0
    }
}
