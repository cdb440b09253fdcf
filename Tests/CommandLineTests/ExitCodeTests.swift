import Foundation
import TestSupport
import Testing

/// Bad input: one or two lines that say what was tried and what to do, and the right exit code.
struct ExitCodeTests {
    @Test(arguments: [
        (["watch", "--router", "ftp://x"], "service/NAME"),
        (["watch", "-l", "a in b"], "write it as for kubectl"),
        (["watch", "--max-tokens", "0"], "at least 1"),
        (["watch", "--arm", "--read-only"], "exclude each other"),
        (["watch", "--output", "json"], "--once"),
        (["watch", "--timeout", "5s"], "--until-incident"),
        (["watch", "--until-incident", "--once"], "exclude each other"),
        (["demo", "--engines", "0"], "1 to 24"),
        (["test", "--demo-router", "vllm-router"], "--demo-router needs --demo"),
        (["demo", "--router", "vllm-router", "--resume-in-router"], "vllm-router does not move streams"),
        (["demo", "--scenario", "nope"], "no such scenario; choose one of bare-deletions, "),
        (["watch", "--log-pattern", "{worker}"], "--log-pattern {worker} cannot be read"),
        (["watch", "--router-namespace", "x"], "--router-namespace needs --router-pod"),
        (["watch", "--router-pod", "x", "--router-selector", "a=b"], "exclude each other"),
        (["watch", "--router-selector", "a"], "write it as a=b,c=d"),
        (["watch", "--worker-header", "a b"], "is no name of an HTTP header"),
        (["watch", "--api-key-env", "FAILTOP_NO_SUCH_KEY"], "no such environment variable"),
        (["watch", "--api-key-env", "A", "--api-key-secret", "b/c"], "exclude each other"),
        (["watch", "--api-key-secret", "router-key"], "is not NAME/KEY"),
        (["watch", "--api-key-env", "A", "--via", "proxy"], "would show the router's key to the API server"),
        (["watch", "--router", "http://127.0.0.1:1", "--via", "port-forward"], "a URL is asked directly"),
        (["test", "--demo", "--api-key-env", "A"], "wants no key"),
        (["watch", "--router", "http://gateway.example:8000", "--api-key-env", "A"], "--insecure-key sends it all the same"),
        (["watch", "--insecure-key"], "goes with --api-key-env"),
        (["watch", "--once", "--probe", "5s"], "a frame is one moment"),
        (["watch", "--probe", "10ms"], "--probe must be 1s or longer"),
        (["watch", "--compare"], "--compare goes with --on-break"),
        (["demo", "--no-probe", "--canary"], "exclude each other"),
        (["demo", "--autoplay", "--loop", "--record", "x"], "plays without end"),
        (["watch", "--max-ttft", "0s"], "--max-ttft must be longer than nothing"),
        (["watch", "--max-errors", "100"], "--max-errors must be 0 to 99 percent, not 100"),
        (["replay", "/nowhere/\u{1B}[31mred\u{1B}]0;title\u{7}.jsonl"], "/nowhere/red.jsonl"),
        (["nonsense"], "nonsense"),
        (["watch", "--kubeconfig", "/nonexistent", "--once"], "/nonexistent"),
    ])
    func usageErrorsEndWith2(_ arguments: [String], _ text: String) async throws {
        let outcome = try await Program.run(Program.failtop, arguments)
        #expect(outcome.exitCode == 2)
        #expect(outcome.error.contains(text), "\(outcome.error)")
        #expect(!outcome.error.contains("\u{1B}"))
        #expect(outcome.output.isEmpty, "nothing but errors: \(outcome.output)")
    }

    @Test func aKeyThatIsTooShortEndsWith2() async throws {
        let arguments = ["watch", "--once", "--router", "http://127.0.0.1:1", "--api-key-env", "FAILTOP_SHORT_KEY"]
        let outcome = try await Program.run(Program.failtop, arguments, environment: ["FAILTOP_SHORT_KEY": "vllm"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.error.contains("--api-key-env FAILTOP_SHORT_KEY: the variable has fewer than 8 characters"), "\(outcome.error)")
    }

    @Test(arguments: [
        (kubeconfig, ["--context", "nope"], "kubectl knows no context 'nope'"),
        ("{{{", [], "kubectl cannot read its configuration"),
        ("apiVersion: v1\nkind: Config\n", [], "no current context"),
    ])
    func aKubeconfigThatIsOfNoUseEndsWith2(_ text: String, _ flags: [String], _ words: String) async throws {
        try await withKubeconfig(text) { file in
            let outcome = try await Program.run(Program.failtop, ["watch", "--kubeconfig", file] + flags)
            #expect(outcome.exitCode == 2)
            #expect(outcome.error.contains(words), "\(outcome.error)")
            #expect(outcome.error.split(separator: "\n").count <= 2)
        }
    }

    /// The message holds what the connection attempt said, not only that time ran out.
    @Test func aServerThatIsNotThereEndsWith3AndTheReason() async throws {
        try await withKubeconfig(Self.kubeconfig) { file in
            let outcome = try await Program.run(Program.failtop, ["watch", "--kubeconfig", file, "--once"])
            #expect(outcome.exitCode == 3)
            #expect(outcome.error.contains("pods: unreachable"), "\(outcome.error)")
            #expect(outcome.error.contains("connection refused"), "\(outcome.error)")
        }
    }

    private static let kubeconfig = """
        apiVersion: v1
        kind: Config
        current-context: here
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
        contexts: [{name: here, context: {cluster: c, user: u}}]
        users: [{name: u, user: {}}]
        """

    private func withKubeconfig(_ text: String, _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        try Data(text.utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await body(file)
    }

    @Test func withoutKubectlItSaysSo() async throws {
        let outcome = try await Program.run(Program.failtop, ["watch", "--once"], environment: ["PATH": "/nonexistent"])
        #expect(outcome.exitCode == 3)
        #expect(outcome.error.contains("kubectl"))
        #expect(outcome.error.split(separator: "\n").count <= 2)
    }

    @Test func helpAndVersionEndWith0() async throws {
        for flag in ["--help", "--version"] {
            let outcome = try await Program.run(Program.failtop, [flag])
            #expect(outcome.exitCode == 0)
            #expect(outcome.output.contains("failtop"))
        }
    }

    @Test func theHelpNamesTheScenarios() async throws {
        let outcome = try await Program.run(Program.failtop, ["demo", "--help"])
        #expect(outcome.exitCode == 0)
        let words = outcome.output.split { $0.isWhitespace }.joined(separator: " ")
        #expect(words.contains("--scenario <name>") && words.contains("healthy, host-network, init-crash-loop, insufficient-replicas"))
    }

    @Test func theKeysPageIsTheKeymap() async throws {
        let outcome = try await Program.run(Program.failtop, ["keys"])
        let page = try String(contentsOfFile: "docs/KEYS.md", encoding: .utf8)
        #expect(page == outcome.output, "run: failtop keys > docs/KEYS.md")
    }
}
