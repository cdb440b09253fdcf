/// One key press or mouse event, as the terminal reports it.
package enum KeyPress: Hashable, Sendable {
    case character(Character)
    /// Ctrl with a letter, given in lower case: Ctrl-L is `.control("l")`.
    case control(Character)
    case up, down, left, right
    case pageUp, pageDown, home, end
    case enter, escape, tab, backTab, backspace, delete
    case function(Int)
    case mouse(MousePress)
}

/// What the mouse did, and in which cell.
package struct MousePress: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case click, wheelUp, wheelDown
    }

    package var kind: Kind
    package var position: Point

    package init(_ kind: Kind, at position: Point) {
        self.kind = kind
        self.position = position
    }
}
