import Foundation
import YAMLFiles

extension DemoCluster.Scenario {
    /// The names of all scenarios that come with the program, in alphabetical order; none if its files are missing.
    package static var all: [String] {
        let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) } ?? []
        return files.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
    }

    /// - Throws: `YAMLFileError` for an unknown name or a broken file.
    package static func named(_ name: String) throws -> Self {
        guard let folder else {
            throw YAMLFileError(
                file: "\(bundles[0])/Scenarios",
                reason: "the scenarios are missing; this folder belongs next to the program \(places[0].path)")
        }
        guard all.contains(name) else {
            throw YAMLFileError(
                file: name + ending, reason: "no such scenario; choose one of \(all.joined(separator: ", "))")
        }
        let file = folder.appending(path: name + ending)
        return try load(yaml: String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
    }

    private static let ending = ".yaml"

    /// Not `Bundle.module`: where the files are missing, that stops the whole program instead of saying so.
    private static var folder: URL? {
        places.lazy.flatMap { place in bundles.map { place.appending(path: "\($0)/Scenarios") } }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// As Swift's package manager names them on Linux and on macOS.
    private static let bundles = ["failtop_DemoCluster.resources", "failtop_DemoCluster.bundle"]

    /// Next to the program, or to the tests.
    private static let places = [
        Bundle.main.bundleURL, Bundle(for: DemoCluster.self).bundleURL.deletingLastPathComponent(),
    ]
}
