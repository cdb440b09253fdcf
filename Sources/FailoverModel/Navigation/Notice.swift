import ClusterModel

/// A line for the operator above the footer, until something else happens.
package struct Notice: Sendable, Equatable {
    package var text: String
    package var isError: Bool
    package var at: Moment

    package init(text: String, isError: Bool, at: Moment) {
        self.text = text
        self.isError = isError
        self.at = at
    }
}
