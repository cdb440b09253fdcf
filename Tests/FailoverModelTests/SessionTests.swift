import ClusterModel
@testable import DiagnosisModel
@testable import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// Which pod serves which session, and how that is known.
struct SessionTests {
    @Test func routingLinesMoveSessions() throws {
        var story = Story.steady()
        story.tell(at: 2, .ticked)
        story.route("next", session: "user-1", to: 13)
        let record = try #require(story.state.sessions["user-1"])
        #expect(record.moved == 1)
        #expect(record.requests == 2)
        #expect(story.state.letter(of: record.previous?.pod) == "B")
        #expect(story.state.letter(of: record.route?.pod) == "C")
    }

    @Test func aRerouteLineKeepsItsSessionAndCountsOneRequest() throws {
        var story = Story.steady()
        story.route("r1", session: "user-1", to: 12)
        story.logged(
            at: 2, .attemptFailed(request: "r1", worker: Story.worker(12), attempt: 1, problem: "Cannot connect"))
        story.route("r1", session: nil, to: 13, attempt: 2)
        let record = try #require(story.state.sessions["user-1"])
        #expect(record.requests == 2)
        #expect(record.errors == 0, "the request was served in the end")
        #expect(story.state.letter(of: record.route?.pod) == "C")
    }

    @Test func linesWithoutASessionMakeNone() {
        var story = Story.steady()
        let before = story.state.sessions.records.count
        story.route("anonymous", session: nil, to: 12)
        #expect(story.state.sessions.records.count == before)
    }

    @Test func ourOwnRequestIsTheBestEvidence() {
        var story = Story.steady()
        #expect(story.state.activePod == nil, "nothing is known before the first request")
        story.ask(at: 1, host: 12, tokens: 2)
        #expect(story.state.activePod?.letter == "B")
        #expect(story.state.activeRoute?.evidence == .ownRequest)
    }

    @Test func aRouteReadBeforeItsPodIsResolvedLater() {
        var story = Story()
        story.route("early", session: "user-9", to: 11)
        #expect(story.state.sessions["user-9"]?.route?.pod == nil)
        story.tell(at: 1, .kubernetes(.pods(.replaced([Story.engine("8wt2h", host: 11)]))))
        #expect(story.state.letter(of: story.state.sessions["user-9"]?.route?.pod) == "A")
    }

    @Test func withoutALogMetricsGiveAGuessThatIsCalledOne() throws {
        var story = Story.steady()
        story.tell(at: 1, .router(.source(.routerLog, .forbidden("pods/log is forbidden"))))
        func figures(_ running: [Int: Double]) -> Fact {
            .router(.workers(running.sorted { $0.key < $1.key }.map { WorkerFigures(url: Story.worker($0.key), running: $0.value) }))
        }
        story.tell(at: 1.1, figures([11: 1, 12: 0, 13: 1]), .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        story.tell(at: 1.2, .stream(.opened(id, status: 200)), figures([11: 1, 12: 1, 13: 2]))
        #expect(story.state.activePod == nil, "two workers rose: no guess")
        story.tell(at: 2.2, figures([11: 1, 12: 1, 13: 1]))
        #expect(story.state.activePod?.letter == "B")
        #expect(story.state.activeRoute?.evidence == .metrics)
        story.press(.killActive)
        guard case .confirmKill(let proposal)? = story.state.navigation.dialog else {
            Issue.record("no question")
            return
        }
        #expect(proposal.typing == .guessedPod)
    }

    @Test func sessionsAreOrderedNaturallyAfterTheWatchedOne() {
        var story = Story.steady()
        story.route("r10", session: "user-10", to: 11)
        story.ask(at: 1, host: 12, tokens: 1)
        let names = story.state.sessions.ordered(watched: "9999").map(\.id)
        #expect(names == ["9999", "user-1", "user-2", "user-3", "user-4", "user-5", "user-6", "user-10"])
    }

    @Test func historyIsPlacedWhereItsLinesSay() {
        var story = Story.steady()
        let message = RouterLogMessage.routed(request: "old", session: "user-7", worker: Story.worker(11), attempt: 1)
        story.tell(
            at: 2, .router(.log(RouterLogEntry(routerPod: "r", message: message, loggedAt: 1_795_464_480 - 60))))
        #expect(story.state.sessions["user-7"]?.lastSeen == Moment(.seconds(-60)))
    }

    /// A laptop whose clock is an hour slow must not place fresh lines in the future, nor one that is fast in the past.
    @Test(arguments: [-3_600.0, 0, 3_600]) func logsAreReadByTheClustersClock(ahead: Double) {
        var story = Story.steady()
        let zero = story.state.start.wallClockAtZero
        story.tell(at: 2, .kubernetes(.clockRead((zero + 2 + ahead).rounded(.down))))
        #expect(abs(story.state.cluster.clockAhead - ahead) <= 0.5)
        func line(_ session: String, writtenAt seconds: Double) -> Fact {
            let message = RouterLogMessage.routed(
                request: session, session: session, worker: Story.worker(11), attempt: 1)
            return .router(.log(RouterLogEntry(routerPod: "r", message: message, loggedAt: zero + ahead + seconds)))
        }
        story.tell(at: 3, line("fresh", writtenAt: 2.9))
        story.tell(at: 3, line("old", writtenAt: -57))
        #expect(story.state.sessions["fresh"]?.lastSeen == Moment(.seconds(3)))
        let old = story.state.sessions["old"]?.lastSeen.seconds ?? 0
        #expect(abs(old + 57) <= 0.6)
        #expect(story.state.diagnosis.clockCheck.status == (ahead == 0 ? .pass : .warn))
        let age = story.state.clusterClock(at: story.state.now) - (zero + ahead)
        #expect(abs(age - 3) <= 0.6, "ages too")
    }
}
