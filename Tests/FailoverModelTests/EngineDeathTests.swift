import ClusterModel
import DiagnosisModel
import FailoverModel
import IncidentModel
import TestSupport
import Testing
import TrafficModel

/// Each way in which vLLM 0.32 was measured to die under a stream: what the board judges, marks and advises.
struct EngineDeathTests {
    struct Way: Sendable, CustomTestStringConvertible {
        var name: String
        var grace: Int? = 30
        var arguments: [String] = []
        /// After the pod was told to go, in seconds: what its stream says.
        var facts: @Sendable (RequestID) -> [(Double, StreamFact)] = { _ in [] }
        /// How its container ended, with its pod left.
        var end: Termination?
        var outcome: String
        var detection: ClosedRange<Double>
        var finding: String?
        var remedy = ""

        var testDescription: String { name }
    }

    private static let dead = "500: EngineCore encountered an issue. See stack trace (above) for the root cause."

    private static let ways: [Way] = [
        Way(
            name: "hang", outcome: "stalled", detection: 1...1.3, finding: "hang",
            remedy: "start it with --shutdown-timeout 20, below the pod's terminationGracePeriodSeconds of 30"),
        Way(
            name: "hang of an engine that drains too long", arguments: ["--shutdown-timeout", "60"], outcome: "stalled", detection: 1...1.3,
            finding: "hang", remedy: "lower --shutdown-timeout below 30, or raise terminationGracePeriodSeconds beyond 60"),
        Way(
            name: "the drain's limit has passed", arguments: ["--shutdown-timeout=3"],
            facts: { id in (1...60).map { (Double($0) * 0.05, .text(id, " more")) } },
            outcome: "stalled", detection: 1...1.3, finding: "hang", remedy: "raise --shutdown-timeout"),
        Way(
            name: "error event", facts: { [(0.026, .errorEvent($0, dead)), (0.027, .doneMarker($0)), (0.028, .closed($0, .cleanEnd))] },
            outcome: "error", detection: 0...0.1, finding: "ended-early", remedy: "--shutdown-timeout 20"),
        Way(
            name: "abort", facts: { [(0.03, .finishReason($0, "abort")), (0.03, .doneMarker($0)), (0.03, .closed($0, .cleanEnd))] },
            outcome: "truncated", detection: 0...0.1, finding: "ended-early", remedy: "--shutdown-timeout 20"),
        Way(
            name: "now: a second of silence, then SIGKILL", grace: 1, facts: { [(1.2, .closed($0, .cleanEnd))] }, outcome: "truncated",
            detection: 1...1.3),
        Way(
            name: "EngineCore killed", grace: nil, facts: { [(0.1, .errorEvent($0, dead)), (0.1, .doneMarker($0)), (0.1, .closed($0, .cleanEnd))] },
            end: Termination(exitCode: 0, reason: "Completed"), outcome: "error", detection: 0...0.2, finding: "died",
            remedy: "above EngineDeadError"),
        Way(
            name: "API server killed", grace: nil, facts: { [(0.15, .closed($0, .cleanEnd))] },
            end: Termination(exitCode: 137, reason: "Error"), outcome: "truncated", detection: 0...0.2, finding: "died", remedy: "dmesg"),
    ]

    private static func engine(_ way: Way) -> Pod {
        var pod = Story.engine("8wt2h", host: 11)
        pod.ownGracePeriod = 30
        pod.containers[0].arguments = ["vllm", "serve", "m"] + way.arguments
        return pod
    }

    /// The story of one death in the middle of an answer, to the end of the next one.
    private static func story(_ way: Way) throws -> (story: Story, question: RequestID) {
        var story = Story.steady()
        let pod = engine(way)
        story.tell(at: 0.8, .kubernetes(.pods(.changed(pod))))
        let (id, last) = story.ask(at: 1, host: 11, tokens: 20)
        let told = last + 0.02
        var dying = pod
        if let grace = way.grace {
            dying.isTerminating = true
            dying.deletionGracePeriod = grace
            story.tell(at: told, .kubernetes(.pods(.changed(dying))))
        }
        var facts = way.facts(id).map { (at: told + $0.0, fact: Fact.stream($0.1)) }
        if let end = way.end {
            dying.isReady = false
            dying.containers[0].isReady = false
            dying.containers[0].restarts = 1
            dying.containers[0].lastTermination = end
            facts.append((told + 0.5, .kubernetes(.pods(.changed(dying)))))
        }
        for tick in 1...60 { facts.append((told + Double(tick) * 0.1, .ticked)) }
        for (at, fact) in facts.sorted(by: { $0.at < $1.at }) {
            story.tell(at: at, fact)
            guard let next = story.state.conversation.current, next.id != id, next.isOpen, next.chunks.isEmpty else { continue }
            story.answer(next.id, from: at, host: 12, tokens: 12)
        }
        return (story, id)
    }

    @Test(arguments: ways)
    func isNamedMeasuredAndAdvisedOn(_ way: Way) throws {
        let (story, id) = try Self.story(way)
        let record = try #require(story.state.conversation[id])
        #expect(record.outcome.word == way.outcome, "\(record.outcome.sentence)")
        let incident = try #require(story.state.incidents.all.last)
        let detection = try #require(incident.detectionGap?.seconds)
        #expect(way.detection.contains(detection), "the gap of a hang is not the stall limit: \(detection)")
        #expect(Set(incident.marks.keys).isSuperset(of: [.faultAccepted, .terminating, .lastToken, .breakSeen, .firstToken]))
        let results = story.state.incidents.results(
            of: incident, at: story.state.now, cluster: story.state.cluster, traffic: story.state.traffic)
        #expect(results.first?.outcome == .fail)
        let found = story.state.checks.filter { $0.status == .fail && ["hang", "ended-early", "died"].contains($0.id) }
        #expect(found.map(\.id) == [way.finding].compactMap { $0 })
        if let remedy = found.first?.remedy { #expect(remedy.contains(way.remedy), "\(remedy)") }
    }

    @Test func aHangIsSaidAsWhatItIs() throws {
        let (story, id) = try Self.story(try #require(Self.ways.first))
        let words = try #require(story.state.conversation[id]?.outcome.sentence)
        #expect(words.hasPrefix("stalled: its engine, asked to stop, left it open and silent for 1."))
    }

    /// Who takes away an engine that has hung for a while did not cause the hang.
    @Test func aSilenceFromBeforeIsNotTheStop() throws {
        var story = Story.steady()
        let (id, last) = story.ask(at: 1, host: 11, tokens: 20)
        var pod = Story.engine("8wt2h", host: 11)
        pod.isTerminating = true
        pod.deletionGracePeriod = 30
        for tick in 1...30 { story.tell(at: last + Double(tick) * 0.1, .ticked) }
        story.tell(at: last + 3, .kubernetes(.pods(.changed(pod))))
        for tick in 31...60 { story.tell(at: last + Double(tick) * 0.1, .ticked) }
        let record = try #require(story.state.conversation[id])
        #expect(record.outcome.word == "stalled" && !record.outcome.sentence.contains("asked to stop"), "\(record.outcome.sentence)")
        #expect(!story.state.checks.contains { $0.id == "hang" })
    }

    @Test func aFrozenEngineIsNamedSoonerWhereItOwesUsTokens() throws {
        func check(_ readings: [(Double, Double)], answering: Bool = true) -> Check? {
            var story = Story.steady()
            if answering { story.ask(at: 1, host: 12, tokens: 40) }
            let pod = Story.engine("4psb7", host: 12).identity
            for (second, reading) in readings.enumerated() {
                let figures = EngineFigures(pod: pod, running: reading.0, waiting: 0, generatedTokens: reading.1)
                story.tell(at: Double(second + 3), .router(.engine(figures)), .ticked)
            }
            return story.state.checks.first { $0.id == "hung" }
        }
        let began: [(Double, Double)] = [(0, 10), (1, 12), (1, 32), (1, 44)]
        #expect(check(began + Array(repeating: (1, 44), count: 3)) == nil)
        #expect(check(began + Array(repeating: (1, 44), count: 5))?.status == .fail, "five seconds between two tokens")
        #expect(check(began + Array(repeating: (1, 44), count: 5), answering: false) == nil, "it may read a long prompt")
        // Another request's prompt is read while the first goes on.
        #expect(check(began + [(2, 60), (2, 80), (2, 99)]) == nil)
    }

    @Test(arguments: [
        ([], 30, .warn, "--shutdown-timeout 20"), (["--shutdown-timeout", "0"], 60, .warn, "--shutdown-timeout 50"),
        (["--shutdown-timeout", "25"], 30, .pass, nil), (["--shutdown-timeout=45"], 30, .warn, "below 30"),
        (["--config", "/etc/vllm.yaml"], nil, .unknown, nil), (["--shutdown-timeout", "25"], nil, .pass, nil),
    ] as [([String], Int?, Check.Status, String?)])
    func theDoctorComparesBothTimes(_ arguments: [String], _ grace: Int?, _ status: Check.Status, _ remedy: String?) throws {
        var story = Story.steady()
        for (suffix, host) in [("8wt2h", 11), ("4psb7", 12), ("cn9tb", 13)] {
            var pod = Story.engine(suffix, host: host)
            pod.ownGracePeriod = grace
            pod.containers[0].arguments = ["vllm", "serve", "m"] + arguments
            story.tell(at: 0.8, .kubernetes(.pods(.changed(pod))))
        }
        let check = try #require(story.state.checks.first { $0.id == "shutdown" })
        #expect(check.status == status)
        if let remedy { #expect(check.remedy?.contains(remedy) == true, "\(check)") } else { #expect(check.remedy == nil) }
    }

    @Test func otherEnginesAreNotJudgedByVLLMsFlags() {
        var story = Story.steady()
        for (suffix, host) in [("8wt2h", 11), ("4psb7", 12), ("cn9tb", 13)] {
            var pod = Story.engine(suffix, host: host)
            pod.containers[0].image = "lmsysorg/sglang:latest"
            pod.containers[0].name = "engine"
            pod.containers[0].arguments = ["python3", "-m", "sglang.launch_server"]
            story.tell(at: 0.8, .kubernetes(.pods(.changed(pod))))
        }
        #expect(story.state.checks.first { $0.id == "shutdown" }?.status == .skip)
    }

    /// SIGKILL has ended the engine, and a router that migrates streams is at work: a second of silence is no end.
    @Test func aRouterIsGivenTimeOnceTheEngineIsKilled() throws {
        for (grace, isGone) in [(1, false), (30, true)] {
            var story = Story.steady()
            let (id, last) = story.ask(at: 1, host: 11, tokens: 20)
            var dying = Story.engine("8wt2h", host: 11)
            dying.isTerminating = true
            dying.deletionGracePeriod = grace
            story.tell(at: last + 0.02, .kubernetes(.pods(.changed(dying))))
            if isGone { story.tell(at: last + 0.3, .kubernetes(.pods(.removed(dying)))) }
            for tick in 4...40 { story.tell(at: last + Double(tick) / 10, .ticked) }
            #expect(story.state.conversation[id]?.isOpen == true, "grace \(grace)")
            for tick in 41...60 { story.tell(at: last + Double(tick) / 10, .ticked) }
            #expect(story.state.conversation[id]?.outcome.sentence == "stalled: silent for 5 s")
        }
    }

    /// A request that was sent just before its engine was asked to stop has no token to fall silent after.
    @Test func aRequestWithoutATokenIsNotWaitedForWithoutEnd() {
        var story = Story.steady()
        story.tell(at: 1, .action(.send))
        let id = story.state.conversation.current?.id ?? "none"
        story.answer(id, from: 1, host: 11, tokens: 0)
        var dying = Story.engine("8wt2h", host: 11)
        dying.isTerminating = true
        dying.deletionGracePeriod = 300
        story.tell(at: 1.2, .kubernetes(.pods(.changed(dying))))
        for tick in 13...80 { story.tell(at: Double(tick) / 10, .ticked) }
        #expect(story.state.conversation[id]?.outcome.word == "stalled")
    }
}
