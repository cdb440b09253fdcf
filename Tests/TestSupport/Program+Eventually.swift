extension Program {
    /// Looks until there is an answer, with a pause between looks: looking must not take the processor from what is looked at.
    ///
    /// All tests wait here. A look at memory may come every few milliseconds; one that starts a program should not.
    /// Throws with what was waited for where it does not come in time.
    package static func eventually<Value>(
        within limit: Duration = .seconds(20), every pause: Duration = .milliseconds(50),
        isolation: isolated (any Actor)? = #isolation, _ what: @autoclosure () -> String, _ look: () async throws -> Value?
    ) async throws -> Value {
        let deadline = ContinuousClock.now + limit
        while true {
            if let value = try await look() { return value }
            guard ContinuousClock.now < deadline else { throw NotInTime(what: what()) }
            try await Task.sleep(for: pause)
        }
    }

    package struct NotInTime: Error, CustomStringConvertible {
        package var what: String

        package init(what: String) {
            self.what = what
        }

        package var description: String { "not in time: \(what)" }
    }
}
