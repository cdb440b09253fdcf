import ClusterModel
import IncidentModel
import TrafficModel

/// Whether engines let their streams end when they are asked to stop.
extension Diagnosis {
    /// vLLM takes SIGTERM and drains only where `--shutdown-timeout` says so; what lasts longer than the pod's grace is killed.
    var shutdownCheck: Check {
        let title = "engines drain when they stop"
        let plans = cluster.engines.compactMap { record in ShutdownPlan(record).map { (record, $0) } }
        guard let (record, plan) = plans.max(by: { $0.1.risk < $1.1.risk }) else {
            return Check("shutdown", title, .skip, "no engine is known to be vLLM")
        }
        let object = "pod/\(record.pod.name)"
        let evidence = [
            Evidence(object, "args", plan.timeout.map { "--shutdown-timeout \($0)" } ?? "no --shutdown-timeout"),
            Evidence(object, "spec.terminationGracePeriodSeconds", "\(plan.grace)"),
        ]
        switch plan.risk {
        case .none:
            return Check(
                "shutdown", title, .pass, "\(record.letter) drains for \(plan.timeout ?? 0) s, within its grace of \(plan.grace) s", evidence: evidence)
        case .unknown:
            return Check("shutdown", title, .unknown, "\(record.letter) reads its arguments from elsewhere", evidence: evidence)
        case .cutOff:
            return Check(
                "shutdown", title, .warn,
                "\(record.letter) would drain for \(plan.timeout ?? 0) s, but is killed after its grace of \(plan.grace) s", evidence: evidence,
                remedy: plan.remedy)
        case .hangs:
            return Check(
                "shutdown", title, .warn,
                "\(record.letter) does not drain: vLLM takes SIGTERM and mostly leaves its streams open and silent", evidence: evidence,
                remedy: plan.remedy)
        }
    }
}

/// What a vLLM engine does on SIGTERM, by its arguments, and how long its pod lets it.
struct ShutdownPlan {
    enum Risk: Int, Comparable {
        case none, unknown, cutOff, hangs

        static func < (first: Risk, second: Risk) -> Bool { first.rawValue < second.rawValue }
    }

    /// Seconds of `--shutdown-timeout`; nil where it is not given.
    var timeout: Int?
    /// Seconds; Kubernetes' own default where the pod names none.
    var grace: Int
    private var readsFile: Bool

    /// nil for an engine that is not known to be vLLM.
    init?(_ record: PodRecord) {
        guard let container = record.pod.servingContainer, container.isVLLM else { return nil }
        let arguments = RouterArguments(container.arguments)
        timeout = arguments.value(of: "--shutdown-timeout").flatMap { Int($0) }
        readsFile = arguments.value(of: "--config") != nil
        grace = record.pod.ownGracePeriod ?? 30
    }

    /// So much later than its own limit an engine is gone, where it was measured: its workers need a while.
    static let teardown = 10

    var risk: Risk {
        guard let timeout, timeout > 0 else { return timeout == nil && readsFile ? .unknown : .hangs }
        return timeout >= grace ? .cutOff : .none
    }

    var remedy: String {
        switch risk {
        case .none:
            "its drain of \(timeout ?? 0) s was too short for this answer: raise --shutdown-timeout, and with it "
                + "terminationGracePeriodSeconds (\(grace) s now), or resume the answer elsewhere"
        case .cutOff: "lower --shutdown-timeout below \(grace), or raise terminationGracePeriodSeconds beyond \(timeout ?? 0)"
        case .hangs, .unknown:
            "let it drain: vLLM does not by default; start it with --shutdown-timeout \(max(1, grace - Self.teardown)), below the pod's "
                + "terminationGracePeriodSeconds of \(grace)"
        }
    }
}

extension Container {
    fileprivate var isVLLM: Bool {
        let words = ([image] + arguments).joined(separator: " ").lowercased()
        return words.contains("vllm") && !["sglang.launch", "dynamo"].contains(where: words.contains)
    }
}
