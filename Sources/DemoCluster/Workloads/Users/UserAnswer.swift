/// What a background user got for a question.
package enum UserAnswer: Sendable, Equatable {
    /// A whole answer, which is one with its `[DONE]`.
    case complete
    /// An answer that began and broke off.
    case cut
    /// None: an error, or no connection.
    case refused
}
