/// What the cluster's part asks of others.
package enum ClusterIntent: Sendable, Equatable {
    /// Where a namespace has too many pods to hold, hold those that any of these label selectors matches.
    case selectPods([String])
    /// Something for the operator to read.
    case notice(String)
}

/// What a fact changed.
package struct ClusterChange: Sendable, Equatable {
    package var transitions: [PodTransition] = []
    package var intents: [ClusterIntent] = []
}

extension ClusterState {
    /// How many Kubernetes events are kept.
    static let eventLimit = 256
    /// How many pods that are gone are kept.
    static let goneLimit = 256

    /// Before the first fact.
    ///
    /// - Parameters:
    ///   - engines: the operator's choice; nil for the labels of the production stack's chart.
    ///   - wallClockAtZero: Unix time in seconds at `Moment.zero`.
    package mutating func begin(engines: LabelSelector?, wallClockAtZero: Double, lettersByAge: Bool) -> [ClusterIntent] {
        self.lettersByAge = lettersByAge
        self.wallClockAtZero = wallClockAtZero
        roles.engines = engines
        return selectPods()
    }

    package mutating func reduce(_ fact: KubernetesFact, at moment: Moment) -> ClusterChange {
        var change = ClusterChange(transitions: apply(fact, at: moment))
        if let gap = noteGap(fact, change.transitions, at: moment) { change.intents.append(.notice(gap.words)) }
        return change
    }

    /// A source that others hear of.
    package mutating func note(_ source: Source, _ state: SourceState) { sources.note(source, state) }

    /// The router lists these pods as its workers: they are engines, whatever their labels say.
    package mutating func noteListed(_ pods: [PodIdentity]) {
        let before = roles.listed
        roles.listed.formUnion(pods.map(\.uid))
        if roles.listed != before { reassignRoles() }
    }

    /// What an engine's own metrics say.
    package mutating func noteSleep(of pod: PodIdentity, _ isAsleep: Bool) { records[pod.uid]?.isToldAsleep = isAsleep }

    /// Pods that these labels select are routers, from now on; empty: those of the chart.
    package mutating func assignRouters(selector: [String: String]) -> [ClusterIntent] {
        guard roles.router != selector else { return [] }
        roles.router = selector
        reassignRoles()
        return selectPods()
    }

    private mutating func apply(_ fact: KubernetesFact, at moment: Moment) -> [PodTransition] {
        switch fact {
        case .connected(let identity):
            self.identity = identity
        case .pods(let change):
            return apply(change, at: moment)
        case .podCount(let count):
            podCount = count
        case .deployments(let change):
            noteDeletions(change, of: deployments) { Self.object("Deployment", $0.name) }
            deployments.apply(change, key: \Deployment.uid)
        case .replicaSets(let change):
            noteDeletions(change, of: replicaSets) { Self.object("ReplicaSet", $0.name) }
            replicaSets.apply(change, key: \ReplicaSet.uid)
        case .statefulSets(let change):
            // The workers' set of a group goes with its leader, for whatever reason that one went.
            noteDeletions(change, of: statefulSets) { $0.ownerKind == "Pod" ? nil : Self.object("StatefulSet", $0.name) }
            statefulSets.apply(change, key: \StatefulSet.uid)
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
        case .clockRead(let time):
            // The header's fraction is cut off: half a second is the best guess.
            let ahead = time + 0.5 - wallClock(at: moment)
            clockAhead = abs(ahead) > Self.clockTolerance ? ahead : 0
        case .source(let source, let state):
            sources.note(source, state)
        case .killRequested, .killPreviewed, .killAccepted, .killRefused, .killUnknown, .faultAccepted, .faultRefused, .faultUnknown:
            break
        }
        return []
    }

    private mutating func apply(_ change: Change<Pod>, at moment: Moment) -> [PodTransition] {
        switch change {
        case .changed(let pod):
            return [update(pod, at: moment)]
        case .removed(let pod):
            return [remove(pod, at: moment)]
        case .replaced(let pods):
            let listed = Set(pods.map(\.uid))
            let missing = records.values.filter { !$0.isGone && !listed.contains($0.pod.uid) }
            return missing.map { remove($0.pod, at: moment) }
                + inOrderOfLetters(pods).map { update($0, at: moment) }
        }
    }

    /// The oldest first, equals by name: whoever sees the same pods for the first time gives them the same letters. A pod that is known
    /// keeps its own.
    private func inOrderOfLetters(_ pods: [Pod]) -> [Pod] {
        lettersByAge ? pods.sorted { ($0.createdAt, $0.name) < ($1.createdAt, $1.name) } : pods
    }

    private mutating func update(_ pod: Pod, at moment: Moment) -> PodTransition {
        let before = records[pod.uid]
        var record = before ?? enlist(pod, at: moment)
        record.pod = pod
        record.deletionGracePeriod = record.deletionGracePeriod ?? pod.deletionGracePeriod
        record.enter(pod.stage(wasReady: record.stages.contains { $0.stage == .ready }), at: moment)
        records[pod.uid] = record
        noteHosts(of: pod, before: before?.pod)
        countActive(before, record)
        if record.role == .router { notePrefillModels(of: pod) }
        return PodTransition(before: before, after: record)
    }

    private mutating func remove(_ pod: Pod, at moment: Moment) -> PodTransition {
        let before = records[pod.uid]
        var record = before ?? enlist(pod, at: moment)
        record.pod = pod
        record.deletionGracePeriod = record.deletionGracePeriod ?? pod.deletionGracePeriod
        record.removedAt = record.removedAt ?? moment
        record.enter(.gone, at: moment)
        records[pod.uid] = record
        noteHosts(of: pod, before: before?.pod)
        countActive(before, record)
        forgetOldest()
        return PodTransition(before: before, after: record)
    }

    private mutating func enlist(_ pod: Pod, at moment: Moment) -> PodRecord {
        let role = roles.role(of: pod)
        var record = PodRecord(pod: pod, role: role, letter: letter(for: role), firstSeen: moment)
        record.duty = roles.duty(of: pod)
        record.isStuck = pod.deletionDue.map { clusterClock(at: moment) - $0 > PodRecord.stuckAfter } ?? false
        return record
    }

    /// The production stack's router names the models of those engines that only read prompts.
    private mutating func notePrefillModels(of router: Pod) {
        let arguments = router.servingContainer?.arguments ?? []
        guard let flag = arguments.firstIndex(of: "--prefill-model-labels"), arguments.indices.contains(flag + 1) else { return }
        let models = Set(arguments[flag + 1].split(separator: ",").map(String.init))
        guard models != roles.prefillModels else { return }
        roles.prefillModels = models
        reassignRoles()
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

    /// Reads all roles again after the router service was chosen, or the router has told.
    private mutating func reassignRoles() {
        for (uid, var record) in records {
            let (role, duty) = (roles.role(of: record.pod), roles.duty(of: record.pod))
            guard role != record.role || duty != record.duty else { continue }
            if role != record.role { record.letter = letter(for: role) }
            record.role = role
            record.duty = duty
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
        let gone = records.values.filter(\.isGone)
        guard gone.count > Self.goneLimit else { return }
        let forgotten = gone.prefix(gone.count - Self.goneLimit)
        for record in forgotten { forgetHosts(of: record.pod) }
        let uids = Set(forgotten.map(\.pod.uid))
        records.removeAll { uids.contains($0.key) }
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
