import ClusterModel
@testable import FailoverModel
import TestSupport

/// The states that the screens are tested with.
enum Screens {
    static func empty() -> State { Story().state }

    static func steady() -> State { Story.steady().state }

    static func streaming() -> State {
        var story = Story.steady()
        story.ask(at: 1, host: 11, tokens: 40)
        return story.state
    }

    static func confirming() -> State {
        var story = Story.steady()
        let (_, end) = story.ask(at: 1, host: 11, tokens: 20, pressing: .killActive)
        story.tell(at: end + 0.01, .ticked)
        return story.state
    }

    /// An eviction in a protected context, which the budget does not allow.
    static func guarded() -> State {
        var story = Story.steady {
            $0.killKind = .evict
            $0.protection = Protection(contexts: ["kind-demo"])
        }
        story.ask(at: 1, host: 11, tokens: 20)
        let budget = DisruptionBudget(
            uid: "b", name: "engines", namespace: "default", selector: ["model": "opt125m"], minAvailable: "3",
            currentHealthy: 3, desiredHealthy: 3)
        story.tell(
            .kubernetes(.budgets(.replaced([budget]))),
            .kubernetes(.access([AccessReview(verb: "create", group: "", resource: "pods/eviction", isAllowed: true)])),
            .action(.killActive))
        let order = KillOrder(pod: Story.engine("8wt2h", host: 11).identity, namespace: "default", kind: .evict)
        story.tell(
            .kubernetes(
                .killPreviewed(order, .wouldRefuse(.budget("Cannot evict pod as it would violate the pod's disruption budget.")))))
        return story.state
    }

    /// A was killed and its stream broke; B has just begun to answer.
    static func inProgress() -> State { incident().story.state }

    static func recovered() -> State {
        var (story, killedAt) = incident()
        var dying = Story.engine("8wt2h", host: 11)
        dying.isTerminating = true
        story.tell(at: killedAt + 1.5, .kubernetes(.pods(.removed(dying))))
        story.tell(at: killedAt + 8, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))))
        story.logged(at: killedAt + 8.1, .engineDiscovered(pod: Story.prefix + "d4d4d", ip: "10.0.0.14"))
        if let id = story.state.conversation.current?.id {
            story.tell(.stream(.finishReason(id, "stop")), .stream(.closed(id, .cleanEnd)))
        }
        story.tell(at: killedAt + 8.2, .ticked)
        return story.state
    }

    static func troubled() -> State {
        var story = Story.steady()
        let moment = story.state.now
        story.tell(
            at: 30, .kubernetes(.source(.pods, .stale(since: moment, reason: "the connection was reset"))),
            .router(.source(.routerHealth, .unreachable(since: moment, reason: "connection refused"))),
            .router(.source(.routerLog, .forbidden("pods/log is forbidden"))))
        return story.state
    }

    /// Names, tokens and messages that attack the screen.
    static func hostile() -> State {
        var story = Story.steady()
        let evil = "\u{1B}[2J\u{1B}]0;owned\u{07}漢字🚀👩‍🚀\u{202E}reversed\u{0}\nnext"
        var pod = Story.engine("evil", host: 15)
        pod.identity.name = evil
        pod.reason = evil
        pod.isReady = false
        story.tell(at: 1, .kubernetes(.pods(.changed(pod))))
        let (id, _) = story.ask(at: 2, host: 11, tokens: 3)
        story.tell(at: 3, .stream(.text(id, evil)), .stream(.errorEvent(id, evil)))
        story.route("x", session: evil, to: 12)
        story.tell(at: 3.1, .stream(.closed(id, .brokenEnd(evil))))
        return story.state
    }

    /// Three incidents with causes of their own: a deletion that is over, a crash, and a scale-down.
    static func incidents() -> State {
        var story = Story.steady { $0.hasFaultMenu = true }
        story.tell(
            .kubernetes(.replicaSets(.replaced([Story.replicaSet(replicas: 3)]))),
            .kubernetes(.deployments(.replaced([Story.deployment(replicas: 3)]))))
        var deleted = Story.engine("8wt2h", host: 11)
        deleted.isTerminating = true
        story.tell(at: 10, .kubernetes(.pods(.changed(deleted))))
        story.tell(at: 11, .kubernetes(.pods(.removed(deleted))))
        story.tell(at: 11, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14, ready: false)))))
        story.tell(at: 18, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))))
        var crashed = Story.engine("4psb7", host: 12, ready: false)
        crashed.containers[0].state = .terminated(Termination(exitCode: 137, reason: "OOMKilled"))
        story.tell(at: 40, .kubernetes(.pods(.changed(crashed))))
        story.tell(at: 60, .kubernetes(.replicaSets(.changed(Story.replicaSet(replicas: 2)))))
        var surplus = Story.engine("cn9tb", host: 13)
        surplus.isTerminating = true
        story.tell(at: 60.1, .kubernetes(.pods(.changed(surplus))))
        story.tell(at: 62, .kubernetes(.pods(.removed(surplus))))
        return story.state
    }

    static var all: [(name: String, state: State)] {
        var list = incidents()
        list.navigation.dialog = .incidents(index: 1)
        var faults = incidents()
        faults.navigation.dialog = .faults(pod: Story.engine("d4d4d", host: 14).identity, kind: .stall)
        var evidence = incidents()
        evidence.navigation.incident = 1
        evidence.navigation.dialog = .details(.failover, scroll: 0)
        var help = steady()
        help.navigation.dialog = .help(scroll: 3)
        var chooser = steady()
        chooser.navigation.dialog = .chooseKill(pod: Story.engine("4psb7", host: 12).identity, kind: .force)
        var filter = steady()
        filter.navigation.filter = "漢"
        filter.navigation.dialog = .filter(text: "漢")
        var details = Pane.allCases.map { pane in
            var state = recovered()
            state.navigation.dialog = .details(pane, scroll: 2)
            return ("details of \(pane)", state)
        }
        for pane in Pane.allCases {
            var state = inProgress()
            state.navigation.zoomed = pane
            state.navigation.scroll = [.stream: 1_000_000, .failover: 1_000_000]
            state.navigation.selection = [.pods: 1_000_000, .sessions: 1_000_000]
            state.navigation.position = .paused
            details.append(("zoom of \(pane)", state))
        }
        for (name, state) in [("calm", steady()), ("open", inProgress()), ("hostile", hostile()), ("list", incidents())] {
            var state = state
            state.navigation.isPresenting = true
            state.navigation.caption = "漢字 \u{1B}[2J The stream ends. It looks clean, and half of the answer is missing."
            state.navigation.trail = [KeyStep(.send, at: state.now), KeyStep(.previousMark, at: state.now)]
            details.append(("presented \(name)", state))
        }
        var captioned = inProgress()
        captioned.navigation.caption = "The stream ends.\u{1B}[2J It looks clean 🦊, and half of the answer is missing: no finish reason."
        return [
            ("empty", empty()), ("steady", steady()), ("streaming", streaming()), ("confirming", confirming()),
            ("in progress", inProgress()), ("recovered", recovered()), ("troubled", troubled()), ("hostile", hostile()),
            ("help", help), ("chooser", chooser), ("captioned", captioned), ("filter", filter),
            ("incidents", list), ("faults", faults), ("evidence", evidence), ("guarded", guarded()),
            ("lesson", lesson()), ("lesson to do", lessonToDo()), ("exam over", examOver()),
        ] + details
    }

    private static func incident() -> (story: Story, killedAt: Double) {
        var story = Story.steady()
        let (id, end) = story.ask(at: 1, host: 11, tokens: 20, pressing: .killActive)
        let at = end + 0.01
        story.tell(at: at, .action(.confirm))
        let pod = Story.engine("8wt2h", host: 11)
        story.tell(
            at: at + 0.004,
            .kubernetes(.killAccepted(KillOrder(pod: pod.identity, namespace: "default", kind: .now))))
        var dying = pod
        dying.isTerminating = true
        story.tell(at: at + 0.006, .kubernetes(.pods(.changed(dying))))
        story.tell(at: at + 0.008, .kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14, ready: false)))))
        story.logged(at: at + 0.02, .engineTerminating(pod: pod.name))
        story.tell(at: at + 0.03, .stream(.closed(id, .brokenEnd("connection closed before the end of the body"))))
        if let next = story.state.conversation.current?.id { story.answer(next, from: at + 0.04, host: 12, tokens: 12) }
        return (story, at)
    }
}
