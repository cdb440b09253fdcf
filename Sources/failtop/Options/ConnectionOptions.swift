import ArgumentParser
import ClusterModel
import FailoverModel
import Foundation
import KubernetesClient
import TrafficModel
import WireFormats

/// Which cluster, which engines, which router. The flags are kubectl's.
struct ConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The kubeconfig context.", valueName: "name"))
    var context: String?

    @Option(help: ArgumentHelp("The kubeconfig file.", valueName: "file"))
    var kubeconfig: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The namespace; default is the context's.", valueName: "name"))
    var namespace: String?

    @Option(name: [.customShort("l"), .long], help: ArgumentHelp("Labels of the engines, a=b,c=d; default is the production stack's chart.", valueName: "labels"))
    var selector: String?

    @Option(help: ArgumentHelp("auto, service/[https:]NAME[:PORT], or a URL.", valueName: "router"))
    var router: String = "auto"

    @Option(help: ArgumentHelp("The router's pod, where --router is a URL or its service leads to others; its log and arguments count.", valueName: "name"))
    var routerPod: String?

    @Option(help: ArgumentHelp("The same by labels, a=b,c=d.", valueName: "labels"))
    var routerSelector: String?

    @Option(help: ArgumentHelp("The namespace of --router-pod, where it is another.", valueName: "name"))
    var routerNamespace: String?

    @Option(help: ArgumentHelp("How a router service is reached: by the API server's proxy or a port-forward. (default: what works)", valueName: "way"))
    var via: RouterAccess?

    @Option(help: ArgumentHelp("The environment variable that holds the router's key.", valueName: "name"))
    var apiKeyEnv: String?

    @Option(
        help: ArgumentHelp("The secret of the namespace that holds the router's key, and its key there.", valueName: "name/key"))
    var apiKeySecret: String?

    @Flag(help: "Send the router's key over plain http:// to another machine all the same.")
    var insecureKey = false

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Read the router's log by this text, with {worker} and {request}, {session}, {pod} or {*} in it, and {{ for a brace; "
                + "may be given several times.",
            valueName: "text"))
    var logPattern: [String] = []

    mutating func validate() throws {
        for pattern in logPattern where LogPattern(pattern) == nil {
            throw ValidationError(
                "--log-pattern \(pattern) cannot be read; write literal text with {worker} or {pod} in it, {{ for a brace, for example "
                    + "'forwarded {request} of {session} to {worker}'")
        }
        try validateWay()
        try validateRouterPods()
        if let selector, LabelSelector(parsing: selector) == nil {
            throw ValidationError("--selector \(selector) cannot be read; write it as for kubectl -l, for example model=opt125m or 'app in (a,b)'")
        }
        if case .url(let url)? = Self.choice(router), URLComponents(string: url)?.user != nil {
            throw ValidationError("--router must hold no user and no password: it is shown and recorded")
        }
        if Self.choice(router) == nil {
            throw ValidationError("--router \(router) is not auto, service/NAME[:PORT], service/https:NAME[:PORT], or a URL with http:// or https://")
        }
    }

    private func validateRouterPods() throws {
        if routerPod != nil, routerSelector != nil { throw ValidationError("--router-pod and --router-selector exclude each other") }
        if routerNamespace != nil, routerPod == nil {
            throw ValidationError("--router-namespace needs --router-pod: pods are watched in one namespace")
        }
        if let routerSelector, Self.labels(routerSelector) == nil {
            throw ValidationError("--router-selector \(routerSelector) cannot be read; write it as a=b,c=d")
        }
        for name in [routerPod, routerNamespace].compactMap({ $0 }) where !Self.isName(name) {
            throw ValidationError("\(name) is no name of a pod or a namespace")
        }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-") && text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || $0 == ".") }
    }

    /// `a=b,c=d`; nil for anything else.
    private static func labels(_ text: String) -> [String: String]? {
        var labels: [String: String] = [:]
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
            labels[String(parts[0])] = String(parts[1])
        }
        return labels
    }

    private var routerPods: RouterPods? {
        guard routerPod != nil || routerSelector != nil else { return nil }
        return RouterPods(name: routerPod, selector: routerSelector.flatMap(Self.labels) ?? [:], namespace: routerNamespace)
    }

    private func validateWay() throws {
        if apiKeyEnv != nil, apiKeySecret != nil {
            throw ValidationError("--api-key-env and --api-key-secret exclude each other")
        }
        if let apiKeyEnv, apiKeyEnv.isEmpty || apiKeyEnv.contains("=") {
            throw ValidationError("--api-key-env takes the name of an environment variable, never the key itself")
        }
        if let apiKeySecret, keySource == nil {
            throw ValidationError("--api-key-secret \(apiKeySecret) is not NAME/KEY, a secret of the namespace and its key")
        }
        if via == .proxy, keySource != nil {
            throw ValidationError(
                "--via proxy would show the router's key to the API server, which takes the Authorization header for itself; "
                    + "leave it out, or give a URL by --router")
        }
        if insecureKey, keySource == nil { throw ValidationError("--insecure-key goes with --api-key-env or --api-key-secret") }
        if keySource != nil, !insecureKey, case .url(let url)? = Self.choice(router), Self.isReadableOnTheWay(url) {
            throw ValidationError(
                "--router \(url) would show the router's key to everybody on the way; take https://, or the service itself (service/NAME), "
                    + "which is asked through a port-forward. --insecure-key sends it all the same")
        }
        if via != nil, case .url? = Self.choice(router) {
            throw ValidationError("--via is for a router service; a URL is asked directly")
        }
    }

    /// Plain HTTP, and not to this machine.
    private static func isReadableOnTheWay(_ url: String) -> Bool {
        guard let parts = URLComponents(string: url), parts.scheme == "http" else { return false }
        let host = parts.host?.trimmingCharacters(in: ["[", "]"]) ?? ""
        return !(host == "localhost" || host == "::1" || host.split(separator: ".").count == 4 && host.hasPrefix("127."))
    }

    /// Where the router's key comes from; nil without one.
    var keySource: RouterKeySource? {
        if let apiKeyEnv { return .environment(apiKeyEnv) }
        let parts = (apiKeySecret ?? "").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("-") }) else { return nil }
        return .secret(name: parts[0], key: parts[1])
    }

    var access: ClusterAccess {
        .kubectl(KubectlOptions(context: context, kubeconfig: kubeconfig, namespace: namespace))
    }

    func apply(to settings: inout Settings) {
        settings.engineSelector = selector.flatMap { LabelSelector(parsing: $0) }
        settings.logPatterns = logPattern.isEmpty ? nil : logPattern
        settings.routerAccess = via
        settings.routerKey = keySource?.label
        settings.routerPods = routerPods
        settings.router = Self.choice(router) ?? .automatic
    }

    static func choice(_ text: String) -> RouterChoice? {
        if text == "auto" { return .automatic }
        if text.hasPrefix("http://") || text.hasPrefix("https://") {
            return .url(text.hasSuffix("/") ? String(text.dropLast()) : text)
        }
        guard text.hasPrefix("service/") else { return nil }
        var parts = text.dropFirst("service/".count).split(separator: ":", omittingEmptySubsequences: false)
        let tls: Bool? = parts.count > 1 ? ["https": true, "http": false][parts[0]] : nil
        if tls != nil { parts.removeFirst() }
        guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return nil }
        return .service(name: String(name), port: parts.count == 2 ? String(parts[1]) : nil, tls: tls)
    }
}

extension RouterAccess: ExpressibleByArgument {}
