import TerminalCanvas

/// A whole control sequence (`ESC [ parameters final`), and the key that it stands for.
struct ControlSequence: Equatable {
    /// Parameters and intermediates as they came.
    private let body: String
    private let final: UInt8

    init(_ body: [UInt8], final: UInt8) {
        self.body = String(decoding: body, as: UTF8.self)
        self.final = final
    }

    private var numbers: [Int]? {
        let parts = body.split(separator: ";", omittingEmptySubsequences: false)
        let numbers = parts.map { $0.isEmpty ? 0 : Int($0) }
        return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
    }

    /// `ESC [ 200 ~`: what follows up to `ESC [ 201 ~` is text.
    var startsPaste: Bool { final == 0x7E && body == "200" }

    /// nil where it is no key, or one that nothing here uses.
    var key: KeyPress? {
        if body.hasPrefix("<") { return MouseReport(body: body.dropFirst(), isPressed: final == 0x4D)?.key }
        guard let numbers, numbers.count <= 2, Self.isPlain(modifiers: numbers.count == 2 ? numbers[1] : 1) else { return nil }
        if final == 0x7E { return Self.editing(numbers[0]) }
        // xterm writes `1` before modifiers; another number is no key, such as a report of the cursor.
        return numbers[0] <= 1 ? Self.lettered(final) ?? Self.function(final) : nil
    }

    /// `ESC O final`. The keypad's Enter is as good as the other.
    static func shift3(_ final: UInt8) -> KeyPress? {
        switch final {
        case 0x4D: .enter
        case 0x49: .tab
        default: lettered(final) ?? function(final)
        }
    }

    /// One more than the bits of Shift, Alt, Ctrl and Meta; the locks say nothing.
    private static func isPlain(modifiers: Int) -> Bool { modifiers <= 1 || (modifiers - 1) & 0b1111 == 0 }

    private static func lettered(_ final: UInt8) -> KeyPress? {
        switch final {
        case 0x41: .up
        case 0x42: .down
        case 0x43: .right
        case 0x44: .left
        case 0x46: .end
        case 0x48: .home
        case 0x5A: .backTab
        default: nil
        }
    }

    /// `P` … `S`.
    private static func function(_ final: UInt8) -> KeyPress? {
        (0x50...0x53).contains(final) ? .function(Int(final) - 0x4F) : nil
    }

    /// VT220 and rxvt.
    private static func editing(_ number: Int) -> KeyPress? {
        switch number {
        case 1, 7: .home
        case 4, 8: .end
        case 3: .delete
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...24: .function(number - 12)
        default: nil
        }
    }
}
