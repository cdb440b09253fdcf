/// A character of UTF-8 as its bytes arrive.
struct UTF8Character: Equatable {
    private var bytes: [UInt8]
    private let length: Int
    private var isSwallowed = false

    /// nil where no character begins so.
    init?(first: UInt8) {
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return nil
        }
        bytes = [first]
    }

    var isWhole: Bool { bytes.count == length }

    /// It came with Alt, and is no key.
    var swallowed: UTF8Character {
        var character = self
        character.isSwallowed = true
        return character
    }

    /// False where the byte does not belong to it.
    mutating func append(_ byte: UInt8) -> Bool {
        guard (0x80...0xBF).contains(byte) else { return false }
        bytes.append(byte)
        return true
    }

    /// nil where it is none, or not to be told.
    var scalar: UInt32? {
        guard !isSwallowed, isWhole, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return text.unicodeScalars.first?.value
    }
}
