import ClusterModel
import DrillModel
import TestSupport
import Testing

/// A bad baseline is refused with its reason, and nothing is killed.
struct BaselineTests {
    private func expectRefused(
        _ world: TestWorld, _ words: String, isUnreachable: Bool = false,
        _ location: SourceLocation = #_sourceLocation
    ) {
        var world = world
        let report = world.play()
        #expect(report.verdict == .refused, sourceLocation: location)
        #expect(report.reason?.contains(words) == true, "\(report.reason ?? "no reason")", sourceLocation: location)
        #expect(world.kills.isEmpty, sourceLocation: location)
        #expect(report.rounds.isEmpty, sourceLocation: location)
        #expect(world.story.state.test.ending?.isUnreachable == isUnreachable, sourceLocation: location)
    }

    @Test func oneEngine() {
        var world = TestWorld()
        world.hosts = [11]
        expectRefused(world, "1 ready engine of 1")
    }

    @Test func aSessionThatIsNotKept() {
        var world = TestWorld()
        world.isRoundRobin = true
        expectRefused(world, "does not keep the session on one pod")
    }

    /// Not the router's habit: it learned of an engine while it was asked.
    @Test(arguments: [1, 2]) func aRouterThatHasJustFoundAnEngineIsAskedAnew(_ requests: Int) {
        var world = TestWorld()
        world.joinsAfter = requests
        let report = world.play()
        #expect(report.rounds.count == 1 && report.reason == nil, "\(report)")
        #expect(world.kills.allSatisfy { $0.pod.name.hasSuffix("host-13") } && world.kills.count == 1)
        #expect(world.requests.count { $0.purpose == .question } <= 2)
    }

    @Test func aSessionThatMovesByItselfIsNotKept() {
        var world = TestWorld()
        world.joinsAfter = 2
        world.tellsOfJoining = false
        expectRefused(world, "does not keep the session on one pod")
    }

    @Test func aPodThatNothingTells() {
        var world = TestWorld()
        world.isMute = true
        expectRefused(world, "nothing tells which pod serves session 9999")
    }

    @Test func anUnhealthyRouter() {
        var world = TestWorld()
        world.isHealthy = false
        expectRefused(world, "the router is not healthy: HTTP 503")
    }

    @Test func aStreamThatIsCutBeforeTheKill() {
        var world = TestWorld()
        world.cutsAfter = 18
        expectRefused(world, "before anything was killed: truncated")
    }

    @Test func probesThatAreCut() {
        var world = TestWorld()
        world.cutsAfter = 3
        expectRefused(world, "a probe of session 9999 failed: truncated")
    }

    @Test func aBudgetThatIsSpent() {
        var world = TestWorld { $0.killKind = .evict }
        world.refusal = .budget("cannot evict: needs 3 healthy pods")
        let report = world.play()
        #expect(report.verdict == .refused)
        #expect(report.reason?.contains("needs 3 healthy pods") == true)
    }

    @Test func aKillThatIsForbidden() {
        var world = TestWorld()
        world.refusal = .forbidden("pods is forbidden")
        let report = world.play()
        #expect(report.verdict == .refused)
        #expect(world.story.state.test.ending?.isUnreachable == true)
    }

    @Test func readOnlyKillsNothing() {
        expectRefused(TestWorld { $0.isReadOnly = true }, "--read-only")
    }

    /// Finding 4.10: nine requests went out first.
    @Test func whatIsRefusedInAnyCaseSendsNoRequest() {
        for protection in [Protection(contexts: ["kind-demo"]), Protection(namespaces: ["default"]), nil] {
            var world = TestWorld { settings in
                settings.protection = protection
                settings.isReadOnly = protection == nil
            }
            #expect(world.play().verdict == .refused)
            #expect(world.requests.isEmpty && world.kills.isEmpty)
        }
    }

    @Test func anAnswerThatIsTooShort() {
        var world = TestWorld { $0.maxTokens = 10 }
        let report = world.play()
        #expect(report.verdict == .inconclusive)
        #expect(report.reason?.contains("before the kill was due") == true)
        #expect(world.kills.isEmpty)
    }

    @Test func theDoctorKillsNothingAndPassesAHealthyStack() {
        var world = TestWorld { $0.test = TestPlan(kind: .doctor) }
        let report = world.play()
        #expect(report.verdict == .pass, "\(report.checks.filter { $0.status == .fail })")
        #expect(world.kills.isEmpty)
        #expect(world.requests.map(\.purpose) == [.probe, .probe, .probe])
        #expect(report.checks.contains { $0.id == "resume" && $0.status == .pass })
        #expect(report.checks.contains { $0.id == "session-probe" && $0.status == .pass })
    }

    /// It promises no way to resume that it has not gone.
    @Test(arguments: [false, true]) func theDoctorTriesTheOtherWayToResume(fails: Bool) throws {
        var world = TestWorld { $0.test = TestPlan(kind: .doctor) }
        world.dropsFields = true
        world.rendersNothing = fails
        let report = world.play()
        #expect(world.requests.compactMap(\.resumption?.form) == [.assistantMessage, .renderedPrompt])
        let check = try #require(report.checks.first { $0.id == "resume" })
        #expect(check.status == .warn && check.cause == .misconfiguredRouting)
        #expect(check.detail.contains(fails ? "/tokenize answered HTTP 404" : "which works; the server gives no token ids"), "\(check.detail)")
    }

    @Test func theDoctorNamesAnUnkeptSession() {
        var world = TestWorld { $0.test = TestPlan(kind: .doctor) }
        world.isRoundRobin = true
        let report = world.play()
        #expect(report.verdict == .refused)
        let check = report.checks.first { $0.id == "session-probe" }
        #expect(check?.status == .fail)
        #expect(check?.cause == .misconfiguredRouting)
        #expect(check?.evidence.count == 2)
    }

    /// A router that has begun before its engines lists nobody for a while, and refuses everything until it does.
    @Test func aRouterThatHasFoundNobodyYetIsWaitedFor() {
        var world = TestWorld()
        world.foundAt = 3
        let report = world.play()
        #expect(report.rounds.count == 1 && world.kills.count == 1)
        #expect(world.firstAsked.map { $0 >= 3 } == true)
    }
}
