import ClusterModel
import IncidentModel
import TrafficModel

/// The navigation step: keys become actions, actions change the view or become commands.
extension State {
    mutating func applyToNavigation(_ event: Event) -> [Command] {
        switch event.fact {
        case .started:
            navigation.armed = settings.isReadOnly ? .readOnly : settings.startsArmed ? freshArming : .disarmed
        case .kubernetes(.killRequested(let order, _)):
            closeQuestion(of: order)
        case .kubernetes(.killAccepted(let order)), .kubernetes(.killRefused(let order, _)), .kubernetes(.killUnknown(let order, _)):
            closeQuestion(of: order)
            noticeOutcome(of: order)
        case .captioned(let text):
            navigation.caption = text
        case .podLogRead(let request, let answer):
            note(answer, to: request)
        case .recordingStopped(let reason):
            alsoError(reason)
        case .historyRead(let past):
            navigation.past = past
        case .recordingMissing(let reason):
            error("no recording to fall back to: \(reason)")
        case .kubernetes(.faultRefused(let order, let reason)):
            error("no fault made: \(order.pod.name): \(reason)")
        case .kubernetes(.faultUnknown(let order, let reason)):
            error("not known whether the fault was made: \(order.pod.name): \(reason)")
        case .kubernetes(.killPreviewed(let order, let preview)):
            showPreview(preview, of: order)
        case .notifyFailed(let reason):
            alsoError("--notify: \(reason)")
        case .ticked:
            expire()
            sortPods()
            return (isDoneWaiting ? [.quit] : []) + followLog()
        case .action(let action):
            return apply(action)
        default:
            break
        }
        return []
    }

    var freshArming: Armed {
        switch settings.arming {
        case .expires(let duration): .armed(until: now + duration)
        case .lasts: .armed(until: nil)
        }
    }

    mutating func notice(_ text: String) {
        navigation.notice = Notice(text: text, isError: false, at: now)
    }

    mutating func error(_ text: String) {
        navigation.notice = Notice(text: text, isError: true, at: now)
    }

    /// What nobody asked for does not cover the answer to a key that has just been pressed.
    private mutating func alsoError(_ text: String) {
        guard let shown = navigation.notice, shown.isError, now - shown.at < .seconds(3) else { return error(text) }
        error("\(shown.text); \(text)")
    }

    /// How long a notice stands.
    static let noticeLifetime = Duration.seconds(8)

    /// A board that only waits for an incident has seen one, or its time is up.
    private var isDoneWaiting: Bool {
        guard let wait = settings.wait else { return false }
        return awaitedIncident != nil || wait.timeout.map { now >= Moment($0) } == true
    }

    /// The fault that such a board waits for.
    package var awaitedIncident: Incident? { incidents.awaited }

    private mutating func expire() {
        if case .armed(let until?) = navigation.armed, until <= now {
            navigation.armed = .disarmed
            notice("disarmed: arming has expired")
        }
        if let notice = navigation.notice, now - notice.at > Self.noticeLifetime { navigation.notice = nil }
    }

    private mutating func apply(_ action: Action) -> [Command] {
        switch action {
        case .quit where asksBeforeLeaving: break
        case .quit, .interrupt: return [.quit]
        case .suspend: return [.suspend]
        case .redraw: return [.redraw]
        case .fallBack: return [.fallBack]
        default: break
        }
        navigation.isNew = false
        navigation.noteStep(action, at: now)
        // The story goes on under whatever is open: it may have opened it.
        if action == .nextCue {
            navigation.cuesTaken += 1
            return []
        }
        if navigation.dialog != nil { return applyToDialog(action) }
        if let move = movePlayback(action) { return [.movePlayback(move)] }
        if navigation.position != .live, action.needsPresent {
            error("you are viewing the past: space returns to live")
            return []
        }
        switch action {
        case .quit: navigation.dialog = .leaveLesson
        case .hint: openLesson(at: .end)
        case .startOver: return startOver()
        case .send: return sendQuestion()
        case .answers: listAnswers()
        case .killActive: return proposeActiveKill()
        case .killChosen: chooseKill()
        case .toggleArmed: toggleArmed()
        case .faults: proposeFault()
        case .incidents: listIncidents()
        case .lesson: openLesson()
        case .podLog: return openLog()
        case .copy: return copyShownIncident()
        default: navigation.look(action, incidents: incidents.all.count)
        }
        if action == .sortPods { sortPods() }
        return []
    }

    private mutating func toggleArmed() {
        switch navigation.armed {
        case .readOnly: error("read-only: this board cannot kill")
        case .armed:
            navigation.armed = .disarmed
            notice("disarmed")
        case .disarmed:
            navigation.armed = freshArming
            notice("armed: x kills the active pod after confirmation")
        }
    }
}
