import KubernetesClient
import Yams

/// What `kubectl apply -f -` needs to let failtop run in a cluster: its objects, in the order in which they depend on each other.
struct Manifest {
    var name: String
    var namespace: String
    var image = ""
    /// Further arguments of failtop.
    var arguments: [String] = []

    /// Where a board in a pod serves its metrics.
    static let metricsPort = 9_464

    /// The rights alone, and whom they are given to.
    func role(_ purposes: [AccessRule.Purpose], to subject: Subject?) -> [Node] {
        let rules = AccessRule.all.filter { purposes.contains($0.purpose) }
        var objects = [object("Role", "rbac.authorization.k8s.io/v1", ["rules": Self.rules(rules.filter(\.isNamespaced))])]
        let wide = rules.filter { !$0.isNamespaced }
        // Nodes are in no namespace.
        if !wide.isEmpty {
            objects.append(object("ClusterRole", "rbac.authorization.k8s.io/v1", ["rules": Self.rules(wide)], isNamespaced: false))
        }
        guard let subject else { return objects }
        objects.append(binding("Role", subject, isNamespaced: true))
        if !wide.isEmpty { objects.append(binding("ClusterRole", subject, isNamespaced: false)) }
        return objects
    }

    /// A board in a pod: lines in its log, metrics on a port.
    func watch(_ purposes: [AccessRule.Purpose]) -> [Node] {
        let port = Self.metricsPort
        var container = container(["watch", "--headless", "--read-only", "--namespace", namespace, "--metrics", "0.0.0.0:\(port)"])
        container["ports"] = [["name": "metrics", "containerPort": number(port)]]
        container["readinessProbe"] = ["httpGet": ["path": "/metrics", "port": "metrics"], "periodSeconds": number(10)]
        let deployment: Node = [
            "replicas": number(1), "strategy": ["type": "Recreate"], "selector": ["matchLabels": labels],
            "template": ["metadata": ["labels": labels], "spec": pod(container)],
        ]
        let service: Node = ["selector": labels, "ports": [["name": "metrics", "port": number(port), "targetPort": "metrics"]]]
        return account + role(purposes, to: .serviceAccount(name)) + [
            object("Deployment", "apps/v1", ["spec": deployment]), object("Service", "v1", ["spec": service]),
        ]
    }

    /// A test at set times, whose exit code is the job's.
    func drill(schedule: String) -> [Node] {
        var pod = pod(container(["test", "--namespace", namespace, "--output", "json"]))
        pod["restartPolicy"] = "Never"
        let job: Node = ["backoffLimit": number(0), "template": ["metadata": ["labels": labels], "spec": pod]]
        let spec: Node = [
            "schedule": text(schedule), "concurrencyPolicy": "Forbid", "jobTemplate": ["spec": job],
        ]
        return account + role(AccessRule.Purpose.allCases, to: .serviceAccount(name)) + [object("CronJob", "batch/v1", ["spec": spec])]
    }

    static func yaml(_ objects: [Node]) throws -> String {
        try objects.map { try serialize(node: $0, width: -1) }.joined(separator: "---\n")
    }
}

extension Manifest {
    enum Subject {
        case serviceAccount(String), user(String), group(String)
    }

    private var labels: Node { ["app.kubernetes.io/name": "failtop", "app.kubernetes.io/instance": text(name)] }
    private var account: [Node] { [object("ServiceAccount", "v1")] }

    private func object(_ kind: String, _ version: String, _ fields: Node = [:], isNamespaced: Bool = true) -> Node {
        var metadata: Node = ["name": text(isNamespaced ? name : "\(namespace)-\(name)")]
        if isNamespaced { metadata["namespace"] = text(namespace) }
        metadata["labels"] = labels
        var node: Node = ["apiVersion": Self.word(version), "kind": Self.word(kind), "metadata": metadata]
        for (key, value) in fields.mapping ?? [:] { node.mapping?[key] = value }
        return node
    }

    private func binding(_ role: String, _ subject: Subject, isNamespaced: Bool) -> Node {
        let reference: Node = [
            "apiGroup": "rbac.authorization.k8s.io", "kind": Self.word(role), "name": text(isNamespaced ? name : "\(namespace)-\(name)"),
        ]
        let whom: Node =
            switch subject {
            case .serviceAccount(let name): ["kind": "ServiceAccount", "name": text(name), "namespace": text(namespace)]
            case .user(let name): ["apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": text(name)]
            case .group(let name): ["apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": text(name)]
            }
        return object(role + "Binding", "rbac.authorization.k8s.io/v1", ["roleRef": reference, "subjects": [whom]], isNamespaced: isNamespaced)
    }

    private static func rules(_ rules: [AccessRule]) -> Node {
        list(rules.map { rule in ["apiGroups": [text(rule.group)], "resources": [word(rule.resource)], "verbs": list(rule.verbs.map(word))] })
    }

    private func container(_ own: [String]) -> Node {
        [
            "name": "failtop", "image": text(image), "args": Self.list((own + arguments).map(text)),
            // kubectl's cache, recordings and history.
            "env": [["name": "HOME", "value": "/state"], ["name": "XDG_STATE_HOME", "value": "/state"]],
            "resources": ["requests": ["cpu": "50m", "memory": "96Mi"], "limits": ["memory": "512Mi"]],
            "securityContext": [
                "allowPrivilegeEscalation": flag(false), "readOnlyRootFilesystem": flag(true), "capabilities": ["drop": ["ALL"]],
            ],
            "volumeMounts": [["name": "state", "mountPath": "/state"], ["name": "tmp", "mountPath": "/tmp"]],
        ]
    }

    private func pod(_ container: Node) -> Node {
        [
            "serviceAccountName": text(name),
            "securityContext": [
                "runAsNonRoot": flag(true), "runAsUser": number(65_532), "fsGroup": number(65_532), "seccompProfile": ["type": "RuntimeDefault"],
            ],
            "containers": [container],
            "volumes": [["name": "state", "emptyDir": [:]], ["name": "tmp", "emptyDir": [:]]],
        ]
    }

    private static func list(_ nodes: [Node]) -> Node { Node(nodes) }
    /// One of Kubernetes' own, as it is.
    private static func word(_ value: String) -> Node { Node(value) }
    private func text(_ value: String) -> Node { Self.text(value) }
    /// Quoted: a name may look like a number.
    private static func text(_ value: String) -> Node { Node(value, Tag(.str), .doubleQuoted) }
    private func number(_ value: Int) -> Node { Node(String(value), Tag(.int)) }
    private func flag(_ value: Bool) -> Node { Node(String(value), Tag(.bool)) }
}
