import ClusterModel

/// `l`: what a pod's container wrote. It is asked for again and again while it is looked at; each question has an end.
extension State {
    /// From the end of one answer to the next question.
    private static let logPause = Duration.seconds(2)

    mutating func openLog() -> [Command] {
        guard let record = selectedPod else {
            error("no pod is selected")
            return []
        }
        let container = record.pod.servingContainer?.name
        var view = PodLogView(
            request: PodLogRequest(namespace: record.pod.namespace, pod: record.identity, container: container), letter: record.letter)
        view.faultAt = incidents.all.last { $0.pod == record.identity }.map { cluster.clusterClock(at: $0.origin) }
        return ask(view)
    }

    private mutating func ask(_ view: PodLogView) -> [Command] {
        var view = view
        view.askedAt = now
        navigation.dialog = .log(view)
        return [.readPodLog(view.request)]
    }

    /// Once the last question was answered.
    mutating func followLog() -> [Command] {
        guard case .log(let view?) = navigation.dialog, navigation.position == .live, let read = view.readAt, let asked = view.askedAt, read >= asked,
            now - read >= Self.logPause
        else { return [] }
        return ask(view)
    }

    mutating func note(_ answer: PodLogAnswer, to request: PodLogRequest) {
        guard case .log(var view?) = navigation.dialog, view.request == request else { return }
        view.readAt = now
        switch answer {
        case .lines(let lines):
            // Who reads further up stays at his line.
            let grown = view.back > 0 ? max(0, lines.count - view.lines.count) : 0
            view.lines = lines
            view.problem = nil
            view.scroll(view.back + grown)
        case .refused(let reason): view.problem = reason
        }
        navigation.dialog = .log(view)
    }

    mutating func applyToLog(_ view: PodLogView?, _ action: Action) -> [Command] {
        guard var view else {
            if action.closesLog { navigation.dialog = nil }
            return []
        }
        switch action {
        case .type(let text) where view.isTyping: view.filter += text
        case .erase where view.isTyping: view.filter = String(view.filter.dropLast())
        case .confirm where view.isTyping: view.isTyping = false
        case .dismiss where view.isTyping: (view.isTyping, view.filter) = (false, "")
        case .filter: view.isTyping = true
        case .move(let motion): view.scroll(motion.reversed.moved(view.back))
        case .previousLog:
            view.request.isPrevious.toggle()
            (view.lines, view.problem, view.readAt, view.back) = ([], nil, nil, 0)
            return ask(view)
        case .faultLine:
            if let line = view.faultLine { view.scroll(view.shown.count - 1 - line) } else { notice("no line of this log is older than a fault of its pod") }
        default:
            if action.closesLog {
                navigation.dialog = nil
                return []
            }
        }
        view.scroll(view.back)
        navigation.dialog = .log(view)
        return []
    }
}

extension Action {
    fileprivate var closesLog: Bool { self == .dismiss || self == .confirm || self == .podLog }
}
