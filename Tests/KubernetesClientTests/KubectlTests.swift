import AsyncHTTPClient
import ClusterModel
import Foundation
@testable import KubernetesClient
import NIOCore
import TestSupport
import Testing


#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

private let hasKubectl = Part.isWanted(Part.has("kubectl"))

@Suite(.timeLimit(.minutes(1))) struct KubectlTests {
    private static let kubeconfig = """
        apiVersion: v1
        kind: Config
        current-context: here
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:9"}}]
        contexts: [{name: here, context: {cluster: c, user: u, namespace: ns1}}, {name: bare, context: {cluster: c, user: u}}]
        users: [{name: u, user: {token: never-read}}]
        """

    /// Runs `body` with the path of a kubeconfig with this content.
    private func withConfig(_ text: String = kubeconfig, _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "config-\(UUID().uuidString)").path
        try Data(text.utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await body(file)
    }

    private func code(_ options: KubectlOptions) async -> ConnectionError? {
        do {
            _ = try await KubernetesClient.identity(.kubectl(options))
            return nil
        } catch {
            return error as? ConnectionError
        }
    }

    @Test(arguments: ["", "/nonexistent"])
    func `without kubectl it says so before anything is watched`(path: String) async throws {
        let options = KubectlOptions(environment: ["PATH": path])
        try await Watching.inFolder { _, http in
            let client = try KubernetesClient.live(.kubectl(options), http: http, context: Watching.run())
            let error = await #expect(throws: ConnectionError.self) {
                try await client.run { Issue.record("told \($0)") }
            }
            #expect(error?.code == .kubectlMissing)
            #expect(error?.description.split(separator: "\n").count == 2)
        }
    }

    /// As kubectl does it: in a pod, where nobody names a configuration.
    @Test func `without a configuration a pod's account is used`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "account-\(UUID().uuidString.prefix(8))").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let inPod = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]
        #expect(ServiceAccount(environment: inPod, folder: folder) == nil, "no token")
        try Data("t".utf8).write(to: URL(filePath: "\(folder)/token"))
        #expect(ServiceAccount(environment: inPod, folder: folder)?.namespace == "default")
        try Data("llm\n".utf8).write(to: URL(filePath: "\(folder)/namespace"))
        let account = try #require(ServiceAccount(environment: inPod, folder: folder))
        #expect(account.namespace == "llm" && KubectlConfig(of: account).namespace == "llm" && KubectlConfig(of: account).context.isEmpty)
        #expect(ServiceAccount(environment: ["KUBERNETES_SERVICE_HOST": "10.0.0.1"], folder: folder) == nil)
    }

    @Test(.enabled(if: hasKubectl)) func `the context and its namespace are kubectl's`() async throws {
        try await withConfig { file in
            let here = try await KubernetesClient.identity(.kubectl(KubectlOptions(kubeconfig: file)))
            let version = try #require(here.clientVersion)
            #expect(version.hasPrefix("v1."))
            #expect(here == ClusterIdentity(context: "here", namespace: "ns1", clientVersion: version, user: "u"))
            let bare = try await KubernetesClient.identity(.kubectl(KubectlOptions(context: "bare", kubeconfig: file)))
            #expect(bare == ClusterIdentity(context: "bare", namespace: "default", clientVersion: version, user: "u"))
            let other = KubectlOptions(kubeconfig: file, namespace: "mine")
            #expect(try await KubernetesClient.identity(.kubectl(other)).namespace == "mine")
        }
    }

    @Test(.enabled(if: hasKubectl)) func `each mistake has its own words`() async throws {
        try await withConfig { file in
            let unknown = await code(KubectlOptions(context: "nope", kubeconfig: file))
            #expect(unknown?.code == .unknownContext && unknown?.message.contains("'nope'") == true)
        }
        try await withConfig("{{{") { file in
            #expect(await code(KubectlOptions(kubeconfig: file))?.code == .unreadableKubeconfig)
        }
        try await withConfig("apiVersion: v1\nkind: Config\n") { file in
            #expect(await code(KubectlOptions(kubeconfig: file))?.code == .noContext)
        }
        #expect(await code(KubectlOptions(kubeconfig: "/nonexistent/file"))?.code == .unreadableKubeconfig)
    }

    @Test(.enabled(if: hasKubectl && Part.isWanted(FileManager.default.fileExists(atPath: "/proc/self"))))
    func `a kubectl that is killed comes back on the same socket, and none is left behind`() async throws {
        try await withConfig { file in
            let folder = ProxyFolder(in: "/tmp")
            let health = ProxyHealth()
            let proxy = KubectlProxy(
                options: KubectlOptions(kubeconfig: file), folder: folder, health: health, run: Watching.run())
            try await Watching.beside({ try await proxy.untilCancelled() }) {
                let first = try await kubectl(serving: folder, other: nil)
                #expect(
                    try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int == 0o700)
                kill(first, SIGKILL)
                let second = try await kubectl(serving: folder, other: first)
                #expect(second != first)
                try await HTTPClient.withHTTPClient(configuration: KubernetesClient.httpConfiguration) { http in
                    try await expectAnswer(folder, http, health)
                }
            }
            // The signal is sent when the proxy returns; the processes need a moment to follow it.
            _ = try await Program.eventually(every: .milliseconds(5), "no kubectl") {
                processes(naming: folder.path).isEmpty ? true : nil
            }
            #expect(!FileManager.default.fileExists(atPath: folder.path))
        }
    }

    @Test func `a kubectl that does not tell its version has none`() async {
        #expect(KubectlVersion.parse(Data(#"{"clientVersion":{"gitVersion":"v1.32.4"},"more":[]}"#.utf8)) == "v1.32.4")
        #expect(KubectlVersion.parse(Data("Client Version: v1.32.4".utf8)) == nil)
        #expect(KubectlVersion.parse(Data(#"{"clientVersion":{}}"#.utf8)) == nil)
        #expect(await KubectlVersion.read(KubectlOptions(environment: ["PATH": "/nonexistent"])) == nil)
    }

    @Test func `kubectl's words are told without their header`() {
        let line = "E1124 00:25:32.983992   15868 proxy_server.go:147] Error while proxying request: dial tcp: refused"
        #expect(ProxyHealth.stripped(line) == "dial tcp: refused")
        #expect(ProxyHealth.stripped("error: unknown flag") == "unknown flag")
        let health = ProxyHealth()
        health.said("error: listen unix: address in use")
        #expect(health.ended("exit status 1") == "kubectl proxy ended (exit status 1): listen unix: address in use")
        #expect(health.explain("reset").hasPrefix("kubectl proxy ended"))
        health.answered()
        #expect(!health.explain("reset").hasPrefix("kubectl proxy ended"))
    }

    @Test func `a credential plugin that cannot ask is told by its own words, and what to do`() {
        let health = ProxyHealth()
        health.answered()
        health.said("cannot ask: standard input is closed")
        health.said(
            "E1124 00:25:32.983992   15868 proxy_server.go:147] Error while proxying request: getting credentials: exec: "
                + "executable prompting-plugin failed with exit code 1")
        #expect(health.explain("HTTP 502").hasPrefix("no credentials: cannot ask: standard input is closed. Log in where the plugin can ask"))
        let expired = APIStatus.failure(status: 401, retryAfterHeader: nil, body: Data(#"{"kind":"Status","message":"Unauthorized","code":401}"#.utf8))
        #expect(expired.message.hasPrefix("Unauthorized; the login is not valid") && expired.isForbidden)
    }

    @Test func `the socket's path fits an address whatever the temporary folder`() {
        let long = ProxyFolder(in: "/var/" + String(repeating: "x", count: 100))
        #expect(long.path.hasPrefix("/tmp/failtop-") && long.socket.utf8.count <= ProxyFolder.longestSocketPath)
        #expect(ProxyFolder(in: "/run/me/").path.hasPrefix("/run/me/failtop-"))
    }

    /// kubectl answers by itself that the server cannot be reached.
    private func expectAnswer(_ folder: ProxyFolder, _ http: HTTPClient, _ health: ProxyHealth) async throws {
        let transport = APITransport(
            connection: try APIConnection(.unixSocket(path: folder.socket)), http: http, explain: { health.explain($0) }
        )
        _ = try await Program.eventually(every: .milliseconds(10), "an answer") { () async throws -> Bool? in
            do {
                _ = try await transport.data(transport.connection.request(.GET, "/version"))
                Issue.record("there is no server")
                return true
            } catch let failure as RequestFailure where failure.status != nil {
                #expect(failure.message.contains("connection refused"), "\(failure)")
                return true
            } catch {
                return nil
            }
        }
    }

    /// The pid of the kubectl (not its watchdog) that serves a folder, once its socket is there.
    private func kubectl(serving folder: ProxyFolder, other: pid_t?) async throws -> pid_t {
        try await Program.eventually(every: .milliseconds(5), "kubectl serves; \(processes(naming: folder.path))") {
            let found = processes(naming: folder.path).first { !$0.command.hasPrefix("/bin/sh") && $0.pid != other }
            return FileManager.default.fileExists(atPath: folder.socket) ? found?.pid : nil
        }
    }

    private func processes(naming path: String) -> [(pid: pid_t, command: String)] {
        ProcessTable.entries(path).map { ($0.id, $0.command) }
    }
}
