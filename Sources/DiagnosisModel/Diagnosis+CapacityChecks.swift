import ClusterModel
import IncidentModel
import TrafficModel

/// Whether there is somewhere to go when an engine dies.
extension Diagnosis {
    private var engineDeployment: Deployment? {
        guard let labels = cluster.engines.first?.pod.labels else { return nil }
        return cluster.deployments.values.first { !$0.selector.isEmpty && $0.selector.matches(labels) }
    }

    var replicaCheck: Check {
        let title = "two or more engines ready"
        let (ready, all) = (cluster.readyEngines.count, cluster.engines.count)
        var evidence = [Evidence("pods", "ready engines", "\(ready) of \(all)")] + uncounted
        if let deployment = engineDeployment {
            evidence.append(Evidence("deployment/\(deployment.name)", "spec.replicas", "\(deployment.replicas)"))
        }
        guard ready >= 2 else {
            if let sleeper = cluster.engines.first(where: { $0.isAsleep && $0.stage == .ready }) {
                return Check(
                    "replicas", title, .fail, "\(ready) ready, \(sleeper.letter) is asleep: when it dies there is nowhere to go",
                    evidence: evidence + [Evidence("pod/\(sleeper.pod.name)", "sleeping", "true")],
                    remedy: "wake \(sleeper.letter) (POST /wake_up), or scale the engines", cause: .insufficientReplicas)
            }
            let wanted = engineDeployment.map { $0.replicas < 2 } ?? (all < 2)
            return Check(
                "replicas", title, .fail, "\(ready) ready: when it dies there is nowhere to go", evidence: evidence,
                remedy: wanted
                    ? "scale the engines: kubectl scale deployment \(engineDeployment?.name ?? "NAME") --replicas 2 or more"
                    : "find out why the others are not ready: kubectl describe pod",
                cause: .insufficientReplicas)
        }
        let leftovers = cluster.uncounted.count(where: \.isLeftover)
        let more = leftovers == 0 ? "" : "; not counted: \(leftovers) left over"
        return Check("replicas", title, .pass, "\(ready) of \(all)\(more)", evidence: evidence)
    }

    /// Pods with the engines' labels that are none.
    private var uncounted: [Evidence] {
        cluster.uncounted.prefix(8).map { record in
            let what = record.isLeftover ? "left over, \(record.pod.status)" : record.duty == .serves ? record.pod.status : record.duty.rawValue
            return Evidence("pod/\(record.pod.name)", "not counted", what)
        }
    }

    var spreadCheck: Check {
        let title = "engines on more than one node"
        let nodes = Set(cluster.readyEngines.compactMap(\.pod.node))
        guard cluster.readyEngines.count >= 2, !nodes.isEmpty else {
            return Check("spread", title, .skip, "fewer than two ready engines")
        }
        if nodes.count == 1, let node = nodes.first {
            return Check(
                "spread", title, .warn, "all on \(node): when the node goes, all go",
                evidence: [Evidence("pods", "spec.nodeName", node)],
                remedy: "spread them with a topologySpreadConstraint or pod anti-affinity", cause: .insufficientReplicas)
        }
        return Check("spread", title, .pass, "\(nodes.count) nodes")
    }

    var probesCheck: Check {
        let title = "engines have probes"
        let containers = cluster.engines.compactMap(\.pod.servingContainer)
        guard !containers.isEmpty else { return Check("probes", title, .skip, "no engines") }
        let bare = cluster.engines.filter { record in
            record.pod.servingContainer.map { !$0.hasReadinessProbe || !$0.hasLivenessProbe } ?? false
        }
        guard let first = bare.first, let container = first.pod.servingContainer else {
            return Check("probes", title, .pass, "readiness and liveness")
        }
        let missing = [container.hasReadinessProbe ? nil : "readinessProbe", container.hasLivenessProbe ? nil : "livenessProbe"]
            .compactMap { $0 }.joined(separator: " and ")
        return Check(
            "probes", title, .warn, "\(bare.count) of \(containers.count) lack a \(missing): a hanging engine is not noticed",
            evidence: [Evidence("pod/\(first.pod.name)", "container \(container.name)", "no \(missing)")],
            remedy: "add probes of /health to the engine container")
    }

    var budgetCheck: Check {
        let title = "disruption budget"
        guard cluster.sources[.budgets].isLive else { return Check("budget", title, .unknown, "budgets cannot be read") }
        // Each engine may be covered by another; the tightest of all is that which stands in the way.
        let budgets = cluster.engines.compactMap { cluster.budgets(of: $0.pod).first }
        guard let budget = budgets.min(by: { ($0.disruptionsAllowed, $0.name) < ($1.disruptionsAllowed, $1.name) }) else {
            return Check("budget", title, .pass, "none on the engines")
        }
        let object = "poddisruptionbudget/\(budget.name)"
        var evidence = [Evidence(object, "status.disruptionsAllowed", "\(budget.disruptionsAllowed)")]
        if let least = budget.minAvailable { evidence.append(Evidence(object, "spec.minAvailable", least)) }
        if let most = budget.maxUnavailable { evidence.append(Evidence(object, "spec.maxUnavailable", most)) }
        guard budget.disruptionsAllowed > 0 else {
            return Check(
                "budget", title, killKind == .evict ? .fail : .warn,
                "\(budget.name) allows no disruption: an eviction is refused (a delete is not)", evidence: evidence,
                remedy: budget.maxUnavailable == nil
                    ? "run one engine more than the budget asks for, or lower minAvailable" : "raise maxUnavailable to 1 or more, or wait until all engines are ready", cause: .insufficientReplicas)
        }
        return Check("budget", title, .pass, "\(budget.name) allows \(budget.disruptionsAllowed)", evidence: evidence)
    }
}
