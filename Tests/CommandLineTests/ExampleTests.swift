import ArgumentParser
import Foundation
import Testing

@testable import failtop

/// Every command line that the help, the README and the documentation show is one that the program takes.
struct ExampleTests {
    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardized

    private static var pages: [URL] {
        get throws {
            let docs = try FileManager.default.contentsOfDirectory(at: root.appending(path: "docs"), includingPropertiesForKeys: nil)
            return [root.appending(path: "README.md")] + docs.filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
        }
    }

    /// What stands in code: indented and fenced blocks line by line, and quotations in sentences.
    private static func code(in page: String) -> [String] {
        var isFenced = false
        return page.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            if line.hasPrefix("```") {
                isFenced.toggle()
                return []
            }
            if isFenced || line.hasPrefix("    ") { return [String(line)] }
            return line.matches(of: /`([^`]+)`/).map { String($0.1) }
        }
    }

    /// The words behind `failtop`, as a shell has them; nil where the line runs nothing of the kind.
    static func arguments(of line: String) -> [String]? {
        guard let call = line.firstMatch(of: /(?:^|[ \/$(])failtop (.*)/) else { return nil }
        // Two blanks end a command where words are set beside it.
        let rest = String(call.1).replacing(/\ {2,}.*/, with: "")
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in rest {
            switch (character, quote) {
            case (let end, let open?) where end == open: quote = nil
            case ("'", nil), ("\"", nil): (quote, word) = (character, word ?? "")
            case ("|", nil), (";", nil), ("&", nil), (">", nil), ("#", nil), (")", nil): return words + (word.map { [$0] } ?? [])
            case (" ", nil):
                if let done = word { words.append(done) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    private static func problem(_ arguments: [String]) -> String? {
        do {
            _ = try Failtop.parsed(arguments)
            return nil
        } catch {
            return Failtop.exitCode(for: error).isSuccess ? nil : Failtop.message(for: error)
        }
    }

    @Test func everyExampleOfThePagesIsTaken() throws {
        var count = 0
        for page in try Self.pages {
            for line in Self.code(in: try String(contentsOf: page, encoding: .utf8)) {
                guard let arguments = Self.arguments(of: line), Self.isWhole(line) else { continue }
                count += 1
                #expect(Self.problem(arguments) == nil, "\(page.lastPathComponent): \(line)")
            }
        }
        #expect(count > 40, "examples are found: \(count)")
    }

    /// An outline names no values, and a name is no example: `failtop replay`.
    private static func isWhole(_ line: String) -> Bool {
        line.firstMatch(of: /…|\[|<|\b[A-Z]{2,}\b/) == nil && line.wholeMatch(of: /failtop( [a-z]+)*/) == nil
    }

    @Test func everyExampleOfTheHelpIsTaken() throws {
        let help = try JSONDecoder().decode(DumpedHelp.self, from: Data(Failtop._dumpHelp().utf8))
        func discussions(_ command: DumpedHelp.Command) -> [String] {
            [command.discussion ?? ""] + command.shown.flatMap(discussions)
        }
        let lines = discussions(help.command).flatMap { $0.split(separator: "\n").map(String.init) }
        let examples = lines.filter { $0.hasPrefix("failtop ") || $0.contains("$(failtop ") }
        for line in examples where Self.isWhole(line) {
            #expect(Self.arguments(of: line).flatMap(Self.problem) == nil, "\(line)")
        }
        #expect(examples.count > 15, "examples are found: \(examples)")
    }

    @Test func wordsOfAShell() {
        #expect(Self.arguments(of: "failtop watch --notify 'mail -s \"it is\" me' | cat") == ["watch", "--notify", "mail -s \"it is\" me"])
        #expect(Self.arguments(of: ".build/release/failtop demo      and then R") == ["demo"])
        #expect(Self.arguments(of: "kubectl get pods") == nil)
    }
}
