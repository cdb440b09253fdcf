import Foundation

/// A recorded answer of a real API server or router, from `Fixtures/`.
package enum Fixture {
    /// The bytes of `Fixtures/<path>`, for example `kubernetes/pods-list.json`.
    package static func data(_ path: String) throws -> Data {
        try Data(contentsOf: Bundle.module.bundleURL.appending(path: "Fixtures/\(path)"))
    }

    /// Where it lies.
    package static func path(_ path: String) -> String { Bundle.module.bundleURL.appending(path: "Fixtures/\(path)").path }

    /// The same as text; invalid UTF-8 is repaired, as a log reader would.
    package static func text(_ path: String) throws -> String {
        String(decoding: try data(path), as: UTF8.self)
    }
}
