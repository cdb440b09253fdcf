import TerminalCanvas

/// What a terminal says of its mouse: `ESC [ < button ; column ; row M` (SGR), or `ESC [ M` and three bytes (X10).
struct MouseReport: Equatable {
    private let button: Int
    private let column: Int
    private let row: Int
    private let isPressed: Bool

    init?(body: some StringProtocol, isPressed: Bool) {
        let numbers = body.split(separator: ";").compactMap { Int($0) }
        guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0, numbers.allSatisfy({ $0 < 1 << 16 }) else { return nil }
        (button, column, row) = (numbers[0], numbers[1] - 1, numbers[2] - 1)
        self.isPressed = isPressed
    }

    init?(raw: [UInt8]) {
        guard raw.count == 3, raw[0] >= 0x20, raw[1] > 0x20, raw[2] > 0x20 else { return nil }
        (button, column, row) = (Int(raw[0]) - 0x20, Int(raw[1]) - 0x21, Int(raw[2]) - 0x21)
        // Three is a button that was let go.
        isPressed = button & 0b11 != 3 || button & 0x40 != 0
    }

    /// The first button and the wheel; with Shift, Alt or Ctrl as without.
    var key: KeyPress? {
        guard isPressed, let kind = kind else { return nil }
        return .mouse(MousePress(kind, at: Point(column: column, row: row)))
    }

    private var kind: MousePress.Kind? {
        switch button & ~0b1_1100 {
        case 0: .click
        case 64: .wheelUp
        case 65: .wheelDown
        default: nil
        }
    }
}
