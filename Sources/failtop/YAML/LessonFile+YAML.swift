import DemoCluster
import DiagnosisModel
import IncidentModel
import TrainingModel
import YAMLFiles

extension LessonFile {
    /// Reads a lesson; docs/training.md tells what is in it.
    /// - Parameter file: its name, for messages.
    /// - Throws: `YAMLFileError` with the line of what is wrong, unknown keys included.
    static func load(yaml: String, file: String) throws -> LessonFile {
        let fields = try LessonFields(YAMLNode(yaml: yaml, file: file))
        var world = try fields.required("scenario", scenario)
        if let changes = fields["world"] { world = try world.changed(by: changes) }
        let cause = try fields.optional("cause") { try $0.choice(of: DemoCluster.Scenario.Cause.self) } ?? world.cause
        let lesson = Lesson(
            name: try fields.required("name", name), title: try fields.required("title") { try $0.text() },
            expectation: try fields.required("expectation") { try $0.choice(of: ExpectationName.self) }.expectation,
            story: try fields.required("story") { try $0.text() }, goal: try fields.required("goal") { try $0.text() },
            cause: Cause(cause), hints: try fields.required("hints") { try texts($0, 1...9) },
            remedies: try fields.required("remedies", remedies), conditions: try fields.required("done", conditions),
            solution: try fields.optional("solution") { try texts($0, 1...20) } ?? [],
            debrief: try fields.required("debrief") { try $0.text() })
        return LessonFile(
            order: try fields.optional("order") { try $0.count(1...999) } ?? 500, lesson: lesson, world: world,
            opening: try fields.optional("opening") { try $0.choice(of: Opening.self) } ?? .nothing,
            isInExam: try fields.optional("exam") { try $0.flag() } ?? (lesson.cause != nil))
    }

    /// The four expectations by name.
    private enum ExpectationName: String, CaseIterable {
        case requestContinues = "request-continues"
        case sessionMoves = "session-moves"
        case littleInterruption = "little-interruption"
        case fastRecovery = "fast-recovery"

        var expectation: Expectation {
            switch self {
            case .requestContinues: .requestContinues
            case .sessionMoves: .sessionMoves
            case .littleInterruption: .littleInterruption
            case .fastRecovery: .fastRecovery
            }
        }
    }

    private static func scenario(_ node: YAMLNode) throws -> DemoCluster.Scenario {
        let name = try node.text()
        guard DemoCluster.Scenario.all.contains(name) else {
            throw node.unknown("scenario", among: DemoCluster.Scenario.all)
        }
        return try .named(name)
    }

    private static func name(_ node: YAMLNode) throws -> String {
        let name = try node.text()
        guard name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil else {
            throw node.fault("a name is small letters, digits and hyphens, such as half-an-answer")
        }
        guard !TrainCommand.ownWords.contains(name) else { throw node.fault("failtop train \(name) is a command; take another name") }
        return name
    }

    private static func texts(_ node: YAMLNode, _ range: ClosedRange<Int>) throws -> [String] {
        let texts = try node.elements().map { try $0.text() }
        guard range.contains(texts.count) else {
            throw node.fault("expected \(range.lowerBound) to \(range.upperBound) texts, not \(texts.count)")
        }
        return texts
    }

    private static func remedies(_ node: YAMLNode) throws -> [Lesson.Remedy] {
        let remedies = try node.elements().map { element in
            let fields = try LessonFields(element, keys: ["text", "right", "reply"])
            return Lesson.Remedy(
                try fields.required("text") { try $0.text() }, isRight: try fields.optional("right") { try $0.flag() } ?? false,
                reply: try fields.optional("reply") { try $0.text() })
        }
        guard (2...9).contains(remedies.count) else { throw node.fault("expected 2 to 9 remedies, not \(remedies.count)") }
        let right = remedies.count(where: \.isRight)
        guard right == 1 else { throw node.fault("exactly one remedy must have right: true, not \(right)") }
        return remedies
    }
}

extension Cause {
    fileprivate init?(_ cause: DemoCluster.Scenario.Cause) {
        switch cause {
        case .none: return nil
        case .insufficientReplicas: self = .insufficientReplicas
        case .misconfiguredRouting: self = .misconfiguredRouting
        case .networking: self = .networking
        case .resourceConstraints: self = .resourceConstraints
        }
    }
}
