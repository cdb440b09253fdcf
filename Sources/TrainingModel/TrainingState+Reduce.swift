import ClusterModel
import DiagnosisModel
import TrafficModel

/// The training step: takes the learner's answers, and looks whether what the lesson asks for is so on the cluster.
extension TrainingState {
    /// What holds for a moment only, in the middle of a change, is no goal.
    private static let steadiness = Duration.seconds(2)
    private static let probeAgain = Duration.seconds(3)

    package mutating func begin(_ plan: TrainingPlan?, at moment: Moment) -> [TrainingIntent] {
        guard let plan else { return [] }
        self.plan = plan
        startedAt = moment
        if case .check = plan.kind {
            step = .acting
            return []
        }
        return [.showSheet]
    }

    /// - Parameter diagnosis: of the state as it is now.
    package mutating func reduce(
        _ event: TrainingEvent, at moment: Moment, cluster: ClusterState, traffic: TrafficState, diagnosis: Diagnosis
    ) -> [TrainingIntent] {
        guard let plan else { return [] }
        if event == .ticked { startClock(plan, at: moment, cluster: cluster, traffic: traffic) }
        switch event {
        case .diagnosisRead: noteDiagnosis(at: moment)
        case .hintTaken: takeHint(plan.lesson, at: moment)
        case .answered(let number): answer(number, plan.lesson, at: moment)
        case .ticked where step == .acting:
            let progress = LessonProgress(cluster: cluster, traffic: traffic, diagnosis: diagnosis)
            return inspect(plan, progress, at: moment)
        case .ticked: break
        }
        return []
    }

    /// An exam's time begins when the fault can be seen: who waits for the board to come up loses nothing.
    private mutating func startClock(_ plan: TrainingPlan, at moment: Moment, cluster: ClusterState, traffic: TrafficState) {
        guard case .exam = plan.kind, faultSeenAt == nil, namedAt == nil, traffic.isSettled(cluster) else { return }
        faultSeenAt = moment
    }

    private mutating func noteDiagnosis(at moment: Moment) {
        guard !sawDiagnosis, step == .naming else { return }
        sawDiagnosis = true
        note("you read the diagnosis", at: moment)
    }

    private mutating func inspect(_ plan: TrainingPlan, _ progress: LessonProgress, at moment: Moment) -> [TrainingIntent] {
        var intents: [TrainingIntent] = []
        missing = whatIsMissing(plan.lesson, progress, at: moment, &intents)
        if missing.isEmpty {
            let since = holdsSince ?? moment
            holdsSince = since
            if moment - since >= Self.steadiness { return intents + finish(plan, at: moment) }
        } else {
            holdsSince = nil
        }
        if case .check(let patience) = plan.kind, moment - (startedAt ?? .zero) > patience { intents.append(.finished) }
        return intents
    }

    private mutating func finish(_ plan: TrainingPlan, at moment: Moment) -> [TrainingIntent] {
        step = .over
        overAt = moment
        note("the goal was reached", at: moment)
        if case .check = plan.kind { return [.finished] }
        return [.reached]
    }

    /// The session is probed once everything else is as it should be.
    private mutating func whatIsMissing(
        _ lesson: Lesson, _ progress: LessonProgress, at moment: Moment, _ intents: inout [TrainingIntent]
    ) -> [String] {
        guard progress.isSettled else { return ["the cluster cannot be seen whole yet"] }
        let others = lesson.conditions.filter { $0 != .oneSession }.compactMap(progress.missing)
        guard others.isEmpty, lesson.conditions.contains(.oneSession) else {
            probes = []
            return others
        }
        return probeSession(progress, at: moment, &intents)
    }

    private mutating func probeSession(
        _ progress: LessonProgress, at moment: Moment, _ intents: inout [TrainingIntent]
    ) -> [String] {
        let traffic = progress.traffic
        let underWay = "session \(traffic.settings.session) is being probed"
        let sent = probes.compactMap { traffic.conversations[$0] }
        if let last = sent.last, !last.isAttributed(at: moment) { return [underWay] }
        if sent.count == 2 {
            guard let missing = progress.missing(.oneSession) else { return [] }
            if let ended = sent.last?.endedAt, moment - ended > Self.probeAgain { probes = [] }
            return [missing]
        }
        if let obstacle = traffic.obstacle { return [obstacle.message] }
        var ids = traffic.conversations.requestIDs
        let inquiry = Inquiry(id: ids.next(), session: traffic.settings.session, purpose: .probe)
        probes.append(inquiry.id)
        intents.append(.ask(inquiry))
        return [underWay]
    }
}
