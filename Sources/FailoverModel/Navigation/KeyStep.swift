import ClusterModel

/// Something the operator asked for by a key, to be shown to those who cannot see the keyboard.
package struct KeyStep: Sendable, Equatable {
    package var action: Action
    /// What took the keys then.
    package var dialog: Dialog?
    package var at: Moment

    package init(_ action: Action, dialog: Dialog? = nil, at: Moment) {
        self.action = action
        self.dialog = dialog
        self.at = at
    }
}

extension NavigationState {
    private static let longestTrail = 4

    mutating func noteStep(_ action: Action, at moment: Moment) {
        switch action {
        // What is typed is text, and moving about tells nothing.
        case .type, .erase, .move, .select, .present, .live, .welcome: return
        default: break
        }
        trail.append(KeyStep(action, dialog: dialog, at: moment))
        if trail.count > Self.longestTrail { trail.removeFirst() }
    }
}
