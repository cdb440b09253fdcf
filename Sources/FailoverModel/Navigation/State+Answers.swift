import ClusterModel
import ProbeModel
import TrafficModel

/// Questions of the operator, in one session or in several at once.
extension State {
    /// An answer on the screen: whose session, by which short name, and its requests.
    package struct ShownAnswer: Sendable, Equatable {
        package var session: String
        package var label: String
        package var story: [StreamRecord]
        /// A session that lands where it is to is still looked for.
        package var isSearching = false
        package var isHidden = false

        /// Of all its requests.
        package var tokenCount: Int { story.reduce(0) { $0 + $1.tokenCount } }
    }

    /// The watched session's first, then those that were added, in their order.
    package var answersAsked: [ShownAnswer] {
        [ShownAnswer(session: settings.session, label: settings.session, story: shownStory)]
            + answers.all.map { side in
                let story = traffic.conversations[session: side.session]?.story ?? []
                return ShownAnswer(
                    session: side.session, label: side.label, story: side.isAsked ? story : [], isSearching: !side.isAsked,
                    isHidden: side.isHidden)
            }
    }

    package var shownAnswers: [ShownAnswer] { answersAsked.filter { !$0.isHidden } }

    /// The watched session asks; while its answer streams, the next session whose answer is over, else a new one.
    mutating func sendQuestion() -> [Command] {
        if let obstacle = traffic.obstacle {
            error("not sent: \(obstacle.message)")
            return []
        }
        navigation.scroll[.stream] = 0
        guard conversation.current?.isOpen == true else {
            traffic.dropPending(session: settings.session)
            var ids = traffic.conversations.requestIDs
            return carryOut(traffic.ask(Inquiry(id: ids.next(), session: settings.session, purpose: .question), at: now))
        }
        if let idle = answers.all.first(where: { $0.isAsked && traffic.conversations[session: $0.session]?.isQuiet != false }) {
            return carryOut(answers.ask(idle, traffic: traffic))
        }
        if answers.isSearching {
            notice("a session for one more answer is looked for")
            return []
        }
        if answers.all.count >= AnswersState.limit {
            error("\(AnswersState.limit + 1) answers are under way; w lists them")
            return []
        }
        return carryOut(answers.add(runID: start.runID, traffic: traffic))
    }

    mutating func listAnswers() {
        if answers.all.isEmpty {
            notice("one answer at a time so far: s while it streams adds one")
        } else {
            navigation.dialog = .answers(index: 0)
        }
    }

    mutating func walkAnswers(_ index: Int, _ action: Action) -> [Command] {
        let all = answersAsked
        let chosen = max(0, min(index, all.count - 1))
        switch action {
        case .move(let motion): navigation.dialog = .answers(index: max(0, min(all.count - 1, motion.moved(chosen))))
        case .confirm where chosen == 0: notice("the watched session's answer is always shown")
        case .confirm: answers.toggle(chosen + 1)
        case .cancelAnswer:
            guard traffic.conversations[session: all[chosen].session]?.isQuiet == false else {
                error("the answer of \(all[chosen].label) is over")
                return []
            }
            return carryOut(traffic.cancel(session: all[chosen].session))
        case .dismiss, .answers: navigation.dialog = nil
        default: break
        }
        return []
    }
}
