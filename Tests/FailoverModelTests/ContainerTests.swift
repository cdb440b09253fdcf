import ClusterModel
import DiagnosisModel
import FailoverModel
import IncidentModel
import TestSupport
import Testing
import TrafficModel

/// What befalls which container of an engine's pod.
struct ContainerTests {
    /// An engine with a sidecar before it.
    private static func engine(_ change: (inout Pod) -> Void = { _ in }) -> Pod {
        var pod = Story.engine("8wt2h", host: 11)
        pod.containers.insert(Container(name: "istio-proxy", isReady: true, state: .running(since: nil)), at: 0)
        change(&pod)
        return pod
    }

    private static func story() -> Story {
        var story = Story.steady()
        story.tell(at: 1, .kubernetes(.pods(.changed(engine()))))
        return story
    }

    @Test func aSidecarsRestartIsShownAndIsNoCrash() {
        var story = Self.story()
        story.tell(
            at: 2,
            .kubernetes(
                .pods(
                    .changed(
                        Self.engine {
                            $0.containers[0].restarts = 1
                            $0.containers[0].lastTermination = Termination(exitCode: 137, reason: "OOMKilled")
                        }))))
        #expect(story.state.incidents.all.isEmpty)
        #expect(story.state.cluster.engines.first?.pod.restarts == 1)
    }

    @Test func anOOMIsThatOfTheEngineAndNotTheSidecarsOldEnd() {
        var story = Self.story()
        story.tell(
            at: 2,
            .kubernetes(
                .pods(
                    .changed(
                        Self.engine {
                            $0.isReady = false
                            $0.containers[0].lastTermination = Termination(exitCode: 0, reason: "Completed")
                            $0.containers[1].restarts = 1
                            $0.containers[1].lastTermination = Termination(exitCode: 137, reason: "OOMKilled")
                        }))))
        #expect(story.state.incidents.all.map(\.cause) == [.crashed(Termination(exitCode: 137, reason: "OOMKilled"))])
    }

    @Test func metricsAndLogAreOfTheServingContainer() {
        var story = Self.story()
        let pod = Self.engine { $0.containers[1].ports = [ContainerPort(port: 8_200)] }
        let commands = story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        let ports = commands.flatMap { if case .readMetrics(let targets) = $0 { targets.filter { $0.pod == pod.identity }.map(\.port) } else { [Int]() } }
        #expect(ports == [8_200])
    }

    @Test func anInitContainerThatCrashesIsNamed() throws {
        var story = Self.story()
        story.tell(
            at: 2,
            .kubernetes(
                .pods(
                    .changed(
                        Self.engine {
                            $0.identity = PodIdentity(name: "n", uid: "n")
                            ($0.phase, $0.isReady) = ("Pending", false)
                            $0.initContainers = [
                                Container(
                                    name: "download", restarts: 3, state: .waiting(reason: "CrashLoopBackOff"),
                                    lastTermination: Termination(exitCode: 2, reason: "Error"))
                            ]
                        }))))
        let check = try #require(story.state.checks.first { $0.id == "restarts" })
        #expect(check.status == .fail && check.detail == "D does not start: init container download, Init:CrashLoopBackOff")
        #expect(check.evidence.contains { $0.value == "Error (exit code 2)" })
    }

    @Test func ofSeveralBudgetsTheTightestCounts() throws {
        var story = Self.story()
        story.tell(
            at: 2, .kubernetes(.source(.budgets, .live)),
            .kubernetes(
                .budgets(
                    .replaced([
                        DisruptionBudget(uid: "1", name: "a-loose", namespace: "default", selector: [:], disruptionsAllowed: 2),
                        DisruptionBudget(uid: "2", name: "b-tight", namespace: "default", selector: ["model": "opt125m"], disruptionsAllowed: 0),
                    ]))))
        #expect(story.state.budgets(of: Self.engine()).map(\.name) == ["b-tight", "a-loose"])
        #expect(try #require(story.state.checks.first { $0.id == "budget" }).detail.hasPrefix("b-tight allows no disruption"))
    }
}
