import Foundation
import Synchronization

/// All objects of the cluster and the short history of their changes.
///
/// Concurrency model: one lock around plain values. Watchers get their changes from inside the lock, so each sees every
/// change, in order, without batching; the streams are unbounded, a slow watcher holds up nobody.
final class ObjectStore: Sendable {
    struct State {
        var revision: Int
        var objects: [ResourceType: SortedObjects] = [:]
        /// Pods that the API serves and the controllers never see.
        var otherPods = SortedObjects()
        var history: [StoreChange] = []
        /// The newest revision that the history no longer holds.
        var forgotten: Int
        var watchers: [Int: Watcher] = [:]
        var nextWatcher = 0

        subscript(_ type: ResourceType, _ name: ObjectName) -> JSONValue? {
            objects[type]?[name] ?? (type == .pods ? otherPods[name] : nil)
        }

        /// All objects of a kind.
        func all(_ type: ResourceType) -> SortedObjects {
            let managed = objects[type] ?? SortedObjects()
            return type == .pods ? managed.merged(with: otherPods) : managed
        }

        mutating func put(_ object: JSONValue?, _ type: ResourceType, _ name: ObjectName) {
            let isOther = type == .pods && object.map(OtherPods.isOther) ?? (otherPods[name] != nil)
            if isOther {
                otherPods[name] = object
            } else {
                objects[type, default: SortedObjects()][name] = object
                if type == .pods { otherPods[name] = nil }
            }
        }
    }

    struct Watcher: Sendable {
        /// Nil watches every kind.
        var type: ResourceType?
        /// Called inside the lock: it may only hand the change on. False where nobody wants any more.
        var sink: @Sendable (StoreChange) -> Bool
    }

    let state: Mutex<State>
    private let historyLimit: Int
    /// Stamps what is created; controllers stamp by it too.
    let clock: ClusterClock

    /// - Parameter historyLimit: how many changes can be resumed from; older versions are answered 410 Expired.
    init(historyLimit: Int = 2000, firstRevision: Int = 800, clock: ClusterClock = ClusterClock()) {
        self.clock = clock
        self.historyLimit = historyLimit
        state = Mutex(State(revision: firstRevision, forgotten: firstRevision))
    }

    var revision: Int { state.withLock(\.revision) }

    func get(_ type: ResourceType, _ name: ObjectName) -> JSONValue? {
        state.withLock { $0[type, name] }
    }

    /// The objects of a kind, of one namespace or of all, by name; and the revision at which they were read.
    func list(_ type: ResourceType, namespace: String? = nil) -> (items: ArraySlice<JSONValue>, revision: Int) {
        let (objects, revision) = state.withLock { ($0.all(type), $0.revision) }
        return (objects.items(namespace: namespace), revision)
    }

    /// What the controllers see of a kind: all but the `OtherPods`.
    func items(_ type: ResourceType, namespace: String? = nil) -> [JSONValue] {
        Array(state.withLock { $0.objects[type] ?? SortedObjects() }.items(namespace: namespace))
    }

    /// Adds an object; fills in uid, creation time and version. Nil if the name is taken.
    @discardableResult
    func create(_ type: ResourceType, _ object: JSONValue) -> JSONValue? {
        var object = object
        object["metadata", "uid"] = object["metadata", "uid"] ?? .string(UUID().uuidString.lowercased())
        object["metadata", "creationTimestamp"] = .timestamp(clock.date)
        if Self.hasGeneration(type) { object["metadata", "generation"] = 1 }
        return state.withLock { state in
            guard state[type, ObjectName(object)] == nil else { return nil }
            return record(.added, type, object, previous: nil, in: &state)
        }
    }

    /// Changes an object in place. A change that changes nothing is not recorded. Nil if there is no such object, or
    /// if `uid` is given and another object has taken the name.
    @discardableResult
    func update(
        _ type: ResourceType, _ name: ObjectName, uid: String? = nil, _ change: (inout JSONValue) throws -> Void
    ) rethrows -> JSONValue? {
        try state.withLock { state in
            guard let previous = state[type, name], uid == nil || previous.uid == uid else { return nil }
            var object = previous
            try change(&object)
            if object == previous { return previous }
            if Self.hasGeneration(type), object["spec"] != previous["spec"] {
                object["metadata", "generation"] = .int((previous["metadata", "generation"]?.int ?? 1) + 1)
            }
            return record(.modified, type, object, previous: previous, in: &state)
        }
    }

    /// Removes an object. Nil if there was none, or if another object has taken the name.
    @discardableResult
    func remove(_ type: ResourceType, _ name: ObjectName, uid: String? = nil) -> JSONValue? {
        state.withLock { state in
            guard let previous = state[type, name], uid == nil || previous.uid == uid else { return nil }
            return record(.deleted, type, previous, previous: previous, in: &state)
        }
    }

    private func record(
        _ kind: StoreChange.Kind, _ type: ResourceType, _ object: JSONValue, previous: JSONValue?,
        in state: inout State
    ) -> JSONValue {
        var object = object
        state.revision += 1
        object["metadata", "resourceVersion"] = .string(String(state.revision))
        state.put(kind == .deleted ? nil : object, type, ObjectName(object))
        let change = StoreChange(kind: kind, type: type, object: object, previous: previous)
        state.history.append(change)
        if state.history.count > historyLimit + historyLimit / 4 {
            let excess = state.history.count - historyLimit
            state.forgotten = state.history[excess - 1].revision
            state.history.removeFirst(excess)
        }
        for (id, watcher) in state.watchers where watcher.type == nil || watcher.type == type {
            if !watcher.sink(change) { state.watchers[id] = nil }
        }
        return object
    }

    private static func hasGeneration(_ type: ResourceType) -> Bool {
        [.pods, .deployments, .replicaSets, .statefulSets, .leaderWorkerSets, .podDisruptionBudgets, .endpointSlices].contains(type)
    }
}
