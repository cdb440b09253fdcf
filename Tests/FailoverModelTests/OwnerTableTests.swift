import ClusterModel
import FailoverModel
import Foundation
import IncidentModel
import TestSupport
import Testing

/// The table in `docs/on-call.md`: what opens when an engine of each kind of owner goes, what it is called, when it closes.
struct OwnerTableTests {
    enum Owner: String, CaseIterable { case deployment = "Deployment", set = "StatefulSet", group = "group of pods" }

    enum Change: String, CaseIterable {
        case scaleDown = "scale-down"
        case rollout, crash
        case oom = "out of memory"
        case eviction, drain, deletion
        case ownerDeleted = "owner deleted"
    }

    private static let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/on-call.md")

    @Test(arguments: Change.allCases) func theTableIsTrue(_ change: Change) throws {
        let cells = try Owner.allCases.map { owner in
            var world = OwnerWorld(owner: owner)
            return try world.play(change)
        }
        let row = "| \(change.rawValue) | \(cells.joined(separator: " | ")) |"
        #expect(try String(contentsOf: Self.page, encoding: .utf8).contains(row + "\n"), "docs/on-call.md lacks:\n\(row)")
    }
}

/// What is no row of the table.
struct LostWorkerTests {
    /// The controller then ends the leader, which may take its whole grace period, and the set of workers goes with it.
    @Test(arguments: [3.0, 40]) func aWorkerThatIsDeletedIsNoPlannedChange(grace: Double) throws {
        var world = OwnerWorld(owner: .group)
        let cause = try world.loseWorker(leaderGoes: grace)
        #expect(cause == .deleted)
    }
}

/// Three engines of one owner, of which the last goes.
private struct OwnerWorld {
    let owner: OwnerTableTests.Owner
    var story = Story()
    /// What had happened when its incident closed.
    private var end: String?

    init(owner: OwnerTableTests.Owner) {
        self.owner = owner
        story.tell(
            at: 1, .kubernetes(.nodes(.replaced([Node(uid: "n1", name: "node-1")]))),
            .kubernetes(.deployments(.replaced([Story.deployment(replicas: 3)]))),
            .kubernetes(.replicaSets(.replaced([Story.replicaSet(replicas: 3)]))), .kubernetes(.statefulSets(.replaced(sets(replicas: 3)))),
            .kubernetes(.pods(.replaced((0..<3).flatMap { pods($0, "old") }))))
    }

    private func sets(replicas: Int, revision: String = "vllm-1") -> [StatefulSet] {
        guard owner != .deployment else { return [] }
        return [
            StatefulSet(uid: "set", name: "vllm", namespace: "default", replicas: replicas, updateRevision: revision)
        ]
    }

    /// The pods of an engine, the one that serves first.
    private func pods(_ number: Int, _ generation: String, ready: Bool = true) -> [Pod] {
        func pod(_ name: String, owner: String) -> Pod {
            var pod = Story.engine("\(number)\(name)\(generation)", host: 11 + number, ready: ready)
            guard self.owner != .deployment else { return pod }
            pod.identity = PodIdentity(name: name, uid: "\(name)-\(generation)")
            (pod.owner, pod.ownerKind) = (owner, "StatefulSet")
            pod.labels["controller-revision-hash"] = "vllm-1"
            return pod
        }
        var leader = pod("vllm-\(number)", owner: "vllm")
        guard owner == .group else { return [leader] }
        var worker = pod("vllm-\(number)-1", owner: "vllm-\(number)")
        for key in ["name": "vllm", "group-index": "\(number)"] {
            leader.labels["leaderworkerset.sigs.k8s.io/\(key.key)"] = key.value
            worker.labels["leaderworkerset.sigs.k8s.io/\(key.key)"] = key.value
        }
        leader.labels["leaderworkerset.sigs.k8s.io/worker-index"] = "0"
        worker.labels["leaderworkerset.sigs.k8s.io/worker-index"] = "1"
        worker.ip = "10.0.0.\(30 + number)"
        return [leader, worker]
    }

    private mutating func tell(_ seconds: Double, _ what: String, _ facts: [KubernetesFact]) {
        for fact in facts { story.tell(at: seconds, .kubernetes(fact)) }
        for tick in 1...20 where what.isEmpty { story.tell(at: seconds + Double(tick), .ticked) }
        if end == nil, let first = story.state.incidents.all.first, !first.isOpen { end = what }
    }

    private mutating func go(_ change: (inout Pod) -> Void = { _ in }) {
        let leaving = pods(2, "old").map { pod in
            var pod = pod
            (pod.isTerminating, pod.isReady) = (true, false)
            change(&pod)
            return pod
        }
        tell(2, "it goes", leaving.map { .pods(.changed($0)) })
        tell(4, "it is gone", leaving.map { .pods(.removed($0)) })
    }

    private mutating func replace() {
        tell(5, "the next is made", pods(2, "new", ready: false).map { .pods(.changed($0)) })
        tell(7, "the next is ready", pods(2, "new").map { .pods(.changed($0)) })
    }

    private mutating func crash(_ end: Termination) {
        var all = pods(2, "old")
        // In a group a worker crashes, and its controller makes the whole group anew.
        let last = all.count - 1
        all[last].isReady = false
        all[last].containers[0].restarts = 1
        all[last].containers[0].lastTermination = end
        tell(2, "it crashes", [.pods(.changed(all[last]))])
        guard owner == .group else { return tell(6, "it is ready again", [.pods(.changed(pods(2, "old")[0]))]) }
        go()
        replace()
    }

    /// The last engine's worker is deleted, its leader after it, and both come back.
    mutating func loseWorker(leaderGoes grace: Double) throws -> IncidentCause? {
        let workers = StatefulSet(uid: "workers", name: "vllm-2", namespace: "default", owner: "vllm-2", ownerKind: "Pod", replicas: 1, firstOrdinal: 1)
        story.tell(at: 1.5, .kubernetes(.statefulSets(.changed(workers))))
        var (leader, worker) = (pods(2, "old")[0], pods(2, "old")[1])
        (leader.isTerminating, worker.isTerminating) = (true, true)
        tell(2, "it goes", [.pods(.changed(worker)), .statefulSets(.removed(workers)), .pods(.changed(leader))])
        tell(3, "", [.pods(.removed(worker))])
        for second in 4..<Int(grace) + 4 { story.tell(at: Double(second), .ticked) }
        tell(grace + 4, "", [.pods(.removed(leader))])
        let next = pods(2, "new", ready: false)
        tell(grace + 5, "", [.pods(.changed(next[0])), .statefulSets(.changed(workers)), .pods(.changed(next[1]))])
        tell(grace + 7, "", pods(2, "new").map { .pods(.changed($0)) })
        #expect(story.state.incidents.all.count == 1 && story.state.incidents.all.allSatisfy { !$0.isOpen })
        return story.state.incidents.all.first?.cause
    }

    mutating func play(_ change: OwnerTableTests.Change) throws -> String {
        switch change {
        case .scaleDown:
            tell(1.5, "", [.replicaSets(.changed(Story.replicaSet(replicas: 2))), .statefulSets(.replaced(sets(replicas: 2)))])
            go()
        case .rollout:
            tell(1.5, "", [.deployments(.changed(Story.deployment(replicas: 3, revision: 2))), .replicaSets(.changed(Story.replicaSet(replicas: 2))), .statefulSets(.replaced(sets(replicas: 3, revision: "vllm-2")))])
            go()
        case .crash: crash(Termination(exitCode: 1, reason: "Error"))
        case .oom: crash(Termination(exitCode: 137, reason: "OOMKilled"))
        case .eviction:
            go {
                ($0.phase, $0.reason, $0.isTerminating) = ("Failed", "Evicted", false)
                $0.disruption = PodDisruption(reason: "TerminationByKubelet")
            }
            replace()
        case .drain:
            tell(1.5, "", [.nodes(.replaced([Node(uid: "n1", name: "node-1", isCordoned: true)]))])
            go { $0.disruption = PodDisruption(reason: "EvictionByEvictionAPI") }
            replace()
        case .deletion:
            go()
            replace()
        case .ownerDeleted:
            tell(1.5, "", [.deployments(.replaced([])), .replicaSets(.removed(Story.replicaSet(replicas: 3))), .statefulSets(.replaced([]))])
            go()
        }
        let incident = try #require(story.state.incidents.all.first)
        #expect(story.state.incidents.all.count == 1, "one engine, one incident")
        #expect(!incident.isOpen, "every incident ends")
        return "\(incident.cause.isPlanned ? "planned: " : "")\(incident.cause.predicate), until \(end ?? "never")"
    }
}
