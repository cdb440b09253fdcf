import Foundation

/// Why there is no way to a cluster: what was tried and what came back in `message`, what to do next in `remedy`.
///
/// Thrown before anything is watched. What goes wrong later is a state of its source, never an error.
package struct ConnectionError: Error, Sendable, Equatable, CustomStringConvertible, LocalizedError {
    package enum Code: String, Sendable, CaseIterable {
        case kubectlMissing
        case unknownContext
        case noContext
        case unreadableKubeconfig
        case kubectlFailed
        case socketFolder
        case badCertificate
        case secretMissing
        case secretForbidden
    }

    package var code: Code
    /// One line.
    package var message: String
    /// One line.
    package var remedy: String

    package init(_ code: Code, _ message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    package var description: String { "\(message)\n\(remedy)" }
    package var errorDescription: String? { description }
}
