import Foundation
import Subprocess
import TestSupport
import Testing

/// Situations of other people's clusters, through the real kubectl, on the board: the pod that serves is shown, and no other
/// can be killed.
@Suite(.serialized, .world, .timeLimit(.minutes(2)))
struct CaseBoardTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var pods: String
        /// As the router's log names it.
        var worker: String
        /// Engines that can serve, ready of all.
        var engines: String
        var serving: String
        /// A kill asks for the pod's name.
        var asksName = false
        var services: String? = nil
        /// Of the API server's URL.
        var path = ""

        var testDescription: String { "\(pods) by \(worker)\(path)" }
    }

    private static let cases = [
        Case(pods: "host_network", worker: "http://10.9.0.1:8000", engines: "2/2", serving: "vllm-deployment-vllm-7f-p8000"),
        Case(pods: "host_network", worker: "http://10.9.0.1:8001", engines: "2/2", serving: "vllm-deployment-vllm-7f-p8001"),
        Case(pods: "ray", worker: "http://10.9.1.11:8000", engines: "1/1", serving: "vllm-m-raycluster-head-abcde", asksName: true),
        Case(pods: "lws", worker: "http://10.9.1.11:8000", engines: "1/1", serving: "vllm-0", asksName: true),
        Case(pods: "asleep", worker: "http://10.9.1.11:8000", engines: "1/2", serving: "vllm-deployment-vllm-7f-aaaaa", asksName: true),
        Case(pods: "completed", worker: "http://10.9.1.12:8000", engines: "2/2", serving: "vllm-deployment-vllm-7f-bbbbb"),
        Case(pods: "sts_scale_down", worker: "http://10.9.1.13:8000", engines: "3/3", serving: "vllm-2"),
        Case(
            pods: "https_router", worker: "http://10.9.1.12:8000", engines: "2/2", serving: "vllm-deployment-vllm-7f-bbbbb",
            services: "services-https_router"),
        // As Rancher has it: kubectl proxy leaves the path out, unless it is told.
        Case(pods: "completed", worker: "http://10.9.1.11:8000", engines: "2/2", serving: "vllm-deployment-vllm-7f-aaaaa", path: "/k8s/clusters/c-m-abc12"),
    ]

    /// A board on the case that is armed, has sent its request and was asked to kill who serves it.
    private static func askingToKill(
        _ each: Case, _ route: String, _ body: (CaseCluster, Tmux) async throws -> Void
    ) async throws {
        try await CaseCluster.with(each) { cluster in
            try await Tmux.with(command: cluster.board) { board in
                try await board.shows("pods ● LIVE \(each.engines)", "router", "LIVE")
                try await board.press("a", until: "ARMED")
                try await board.ask(until: route)
                try await board.press("x")
                try await body(cluster, board)
            }
        }
    }

    @Test(arguments: cases) func `the pod that serves is the one that a kill takes`(_ each: Case) async throws {
        try await Self.askingToKill(each, "9999 → ") { cluster, board in
            try await board.shows("Kill", each.serving)
            if each.asksName {
                try await board.answer("y")
                #expect(cluster.deletions.isEmpty, "a name is asked for")
                try await board.press("BSpace")
                try await board.press("-l", each.serving)
                try await board.press("Enter")
            } else {
                try await board.answer("y")
            }
            try await board.shows("killed ", each.serving)
            #expect(cluster.deletions.map { $0.split(separator: " ").first.map(String.init) } == [each.serving])
        }
    }

    @Test func `where several pods fit, none is taken for the one that serves`() async throws {
        let each = Case(pods: "host_network", worker: "http://10.9.0.1", engines: "2/2", serving: "")
        try await Self.askingToKill(each, "9999 → A/B?") { cluster, board in
            let screen = try await board.shows("p8000", "p8001")
            try await board.answer("y")
            #expect(cluster.deletions.isEmpty, "\(screen)")
        }
    }
}

/// `Fixtures/standins/apiserver.py` with the pods of a case, and a configuration that leads to it.
struct CaseCluster: Sendable {
    let board: String
    private let folder: String

    static func with(_ each: CaseBoardTests.Case, _ body: (CaseCluster) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "case-\(UUID().uuidString.prefix(8))").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Fixture.data("cases/pods-\(each.pods).json").write(to: URL(filePath: "\(folder)/pods"))
        if let services = each.services { try Fixture.data("cases/\(services).json").write(to: URL(filePath: "\(folder)/services")) }
        try Fixture.data("standins/apiserver.py").write(to: URL(filePath: "\(folder)/apiserver.py"))
        let arguments = ["\(folder)/apiserver.py", "\(folder)/pods", each.services == nil ? "-" : "\(folder)/services", each.worker, each.path]
        _ = try await Subprocess.run(
            .path(.init(try PythonEnvironment.program("python"))), arguments: .init(arguments), input: .inputWriter,
            output: .sequence, error: .discarded
        ) { execution in
            var line = Data()
            for try await buffer in execution.standardOutput {
                buffer.withUnsafeBytes { line.append(contentsOf: $0) }
                if line.last == UInt8(ascii: "\n") { break }
            }
            let port = try #require(Int(String(decoding: line, as: UTF8.self).filter(\.isNumber)))
            let config = """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:\(port)\(each.path)"}}]
                contexts: [{name: case, context: {cluster: c, user: u, namespace: default}}]
                current-context: case
                users: [{name: u, user: {}}]
                """
            try Data(config.utf8).write(to: URL(filePath: "\(folder)/config"))
            try await body(CaseCluster(board: "\(Program.failtop) watch --kubeconfig \(folder)/config", folder: folder))
            try await execution.standardInputWriter.finish()
        }
    }

    /// What was deleted, as the server wrote it down.
    var deletions: [String] {
        let text = FileManager.default.contents(atPath: "\(folder)/deleted").map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
