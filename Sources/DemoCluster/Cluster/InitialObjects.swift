import Foundation

/// What a fresh cluster contains: that of a small GPU cluster with the vLLM production stack installed by its chart.
struct InitialObjects: Sendable {
    let configuration: DemoCluster.Configuration

    static let engineDeployment = "vllm-opt125m-deployment-vllm"
    static let routerDeployment = "vllm-deployment-router"

    func fill(_ store: ObjectStore) {
        for name in ["default", "kube-system", "kube-public", "kube-node-lease"] {
            store.create(.namespaces, namespace(name))
        }
        for number in 1...max(configuration.nodes, 1) { store.create(.nodes, node(number, at: store.clock.date)) }
        store.create(.services, kubernetesService)
        store.create(
            .services,
            service(
                "vllm-engine-service", ["environment": "test", "release": "test"], portName: "service-port",
                clusterIP: "10.96.0.24"))
        store.create(
            .services,
            service(
                "vllm-router-service", RouterSetup.labels, selector: configuration.router.serviceSelector,
                portName: "router-sport", clusterIP: "10.96.0.25"))
        if let least = configuration.disruptionBudget { store.create(.podDisruptionBudgets, budget(least)) }
        store.create(.deployments, engines)
        store.create(.deployments, router)
        OtherPods.fill(store, count: configuration.otherPods)
    }

    private func namespace(_ name: String) -> JSONValue {
        [
            "metadata": ["name": .string(name), "labels": ["kubernetes.io/metadata.name": .string(name)]],
            "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
        ]
    }

    private func node(_ number: Int, at date: Date) -> JSONValue {
        let name: JSONValue = "node-\(number)"
        let gpus = String(configuration.gpusPerNode)
        let capacity: JSONValue = [
            "cpu": "64", "memory": "256Gi", "nvidia.com/gpu": .string(gpus), "pods": "110",
            "ephemeral-storage": "1000Gi",
        ]
        let time = JSONValue.timestamp(date)
        return [
            "metadata": [
                "name": name,
                "labels": [
                    "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
                    "nvidia.com/gpu.present": "true",
                ],
            ],
            "spec": [:],
            "status": [
                "capacity": capacity, "allocatable": capacity,
                "conditions": [
                    [
                        "type": "Ready", "status": "True", "reason": "KubeletReady",
                        "message": "kubelet is posting ready status", "lastHeartbeatTime": time,
                        "lastTransitionTime": time,
                    ]
                ],
                "addresses": [["type": "InternalIP", "address": "127.0.0.1"], ["type": "Hostname", "address": name]],
                "daemonEndpoints": ["kubeletEndpoint": ["Port": 10250]],
                "nodeInfo": [
                    "machineID": "", "systemUUID": "", "bootID": "", "kernelVersion": "demo", "osImage": "failtop demo",
                    "containerRuntimeVersion": "failtop://demo", "kubeletVersion": "v1.32.0",
                    "kubeProxyVersion": "v1.32.0", "operatingSystem": "linux", "architecture": "amd64",
                ],
            ],
        ]
    }

    private var kubernetesService: JSONValue {
        [
            "metadata": [
                "name": "kubernetes", "namespace": "default",
                "labels": ["component": "apiserver", "provider": "kubernetes"],
            ],
            "spec": [
                "ports": [["name": "https", "protocol": "TCP", "port": 443, "targetPort": 6443]],
                "clusterIP": "10.96.0.1", "clusterIPs": ["10.96.0.1"], "type": "ClusterIP", "sessionAffinity": "None",
                "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack", "internalTrafficPolicy": "Cluster",
            ],
            "status": ["loadBalancer": [:]],
        ]
    }

    private func service(
        _ name: String, _ labels: [String: String], selector: [String: String]? = nil, portName: String,
        clusterIP: String
    ) -> JSONValue {
        [
            "metadata": ["name": .string(name), "namespace": "default", "labels": JSONValue(labels)],
            "spec": [
                "ports": [["name": .string(portName), "protocol": "TCP", "port": 80, "targetPort": 8000]],
                "selector": JSONValue(selector ?? labels), "clusterIP": .string(clusterIP), "clusterIPs": [.string(clusterIP)],
                "type": "ClusterIP", "sessionAffinity": "None", "ipFamilies": ["IPv4"],
                "ipFamilyPolicy": "SingleStack", "internalTrafficPolicy": "Cluster",
            ],
            "status": ["loadBalancer": [:]],
        ]
    }

    private func budget(_ least: String) -> JSONValue {
        [
            "metadata": ["name": "engines", "namespace": "default"],
            "spec": ["minAvailable": Int(least).map(JSONValue.int) ?? .string(least), "selector": ["matchLabels": ["model": "opt125m"]]],
        ]
    }

    private var engines: JSONValue {
        let selector: [String: String] = ["environment": "test", "model": "opt125m", "release": "test"]
        var labels = selector
        labels["helm-release-name"] = "vllm"
        var resources: JSONValue = ["requests": ["nvidia.com/gpu": "1"], "limits": ["nvidia.com/gpu": "1"]]
        if let memory = configuration.engine.memoryLimit {
            resources["requests", "memory"] = .string(memory)
            resources["limits", "memory"] = .string(memory)
        }
        return deployment(
            Self.engineDeployment, replicas: configuration.engines, selector: selector, labels: labels,
            graceSeconds: configuration.engine.graceSeconds,
            container: [
                "name": "vllm", "image": "vllm/vllm-openai:latest",
                "args": ["--model", "facebook/opt-125m", "--host", "0.0.0.0", "--port", "8000"],
                "ports": [["name": "container-port", "containerPort": 8000, "protocol": "TCP"]],
                "resources": resources,
                "livenessProbe": probe(period: 10), "readinessProbe": probe(period: 5),
                "imagePullPolicy": "IfNotPresent",
            ])
    }

    private var router: JSONValue {
        let (setup, program) = (configuration.router, configuration.routerProgram)
        let builtin = setup.arguments.flatMap { [$0.flag, $0.value] }
        var container: JSONValue = [
            "name": "router-container", "image": .string(program.image),
            "args": .array((program == .builtin ? builtin : program.arguments).map { .string($0) }),
            "ports": [["name": "router-port", "containerPort": 8000, "protocol": "TCP"]], "resources": [:],
            "imagePullPolicy": "Always",
        ]
        if setup.hasProbes {
            container["livenessProbe"] = probe(period: 5, path: program.probePath)
            container["readinessProbe"] = probe(period: 5, path: program.probePath)
        }
        return deployment(
            Self.routerDeployment, replicas: 1, selector: RouterSetup.labels, labels: RouterSetup.labels,
            container: container)
    }

    private func probe(period: Int, path: String = "/health") -> JSONValue {
        [
            "httpGet": ["path": .string(path), "port": 8000, "scheme": "HTTP"], "timeoutSeconds": 1,
            "periodSeconds": .int(period), "successThreshold": 1, "failureThreshold": 3,
        ]
    }

    private func deployment(
        _ name: String, replicas: Int, selector: [String: String], labels: [String: String], graceSeconds: Int = 30,
        container: JSONValue
    ) -> JSONValue {
        var container = container
        container["terminationMessagePath"] = "/dev/termination-log"
        container["terminationMessagePolicy"] = "File"
        return [
            "metadata": ["name": .string(name), "namespace": "default", "labels": JSONValue(selector)],
            "spec": [
                "replicas": .int(replicas), "selector": ["matchLabels": JSONValue(selector)],
                "strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": "25%", "maxSurge": "25%"]],
                "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600,
                "template": [
                    "metadata": ["labels": JSONValue(labels)],
                    "spec": [
                        "containers": [container], "restartPolicy": "Always",
                        "terminationGracePeriodSeconds": .int(graceSeconds),
                        "dnsPolicy": "ClusterFirst", "securityContext": [:], "schedulerName": "default-scheduler",
                    ],
                ],
            ],
        ]
    }
}
