extension State {
    mutating func applyToCluster(_ event: Event) -> [PodTransition] {
        guard case .kubernetes(let fact) = event.fact else { return [] }
        if case .clockRead(let time) = fact {
            // The header's fraction is cut off: half a second is the best guess.
            let ahead = time + 0.5 - start.wallClock(at: event.at)
            cluster.clockAhead = abs(ahead) > Self.clockTolerance ? ahead : 0
        }
        return cluster.apply(fact, at: event.at, roles: roleRules)
    }

    /// Seconds by which clocks may differ before it matters: the header is good to one, and its way takes time.
    static let clockTolerance = 2.0

    /// Unix time at a moment by the cluster's clock: what its objects and logs say is compared with this one.
    public func clusterClock(at moment: Moment) -> Double { start.wallClock(at: moment) + cluster.clockAhead }

    var roleRules: RoleRules { RoleRules(engines: settings.engineSelector, router: router.selector) }
}

extension ClusterState {
    /// How many Kubernetes events are kept.
    static let eventLimit = 256
    /// How many pods that are gone are kept.
    static let goneLimit = 256

    mutating func apply(_ fact: KubernetesFact, at moment: Moment, roles: RoleRules) -> [PodTransition] {
        switch fact {
        case .connected(let identity):
            self.identity = identity
        case .pods(let change):
            return apply(change, at: moment, roles: roles)
        case .podCount(let count):
            podCount = count
        case .deployments(let change):
            deployments.apply(change, key: \Deployment.uid)
        case .replicaSets(let change):
            replicaSets.apply(change, key: \ReplicaSet.uid)
        case .nodes(let change):
            nodes.apply(change, key: \Node.uid)
        case .services(let change):
            services.apply(change, key: \Service.uid)
        case .endpointSlices(let change):
            endpointSlices.apply(change, key: \EndpointSlice.uid)
        case .clusterEvents(let change):
            note(change)
        case .budgets(let change):
            budgets.apply(change, key: \DisruptionBudget.uid)
        case .access(let reviews):
            access = reviews
        case .clockRead, .source, .killRequested, .killPreviewed, .killAccepted, .killRefused, .killUnknown, .faultAccepted,
            .faultRefused, .faultUnknown:
            break
        }
        return []
    }

    private mutating func apply(_ change: Change<Pod>, at moment: Moment, roles: RoleRules) -> [PodTransition] {
        switch change {
        case .changed(let pod):
            return [update(pod, at: moment, roles: roles)]
        case .removed(let pod):
            return [remove(pod, at: moment, roles: roles)]
        case .replaced(let pods):
            let listed = Set(pods.map(\.uid))
            let missing = order.compactMap { records[$0] }.filter { !$0.isGone && !listed.contains($0.pod.uid) }
            return missing.map { remove($0.pod, at: moment, roles: roles) }
                + pods.map { update($0, at: moment, roles: roles) }
        }
    }

    private mutating func update(_ pod: Pod, at moment: Moment, roles: RoleRules) -> PodTransition {
        let before = records[pod.uid]
        var record = before ?? enlist(pod, at: moment, roles: roles)
        record.pod = pod
        record.enter(pod.stage(wasReady: record.stages.contains { $0.stage == .ready }), at: moment)
        records[pod.uid] = record
        noteAddress(of: pod, before: before?.pod.ip)
        countStaying(before, record)
        return PodTransition(before: before, after: record)
    }

    private mutating func remove(_ pod: Pod, at moment: Moment, roles: RoleRules) -> PodTransition {
        let before = records[pod.uid]
        var record = before ?? enlist(pod, at: moment, roles: roles)
        record.pod = pod
        record.removedAt = record.removedAt ?? moment
        record.enter(.gone, at: moment)
        records[pod.uid] = record
        noteAddress(of: pod, before: before?.pod.ip)
        countStaying(before, record)
        forgetOldest()
        return PodTransition(before: before, after: record)
    }

    private mutating func enlist(_ pod: Pod, at moment: Moment, roles: RoleRules) -> PodRecord {
        order.append(pod.uid)
        let role = roles.role(of: pod)
        return PodRecord(pod: pod, role: role, letter: letter(for: role), firstSeen: moment)
    }

    private mutating func letter(for role: PodRole) -> String {
        switch role {
        case .engine:
            defer { lettersGiven += 1 }
            return Self.engineLetter(lettersGiven)
        case .router:
            routersSeen += 1
            return routersSeen == 1 ? "R" : "R\(routersSeen)"
        case .other:
            return "·"
        }
    }

    /// A … Z without R, then A2 … Z2 and so on.
    static func engineLetter(_ index: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQSTUVWXYZ")
        let round = index / alphabet.count
        return String(alphabet[index % alphabet.count]) + (round == 0 ? "" : "\(round + 1)")
    }

    /// Reads all roles again after the router service was chosen.
    mutating func reassignRoles(_ roles: RoleRules) {
        for uid in order {
            guard var record = records[uid] else { continue }
            let role = roles.role(of: record.pod)
            guard role != record.role else { continue }
            record.role = role
            record.letter = letter(for: role)
            records[uid] = record
        }
    }

    private mutating func note(_ change: Change<ClusterEvent>) {
        switch change {
        case .replaced(let list):
            events = Array(list.sorted { ($0.lastSeen ?? 0) < ($1.lastSeen ?? 0) }.suffix(Self.eventLimit))
        case .changed(let event):
            events.removeAll { $0.uid == event.uid }
            events.append(event)
            if events.count > Self.eventLimit { events.removeFirst(events.count - Self.eventLimit) }
        case .removed(let event):
            events.removeAll { $0.uid == event.uid }
        }
    }

    private mutating func forgetOldest() {
        let gone = order.filter { records[$0]?.isGone == true }
        guard gone.count > Self.goneLimit else { return }
        let forgotten = Set(gone.prefix(gone.count - Self.goneLimit))
        order.removeAll { forgotten.contains($0) }
        for uid in forgotten {
            if let pod = records.removeValue(forKey: uid)?.pod { forgetAddress(of: pod) }
        }
    }
}

extension PodRecord {
    mutating func enter(_ stage: PodStage, at moment: Moment) {
        if stages.last?.stage != stage { stages.append(StageSpan(from: moment, stage: stage)) }
    }
}

extension Dictionary where Key == String, Value: Sendable & Equatable & Codable {
    /// Carries one step of a list+watch into a table by uid.
    mutating func apply(_ change: Change<Value>, key: KeyPath<Value, String>) {
        switch change {
        case .replaced(let list):
            self = [String: Value](list.map { ($0[keyPath: key], $0) }) { _, last in last }
        case .changed(let object):
            self[object[keyPath: key]] = object
        case .removed(let object):
            self[object[keyPath: key]] = nil
        }
    }
}
