import TerminalCanvas

/// What each byte does in each state.
extension InputParser {
    mutating func take(_ byte: UInt8) {
        switch state {
        case .ground: start(byte)
        case .character(let character): goOn(character, byte)
        case .escape: introduce(byte)
        case .control(let bytes): goOn(bytes, byte)
        case .console, .designation: state = .ground
        case .shift3: endShift3(byte)
        case .string, .stringEscape: goOnString(byte)
        case .mouse(let bytes): endMouse(bytes + [byte])
        case .paste(let text): goOn(text, byte)
        }
    }

    private mutating func start(_ byte: UInt8) {
        switch byte {
        case 0x1B: state = .escape
        case 0x00..<0x80: emit(KeyDecoder.key(character: UInt32(byte)))
        case 0x80..<0xA0: introduceC1(byte)
        default: if let character = UTF8Character(first: byte) { state = .character(character) }
        }
    }

    private mutating func goOn(_ character: UTF8Character, _ byte: UInt8) {
        var character = character
        guard character.append(byte) else {
            state = .ground
            return take(byte)
        }
        guard character.isWhole else { return state = .character(character) }
        state = .ground
        guard let value = character.scalar else { return }
        if (0x80..<0xA0).contains(value) { introduceC1(UInt8(value)) } else { emit(KeyDecoder.key(character: value)) }
    }

    /// After ESC. Any other character with it is a key with Alt, which nothing here uses.
    private mutating func introduce(_ byte: UInt8) {
        switch byte {
        case 0x5B: state = .control([])
        case 0x4F: state = .shift3
        case 0x5D, 0x50, 0x58, 0x5E, 0x5F: state = .string
        case 0x1B: emit(.escape)
        case 0x20...0x2F: state = .designation
        case 0xC0...: state = UTF8Character(first: byte).map { .character($0.swallowed) } ?? .ground
        default: state = .ground
        }
    }

    /// The eight-bit forms of the same.
    private mutating func introduceC1(_ byte: UInt8) {
        switch byte {
        case 0x9B: state = .control([])
        case 0x8F: state = .shift3
        case 0x90, 0x98, 0x9D, 0x9E, 0x9F: state = .string
        default: state = .ground
        }
    }

    private mutating func goOn(_ bytes: [UInt8], _ byte: UInt8) {
        switch byte {
        case 0x1B: state = .escape
        case 0x18, 0x1A: state = .ground
        case 0x5B where bytes.isEmpty: state = .console
        case 0x4D where bytes.isEmpty: state = .mouse([])
        case 0x40...0x7E:
            state = .ground
            end(ControlSequence(bytes, final: byte))
        // Longer ones are nobody's key; controls and strange bytes in between end nothing.
        case 0x20...0x3F where bytes.count < 64: state = .control(bytes + [byte])
        default: break
        }
    }

    private mutating func end(_ sequence: ControlSequence) {
        if sequence.startsPaste { state = .paste(PastedText()) } else { emit(sequence.key) }
    }

    private mutating func endShift3(_ byte: UInt8) {
        switch byte {
        case 0x1B: state = .escape
        case 0x30...0x39, 0x3B: break
        default:
            state = .ground
            emit(ControlSequence.shift3(byte))
        }
    }

    private mutating func goOnString(_ byte: UInt8) {
        switch byte {
        case 0x07, 0x9C, 0x18, 0x1A: state = .ground
        case 0x1B: state = .stringEscape
        case 0x5C where state == .stringEscape: state = .ground
        default:
            // An escape that ends no string begins the next sequence.
            let isNext = state == .stringEscape
            state = isNext ? .escape : .string
            if isNext { take(byte) }
        }
    }

    private mutating func endMouse(_ bytes: [UInt8]) {
        guard bytes.count == 3 else { return state = .mouse(bytes) }
        state = .ground
        emit(MouseReport(raw: bytes)?.key)
    }

    private mutating func goOn(_ text: PastedText, _ byte: UInt8) {
        var text = text
        if text.append(byte) {
            state = .ground
            inputs.append(.paste(text.text))
        } else {
            state = .paste(text)
        }
    }

    private mutating func emit(_ key: KeyPress?) {
        if let key { inputs.append(.key(key)) }
    }
}
