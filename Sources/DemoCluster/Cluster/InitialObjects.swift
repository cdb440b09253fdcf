import Foundation

/// What a fresh cluster contains: that of a small GPU cluster with the vLLM production stack installed by its chart.
struct InitialObjects: Sendable {
    let configuration: DemoCluster.Configuration
    /// That of the node with this number.
    var nodeAddress: @Sendable (Int) -> String = { _ in "127.0.0.1" }

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
        EngineObjects(setup: configuration.engine, count: configuration.engines, command: configuration.engineCommand).fill(store)
        store.create(.deployments, router)
        OtherPods.fill(store, count: configuration.otherPods, areEngines: configuration.otherPodsAreEngines)
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
        var annotations: JSONValue = [:]
        if !configuration.nodeUTCOffsets.isEmpty {
            let offset = configuration.nodeUTCOffsets[(number - 1) % configuration.nodeUTCOffsets.count]
            annotations[UTCOffset.annotation] = .string(UTCOffset.text(minutes: offset))
        }
        return [
            "metadata": [
                "name": name, "annotations": annotations,
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
                "addresses": [["type": "InternalIP", "address": .string(nodeAddress(number))], ["type": "Hostname", "address": name]],
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

    private var router: JSONValue {
        let (setup, program) = (configuration.router, configuration.routerProgram)
        let builtin = setup.arguments.flatMap { [$0.flag, $0.value] }
        let arguments = configuration.routerCommand?.template ?? (program == .builtin ? builtin : program.arguments)
        var container: JSONValue = [
            "name": "router-container", "image": .string(configuration.routerCommand == nil ? program.image : "localhost/router-command"),
            "args": .array(arguments.map { .string($0) }),
            "ports": [["name": "router-port", "containerPort": 8000, "protocol": "TCP"]], "resources": [:],
            "imagePullPolicy": "Always",
        ]
        if setup.hasProbes {
            let path = configuration.routerCommand == nil ? program.probePath : "/health"
            container["livenessProbe"] = PodTemplate.probe(period: 5, path: path)
            container["readinessProbe"] = PodTemplate.probe(period: 5, path: path)
        }
        return PodTemplate.deployment(
            Self.routerDeployment, replicas: 1, selector: RouterSetup.labels,
            PodTemplate.of(labels: RouterSetup.labels, containers: [container]))
    }
}
