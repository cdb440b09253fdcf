import ClusterModel
import FailoverModel
import TestSupport
import Testing

/// What stands between a key and a kill.
struct KillSafetyTests {
    private func proposal(_ story: Story) -> KillProposal? {
        if case .confirmKill(let proposal)? = story.state.navigation.dialog { proposal } else { nil }
    }

    private func typing(_ story: Story) -> TypingReason? { proposal(story)?.typing }

    @Test func aStaleRouterNeedsTheNameTyped() {
        var story = NavigationTests.asked()
        story.tell(at: 2, .router(.source(.routerHealth, .stale(since: Moment(.seconds(2)), reason: "gone"))))
        story.press(.killActive)
        #expect(typing(story) == .staleRouter)
    }

    @Test func anOpenIncidentNeedsTheNameTyped() {
        var story = NavigationTests.asked()
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("cn9tb", host: 13)))))
        story.press(.killActive)
        #expect(typing(story) == .openIncident)
        #expect(story.press(.confirm).isEmpty)
        #expect(story.press(.type(Story.prefix + "8wt2h"), .confirm).count == 1)
    }

    @Test func anIncidentThatOpensWhileTheQuestionStandsLocksIt() {
        var story = NavigationTests.asked()
        story.press(.killActive)
        #expect(typing(story) == nil)
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("cn9tb", host: 13)))))
        #expect(story.press(.confirm).isEmpty)
        #expect(typing(story) == .openIncident)
    }

    @Test(arguments: [
        (Protection(contexts: ["kind-demo"]), "context kind-demo"), (Protection(namespaces: ["default"]), "namespace default"),
    ])
    func whatIsProtectedNeedsTheNameTyped(_ protection: Protection, _ words: String) {
        var story = NavigationTests.asked { $0.protection = protection }
        story.press(.killActive)
        #expect(typing(story) == .protected)
        #expect(story.state.protection(ofNamespace: "default") == words)
        var elsewhere = NavigationTests.asked { $0.protection = Protection(contexts: ["prod"], namespaces: ["prod"]) }
        elsewhere.press(.killActive)
        #expect(typing(elsewhere) == nil)
    }

    @Test func aTestKillsNothingThatIsProtected() {
        var world = TestWorld { $0.protection = Protection(namespaces: ["default"]) }
        let report = world.play()
        #expect(report.verdict == .refused)
        #expect(report.reason?.contains("namespace default is protected") == true)
        #expect(world.kills.isEmpty)
    }

    @Test func thePreviewIsOfTheQuestionThatStands() {
        var story = NavigationTests.asked()
        story.press(.killActive)
        let order = KillOrder(pod: Story.engine("8wt2h", host: 11).identity, namespace: "default", kind: .now)
        var other = order
        other.kind = .evict
        story.tell(.kubernetes(.killPreviewed(other, .wouldRefuse(.forbidden("no")))))
        #expect(proposal(story) != nil && proposal(story)?.preview == nil)
        story.tell(.kubernetes(.killPreviewed(order, .wouldKill)))
        #expect(proposal(story)?.preview == .wouldKill)
        #expect(story.state.incidents.all.isEmpty)
    }

    @Test func budgetsAndPermissionAreThoseOfThePodAndTheKind() {
        var story = Story.steady()
        let mine = DisruptionBudget(uid: "1", name: "mine", namespace: "default", selector: ["model": "opt125m"])
        let other = DisruptionBudget(uid: "2", name: "other", namespace: "default", selector: ["model": "other"])
        let away = DisruptionBudget(uid: "3", name: "away", namespace: "elsewhere", selector: ["model": "opt125m"])
        story.tell(.kubernetes(.budgets(.replaced([mine, other, away]))))
        #expect(story.state.budgets(of: Story.engine("8wt2h", host: 11)).map(\.name) == ["mine"])
        #expect(story.state.permission(for: .now) == nil)
        let delete = AccessReview(verb: "delete", group: "", resource: "pods", isAllowed: false)
        let evict = AccessReview(verb: "create", group: "", resource: "pods/eviction", isAllowed: true)
        story.tell(.kubernetes(.access([AccessReview(verb: "get", group: "", resource: "pods", isAllowed: true), delete, evict])))
        #expect(story.state.permission(for: .force) == delete && story.state.permission(for: .evict) == evict)
    }
}
