/// The training step: looks whether what the lesson asks for is so on the cluster.
extension State {
    /// What holds for a moment only, in the middle of a change, is no goal.
    private static let steadiness = Duration.seconds(2)
    private static let probeAgain = Duration.seconds(3)

    mutating func applyToTraining(_ event: Event) -> [Command] {
        guard let plan = settings.training else { return [] }
        switch event.fact {
        case .started: beginTraining(plan)
        case .action(.diagnosis) where navigation.dialog == nil: noteDiagnosis()
        case .ticked where training.step == .acting: return inspect(plan)
        default: break
        }
        return []
    }

    private mutating func beginTraining(_ plan: TrainingPlan) {
        training.startedAt = now
        if case .check = plan.kind {
            training.step = .acting
        } else {
            navigation.dialog = .lesson(scroll: 0)
        }
    }

    private mutating func noteDiagnosis() {
        guard !training.sawDiagnosis, training.step == .naming else { return }
        training.sawDiagnosis = true
        training.note("you read the diagnosis", at: now)
    }

    private mutating func inspect(_ plan: TrainingPlan) -> [Command] {
        var commands: [Command] = []
        training.missing = whatIsMissing(plan.lesson, &commands)
        if training.missing.isEmpty {
            let since = training.holdsSince ?? now
            training.holdsSince = since
            if now - since >= Self.steadiness { return commands + finishTraining(plan) }
        } else {
            training.holdsSince = nil
        }
        if case .check(let patience) = plan.kind, now - (training.startedAt ?? .zero) > patience { commands.append(.quit) }
        return commands
    }

    private mutating func finishTraining(_ plan: TrainingPlan) -> [Command] {
        training.step = .over
        training.overAt = now
        training.note("the goal was reached", at: now)
        if case .check = plan.kind { return [.quit] }
        switch navigation.dialog {
        case .lesson, nil: navigation.dialog = .lesson(scroll: 0)
        default: tell("done: t shows the debrief")
        }
        return []
    }

    /// The session is probed once everything else is as it should be.
    private mutating func whatIsMissing(_ lesson: Lesson, _ commands: inout [Command]) -> [String] {
        guard isSettled, sources[.pods].isLive else { return ["the cluster cannot be seen whole yet"] }
        let others = lesson.conditions.filter { $0 != .oneSession }.compactMap(missing)
        guard others.isEmpty, lesson.conditions.contains(.oneSession) else {
            training.probes = []
            return others
        }
        return probeSession(&commands)
    }

    private mutating func probeSession(_ commands: inout [Command]) -> [String] {
        let probes = training.probes.compactMap { streams[$0] }
        if let last = probes.last, !isTold(last) { return ["session \(settings.session) is being probed"] }
        if probes.count == 2 {
            guard let missing = missing(.oneSession) else { return [] }
            if let ended = probes.last?.endedAt, now - ended > Self.probeAgain { training.probes = [] }
            return [missing]
        }
        switch makeRequest(.probe, at: now) {
        case .success(let request):
            training.probes.append(request.id)
            commands.append(.send(request))
            return ["session \(settings.session) is being probed"]
        case .failure(let reason): return [reason.message]
        }
    }
}
