import FailoverModel
import IncidentModel
import TestSupport
import Testing

/// What is told to those who do not look at the board.
struct AnnouncementTests {
    private static func news(_ commands: [Command]) -> [IncidentAnnouncement] {
        commands.compactMap { if case .announce(let news) = $0 { news } else { nil } }
    }

    private static func deleted(_ change: (inout Settings) -> Void = { _ in }) -> Story {
        var story = Story.steady(change)
        story.tell(
            .kubernetes(.replicaSets(.replaced([Story.replicaSet(replicas: 3)]))),
            .kubernetes(.deployments(.replaced([Story.deployment(replicas: 3)]))))
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        return story
    }

    private static func recover(_ story: inout Story, at seconds: Double) {
        story.tell(at: seconds, .kubernetes(.pods(.changed(Story.engine("n1", host: 22, ready: false)))))
        story.tell(at: seconds + 1, .kubernetes(.pods(.changed(Story.engine("n1", host: 22)))))
    }

    @Test func anOpeningIsToldOnceWhenItsCauseHasSettledAndSoIsItsEnd() throws {
        var story = Self.deleted()
        #expect(story.tell(at: 2.5, .ticked).isEmpty)
        let opened = try #require(Self.news(story.tell(at: 3.1, .ticked)).first)
        #expect(opened.event == .opened && opened.incident.cause == "deleted" && opened.incident.open)
        #expect(opened.context == "kind-demo" && opened.incident.openedAt == "2026-11-23T20:08:02Z")
        #expect(story.tell(at: 4, .ticked).isEmpty)
        Self.recover(&story, at: 5)
        #expect(Self.news(story.tell(at: 6.1, .ticked)).isEmpty, "whether the router uses it is not known yet")
        let closed = try #require(Self.news(story.tell(at: 21.1, .ticked)).first)
        #expect(closed.event == .closed && closed.incident.capacityGap == 4 && !closed.incident.open)
        #expect(story.tell(at: 22, .ticked).isEmpty)
    }

    @Test func aScaleDownIsToldAsPlanned() {
        var story = Self.deleted()
        story.tell(at: 2.2, .kubernetes(.replicaSets(.changed(Story.replicaSet(replicas: 2)))))
        let news = Self.news(story.tell(at: 3.1, .ticked))
        #expect(news.map(\.event) == [.opened, .closed])
        #expect(news.allSatisfy { $0.incident.planned && $0.incident.cause == "scaled-down" })
    }

    @Test func aBoardThatWaitsEndsWithTheFirstFaultThatIsOver() {
        var story = Self.deleted { $0.wait = IncidentWait() }
        #expect(!story.tell(at: 4, .ticked).contains(.quit))
        Self.recover(&story, at: 5)
        story.logged(at: 6.5, .engineDiscovered(pod: Story.engine("n1", host: 22).name, ip: "10.0.0.22"))
        #expect(story.tell(at: 7, .ticked).last == .quit)
        #expect(story.state.awaitedIncident?.number == 1)
    }

    @Test func aPlannedChangeIsNotWaitedForAndPatienceEnds() {
        var story = Self.deleted { $0.wait = IncidentWait(timeout: .seconds(30)) }
        story.tell(at: 2.2, .kubernetes(.replicaSets(.changed(Story.replicaSet(replicas: 2)))))
        #expect(!story.tell(at: 29, .ticked).contains(.quit))
        #expect(story.tell(at: 30, .ticked) == [.quit])
        #expect(story.state.awaitedIncident == nil)
    }
}
