import TerminalCanvas

/// Turns the bytes of a terminal into keys and pasted text: a state machine over whole sequences (ECMA-48, and what xterm, VT220,
/// rxvt and the Linux console send). What it does not know it swallows whole, so that no part of a sequence is taken for a key.
struct InputParser {
    enum Input: Hashable, Sendable {
        case key(KeyPress)
        case paste(String)
    }

    enum State: Equatable {
        case ground
        /// A character of UTF-8 of which bytes are missing.
        case character(UTF8Character)
        case escape
        /// `ESC (` and the like: one more byte, of the same read.
        case designation
        /// Parameters and intermediates so far.
        case control([UInt8])
        /// `ESC [ [`: one more byte, the Linux console's F1 to F5.
        case console
        case shift3
        /// OSC, DCS, SOS, PM, APC: up to BEL or ST.
        case string
        case stringEscape
        /// `ESC [ M`: three raw bytes.
        case mouse([UInt8])
        case paste(PastedText)
    }

    var state = State.ground
    /// An escape that stood alone for too long has been told as the key; what follows at once may still belong to it.
    private var isEscapeSent = false
    var inputs: [Input] = []

    /// Nothing is half read.
    var isWhole: Bool { state == .ground }

    /// Milliseconds that the rest of what is half read may take; then `expire` decides without it.
    var patience: Int {
        switch state {
        case .ground: 0
        case .escape: 50
        case .paste: 5_000
        case .character, .designation, .control, .console, .shift3, .string, .stringEscape, .mouse: 1_000
        }
    }

    /// The bytes of one read: those of a sequence come in one where nothing stands in between.
    mutating func feed(_ bytes: some Collection<UInt8>) -> [Input] {
        guard let first = bytes.first else { return [] }
        if state == .escape, !Self.continuesEscape(first, of: bytes.count) {
            inputs.append(.key(.escape))
            state = .ground
        } else if isEscapeSent, state == .ground, bytes.count > 1, Self.introducers.contains(first) {
            state = .escape
        }
        isEscapeSent = false
        for byte in bytes { take(byte) }
        // At the end of a read it was a key with Alt.
        if state == .designation { state = .ground }
        return take()
    }

    /// The rest did not come in time.
    mutating func expire() -> [Input] {
        switch state {
        case .escape:
            inputs.append(.key(.escape))
            isEscapeSent = true
        case .paste(let text): inputs.append(.paste(text.text))
        case .ground, .character, .designation, .control, .console, .shift3, .string, .stringEscape, .mouse: break
        }
        state = .ground
        return take()
    }

    private mutating func take() -> [Input] {
        defer { inputs = [] }
        return inputs
    }

    /// `[`, `O`, `]`, `^`, `_`: what a sequence goes on with, also in a read of its own.
    private static let continuing: Set<UInt8> = [0x5B, 0x4F, 0x5D, 0x5E, 0x5F]
    /// The same with `P` and `X`, which are keys where they come alone after an escape: only answers to questions begin with
    /// them, and none is asked.
    private static let introducers = continuing.union([0x50, 0x58])

    private static func continuesEscape(_ byte: UInt8, of count: Int) -> Bool {
        continuing.contains(byte) || count > 1 && introducers.contains(byte)
    }
}
