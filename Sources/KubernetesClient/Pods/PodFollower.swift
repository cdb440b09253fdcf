import ClusterModel
import Synchronization

/// Follows the pods of a namespace: all of them with one watch; where they do not fit on one page of a list, only those
/// that are wanted in full, by label selectors on the server, and the others by name.
///
/// Whether there are too many is asked with each whole list. Once there were, it stays with selectors.
///
/// Concurrency: each watch reports from its own task; a mutex around the union keeps the order in which facts are reported.
struct PodFollower: Sendable {
    let namespace: String
    let transport: APITransport
    let run: RunContext
    let heartbeat: Heartbeat
    let selection: PodSelection

    private final class Shared: Sendable {
        let union = Mutex(PodUnion())
    }

    func untilCancelled(_ emit: @escaping @Sendable (KubernetesFact) -> Void) async throws {
        try await driver(.pods, endsWhenPaged: true).untilCancelled(emit)
        run.logger.info("more pods than one page holds: following those of the story by their labels")
        let shared = Shared()
        // The first that fails ends the other.
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await followSelected(shared, emit) }
            group.addTask {
                try await driver(.podRows).follow { report in
                    shared.union.withLock { $0.applyCount(report).forEach(emit) }
                }
            }
        }
    }

    private func followSelected(_ shared: Shared, _ emit: @escaping @Sendable (KubernetesFact) -> Void) async throws {
        while true {
            try Task.checkCancellation()
            let selectors = selection.selectors
            shared.union.withLock { $0.select(selectors).forEach(emit) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for selector in selectors {
                    group.addTask {
                        try await driver(.pods(selector)).follow { report in
                            shared.union.withLock { $0.apply(report, of: selector).forEach(emit) }
                        }
                    }
                }
                group.addTask { await selection.change(from: selectors) }
                defer { group.cancelAll() }
                // Only the change of the selection ends by itself.
                try await group.next()
            }
        }
    }

    private func driver<Item>(_ kind: WatchedKind<Item>, endsWhenPaged: Bool = false) -> WatchDriver<Item> {
        WatchDriver(
            kind, namespace: namespace, transport: transport, run: run, heartbeat: heartbeat,
            endsWhenPaged: endsWhenPaged)
    }
}
