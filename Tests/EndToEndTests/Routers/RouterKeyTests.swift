import Foundation
import TestSupport
import Testing

/// A router's key goes to the router and nowhere else. `StandInKubectl` keeps every byte on the way to the API server.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct RouterKeyTests {
    private static let key = "sk-failtop-5f1c9d0e7b2a"
    private static let bearer = "Authorization: Bearer \(key)\r\n"

    /// Command lines in which the key stood while `body` ran.
    private func watchingArguments<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> (Result, [String]) {
        try await withThrowingTaskGroup(of: [String].self) { group in
            group.addTask {
                var found: [String] = []
                while !Task.isCancelled {
                    found += ProcessTable.entries(Self.key).map(\.command)
                    // Often enough for any child that lives long enough to be seen by others.
                    try? await Task.sleep(for: .milliseconds(20))
                }
                return found
            }
            let result = try await body()
            group.cancelAll()
            return (result, try await group.next() ?? [])
        }
    }

    @Test(arguments: [["--api-key-env", "FAILTOP_ROUTER_KEY"], ["--api-key-secret", "router-key/token"]])
    func aTestWithAKeyShowsItToTheRouterAlone(_ flags: [String]) async throws {
        try await HeadlessDemo.with { demo in
            try await StandInKubectl.with(router: demo.routerPort) { kubectl in
                let isSecret = flags[0] == "--api-key-secret"
                if isSecret { try kubectl.put(Self.key + "\n", as: "key") }
                let journal = "\(kubectl.folder)/journal.jsonl"
                let own = isSecret ? [:] : ["FAILTOP_ROUTER_KEY": Self.key]
                let (outcome, arguments) = try await watchingArguments {
                    try await Program.run(
                        Program.failtop,
                        ["test", "--kubeconfig", demo.kubeconfig, "--kill", "force", "--on-break", "resume", "--max-tokens", "60",
                            "--output", "json", "--record", journal] + flags,
                        environment: kubectl.environment.merging(own) { $1 })
                }
                #expect(outcome.exitCode == 0, "\(outcome.error)\(outcome.output)")
                let router = kubectl.kept("router").components(separatedBy: "\r\n\r\n").filter { $0.contains(" HTTP/1.1\r\n") }
                #expect(router.count { $0.contains("POST /v1/chat/completions") } > 5)
                #expect(router.allSatisfy { "\($0)\r\n".contains(Self.bearer) })
                let api = kubectl.kept("api")
                #expect(api.contains("GET /api/v1/namespaces/default/pods") && api.contains("DELETE /api/v1/"))
                #expect(!api.contains("/services/vllm-router-service"), "nothing is asked through the service proxy")
                let places = [
                    "the API server's way": api, "report": outcome.output, "progress": outcome.error,
                    "journal": try String(contentsOfFile: journal, encoding: .utf8),
                    "children's environment": kubectl.kept("environment"), "arguments": arguments.joined(),
                    "port-forward": kubectl.kept("forwards"),
                ]
                for (place, text) in places { #expect(!text.contains(Self.key), "\(place)") }
                #expect(Set(places.filter(\.value.isEmpty).keys) == ["arguments"], "all of them hold something")
                #expect(places["journal"]?.contains(isSecret ? "secret router-key" : "FAILTOP_ROUTER_KEY") == true)
                #expect(kubectl.forwards.isEmpty, "none is left behind")
            }
        }
    }

    @Test func aSecretThatIsNotThereAndARouterThatSaysNoHaveTheirWords() async throws {
        try await HeadlessDemo.with { demo in
            try await StandInKubectl.with(router: demo.routerPort) { kubectl in
                let flags = ["--kubeconfig", demo.kubeconfig]
                let missing = try await Program.run(
                    Program.failtop, ["watch", "--once", "--api-key-secret", "nope/token"] + flags,
                    environment: kubectl.environment)
                #expect(missing.exitCode == 2)
                #expect(missing.error.contains("There is no secret nope in this namespace"), "\(missing.error)")
                #expect(missing.error.split(separator: "\n").count == 2)

                try kubectl.put("refuse", as: "forward")
                let refused = try await Program.run(
                    Program.failtop, ["watch", "--once", "--via", "port-forward"] + flags, environment: kubectl.environment)
                #expect(refused.exitCode == 3)
                #expect(refused.error.contains("cannot create resource \"pods/portforward\""), "\(refused.error)")
            }
            let answer = HTTPText.answer("401 Unauthorized", type: "text/plain", "\(Self.key) is no key of ours")
            try await ScriptedServer.with({ _ in [.send(answer)] }) { server in
                let outcome = try await Program.run(
                    Program.failtop,
                    ["watch", "--once", "--kubeconfig", demo.kubeconfig, "--router", server.url, "--api-key-env", "FAILTOP_ROUTER_KEY"],
                    environment: ["FAILTOP_ROUTER_KEY": Self.key])
                #expect(outcome.exitCode == 3)
                #expect(outcome.error.contains("HTTP 401: [key] is no key of ours; the router does not accept this key"), "\(outcome.error)")
                #expect(!outcome.output.contains(Self.key))
            }
        }
    }

    @Test func theBoardShowsTheForwardAndItsReturn() async throws {
        try await HeadlessDemo.with { demo in
            try await StandInKubectl.with(router: demo.routerPort) { kubectl in
                // Sourced, so that the key is in no command line of this test either.
                let settings = kubectl.environment.merging(["FAILTOP_ROUTER_KEY": Self.key]) { $1 }
                try kubectl.put(settings.map { "export \($0)='\($1)'\n" }.joined(), as: "settings")
                let command = ". \(kubectl.folder)/settings; \(demo.board("--api-key-env FAILTOP_ROUTER_KEY --no-record"))"
                try await Tmux.with(command: command) { board in
                    try await board.shows("vllm-router-service (forward) ● LIVE", "● LIVE 3/3")
                    try await board.ask(until: "tok/s")
                    let child = try #require(kubectl.forwards.first)
                    kill(child.id, SIGKILL)
                    _ = try await Program.eventually("another forward") { () async throws -> Bool? in
                        kubectl.forwards.contains { $0.id != child.id } ? true : nil
                    }
                    try await board.press("End", "Enter")
                    let details = try await board.shows("forward", "restarted 1 time", "from the environment variable")
                    #expect(!details.contains(Self.key))
                    try await board.escape(from: "restarted 1 time")
                    try await board.press("q")
                    try await board.shows("ended with 0")
                }
                _ = try await Program.eventually("no forward") { () async throws -> Bool? in kubectl.forwards.isEmpty ? true : nil }
            }
        }
    }
}
