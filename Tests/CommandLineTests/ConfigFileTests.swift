import Foundation
import TestSupport
import Testing

import struct ClusterModel.Protection

@testable import failtop

/// The configuration file: what it may say, and how it is refused.
struct ConfigFileTests {
    @Test func listsOfNames() throws {
        let text = "protected_contexts: [prod, staging]\nprotected_namespaces:\n  - payments\n"
        #expect(
            try ConfigFile.parse(text, file: "c").protection == Protection(contexts: ["prod", "staging"], namespaces: ["payments"]))
        #expect(try ConfigFile.parse("# nothing yet\n", file: "c") == ConfigFile())
    }

    @Test func aTheme() throws {
        #expect(try ConfigFile.parse("theme: contrast", file: "c").theme == .contrast)
        #expect(try ConfigFile.parse("theme: color-blind", file: "c").theme == .colourBlind)
    }

    @Test func limitsOfOurRequests() throws {
        let file = try ConfigFile.parse("max_ttft: 1500ms\nmax_errors: 20", file: "c")
        #expect(file.maxTTFT == .milliseconds(1500) && file.maxErrors == 20)
    }

    @Test(arguments: [
        ("protected_contexts: prod", "c:1: expected a list"),
        ("\nprotected_context: [a]", "c:2: unknown key protected_context; choose one of protected_contexts"),
        ("protected_contexts:\n  - {a: b}", "c:2: expected a text"),
        ("max_errors: 100", "c:1: expected a whole number, 0 to 99"),
        ("theme: pink", "c:1: unknown theme pink; choose one of dark, light, contrast, colour-blind, mono"),
        ("- a", "c:1: expected keys with values"), ("a: [", "c:2: not YAML: "),
        ("protected_contexts: []\nprotected_contexts: []", "given twice: protected_contexts"),
    ])
    func aWrongFileIsRefusedWithItsLine(_ text: String, _ words: String) {
        let failure = #expect(throws: Failure.self) { try ConfigFile.parse(text, file: "c") }
        #expect(failure?.exit == .usage)
        #expect(failure?.message?.contains(words) == true, "\(failure?.message ?? "")")
    }

    @Test func aBrokenFileEndsTheBoardWith2() async throws {
        let home = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)")
        let folder = home.appending(path: "failtop")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        try Data("protected_contexts: yes\n".utf8).write(to: folder.appending(path: "config.yaml"))
        let outcome = try await Program.run(
            Program.failtop, ["watch", "--once"], environment: ["XDG_CONFIG_HOME": home.path])
        #expect(outcome.exitCode == 2)
        #expect(outcome.error.contains("failtop/config.yaml:1: expected a list"), "\(outcome.error)")
    }
}
