import ClusterModel
import DrillModel
import FailoverModel
import Foundation
import IncidentModel
import TrafficModel

/// Brings a line of an older recording to the present shape before it is decoded, so that no type carries its own history.
///
/// Version 1 had all settings in one object, and its first programs lacked keys: what they do not say is what the present
/// version writes for a blank value. Version 2 knew less of pods and their owners, and selectors without expressions. All other
/// lines are left as they are.
struct RecordingUpgrade {
    private let version: Int
    private let settings: JSONTree
    private let traffic: JSONTree
    private let drill: JSONTree
    private let test: JSONTree
    private let limits: JSONTree
    private let pod: JSONTree
    private let container: JSONTree
    private let selector: JSONTree

    /// nil for a recording of the present version, which needs none.
    init?(from version: Int) throws {
        guard version < JournalHeader.currentVersion else { return nil }
        self.version = version
        settings = try Self.written(Settings.standard, without: ["lettersByAge"])
        traffic = try Self.written(TrafficSettings())
        drill = try Self.written(DrillSettings())
        test = try Self.written(TestPlan())
        limits = try Self.written(Limits())
        // Without a name and a uid it is no pod.
        pod = try Self.written(Pod(identity: PodIdentity(name: "", uid: ""), namespace: ""), without: ["identity", "namespace"])
        container = try Self.written(Container(name: ""), without: ["name"])
        selector = try Self.written(LabelSelector([:]))
    }

    /// The line in the present shape; as it is where nothing in it has changed, or where it is damaged.
    func upgraded(_ line: Data) -> Data {
        guard Self.changed.contains(where: { line.firstRange(of: $0) != nil }),
            var tree = try? JournalCoding.decoder().decode(JSONTree.self, from: line)
        else { return line }
        tree["fact"]?["started"]?["_0"]?["settings"].mutate(upgradeSettings)
        for step in ["replaced", "changed", "removed"] {
            for (kind, upgrade) in upgrades { tree["fact"]?["kubernetes"]?["_0"]?[kind]?["_0"]?[step]?["_0"]?.changeEach(upgrade) }
        }
        return (try? JournalCoding.encoder().encode(tree)) ?? line
    }

    private static let changed = ["started", "pods", "deployments", "replicaSets", "services", "budgets"].map { Data("{\"\($0)\":".utf8) }

    private var upgrades: [(String, (inout JSONTree) -> Void)] {
        [
            ("pods", upgradePod), ("deployments", upgradeSelector), ("budgets", upgradeSelector),
            ("replicaSets", { $0["isTerminating"] = $0["isTerminating"] ?? .bool(false) }),
            ("services", { $0["clusterIPs"] = $0["clusterIPs"] ?? .array([]) }),
        ]
    }

    /// Selectors were labels alone.
    private func upgradeSelector(_ old: inout JSONTree) {
        guard let labels = old["selector"] else { return }
        var written = selector
        written["requirements"] = labels
        old["selector"] = written
    }

    private func upgradeSettings(_ old: inout JSONTree) {
        old["engineSelector"].mutate { $0.fill(from: selector) }
        if version < 2 { divideSettings(&old) }
    }

    private func divideSettings(_ old: inout JSONTree) {
        var (traffic, drill) = (JSONTree.object([:]), JSONTree.object([:]))
        for key in Self.trafficKeys { traffic[Self.renamed[key] ?? key] = old.take(key) }
        for key in Self.drillKeys { drill[key] = old.take(key) }
        drill["test"].mutate { test in
            if let others = test.take("bystanders") { test["otherSessions"] = others }
            test.fill(from: self.test)
        }
        old["limits"].mutate { $0.fill(from: limits) }
        traffic.fill(from: self.traffic)
        drill.fill(from: self.drill)
        old["traffic"] = traffic
        old["drill"] = drill
        old.fill(from: settings)
    }

    private func upgradePod(_ old: inout JSONTree) {
        old["containers"]?.changeEach { $0.fill(from: container) }
        old.fill(from: pod)
    }

    private static let trafficKeys = [
        "session", "sessionHeader", "model", "api", "prompt", "maxTokens", "stallAfter", "firstTokenWithin", "onBreak",
        "attemptLimit", "extraFields", "router", "routerWay", "routerKey",
    ]
    private static let drillKeys = ["test", "killKind", "isReadOnly", "protection"]
    private static let renamed = ["routerWay": "routerAccess"]

    private static func written(_ value: some Encodable, without required: [String] = []) throws -> JSONTree {
        var tree = try JournalCoding.decoder().decode(JSONTree.self, from: JournalCoding.encoder().encode(value))
        for key in required { _ = tree.take(key) }
        return tree
    }
}

extension JSONTree {
    /// Takes a key out of an object; nil where it has none.
    fileprivate mutating func take(_ key: String) -> JSONTree? {
        defer { self[key] = nil }
        return self[key]
    }

    /// Adds the keys that an object lacks.
    fileprivate mutating func fill(from blank: JSONTree) {
        guard case .object(let own) = self, case .object(let standard) = blank else { return }
        self = .object(own.merging(standard) { present, _ in present })
    }
}

extension JSONTree? {
    /// Changes the value, where there is one.
    fileprivate mutating func mutate(_ change: (inout JSONTree) -> Void) {
        guard var value = self else { return }
        change(&value)
        self = value
    }
}
