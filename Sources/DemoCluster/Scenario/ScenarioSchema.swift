import YAMLFiles

/// All that a scenario file can change, by section and key.
enum ScenarioSchema {
    static let sections: [String: [String: ScenarioSetting]] = [
        "cluster": cluster, "engines": engines, "router": router, "user": user,
    ]

    private static let cluster: [String: ScenarioSetting] = [
        "nodes": .count(1...100) { $0.nodes = $1 },
        "gpus-per-node": .count(0...64) { $0.gpusPerNode = $1 },
        "background-users": .count(0...500) { $0.sessions = $1 },
        "batch-queue": .flag { $0.hasBatchQueue = $1 },
        "node-utc-offsets": .init({ try $0.elements().map(offset) }) { $0.nodeUTCOffsets = $1 },
        "bare-forced-deletions": .flag { $0.bareForcedDeletions = $1 },
    ]

    private static let engines: [String: ScenarioSetting] = [
        "count": .count(1...24) { $0.engines = $1 },
        "model-load": .duration { $0.startupDelay = $1 },
        "model-load-of-replacements": .init({ try $0.choice(of: ModelLoad.self) }) { $0.engine.load = $1 },
        "workload": .init({ try $0.choice(of: EngineSetup.WorkloadKind.self) }) { $0.engine.workload = $1 },
        "pods-per-engine": .count(2...8) { $0.engine.podsPerEngine = $1 },
        "host-network": .flag { $0.engine.isOnHostNetwork = $1 },
        "sidecars": .init({ try $0.elements().map { try $0.choice(of: EngineSetup.Sidecar.self) } }) { $0.engine.sidecars = Set($1) },
        "model-download-of-replacements": .init({ try $0.choice(of: EngineSetup.Download.self) }) { $0.engine.modelDownload = $1 },
        "asleep": .count(0...23) { $0.engine.asleep = $1 },
        "memory-limit": .text { $0.engine.memoryLimit = $1 },
        "slots": .count(1...1024) { $0.engine.slots = $1 },
        "stall-after-tokens": .count(1...1024) { $0.engine.mishap = (.stall, $1) },
        "freeze-after-tokens": .count(1...1024) { $0.engine.mishap = (.freeze, $1) },
        "core-dies-after-tokens": .count(1...1024) { $0.engine.mishap = (.core, $1) },
        "killed-after-tokens": .count(1...1024) { $0.engine.mishap = (.sigkill, $1) },
        "uncanonical-tokens": .flag { $0.engine.cutsFreely = $1 },
        "on-sigterm": .init({ try $0.choice(of: EngineEnding.self) }) { $0.engine.ending = $1 },
        "shutdown-timeout": .duration { $0.engine.shutdownTimeout = .seconds($1.components.seconds) },
        "drain": .flag { $0.engine.ending = $1 ? .drains : .asMeasured },
        "grace-period": .duration { $0.engine.graceSeconds = Int($1.components.seconds) },
        "budget-min-available": .text { $0.disruptionBudget = $1 },
    ]

    private static let router: [String: ScenarioSetting] = [
        "arguments": .texts { for (flag, value) in $1 { $0.router.set(flag, to: value) } },
        "probes": .flag { $0.router.hasProbes = $1 },
        "service-selector": .texts { $0.router.serviceSelector = Dictionary($1) },
        "cut-streams-after-tokens": .count(1...1024) { $0.router.faults.cutsStreamsAfter = $1 },
        "end-broken-streams-cleanly": .flag { $0.router.faults.endsBrokenStreamsCleanly = $1 },
        "drop-unknown-fields": .flag { $0.router.faults.dropsFields = $1 },
        "migrate-streams": .flag { $0.resumeInRouter = $1 },
        "silent": .flag { $0.router.faults.isSilent = $1 },
    ]

    private static let user: [String: ScenarioSetting] = [
        "may-not": .init({ try $0.elements().map(right) }) { $0.access.denied = Set($1) }
    ]

    private static func offset(_ node: YAMLNode) throws -> Int {
        guard let minutes = UTCOffset.minutes(try node.text()) else {
            throw node.fault("expected an offset from UTC, such as '+08:00'")
        }
        return minutes
    }

    private static func right(_ node: YAMLNode) throws -> AccessRules.Right {
        guard let right = AccessRules.Right(try node.text()) else {
            throw node.fault("expected a verb and a resource, such as 'delete pods' or 'get pods/log'")
        }
        return right
    }
}

extension [String: String] {
    /// Keys without a value are left out.
    fileprivate init(_ pairs: [(String, String?)]) {
        self = Dictionary(pairs.compactMap { key, value in value.map { (key, $0) } }) { _, last in last }
    }
}
