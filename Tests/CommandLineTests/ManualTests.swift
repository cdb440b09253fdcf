import Foundation
import TestSupport
import Testing

@testable import failtop

/// The manual page and the completions, made from the program, judged by the programs that read them where there are any.
struct ManualTests {
    private static func inFile(_ text: String, _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString).1")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }

    @Test func thePageTellsOfEveryCommandAndEveryOption() async throws {
        let page = try await Program.run(Program.failtop, ["manual"])
        #expect(page.exitCode == 0)
        for command in ["watch", "demo", "test", "doctor", "replay", "export", "compare", "history", "train", "train exam", "completions", "manual"] {
            #expect(page.output.contains("\n.Ss failtop \(command)\n"))
        }
        #expect(!page.output.contains("failtop keys"), "it is for the makers alone")
        for option in ["-context", "-kill-after-tokens", "n , Fl -namespace", "-seed", "-until-incident", "-headless", "-on-break"] {
            #expect(page.output.contains(".It Fl \(option)"), "\(option)")
        }
        #expect(page.output.components(separatedBy: "\n.Ss Request\n").count == 2, "a group is told once")
        #expect(!page.output.contains(NSHomeDirectory()), "no path of this machine")
        #expect(page.output.utf8.allSatisfy { $0 < 128 })
    }

    @Test(.enabled(if: Part.isWanted(Part.has("mandoc"))))
    func mandocFindsNothingWrong() async throws {
        try await Self.inFile(Program.run(Program.failtop, ["manual"]).output) { path in
            let lint = try await Program.run("mandoc", ["-T", "lint", "-W", "warning", path])
            #expect(lint.exitCode == 0, "\(lint.output)\(lint.error)")
        }
    }

    @Test(.enabled(if: Part.isWanted(Part.has("groff"))))
    func groffFindsNothingWrong() async throws {
        try await Self.inFile(Program.run(Program.failtop, ["manual"]).output) { path in
            let page = try await Program.run("groff", ["-ww", "-mdoc", "-Tutf8", path])
            #expect(page.exitCode == 0 && page.error.isEmpty, "\(page.error)")
        }
    }

    @Test func textIsTextToRoff() {
        #expect(ManualText.escaped(".x") == "\\&.x" && ManualText.escaped("'x") == "\\&'x")
        #expect(ManualText.escaped("a\\b T0 … T7") == "a\\eb T0 \\[u2026] T7")
        #expect(ManualText.sentences("One. Two, e.g. this? Three") == "One.\nTwo, e.g. this?\nThree")
    }

    @Test(arguments: ["bash", "zsh", "fish"].filter { Part.isWanted(Part.has($0)) })
    func theScriptOfAShellIsOne(_ shell: String) async throws {
        let script = try await Program.run(Program.failtop, ["completions", shell])
        #expect(script.exitCode == 0 && script.output.contains("failtop"))
        try await Self.inFile(script.output) { path in
            let read = try await Program.run(shell, ["-n", path])
            #expect(read.exitCode == 0 && read.error.isEmpty, "\(read.error)")
        }
    }

    @Test(arguments: [
        ("failtop dem", "demo"), ("failtop demo --scen", "--scenario"), ("failtop test --kill f", "force"),
        ("failtop demo --scenario wrong", "wrong-session-key"), ("failtop train start nobody", "nobody-left"),
    ])
    func bashCompletes(_ line: String, _ word: String) async throws {
        let words = line.split(separator: " ").map(String.init)
        let folder = URL(filePath: Program.failtop).deletingLastPathComponent().path
        let script = """
            shopt -s extglob; source <(failtop completions bash); COMP_WORDS=(\(line)); COMP_CWORD=\(words.count - 1)
            COMP_LINE='\(line)'; COMP_POINT=\(line.count); COMP_TYPE=9
            _failtop failtop "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null; printf '%s\\n' "${COMPREPLY[@]}"
            """
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let answer = try await Program.run("bash", ["-c", script], environment: ["PATH": "\(folder):\(path)"])
        let offered = answer.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(offered == [word], "\(answer)")
    }
}
