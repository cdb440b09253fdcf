import Foundation

/// Where an executable lies.
enum ProgramSearch {
    /// The first that can be run: a path as it is; a name in the folders of PATH, then in others.
    static func find(_ program: String, _ environment: [String: String], beyondPATH folders: [String] = []) -> String? {
        let inPath = ((environment["PATH"] ?? "").split(separator: ":").map(String.init) + folders).map { "\($0)/\(program)" }
        return (program.contains("/") ? [program] : inPath).first(where: FileManager.default.isExecutableFile)
    }
}
