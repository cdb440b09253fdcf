import Foundation
import TestSupport
import Testing

/// Credentials that want a person, and a configuration that changes, in a real terminal with the real kubectl.
@Suite(.serialized, .world, .timeLimit(.minutes(2)))
struct LoginBoardTests {
    /// A folder with a plugin that asks on the terminal for `answer`, and a configuration that uses it.
    private func withPlugin(_ demo: HeadlessDemo, _ body: (_ folder: String, _ command: String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "login-\(UUID().uuidString.prefix(8))").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let config = try String(contentsOfFile: demo.kubeconfig, encoding: .utf8)
        let token = try #require(config.firstMatch(of: /token: *"?([^"\s]+)/)).1
        let plugin = """
            #!/bin/sh
            exec 3<>/dev/tty || { echo "no terminal" >&2; exit 1; }
            printf 'one-time code: ' >&3
            read -r code <&3
            [ "$code" = 1234 ] || { echo "wrong code" >&2; exit 1; }
            printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"\(token)"}}'
            """
        try Data(plugin.utf8).write(to: URL(filePath: "\(folder)/asking-plugin"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/asking-plugin")
        let exec =
            "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: \(folder)/asking-plugin, interactiveMode: IfAvailable}"
        let asking = config.replacing(/token: *"?[^"\s]+"?/, with: exec)
        try Data(asking.utf8).write(to: URL(filePath: "\(folder)/config"))
        try await body(folder, "\(Program.failtop) watch --kubeconfig \(folder)/config")
    }

    @Test func `a plugin asks before the screen, and has no terminal afterwards`() async throws {
        try await HeadlessDemo.with { demo in
            try await withPlugin(demo) { folder, command in
                try await Tmux.with(columns: 80, rows: 24, command: command) { board in
                    try await board.shows("one-time code:")
                    try await board.press("1", "2", "3", "4", "Enter")
                    try await board.shows("pods ● LIVE 3/3", "router ● LIVE")
                    try await board.press("q")
                    try await board.shows("ended with 0")
                }
                // A wrong answer is asked for again before the screen; three, and the board says what to do, and nobody asks over it.
                try await Tmux.with(columns: 80, rows: 24, command: command) { board in
                    var asked = 0
                    let screen = try await Program.eventually("the board says so") {
                        let screen = try await board.screen
                        let questions = screen.ranges(of: "one-time code:").count
                        if questions > asked {
                            asked = questions
                            try await board.press("9", "Enter")
                        }
                        return screen.contains("no credentials:") && screen.contains("kubectl get pods") ? screen : nil
                    }
                    // Another request of ours may have it asked once more.
                    #expect(asked >= 3)
                    #expect(!screen.contains("one-time code:"))
                    try await board.press("q")
                    try await board.shows("ended with 0")
                }
                // Broken off: what happened and what to do, and nothing is left that could ask.
                try await Tmux.with(columns: 80, rows: 24, command: command) { board in
                    try await board.shows("one-time code:")
                    try await board.press("C-c")
                    try await board.shows("The login was broken off", "kubectl get pods", "ended with 3")
                }
                _ = try await Program.eventually("no plugin is left") { ProcessTable.entries("\(folder)/asking-plugin").isEmpty ? true : nil }
            }
        }
    }

    @Test func `a configuration that was written anew is taken up`() async throws {
        let config = FileManager.default.temporaryDirectory.appending(path: "again-\(UUID().uuidString.prefix(8))").path
        defer { try? FileManager.default.removeItem(atPath: config) }
        let flags = ["--startup-delay", "1s", "--kubeconfig-out", config]
        try await Tmux.with(columns: 80, rows: 24, command: "sh") { board in
            _ = try await HeadlessDemo.with(flags) { _ in
                try await board.press("\(Program.failtop) watch --kubeconfig \(config)", "Enter")
                return try await board.shows("pods ● LIVE 3/3")
            }
            try await board.shows("STALE")
            _ = try await HeadlessDemo.with(flags) { _ in try await board.shows("pods ● LIVE 3/3", "router ● LIVE") }
            try await board.press("q")
        }
    }
}
