import ClusterModel
import FailoverModel
import IncidentModel
import TestSupport
import Testing

/// Owners that cannot be read, or of kinds that are not: every incident ends.
struct OwnerTests {
    private static func pod(_ kind: String?, _ change: (inout Pod) -> Void = { _ in }) -> Pod {
        var pod = Story.engine("4psb7", host: 12)
        (pod.owner, pod.ownerKind) = (kind.map { _ in "mine" }, kind)
        change(&pod)
        return pod
    }

    private static func story(_ pod: Pod) -> Story {
        var story = Story()
        story.tell(at: 1, .kubernetes(.pods(.replaced([pod, Story.engine("8wt2h", host: 11)]))))
        return story
    }

    private static func wait(_ story: inout Story, from: Int, until: Int) {
        for second in from...until { story.tell(at: Double(second), .ticked) }
    }

    @Test(arguments: ["Job", "RayCluster", "ReplicaSet", "StatefulSet", "LeaderWorkerSet", nil]) func aPodThatNobodyReplacesIsForgotten(_ kind: String?) {
        var story = Self.story(Self.pod(kind))
        story.tell(at: 2, .kubernetes(.pods(.changed(Self.pod(kind) { $0.isTerminating = true }))))
        story.tell(at: 4, .kubernetes(.pods(.removed(Self.pod(kind)))))
        Self.wait(&story, from: 5, until: 130)
        #expect(story.state.incidents.all.map(\.isOpen) == [false])
    }

    @Test func aJobThatFailsIsOverTooAndOneThatEndsIsNoFault() {
        var story = Self.story(Self.pod("Job"))
        let end = Termination(exitCode: 1, reason: "Error")
        story.tell(
            at: 2,
            .kubernetes(.pods(.changed(Self.pod("Job") { ($0.phase, $0.isReady, $0.containers[0].state) = ("Failed", false, .terminated(end)) }))))
        #expect(story.state.incidents.all.map(\.cause) == [.crashed(end)])
        Self.wait(&story, from: 3, until: 130)
        #expect(story.state.incidents.all.map(\.isOpen) == [false])
        var done = Self.story(Self.pod("Job"))
        let good = Termination(exitCode: 0, reason: "Completed")
        done.tell(
            at: 2,
            .kubernetes(.pods(.changed(Self.pod("Job") { ($0.isReady, $0.containers[0].state) = (false, .terminated(good)) }))),
            .kubernetes(.pods(.changed(Self.pod("Job") { ($0.phase, $0.isReady, $0.containers[0].state) = ("Succeeded", false, .terminated(good)) }))),
            .kubernetes(.pods(.removed(Self.pod("Job")))))
        #expect(done.state.incidents.all.isEmpty)
    }

    @Test func thePodOfALostNodeThatNeverGoesDoesNotHoldItsIncidentOpen() {
        var story = Self.story(Self.pod("RayCluster"))
        story.tell(at: 2, .kubernetes(.pods(.changed(Self.pod("RayCluster") { ($0.isTerminating, $0.deletionGracePeriod) = (true, 30) }))))
        Self.wait(&story, from: 3, until: 340)
        #expect(story.state.incidents.all.map(\.isOpen) == [false])
    }

    @Test(arguments: [
        ("DeletedWorkerPod", "Deleted worker Pod default/NAME", true), ("SuccessfulDelete", "delete Pod NAME in StatefulSet mine successful", true),
        ("DeletedWorkerPod", "Deleted worker Pod default/NAME; Pod status: Failed", false), ("SuccessfulDelete", "delete Pod NAME-0 in StatefulSet mine successful", false),
    ])
    func whatAControllerSaysItDeletedIsPlanned(_ reason: String, _ message: String, _ isPlanned: Bool) {
        var story = Self.story(Self.pod("RayCluster"))
        story.tell(at: 2, .kubernetes(.pods(.changed(Self.pod("RayCluster") { $0.isTerminating = true }))))
        let event = ClusterEvent(
            uid: "e", reason: reason, message: message.replacing("NAME", with: Self.pod(nil).name), objectKind: "RayCluster", objectName: "mine",
            lastSeen: 1_795_464_482)
        story.tell(at: 2.1, .kubernetes(.clusterEvents(.changed(event))))
        #expect(story.state.incidents.all.map(\.cause.isPlanned) == [isPlanned])
    }

    @Test func aRolloutOfASetThatCannotBeReadIsKnownByTheNextPod() {
        func numbered(_ uid: String, _ revision: String) -> Pod {
            Self.pod("StatefulSet") {
                $0.identity = PodIdentity(name: "mine-1", uid: uid)
                $0.labels["controller-revision-hash"] = revision
            }
        }
        var story = Self.story(numbered("old", "mine-a"))
        var leaving = numbered("old", "mine-a")
        leaving.isTerminating = true
        story.tell(at: 2, .kubernetes(.pods(.changed(leaving))))
        story.tell(at: 3, .kubernetes(.pods(.removed(leaving))))
        story.tell(at: 4, .kubernetes(.pods(.changed(numbered("new", "mine-b")))))
        #expect(story.state.incidents.all.map(\.cause) == [.rolledOut(revision: "mine-b")])
        #expect(story.state.incidents.all.map(\.isOpen) == [false])
    }
}
