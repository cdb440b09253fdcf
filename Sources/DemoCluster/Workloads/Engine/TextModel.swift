/// How many bytes at the start of a text decide the order of its sentences.
private let openingLength = 24

/// The language model of the demo engines: the next token is a pure function of the seed and the whole text so far.
///
/// Each sentence is chosen by a hash of everything before it. To continue a text, the model looks for the earliest place
/// near its end whose own sentence begins with what follows there: that sentence is under way and is carried on. A text
/// cut anywhere therefore continues as if it had never been cut, whichever engine is asked.
///
/// A model that cuts freely minds not the text alone but its tokens, and sometimes makes two of what its tokeniser would have as one:
/// given a text, it goes on otherwise than it would have, unless it is given the very tokens.
struct TextModel: Sendable {
    var seed: UInt64
    var cutsFreely = false

    /// The text that follows a context, token by token, without end.
    struct Continuation: Sendable, IteratorProtocol {
        /// Of everything so far.
        fileprivate var hash: UInt64
        fileprivate var length: Int
        fileprivate var opening: UInt64
        fileprivate var sentences: Int
        fileprivate var needsSpace: Bool
        fileprivate var pending: [String]
        fileprivate var index = 0
        fileprivate let model: TextModel

        mutating func next() -> String? {
            if index == pending.count {
                let sentence = Grammar.sentence(choice: hash, opening: opening, ordinal: sentences, spaced: needsSpace)
                pending = model.tokens(of: sentence, choice: hash)
                index = 0
                needsSpace = true
                sentences += 1
            }
            let token = pending[index]
            index += 1
            for byte in token.utf8 {
                hash = Hash.step(hash, byte)
                length += 1
                if length <= openingLength { opening = hash }
            }
            if model.cutsFreely {
                hash = Hash.step(hash, TextModel.tokenEnd)
                if length <= openingLength { opening = hash }
            }
            return token
        }
    }

    /// No byte of a text.
    fileprivate static let tokenEnd: UInt8 = 0xFF

    /// The tokens in which a sentence is made. One that cuts freely makes two of one word in three.
    fileprivate func tokens(of sentence: String, choice: UInt64) -> [String] {
        let canonical = WordPieces.split(sentence)
        guard cutsFreely else { return canonical }
        var state = choice
        return canonical.flatMap { token -> [String] in
            state = Hash.mix(state)
            guard token.utf8.count > 5, state % 3 == 0 else { return [token] }
            return [String(token.prefix(3)), String(token.dropFirst(3))]
        }
    }

    func continuation(of tokens: [String]) -> Continuation {
        let bytes = tokens.flatMap(\.utf8)
        var hashes = [Hash.start(seed)]
        hashes.reserveCapacity(bytes.count + 1)
        var sentences = [0]
        for token in tokens {
            for byte in token.utf8 {
                hashes.append(Hash.step(hashes[hashes.count - 1], byte))
                sentences.append(sentences[sentences.count - 1] + (byte == UInt8(ascii: ".") ? 1 : 0))
            }
            if cutsFreely { hashes[hashes.count - 1] = Hash.step(hashes[hashes.count - 1], Self.tokenEnd) }
        }
        func opening(_ position: Int) -> UInt64 { hashes[min(position, openingLength)] }
        func needsSpace(_ position: Int) -> Bool {
            position > 0 && bytes[position - 1] != UInt8(ascii: " ") && bytes[position - 1] != UInt8(ascii: "\n")
        }
        for position in max(0, bytes.count - Grammar.longestSentence)..<bytes.count {
            // Sentences begin with a capital, behind a space unless at the start of a line.
            let first = bytes[position]
            let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
            guard isCapital || first == UInt8(ascii: " ") else { continue }
            let sentence = Array(
                Grammar.sentence(
                    choice: hashes[position], opening: opening(position), ordinal: sentences[position],
                    spaced: needsSpace(position)
                ).utf8)
            let written = bytes[position...]
            guard written.count < sentence.count, sentence.starts(with: written) else { continue }
            return Continuation(
                hash: hashes[bytes.count], length: bytes.count, opening: opening(bytes.count),
                sentences: sentences[position] + 1, needsSpace: true,
                pending: remaining(of: sentence, after: written.count, choice: hashes[position]), model: self)
        }
        let end = bytes.count
        return Continuation(
            hash: hashes[end], length: end, opening: opening(end), sentences: sentences[end],
            needsSpace: needsSpace(end), pending: [], model: self)
    }

    /// The tokens of a sentence that are still to come; the first may be the rest of one cut inside.
    private func remaining(of sentence: [UInt8], after count: Int, choice: UInt64) -> [String] {
        var end = 0
        var rest: [String] = []
        for token in tokens(of: String(decoding: sentence, as: UTF8.self), choice: choice) {
            end += token.utf8.count
            guard end > count else { continue }
            rest.append(rest.isEmpty ? String(decoding: token.utf8.suffix(end - count), as: UTF8.self) : token)
        }
        return rest
    }
}

/// FNV-1a with a final mix: stable across machines and runs, which `Hasher` is not.
enum Hash {
    static func start(_ seed: UInt64) -> UInt64 { 0xCBF2_9CE4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15) }

    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    static func of(_ text: String) -> UInt64 { mix(text.utf8.reduce(start(0), step)) }
}
