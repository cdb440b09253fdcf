import ArgumentParser
import FailoverModel
import Foundation
import KubernetesClient
import WireFormats

/// Which cluster, which engines, which router. The flags are kubectl's.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "The kubeconfig context.")
    var context: String?

    @Option(help: "The kubeconfig file.")
    var kubeconfig: String?

    @Option(name: [.short, .long], help: "The namespace; default is the context's.")
    var namespace: String?

    @Option(name: [.customShort("l"), .long], help: "Labels of the engines, a=b,c=d; default is the production stack's chart.")
    var selector: String?

    @Option(help: "auto, service/NAME[:PORT], or a URL.")
    var router: String = "auto"

    @Option(
        help: ArgumentHelp(
            "Read the router's log by this text, with {worker} and {request}, {session}, {pod} or {*} in it; may be "
                + "given several times.",
            valueName: "text"))
    var logPattern: [String] = []

    mutating func validate() throws {
        for pattern in logPattern where LogPattern(pattern) == nil {
            throw ValidationError(
                "--log-pattern \(pattern) cannot be read; begin with literal text and name the groups, for example "
                    + "'forwarded {request} of {session} to {worker}'")
        }
        if let selector, LabelSelector(parsing: selector) == nil {
            throw ValidationError("--selector \(selector) cannot be read; write equalities, for example model=opt125m")
        }
        if case .url(let url)? = Self.choice(router), URLComponents(string: url)?.user != nil {
            throw ValidationError("--router must hold no user and no password: it is shown and recorded")
        }
        if Self.choice(router) == nil {
            throw ValidationError("--router \(router) is not auto, service/NAME[:PORT], or a URL with http:// or https://")
        }
    }

    var access: ClusterAccess {
        .kubectl(KubectlOptions(context: context, kubeconfig: kubeconfig, namespace: namespace))
    }

    func apply(to settings: inout Settings) {
        settings.engineSelector = selector.flatMap { LabelSelector(parsing: $0) }
        settings.logPatterns = logPattern.isEmpty ? nil : logPattern
        settings.router = Self.choice(router) ?? .automatic
    }

    static func choice(_ text: String) -> RouterChoice? {
        if text == "auto" { return .automatic }
        if text.hasPrefix("http://") || text.hasPrefix("https://") {
            return .url(text.hasSuffix("/") ? String(text.dropLast()) : text)
        }
        guard text.hasPrefix("service/") else { return nil }
        let parts = text.dropFirst("service/".count).split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return nil }
        return .service(name: String(name), port: parts.count == 2 ? String(parts[1]) : nil)
    }
}
