import ClusterModel
import IncidentModel
import TrafficModel

/// Whether the router keeps sessions on their pods, and by the key that is sent.
extension Diagnosis {
    private var routerArguments: (pod: String, arguments: RouterArguments)? {
        let routers = traffic.askedRouters(in: cluster)
        let pod = routers.first { $0.stage == .ready } ?? routers.first
        return pod.flatMap { pod in pod.routerContainer.map { (pod.pod.name, RouterArguments($0.arguments)) } }
    }

    var sessionRoutingCheck: Check {
        let title = "session routing is on"
        guard let (pod, arguments) = routerArguments, let routing = arguments.routing else {
            return Check("session-routing", title, .skip, silentArguments)
        }
        let evidence = [Evidence("pod/\(pod)", "args", "\(routing.flag) \(routing.value)")]
        switch arguments.keepsSessions {
        case true?:
            return Check("session-routing", title, .pass, "\(routing.flag) \(routing.value)", evidence: evidence)
        case false?:
            return Check(
                "session-routing", title, .fail, "\(routing.flag) \(routing.value) sends each request elsewhere",
                evidence: evidence, remedy: Self.routingRemedy(routing.flag), cause: .misconfiguredRouting)
        case nil:
            return Check(
                "session-routing", title, .warn, "\(routing.flag) \(routing.value) does not promise it; see the probes",
                evidence: evidence)
        }
    }

    /// The router is a URL, and no pod has shown to be it.
    private var isPodUnknown: Bool {
        guard case .url? = router.endpoint else { return false }
        return traffic.askedRouters(in: cluster).isEmpty
    }

    private var silentArguments: String {
        isPodUnknown
            ? "which pod is the router is not known; name it by --router-pod or --router-selector" : "the router's arguments do not tell"
    }

    private static func routingRemedy(_ flag: String) -> String {
        switch flag {
        case "--policy": "start the router with --policy consistent_hash"
        case "--router-mode": "start the router with --router-session-affinity-ttl-secs and --router-session-affinity-mode soft"
        default: "start the router with --routing-logic session --session-key x-user-id"
        }
    }

    var sessionKeyCheck: Check {
        let title = "session key"
        guard let (pod, arguments) = routerArguments, let key = arguments.sessionKey else {
            return Check("session-key", title, .skip, isPodUnknown ? silentArguments : "the router's arguments name none")
        }
        let evidence = [Evidence("pod/\(pod)", "args", "--session-key \(key)")]
        guard key.lowercased() == traffic.sessionHeader.lowercased() else {
            return Check(
                "session-key", title, .fail, "the router keys on \(key), requests carry \(traffic.sessionHeader)",
                evidence: evidence,
                remedy: "send the header the router expects (--session-header \(key)), or start the router with "
                    + "--session-key \(traffic.sessionHeader)",
                cause: .misconfiguredRouting)
        }
        return Check("session-key", title, .pass, key, evidence: evidence)
    }

    var sessionProbeCheck: Check {
        let title = "one session, one pod"
        let probes = conversations.probes.filter { $0.request.session == session && $0.outcome.isComplete }.prefix(2)
        guard probes.count == 2 else { return Check("session-probe", title, .skip, "not probed twice") }
        let routes = probes.compactMap { $0.routes.last }
        guard routes.count == 2 else {
            return Check(
                "session-probe", title, .warn, "nothing tells which pod served the probes",
                remedy: "let failtop read the router's log (get pods/log)")
        }
        let evidence = zip(probes, routes).map { probe, route in
            Evidence("request \(probe.id)", route.evidence.rawValue, "\(route.pod?.name ?? route.worker)", at: wall(route.at))
        }
        guard routes[0].leadsToSamePod(as: routes[1]) else {
            return Check(
                "session-probe", title, .fail,
                "two requests of session \(session) were served by \(letter(of: routes[0].pod)) and "
                    + letter(of: routes[1].pod),
                evidence: evidence, remedy: "turn session routing on, by the header \(traffic.sessionHeader)",
                cause: .misconfiguredRouting)
        }
        return Check(
            "session-probe", title, .pass, "both probes on \(letter(of: routes[0].pod)), by \(routes[0].evidence.rawValue)",
            evidence: evidence)
    }

    /// None of the vLLM routers goes on with a started stream; Dynamo does, up to its migration limit.
    var migrationCheck: Check {
        let title = "router continues broken streams"
        guard let (pod, arguments) = routerArguments else { return Check("migration", title, .skip, "no router pod") }
        if let flag = arguments.migration, arguments.hasHardAffinity {
            return Check(
                "migration", title, .fail, "hard session affinity defeats \(flag): a session whose engine dies gets errors",
                evidence: [
                    Evidence("pod/\(pod)", "args", flag),
                    Evidence(
                        "pod/\(pod)", "args",
                        "--router-session-affinity-mode \(arguments.value(of: "--router-session-affinity-mode") ?? "not given, so hard")"),
                ],
                remedy: "start the router with --router-session-affinity-mode soft", cause: .misconfiguredRouting)
        }
        if let flag = arguments.migration {
            return Check("migration", title, .pass, flag, evidence: [Evidence("pod/\(pod)", "args", flag)])
        }
        return Check(
            "migration", title, .warn, "it does not say so, and no vLLM router does: an answer that breaks off is lost",
            remedy: "let the client resume it (--on-break resume)")
    }
}
