import Foundation

/// Where `Tests/run` has put the real router and the Python client.
enum PythonEnvironment {
    static var folder: String? { ProcessInfo.processInfo.environment["FAILTOP_TEST_PYTHON"] }

    static func program(_ name: String) throws -> String {
        guard let folder else { throw Missing() }
        return "\(folder)/bin/\(name)"
    }

    struct Missing: Error, CustomStringConvertible {
        var description: String { "FAILTOP_TEST_PYTHON is not set: start the tests with Tests/run" }
    }
}

/// Where `Tests/run` has put the programs of Debian's packages.
enum UnpackedPackages {
    static func program(_ name: String) throws -> String {
        guard let folder = ProcessInfo.processInfo.environment["FAILTOP_TEST_GATEWAYS"] else { throw Missing() }
        return "\(folder)/bin/\(name)"
    }

    struct Missing: Error, CustomStringConvertible {
        var description: String { "FAILTOP_TEST_GATEWAYS is not set: start the tests with Tests/run" }
    }
}
