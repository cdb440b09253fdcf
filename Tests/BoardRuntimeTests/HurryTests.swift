@testable import BoardRuntime
import ClusterModel
import FailoverModel
import ProbeModel
import TestSupport
import Testing
import TrafficModel


/// What the next frame must show, and what may wait for the next but five.
struct HurryTests {
    private static func line(_ message: RouterLogMessage) -> Event {
        Event(at: Moment(.seconds(3)), .router(.log(RouterLogEntry(routerPod: "r", message: message))))
    }

    @Test func onlyOthersRequestsAndFiguresMayWait() {
        var story = Story.steady()
        let own = story.ask(at: 1, host: 11, tokens: 1).id
        let state = story.state
        let worker = Story.worker(11)
        let hurried: [Event] = [
            Self.line(.routed(request: own, session: nil, worker: worker, attempt: 1)),
            Self.line(.sessionRouted(session: state.settings.session, worker: worker)),
            Self.line(.engineDropped(pod: "a")), Self.line(.attemptFailed(request: "x", worker: worker, attempt: 1, problem: "")),
            Event(at: .zero, .ticked), Event(at: .zero, .stream(.text(own, "t"))),
            Event(at: .zero, .kubernetes(.pods(.changed(Story.engine("a", host: 1))))),
        ]
        #expect(hurried.allSatisfy { $0.needsImmediateRedraw(in: state) })
        let patient: [Event] = [
            Self.line(.routed(request: "other", session: "user-1", worker: worker, attempt: 1)),
            Self.line(.sessionRouted(session: "user-1", worker: worker)), Self.line(.unknown(lines: 3)),
            Event(at: .zero, .router(.counters(RouterCounters()))),
        ]
        #expect(patient.allSatisfy { !$0.needsImmediateRedraw(in: state) })
    }

    /// Eight answers that nobody looks at must not cost eight times the drawing, nor a finer clock.
    @Test func tokensOfProbesMayWait() throws {
        var story = Story.steady { settings in
            settings.probes = ProbeSettings()
            settings.probes?.holdsStreams = true
        }
        let commands = story.tell(at: 2, .ticked)
        let requests = commands.compactMap { command -> StreamRequest? in if case .send(let request) = command { request } else { nil } }
        let request = try #require(requests.first, "\(commands)")
        let token = Event(at: .zero, .stream(.text(request.id, "t")))
        #expect(!token.needsImmediateRedraw(in: story.state) && !story.state.isBusy)
        let own = story.ask(at: 3, host: 11, tokens: 1).id
        #expect(Event(at: .zero, .stream(.text(own, "t"))).needsImmediateRedraw(in: story.state) && story.state.isBusy)
    }

    /// What does not wake the loop is neither lost nor out of order when something else does.
    @Test func whatDoesNotWakeWaitsForWhatDoes() async {
        let mailbox = Mailbox()
        mailbox.post(.stream(.text("p", "1")), wakes: false)
        mailbox.post(.stream(.text("p", "2")), wakes: false)
        mailbox.post(.ticked)
        mailbox.close()
        var woken = 0
        for await _ in mailbox.wakes { woken += 1 }
        #expect(woken == 1)
        #expect(mailbox.drain().map(\.fact) == [.stream(.text("p", "1")), .stream(.text("p", "2")), .ticked])
    }

    @Test func onlyWhatGoesOnIsProgress() {
        let progress: [StreamFact] = [.text("r", "t"), .activity("r"), .comment("r")]
        #expect(progress.allSatisfy { $0.isProgress })
        let turns: [StreamFact] = [
            .opened("r", status: 200), .finishReason("r", "stop"), .errorEvent("r", "e"), .doneMarker("r"), .garbage("r", "g"),
            .closed("r", .refused(status: 503, body: "no")),
        ]
        #expect(!turns.contains { $0.isProgress })
    }
}
