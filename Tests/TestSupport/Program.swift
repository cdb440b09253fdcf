import Foundation
import Subprocess

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// The programs that tests drive from outside.
package enum Program {
    /// The built `failtop`, beside the test bundle.
    package static var failtop: String { products.appending(path: "failtop").path }

    /// Where the build puts what it makes.
    package static var products: URL { URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent() }

    /// What the package manager calls the package to the compiler: its folder's name, as an identifier.
    package static var packageName: String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return String(folder.lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    package struct Outcome: Sendable {
        /// nil where a signal ended it.
        package var exitCode: Int32?
        package var output: String
        package var error: String
    }

    /// Runs a program to its end.
    package static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], input: String = ""
    ) async throws -> Outcome {
        var settings = Environment.inherit
        for (name, value) in environment {
            settings = settings.updating([Environment.Key(stringLiteral: name): value])
        }
        let executable: Executable = program.contains("/") ? .path(FilePath(program)) : .name(program)
        let result = try await Subprocess.run(
            executable, arguments: Arguments(arguments), environment: settings, input: .string(input), output: .string(limit: 4 << 20),
            error: .string(limit: 1 << 20))
        var code: Int32?
        if case .exited(let exited) = result.terminationStatus { code = Int32(exited) }
        return Outcome(
            exitCode: code, output: result.standardOutput, error: result.standardError)
    }
}
