import DemoCluster
import DiagnosisModel
import TrainingModel
import YAMLFiles

extension LessonFile {
    /// The key `done`: what must be so at the end.
    static func conditions(_ node: YAMLNode) throws -> [LessonCondition] {
        let conditions = try node.members().flatMap { key, value in
            guard let read = readers[try key.text()] else { throw key.unknown("condition", among: readers.keys.sorted()) }
            return try read(value)
        }
        guard !conditions.isEmpty else { throw node.fault("a lesson without a condition is done before it begins") }
        return conditions
    }

    private static let readers: [String: @Sendable (YAMLNode) throws -> [LessonCondition]] = [
        "checks": { try $0.elements().map(check) },
        "ready-engines": { [.readyEngines(try $0.count(1...24))] },
        "replaced-engines": { [.replacedEngines(try $0.count(1...24))] },
        "waiting-at-most": { [.waitingAtMost(try $0.count(0...500))] },
        "empty-node": { [.emptyNode(try $0.text())] },
        "one-session": { node in
            guard try node.flag() else { throw node.fault("one-session can only be true; leave it out otherwise") }
            return [.oneSession]
        },
    ]

    private static func check(_ node: YAMLNode) throws -> LessonCondition {
        let name = try node.text()
        guard Diagnosis.checkNames.contains(name) else { throw node.unknown("check", among: Diagnosis.checkNames) }
        return .check(name)
    }
}
