extension ObjectStore {
    /// From where a watch begins.
    enum WatchStart: Sendable, Equatable {
        /// The present objects first, as additions: no version was given, or `0`.
        case present
        /// After a version that the caller has seen.
        case after(Int)
    }

    /// Why a watch cannot begin.
    enum WatchError: Error, Equatable {
        /// 410: the history no longer reaches back that far. `oldest` is the oldest version that can be resumed from.
        case expired(requested: Int, oldest: Int)
        /// 504: the version lies in the future.
        case tooLarge(requested: Int, current: Int)
    }

    /// What a watcher gets: first the changes it missed (or the present objects), then each change as it happens.
    struct Watch: Sendable {
        var initial: [StoreChange]
        var changes: AsyncStream<StoreChange>
        /// The revision at which `initial` ends.
        var revision: Int
    }

    /// Begins a watch. Without a type it sees every kind, which is what the controllers do.
    func watch(_ type: ResourceType?, from start: WatchStart = .present) throws(WatchError) -> Watch {
        let (stream, continuation) = AsyncStream.makeStream(of: StoreChange.self)
        let subscription = try subscribe(type, from: start) { continuation.isWanted(after: continuation.yield($0)) }
        return Watch(initial: subscription.initial, changes: stream, revision: subscription.revision)
    }

    struct Subscription: Sendable {
        var id: Int
        var initial: [StoreChange]
        var revision: Int
    }

    /// The same with functions: `before` gets what was missed, `sink` then each change, and says whether it
    /// wants more. Both are called while the lock is held and may only hand on what they get.
    ///
    /// A stream that ends unsubscribes by its answer to the next change. Not in its `onTermination`, which runs while its task's
    /// own lock is held: the lock here may be held just then by who wakes that task.
    func subscribe(
        _ type: ResourceType?, from start: WatchStart = .present, before: ([StoreChange]) -> Void = { _ in },
        sink: @escaping @Sendable (StoreChange) -> Bool
    ) throws(WatchError) -> Subscription {
        let result: Result<Subscription, WatchError> = state.withLock { state in
            let initial: [StoreChange]
            switch start {
            case .present:
                initial = Self.additions(of: type, in: state)
            case .after(let version):
                if version > state.revision {
                    return .failure(.tooLarge(requested: version, current: state.revision))
                }
                if version < state.forgotten {
                    return .failure(.expired(requested: version, oldest: state.forgotten))
                }
                initial = state.history.filter { $0.revision > version && (type == nil || $0.type == type) }
            }
            let id = state.nextWatcher
            state.nextWatcher += 1
            before(initial)
            state.watchers[id] = Watcher(type: type, sink: sink)
            return .success(Subscription(id: id, initial: initial, revision: state.revision))
        }
        return try result.get()
    }

    func unsubscribe(_ id: Int) {
        state.withLock { _ = $0.watchers.removeValue(forKey: id) }
    }

    private static func additions(of type: ResourceType?, in state: State) -> [StoreChange] {
        (type.map { [$0] } ?? ResourceType.stored).flatMap { type in
            state.all(type).values.map { StoreChange(kind: .added, type: type, object: $0, previous: nil) }
        }
    }
}

extension AsyncStream.Continuation {
    /// Whether somebody still listens.
    func isWanted(after result: YieldResult) -> Bool {
        if case .terminated = result { false } else { true }
    }
}
