import ClusterModel
import FailoverModel
import TestSupport
import Testing

/// Each way for an engine to go: what is said of it, on what evidence, and when it is over.
struct CauseTests {
    private static let victim = Story.engine("4psb7", host: 12)

    /// The steady story with its owner and nodes known.
    private static func story() -> Story {
        var story = Story.steady()
        story.tell(
            .kubernetes(.replicaSets(.replaced([Story.replicaSet(replicas: 3)]))),
            .kubernetes(.deployments(.replaced([Story.deployment(replicas: 3)]))),
            .kubernetes(.nodes(.replaced([Node(uid: "n1", name: "node-1"), Node(uid: "n2", name: "node-2")]))))
        return story
    }

    private static func leaving(_ change: (inout Pod) -> Void = { _ in }) -> Pod {
        var pod = victim
        pod.isTerminating = true
        change(&pod)
        return pod
    }

    private static func event(_ reason: String, _ message: String, about object: String, uid: String?, at: Double) -> ClusterEvent {
        ClusterEvent(
            uid: "\(reason)-\(object)", type: "Warning", reason: reason, message: message, objectName: object,
            objectUID: uid, lastSeen: 1_795_464_480 + at)
    }

    private static func aboutVictim(_ reason: String, _ message: String, at: Double) -> Fact {
        .kubernetes(.clusterEvents(.changed(event(reason, message, about: victim.name, uid: victim.uid, at: at))))
    }

    /// Plays the replacement of the victim.
    private static func replace(_ story: inout Story, at seconds: Double, _ suffix: String = "n1") {
        story.tell(at: seconds, .kubernetes(.pods(.changed(Story.engine(suffix, host: 22, ready: false)))))
        story.tell(at: seconds + 2, .kubernetes(.pods(.changed(Story.engine(suffix, host: 22)))))
    }

    @Test func aCrashWithItsExitCode() throws {
        var story = Self.story()
        var pod = Self.victim
        pod.isReady = false
        pod.containers[0].state = .terminated(Termination(exitCode: 1, reason: "Error"))
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause.id == "crashed" && incident.cause.predicate == "crashed (exit 1, Error)")
        #expect(incident.evidence.contains { $0.field == "vllm terminated" && $0.value == "Error, exit code 1" })
        #expect(!incident.cause.isPlanned)
    }

    @Test func aCrashedPodThatIsDeletedBeforeItIsBackIsReplacedByAnother() throws {
        var story = Self.story()
        var pod = Self.victim
        pod.isReady = false
        pod.containers[0].state = .terminated(Termination(exitCode: 1, reason: "Error"))
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        story.tell(at: 3, .kubernetes(.pods(.changed(Self.leaving { $0.isReady = false }))))
        Self.replace(&story, at: 3.1)
        let incident = try #require(story.state.incidents.all.first)
        #expect(story.state.incidents.all.count == 1)
        #expect(incident.cause.id == "crashed")
        #expect(incident.replacement?.letter == "D" && incident.recoveredAt != nil)
    }

    @Test func aFailedLivenessProbeIsNoCrash() throws {
        var story = Self.story()
        var pod = Self.victim
        pod.isReady = false
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all.first?.cause == .unready)
        pod.containers[0].state = .terminated(Termination(exitCode: 137, reason: "Error"))
        story.tell(at: 9, .kubernetes(.pods(.changed(pod))))
        pod.containers[0].restarts = 1
        story.tell(at: 9.1, .kubernetes(.pods(.changed(pod))))
        story.tell(at: 9.2, Self.aboutVictim("Killing", "Container vllm failed liveness probe, will be restarted", at: 9))
        let incident = try #require(story.state.incidents.all.first)
        #expect(story.state.incidents.all.count == 1)
        #expect(incident.cause == .livenessFailed)
        #expect(incident.evidence.contains { $0.field == "Killing" })
        pod.isReady = true
        pod.containers[0].state = .running(since: nil)
        story.tell(at: 20, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all[0].capacityGap == .seconds(18))
        #expect(story.state.incidents.all[0].recoveredAt != nil)
    }

    @Test func aLostReadinessIsOverWhenItIsBack() throws {
        var story = Self.story()
        var pod = Self.victim
        pod.isReady = false
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        story.tell(Self.aboutVictim("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", at: 2))
        #expect(story.state.incidents.all[0].cause == .unready)
        #expect(story.state.incidents.all[0].marks[.terminating] == nil)
        #expect(story.state.incidents.all[0].evidence.contains { $0.value.contains("statuscode: 503") })
        pod.isReady = true
        story.tell(at: 6, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all[0].capacityGap == .seconds(4))
        pod.isReady = false
        story.tell(at: 8, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all.count == 2, "the next loss is another incident")
    }

    @Test func anEvictionByTheKubelet() throws {
        var story = Self.story()
        var pod = Self.victim
        pod.phase = "Failed"
        pod.reason = "Evicted"
        pod.isReady = false
        pod.disruption = PodDisruption(reason: "TerminationByKubelet", message: "The node was low on resource: memory.")
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all.first?.cause == .evicted("Evicted"))
        Self.replace(&story, at: 2.1)
        #expect(story.state.incidents.all.first?.recoveredAt != nil)
        story.tell(at: 60, .kubernetes(.pods(.removed(pod))))
        #expect(story.state.incidents.all.count == 1, "swept away later: no second fault")
        #expect(story.state.incidents.all[0].evidence.contains { $0.field == "DisruptionTarget" && $0.value.contains("low on resource") })
    }

    @Test func anEvictionFromACordonedNodeIsADrain() {
        var story = Self.story()
        let pod = Self.leaving { $0.disruption = PodDisruption(reason: "EvictionByEvictionAPI", message: "Eviction API: evicting") }
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all.first?.cause == .evicted("eviction API"))
        // The node's watch may be later than the pod's.
        story.tell(at: 2.1, .kubernetes(.nodes(.changed(Node(uid: "n1", name: "node-1", isCordoned: true)))))
        #expect(story.state.incidents.all.first?.cause == .drained(node: "node-1"))
        #expect(story.state.incidents.all[0].evidence.contains { $0.field == "spec.unschedulable" })
        #expect(story.state.incidents.all[0].cause.isPlanned == false)
    }

    @Test func aPreemption() {
        var story = Self.story()
        story.tell(at: 2, .kubernetes(.pods(.changed(Self.leaving { $0.disruption = PodDisruption(reason: "PreemptionByScheduler") }))))
        #expect(story.state.incidents.all.first?.cause == .preempted)
        var older = Self.story()
        older.tell(at: 2, .kubernetes(.pods(.changed(Self.leaving()))))
        older.tell(Self.aboutVictim("Preempted", "Preempted by pod default/x on node node-1", at: 2))
        #expect(older.state.incidents.all.first?.cause == .preempted)
    }

    @Test func aLostNodeTakesItsPodsAndTheyComeBackElsewhere() throws {
        var story = Self.story()
        var pod = Self.victim
        pod.isReady = false
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        let lost = Node(uid: "n1", name: "node-1", isReady: false, problem: "NodeStatusUnknown: Kubelet stopped posting node status.")
        story.tell(at: 2.1, .kubernetes(.nodes(.changed(lost))))
        #expect(story.state.incidents.all.first?.cause == .nodeLost(node: "node-1"))
        pod.isTerminating = true
        pod.disruption = PodDisruption(reason: "DeletionByTaintManager")
        story.tell(at: 6, .kubernetes(.pods(.changed(pod))))
        Self.replace(&story, at: 6.1)
        let incident = try #require(story.state.incidents.all.first)
        #expect(abs(try #require(incident.capacityGap?.seconds) - 6.1) < 1e-6 && incident.recoveredAt != nil)
        #expect(incident.evidence.contains { $0.object == "node/node-1" && $0.value.contains("stopped posting") })
        story.tell(at: 90, .kubernetes(.pods(.removed(pod))))
        #expect(story.state.incidents.all.count == 1)
    }

    @Test func aNodeThatComesBackHealsItsPod() {
        var story = Self.story()
        var pod = Self.victim
        pod.isReady = false
        story.tell(at: 2, .kubernetes(.nodes(.changed(Node(uid: "n1", name: "node-1", isReady: false)))), .kubernetes(.pods(.changed(pod))))
        pod.isReady = true
        story.tell(at: 3, .kubernetes(.nodes(.changed(Node(uid: "n1", name: "node-1")))), .kubernetes(.pods(.changed(pod))))
        #expect(story.state.incidents.all.first?.cause == .nodeLost(node: "node-1"))
        #expect(story.state.incidents.all.first?.recoveredAt != nil)
    }

    @Test func aScaleDownIsPlannedAndNeedsNoReplacement() throws {
        var story = Self.story()
        story.tell(at: 2, .kubernetes(.replicaSets(.changed(Story.replicaSet(replicas: 2)))))
        story.tell(at: 2.1, .kubernetes(.pods(.changed(Self.leaving()))))
        #expect(story.state.incidents.all.first?.cause == .scaledDown)
        #expect(story.state.incidents.all.first?.isOpen == true)
        story.tell(at: 4, .kubernetes(.pods(.removed(Self.leaving()))))
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause.isPlanned && incident.recoveredAt != nil && incident.capacityGap == nil)
        #expect(incident.evidence.contains { $0.field == "spec.replicas" && $0.value == "2 of revision 1" })
        #expect(story.state.summary(of: incident).hasPrefix("planned change 1 · 2026-11-23T20:08:02Z · kind-demo/default · "))
    }

    @Test func aScaleDownIsKnownLateToo() {
        for late in [
            Fact.kubernetes(.replicaSets(.changed(Story.replicaSet(replicas: 2)))),
            .kubernetes(
                .clusterEvents(
                    .changed(Self.event("SuccessfulDelete", "Deleted pod: \(Self.victim.name)", about: Self.victim.owner ?? "", uid: nil, at: 2)))),
        ] {
            var story = Self.story()
            story.tell(at: 2, .kubernetes(.pods(.changed(Self.leaving()))))
            #expect(story.state.incidents.all.first?.cause == .deleted)
            story.tell(at: 2.1, late)
            #expect(story.state.incidents.all.first?.cause == .scaledDown)
        }
    }

    @Test func aRolloutIsPlannedAndNamesItsRevision() {
        var story = Self.story()
        let newSet = ReplicaSet(
            uid: "new", name: "vllm-opt125m-deployment-vllm-7c9", namespace: "default", owner: "vllm-opt125m-deployment-vllm",
            replicas: 1, revision: 2)
        story.tell(
            at: 2, .kubernetes(.deployments(.changed(Story.deployment(replicas: 3, revision: 2)))),
            .kubernetes(.replicaSets(.changed(newSet))))
        var surge = Story.engine("n1", host: 22)
        surge.owner = newSet.name
        story.tell(at: 3, .kubernetes(.pods(.changed(surge))))
        story.tell(at: 4, .kubernetes(.replicaSets(.changed(Story.replicaSet(replicas: 2)))), .kubernetes(.pods(.changed(Self.leaving()))))
        #expect(story.state.incidents.all.map(\.cause) == [.rolledOut(revision: "2")])
        story.tell(at: 5, .kubernetes(.pods(.removed(Self.leaving()))))
        #expect(story.state.incidents.all.map(\.isOpen) == [false])
        #expect(story.state.incidents.all[0].evidence.contains { $0.field == "revision" && $0.value == "2" })
    }

    @Test func aDeletionIsNoScaleDownAlthoughItsReplacementIsThere() {
        var story = Self.story()
        story.tell(at: 2, .kubernetes(.pods(.changed(Self.leaving()))))
        Self.replace(&story, at: 2.1)
        story.tell(at: 5, .kubernetes(.replicaSets(.changed(Story.replicaSet(replicas: 3)))))
        #expect(story.state.incidents.all.first?.cause == .deleted)
        #expect(story.state.incidents.all.first?.recoveredAt != nil)
    }

    @Test func aKillFromHereIsNeverAnythingElse() {
        var (story, order) = IncidentTests.killed()
        story.tell(.kubernetes(.replicaSets(.replaced([Story.replicaSet(replicas: 2)]))))
        var pod = Story.engine("8wt2h", host: 11)
        pod.isTerminating = true
        story.tell(.kubernetes(.pods(.changed(pod))), .kubernetes(.killAccepted(order)))
        story.tell(.kubernetes(.replicaSets(.changed(Story.replicaSet(replicas: 2)))))
        #expect(story.state.incidents.all.map(\.cause) == [.killedHere(.now)])
    }

    @Test func severalAtOnceAreKeptApart() {
        var story = Self.story()
        var crashed = Story.engine("8wt2h", host: 11, ready: false)
        crashed.containers[0].state = .terminated(Termination(exitCode: 139, reason: "Error"))
        var unready = Story.engine("cn9tb", host: 13)
        unready.isReady = false
        story.tell(
            at: 2, .kubernetes(.pods(.changed(crashed))), .kubernetes(.pods(.changed(Self.leaving()))),
            .kubernetes(.pods(.changed(unready))))
        Self.replace(&story, at: 2.1)
        unready.isReady = true
        story.tell(at: 7, .kubernetes(.pods(.changed(unready))))
        #expect(story.state.incidents.all.map(\.cause.id) == ["crashed", "deleted", "unready"])
        #expect(story.state.incidents.all.map(\.isOngoing) == [true, false, false])
        #expect(story.state.incidents.all.map(\.number) == [1, 2, 3])
    }

    @Test func theSummaryIsOneLineOfWhatIsKnown() {
        var story = Self.story()
        story.tell(at: 2, .kubernetes(.pods(.changed(Self.leaving()))))
        Self.replace(&story, at: 3)
        let summary = story.state.summary(of: story.state.incidents.all[0])
        #expect(
            summary == "incident 1 · 2026-11-23T20:08:02Z · kind-demo/default · \(Self.victim.name) was deleted · "
                + "capacity gap 3.00 s · 2 sessions of others on it, 0 moved, 2 not seen elsewhere since · recovered after 3.00 s")
    }
}
