import Foundation

/// The files that come with the program.
enum BundledFolder {
    /// Not `Bundle.module`: where the files are missing, that stops the whole program instead of saying so.
    static func url(_ name: String) -> URL? {
        places.lazy.flatMap { place in bundles.map { place.appending(path: "\($0)/\(name)") } }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    static func missing(_ what: String) -> String {
        "the \(what) is missing: the folder \(bundles[0]) belongs next to the program \(Bundle.main.bundleURL.path)"
    }

    /// As Swift's package manager names them on Linux and on macOS.
    private static let bundles = ["failtop_failtop.resources", "failtop_failtop.bundle"]

    /// Next to the program, or to the tests.
    private static let places = [Bundle.main.bundleURL, Bundle(for: Anchor.self).bundleURL.deletingLastPathComponent()]

    private final class Anchor {}
}
