import ClusterModel

/// A kill that waits for its confirmation. Bound to the pod that was shown, whatever changes meanwhile.
package struct KillProposal: Sendable, Equatable {
    package var order: KillOrder
    package var letter: String
    /// Why the pod's name must be typed, as of now; nil where `y` is enough.
    package var typing: TypingReason? = nil
    /// What has been typed.
    package var typed: String = ""
    /// What the API server would do; nil until it has said so.
    package var preview: KillPreview? = nil

    package init(order: KillOrder, letter: String, typing: TypingReason? = nil, typed: String = "") {
        self.order = order
        self.letter = letter
        self.typing = typing
        self.typed = typed
    }

    package var isSatisfied: Bool { typing == nil || typed == order.pod.name }
}
