import Foundation

/// What some tests need of the machine: a program, a permission.
package enum Part {
    /// Whether a test that needs a part runs. Without it the test is skipped on a desk, and fails in CI, where nothing may be
    /// skipped in silence.
    package static func isWanted(_ isThere: @autoclosure () -> Bool) -> Bool {
        ProcessInfo.processInfo.environment["CI"] != nil || isThere()
    }

    /// Whether a program is on the PATH.
    package static func has(_ program: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
}
