extension ObjectStore {
    /// The pods of a namespace that match a label selector: the present ones first, then every change. What a process
    /// inside a pod would see if it watched the API. An unreadable selector matches nothing, and the stream ends.
    func podEvents(namespace: String, selector text: String) -> AsyncStream<PodEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: PodEvent.self)
        guard let selector = try? LabelSelector(parsing: text) else {
            continuation.finish()
            return stream
        }
        let matches: @Sendable (JSONValue) -> Bool = {
            $0.namespace == namespace && selector.matches($0.labels)
        }
        let hand: @Sendable (StoreChange) -> Bool = { change in
            guard let seen = change.seen(where: matches) else { return true }
            return continuation.isWanted(
                after: continuation.yield(PodEvent(seen.object, isRemoved: seen.kind == .deleted)))
        }
        _ = try? subscribe(.pods, before: { for change in $0 { _ = hand(change) } }, sink: hand)
        return stream
    }
}

extension PodEvent {
    init(_ pod: JSONValue, isRemoved: Bool) {
        self.init(
            name: pod.name, uid: pod.uid, ip: pod.podIP,
            port: pod["spec", "hostNetwork"]?.bool == true ? pod.servingPort : 8000,
            isAsleep: pod.isMarkedAsleep, isReady: pod.isPodReady,
            isTerminating: pod.isTerminating, isRemoved: isRemoved)
    }
}

extension JSONValue {
    /// The first port that the serving container of a pod declares.
    fileprivate var servingPort: Int { servingContainer?["ports"]?.array.first?["containerPort"]?.int ?? 8000 }
}
