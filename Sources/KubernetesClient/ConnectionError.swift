import Foundation

/// Why there is no way to a cluster: what was tried and what came back in `message`, what to do next in `remedy`.
///
/// Thrown before anything is watched. What goes wrong later is a state of its source, never an error.
public struct ConnectionError: Error, Sendable, Equatable, CustomStringConvertible, LocalizedError {
    public enum Code: String, Sendable, CaseIterable {
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

    public var code: Code
    /// One line.
    public var message: String
    /// One line.
    public var remedy: String

    public init(_ code: Code, _ message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    public var description: String { "\(message)\n\(remedy)" }
    public var errorDescription: String? { description }
}
