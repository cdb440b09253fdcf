import ClusterModel
import FailoverModel
import IncidentModel
import ProbeModel
import TestSupport
import Testing
import TrafficModel

/// Probes and canaries: every engine gets a session of ours, whoever causes a fault is measured by it, and people come first.
struct ProbeTests {
    @Test func everyEngineGetsASessionThatLandsThere() {
        var world = ProbeWorld { $0.every = .seconds(10) }
        world.run(until: 20)
        let probes = world.state.probes
        #expect(probes.seats.count == 3, "\(probes.seats.keys.map(\.name))")
        for (pod, seat) in probes.seats { #expect(world.host(of: seat.session) == world.host(of: pod)) }
        #expect(world.sent.allSatisfy { OwnSession.isProbe($0.session) && $0.maxTokens == 16 })
        #expect(probes.pause == nil && probes.failed == 0)
    }

    @Test func eachIsAskedSoOften() {
        var world = ProbeWorld { $0.every = .seconds(10) }
        world.run(until: 20)
        let before = world.sent.count
        world.run(until: 80)
        #expect(world.sent.count - before == 18, "three engines, six times each")
        #expect(world.state.probes.tokensPerMinute == 18 * 16)
    }

    /// Nobody pressed a key, and no answer was under way: what people with nothing under way met is measured.
    @Test func aDeletedEngineIsMeasured() throws {
        var world = ProbeWorld { $0.every = .seconds(10) }
        world.run(until: 22)
        world.delete(11, replacedAfter: 6)
        world.run(until: 60)
        let incident = try #require(world.state.incidents.all.first)
        #expect(world.state.incidents.all.count == 1 && !incident.isOpen)
        let results = world.state.results(of: incident)
        #expect(results.map(\.outcome) == [.inconclusive, .pass, .pass, .pass], "\(results.map(\.detail))")
        #expect(results[1].detail.contains("a probe: A to "), "\(results[1].detail)")
        #expect(world.state.probes.seats.count == 3, "the replacement has its own by now")
    }

    @Test func requestsThatFailUntilTheRouterKnowsAreCounted() throws {
        var world = ProbeWorld { $0.every = .seconds(10) }
        world.failsAfterDeath = 4
        world.run(until: 22)
        world.delete(11, replacedAfter: 6)
        world.run(until: 60)
        let results = world.state.results(of: try #require(world.state.incidents.all.first))
        #expect(results[1].outcome == .fail && results[1].detail.contains("4 requests failed"), "\(results[1].detail)")
        #expect((1.5...4).contains(results[2].measured ?? 0), "\(results[2])")
        #expect(world.state.probes.failed == 4)
    }

    @Test func aCanaryMeasuresTheGap() throws {
        var world = ProbeWorld { $0.holdsStreams = true }
        world.run(until: 22)
        #expect(world.openStreams == 3)
        world.delete(12, replacedAfter: 6)
        world.run(until: 60)
        let incident = try #require(world.state.incidents.all.first)
        let results = world.state.results(of: incident)
        #expect(results.map(\.outcome) == [.fail, .pass, .pass, .pass], "\(results.map(\.detail))")
        #expect(incident.serviceGap != nil && incident.marks[.breakSeen] != nil)
        #expect(world.openStreams == 3, "the replacement has one too")
    }

    @Test func whileAnEngineQueuesNothingIsAskedThere() {
        var world = ProbeWorld {
            $0.every = .seconds(5)
            $0.holdsStreams = true
        }
        world.run(until: 20)
        world.waiting = [11: 3]
        world.run(until: 24)
        #expect(world.openStreams == 2 && world.state.probes.pause == .queues)
        let before = world.sent.count { world.host(of: $0.session) == 11 }
        world.run(until: 60)
        #expect(world.sent.count { world.host(of: $0.session) == 11 } == before)
        world.waiting = [:]
        world.run(until: 80)
        #expect(world.openStreams == 3 && world.state.probes.pause == nil)
    }

    @Test func theBudgetHolds() {
        var world = ProbeWorld {
            $0.every = .seconds(1)
            $0.tokensPerMinute = 320
        }
        world.run(until: 200)
        #expect(world.state.probes.pause == .budget)
        let lastMinute = world.sentAt.count { $0 > 140 }
        #expect((15...24).contains(lastMinute), "\(lastMinute)")
    }

    /// A router that tells nothing is not asked for ever.
    @Test func whereNothingTellsTheEngineItRests() {
        var world = ProbeWorld { $0.every = .seconds(5) }
        world.isMute = true
        world.run(until: 100)
        #expect(world.state.probes.seats.isEmpty && world.state.probes.pause == .unattributed)
        #expect(world.sent.count <= 2 * 16, "\(world.sent.count)")
    }

    /// It may be our long answers that end the engines: they rest, longer each time, and the short ones go on.
    @Test func canariesThatBreakOneAfterAnotherRest() {
        var world = ProbeWorld { $0.every = .seconds(10); $0.holdsStreams = true }
        world.breaksStreamsAfter = 40
        world.run(until: 600)
        let streams = zip(world.sent, world.sentAt).filter { $0.0.purpose == .question }.map(\.1)
        let restless = streams.filter { $0 > 100 }
        #expect(restless.count <= 3 * 8, "\(streams)")
        #expect(world.state.probes.pause == .streamsBreak)
        #expect(world.sent.count { $0.purpose == .probe } > 100)
        // One that ends as it should ends the rest.
        world.breaksStreamsAfter = nil
        world.run(until: 1_300)
        #expect(world.state.probes.pause == nil && world.openStreams == 3)
    }

    @Test func whileThePodsAreNotSeenNothingIsAsked() {
        var world = ProbeWorld { $0.every = .seconds(5) }
        world.losesPodsAt = 20
        world.run(until: 40)
        #expect(world.state.probes.pause == .obstacle && world.sentAt.allSatisfy { $0 <= 20.1 })
    }

    /// `/health` says 200, all pods are ready, and nobody is served.
    @Test func aRouterThatFailsEveryRequestIsAnIncident() throws {
        var world = ProbeWorld { $0.every = .seconds(5) }
        world.run(until: 20)
        world.failsAll = true
        world.run(until: 45)
        let incident = try #require(world.state.incidents.all.first)
        #expect(incident.cause.id == "router-requests-failing" && incident.isOpen && incident.letter == "R")
        #expect(incident.cause.predicate == "calls itself well, and every request of 3 sessions of ours failed: error: HTTP 503: no", "\(incident.cause.predicate)")
        #expect(incident.marks[.faultAccepted]?.source == .probe && incident.evidence.first?.object.hasPrefix("request ") == true, "\(incident.evidence)")
        world.failsAll = false
        world.run(until: 70)
        #expect(world.state.incidents.all.count == 1 && !world.state.incidents.all[0].isOpen)
        let results = world.state.results(of: world.state.incidents.all[0])
        #expect(results[1].outcome == .fail && results[1].detail.contains("a probe was served again, "), "\(results[1])")
        #expect(results[2].outcome == .fail && (15...40).contains(results[2].measured ?? 0), "\(results[2])")
    }

    /// Every answer begins, and none is whole: a network that cuts them, say.
    @Test func answersThatAllBreakAreAnIncident() throws {
        var world = ProbeWorld { $0.every = .seconds(5); $0.holdsStreams = true }
        world.run(until: 20)
        world.breaksStreamsAfter = 4
        world.run(until: 70)
        let incident = try #require(world.state.incidents.all.first)
        #expect(incident.cause.id == "router-answers-breaking" && incident.isOpen, "\(incident.cause)")
        #expect(incident.cause.predicate.hasSuffix("sessions of ours broke: truncated: clean end of the connection, no finish reason, no [DONE]"), "\(incident.cause.predicate)")
        #expect(world.state.findings.first { $0.id == "router-outage" }?.cause == .networking)
        let open = world.state.results(of: incident)
        #expect(open[1].outcome == .fail && open[2].outcome == .fail && open[3].detail.hasPrefix("no answer has been whole for "), "\(open)")
        world.breaksStreamsAfter = nil
        world.run(until: 130)
        #expect(world.state.incidents.all.count == 1 && !world.state.incidents.all[0].isOpen)
        let results = world.state.results(of: world.state.incidents.all[0])
        #expect(results[1].outcome == .fail && results[3].detail.hasPrefix("whole answers after "), "\(results)")
    }

    /// Every pod is ready, everything is answered, and people wait.
    @Test func firstTokensBeyondTheLimitAreAnIncident() throws {
        var limits = Limits()
        limits.firstToken = .seconds(2)
        var world = ProbeWorld(limits: limits) { $0.every = .seconds(5) }
        world.run(until: 40)
        #expect(world.state.incidents.all.isEmpty)
        world.firstTokenAfter = 4
        world.run(until: 70)
        let incident = try #require(world.state.incidents.all.first)
        #expect(incident.cause.id == "slow-first-tokens" && incident.isOpen)
        #expect(
            incident.cause.predicate == "serves too slowly: the first token comes after 4.00 s (the middle of our latest requests; limit 2.00 s)",
            "\(incident.cause.predicate)")
        #expect((Moment(.seconds(40))...Moment(.seconds(46))).contains(incident.origin), "\(incident.origin)")
        // What our requests met tells of it, and not what the router says of itself.
        #expect(incident.marks[.faultAccepted]?.source == .probe)
        #expect((1...5).contains(incident.evidence.count), "\(incident.evidence)")
        #expect(incident.evidence.allSatisfy { $0.object.hasPrefix("request ") && $0.field == "time to first token" }, "\(incident.evidence)")
        let check = try #require(world.state.findings.first { $0.id == "service-level" })
        #expect(check.cause == nil && check.evidence == incident.evidence, "no queue was seen: \(check)")
        world.firstTokenAfter = 0.1
        world.run(until: 110)
        #expect(world.state.incidents.all.count == 1 && !world.state.incidents.all[0].isOpen)
        let results = world.state.results(of: world.state.incidents.all[0])
        #expect(results[3].detail.hasPrefix("within the limit again after "), "\(results[3])")
        #expect(results[1].outcome == .inconclusive && results[1].detail.hasSuffix("nothing had to move"), "\(results[1])")
        #expect(world.state.incidents.all[0].evidence.allSatisfy { $0.object.hasPrefix("request ") })
    }

    /// Only a queue that was seen is a want of resources.
    @Test func aQueueThatWasSeenIsTheCauseOfLateTokens() throws {
        var limits = Limits()
        limits.firstToken = .seconds(2)
        var world = ProbeWorld(limits: limits) { $0.every = .seconds(5) }
        world.run(until: 40)
        world.firstTokenAfter = 4
        world.run(until: 65)
        world.waiting[12] = 7
        world.run(until: 75)
        let check = try #require(world.state.findings.first { $0.id == "service-level" })
        #expect(check.cause == .resourceConstraints, "\(check)")
        #expect(check.evidence.contains { $0.field == "requests waiting" && $0.value == "7" }, "\(check.evidence)")
    }

    @Test func failuresBeyondTheLimitAreAnIncident() throws {
        var limits = Limits()
        limits.failures = 15
        var world = ProbeWorld(limits: limits) { $0.every = .seconds(5) }
        world.failsEvery = 10
        world.run(until: 60)
        #expect(world.state.incidents.all.isEmpty)
        world.failsEvery = 3
        world.run(until: 120)
        let incident = try #require(world.state.incidents.all.first)
        #expect(incident.cause.id == "too-many-failures" && incident.letter == "R", "\(incident.cause)")
        #expect(incident.evidence.allSatisfy { $0.field == "outcome" && $0.value.contains("503") } && !incident.evidence.isEmpty, "\(incident.evidence)")
        world.failsEvery = nil
        world.run(until: 170)
        #expect(world.state.incidents.all.count == 1 && !world.state.incidents.all[0].isOpen)
    }

    /// After an engine's end people wait longer: its own incident tells that.
    @Test func anEnginesIncidentIsNotToldTwice() {
        var limits = Limits()
        limits.firstToken = .seconds(1)
        var world = ProbeWorld(limits: limits) { $0.every = .seconds(5) }
        world.run(until: 20)
        world.firstTokenAfter = 1.5
        world.delete(11, replacedAfter: 20)
        world.run(until: 38)
        world.firstTokenAfter = 0.1
        world.run(until: 80)
        #expect(world.state.incidents.all.map(\.cause.id) == ["deleted"])
    }

    /// One session that fails is an engine's affair, or its own.
    @Test func oneSessionThatFailsIsNone() {
        var world = ProbeWorld { $0.every = .seconds(5) }
        world.run(until: 20)
        world.failsAfterDeath = 1_000
        world.delete(11, replacedAfter: 30)
        world.run(until: 45)
        #expect(world.state.incidents.all.map(\.cause.id) == ["deleted"])
    }

    @Test func offByDefault() {
        var story = Story.steady()
        for second in 1...60 { story.tell(at: Double(second), .ticked) }
        #expect(!story.commands.contains { if case .send = $0 { true } else { false } })
    }

    /// Ours are no people: an incident counts those of others only.
    @Test func ourSessionsAreNobody() throws {
        var world = ProbeWorld { $0.every = .seconds(10) }
        world.run(until: 22)
        world.logLine(of: "failtop-probe-otherboard-1", to: 11)
        world.delete(11, replacedAfter: 6)
        world.run(until: 60)
        let incident = try #require(world.state.incidents.all.first)
        #expect(incident.sessionsOnPod == ["user-3", "user-6"], "\(incident.sessionsOnPod)")
        #expect(world.state.otherSessions(of: incident).onPod == 2, "the log still tells of the others")
    }
}
