import ClusterModel
import OrderedCollections

/// All conversations of the run, by session, oldest first. None is told from the others here: which one is watched is the
/// operator's affair.
package struct ConversationsState: Sendable, Equatable {
    package internal(set) var all: OrderedDictionary<String, Conversation> = [:]
    package internal(set) var requestIDs = RequestIDs()
    /// Session by request, for facts that name only the request.
    var sessionByRequest: [RequestID: String] = [:]
    /// Our id by the one that a router gave the request.
    private var ownID: [RequestID: RequestID] = [:]
    /// Requests since then are needed by somebody and are kept; nil: none is.
    package internal(set) var neededSince: Moment? = nil

    /// How many conversations are kept: probes of other sessions are conversations of their own.
    static let limit = 256

    package init() {}

    package subscript(session session: String) -> Conversation? { all[session] }

    /// By our own id or by another that its answer bore.
    package subscript(_ id: RequestID) -> StreamRecord? {
        let id = ownID[id] ?? id
        return sessionByRequest[id].flatMap { all[$0]?[id] }
    }

    /// So many other ids are remembered: two for each request.
    private static let aliasLimit = 4_096

    mutating func note(alias: RequestID, of id: RequestID) {
        guard sessionByRequest[id] != nil, sessionByRequest[alias] == nil, alias != id, ownID[alias] == nil else { return }
        if ownID.count >= Self.aliasLimit { ownID = ownID.filter { sessionByRequest[$0.value] != nil } }
        if ownID.count < Self.aliasLimit { ownID[alias] = id }
    }

    /// The pods where the latest request of each conversation was last seen.
    var servingPods: Set<PodIdentity> { Set(all.values.compactMap { $0.records.last?.routes.last?.pod }) }

    /// All requests but probes, of every session, in no particular order.
    package var records: some Sequence<StreamRecord> { all.values.lazy.flatMap(\.records) }

    /// Short requests that only show where a session is served, of every session, oldest first.
    package var probes: [StreamRecord] { all.values.flatMap(\.probes).sorted { $0.requestedAt < $1.requestedAt } }

    /// Nothing is open or about to be sent, probes of a board aside: they go on all the time.
    package var isQuiet: Bool {
        all.values.allSatisfy { OwnSession.isProbe($0.session) || $0.isQuiet && !$0.probes.contains(where: \.isOpen) }
    }

    mutating func change(_ request: RequestID, _ change: (inout Conversation) -> Void) {
        let request = ownID[request] ?? request
        guard let session = sessionByRequest[request], all[session] != nil else { return }
        change(&all[session, default: Conversation(session: session)])
    }

    mutating func note(_ route: Route, of request: RequestID) {
        let request = ownID[request] ?? request
        change(request) { $0.note(route, of: request) }
    }

    mutating func changeAll(_ change: (inout Conversation) -> Void) {
        for index in all.values.indices { change(&all.values[index]) }
    }

    mutating func begin(_ request: StreamRequest, policy: BreakPolicy, at moment: Moment, workers: [WorkerFigures]) {
        sessionByRequest[request.id] = request.session
        all[request.session, default: Conversation(session: request.session, policy: policy)]
            .begin(request, at: moment, workers: workers, keeping: neededSince)
        forgetOldest()
    }

    private mutating func forgetOldest() {
        if all.count > Self.limit, let index = all.values.firstIndex(where: { $0.isQuiet && $0.records.isEmpty }) {
            all.remove(at: index)
        }
        guard sessionByRequest.count > 4 * (Conversation.limit + Self.limit) else { return }
        let known = Set(all.values.lazy.flatMap { $0.records.map(\.id) + $0.probes.map(\.id) })
        if known.count < sessionByRequest.count / 2 { sessionByRequest = sessionByRequest.filter { known.contains($0.key) } }
    }
}
