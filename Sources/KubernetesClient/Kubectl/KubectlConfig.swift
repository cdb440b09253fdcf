import Foundation

/// What `kubectl config view --minify` says about the chosen context. Credentials are redacted by kubectl and never read.
struct KubectlConfig: Decodable, Sendable {
    private struct NamedContext: Decodable {
        struct Context: Decodable {
            var namespace: String?
            var user: String?
        }
        var name: String?
        var context: Context?
    }
    private struct NamedUser: Decodable {
        struct User: Decodable {
            struct Plugin: Decodable {}
            var exec: Plugin?
        }
        var user: User?
    }
    private enum CodingKeys: String, CodingKey {
        case currentContext = "current-context"
        case contexts, users
    }

    let context: String
    /// The context's default namespace.
    let namespace: String
    /// The name of its user; no credential.
    let user: String?
    /// A program gives the credential, and may ask a person for it.
    let usesPlugin: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let current = try container.decodeIfPresent(String.self, forKey: .currentContext) ?? ""
        context = current
        let contexts = try container.decodeIfPresent([NamedContext].self, forKey: .contexts) ?? []
        let named = contexts.first { $0.name == current } ?? contexts.first
        user = named?.context?.user.flatMap { $0.isEmpty ? nil : $0 }
        usesPlugin = (try? container.decode([NamedUser].self, forKey: .users))?.contains { $0.user?.exec != nil } ?? false
        namespace = named?.context?.namespace.flatMap { $0.isEmpty ? nil : $0 } ?? "default"
    }

    /// A context without a name, so that none is asked for.
    init(of account: ServiceAccount) {
        context = ""
        namespace = account.namespace
        user = nil
        usesPlugin = false
    }

    /// Asks kubectl. No cluster is contacted.
    static func read(_ options: KubectlOptions, login: LoginTerminal? = nil) async throws -> KubectlConfig {
        _ = try options.executable()
        if let file = options.kubeconfig, !FileManager.default.isReadableFile(atPath: file) {
            throw ConnectionError(
                .unreadableKubeconfig, "The kubeconfig \(file) cannot be read.",
                remedy: "Check the path given with --kubeconfig, and its permissions.")
        }
        let result = try await KubectlProcess.said(["config", "view", "--minify", "-o", "json"], options, login: login)
        guard result.isSuccess else {
            let error = explain(result.error, options)
            // In a pod kubectl needs no configuration, as long as nobody names one.
            let environment = options.environment ?? ProcessInfo.processInfo.environment
            if error.code == .noContext, options.flags.isEmpty, let account = ServiceAccount(environment: environment) {
                return KubectlConfig(of: account)
            }
            throw error
        }
        do {
            return try JSONDecoder().decode(KubectlConfig.self, from: Data(result.output))
        } catch {
            throw ConnectionError(
                .kubectlFailed, "`kubectl config view` did not answer with a configuration.",
                remedy: "See what `kubectl config view --minify -o json\(options.flagText)` prints.")
        }
    }

    /// kubectl tells its errors only as text; each is known from a real kubectl (1.32).
    static func explain(_ stderr: String, _ options: KubectlOptions) -> ConnectionError {
        let line = stderr.split(whereSeparator: \.isNewline).last.map(String.init) ?? "kubectl said nothing"
        let text = line.hasPrefix("error: ") ? String(line.dropFirst("error: ".count)) : line
        if text.contains("cannot locate context") || text.contains("does not exist") {
            return ConnectionError(
                .unknownContext, "kubectl knows no context \(options.context.map { "'\($0)'" } ?? ""): \(text).",
                remedy: "List the contexts with `kubectl config get-contexts` and choose one with --context.")
        }
        if text.contains("current-context must exist") {
            return ConnectionError(
                .noContext, "kubectl has no current context: \(text).",
                remedy: "Choose one with --context, give a file with --kubeconfig, or try `failtop demo`.")
        }
        if text.contains("error loading config file") {
            return ConnectionError(
                .unreadableKubeconfig, "kubectl cannot read its configuration: \(text)",
                remedy: "Mend that file, or give another with --kubeconfig.")
        }
        return ConnectionError(
            .kubectlFailed, "`kubectl config view` failed: \(text)",
            remedy: "See what `kubectl config view --minify\(options.flagText)` prints.")
    }
}
