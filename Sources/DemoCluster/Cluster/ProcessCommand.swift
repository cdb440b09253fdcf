import Foundation

/// A command line of the operator's own, for the engines' pods or the router's. `{ip}` and `{port}` stand for the pod's address and
/// port, `{name}` for its name. No shell reads it.
package struct ProcessCommand: Sendable, Equatable {
    /// Why a line cannot be run.
    package struct Unfit: Error, CustomStringConvertible {
        package var description: String
    }

    package let words: [String]

    /// - Throws: `Unfit` for a line that is empty, whose quotes do not match, or that does not say where to listen.
    package init(_ line: String) throws {
        words = try Self.words(of: line)
        guard !words.isEmpty else { throw Unfit(description: "the command is empty") }
        guard line.contains("{ip}") else {
            throw Unfit(description: "the command does not say {ip}: each pod has an address of its own, for example --host {ip} --port {port}")
        }
    }

    /// - Throws: `Unfit` where its program is not there.
    func findProgram(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        let program = words.first ?? ""
        guard ProgramSearch.find(program, environment) != nil else {
            throw Unfit(description: "\(program) is no program: neither a path nor in PATH")
        }
    }

    /// Quotes hold words together; a backslash takes the next character as it is.
    private static func words(of line: String) throws -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                words += [word].compactMap { $0 }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { throw Unfit(description: "a quote or a backslash is left open") }
        return words + [word].compactMap { $0 }
    }

    /// As its pod's spec has it: no pod knows its address before it runs.
    var template: [String] { words.map { $0.replacing("{ip}", with: "0.0.0.0").replacing("{port}", with: "8000") } }

    func filled(for context: ContainerContext) -> [String] {
        words.map {
            $0.replacing("{ip}", with: context.podIP).replacing("{port}", with: String(context.servingPort)).replacing("{name}", with: context.podName)
        }
    }
}
