import Synchronization

/// The ids of tokens. A token is a piece of text, and each piece gets the next id when it is met first: all engines of this program
/// know the same ones. `WordPieces` says how a text is cut; what an engine makes may be cut otherwise.
enum Tokenizer {
    /// vLLM's limit of prompt and answer together.
    static let maxModelLength = 2048

    static func ids(of text: String) -> [Int] { ids(of: WordPieces.split(text)) }

    static func ids(of pieces: [String]) -> [Int] {
        vocabulary.withLock { known in pieces.flatMap { known.ids(of: $0) } }
    }

    /// - Throws: `EngineFailure` for an id that is none.
    static func pieces(of ids: [Int]) throws -> [String] {
        try vocabulary.withLock { known in
            var pieces: [String] = []
            var bytes: [UInt8] = []
            for id in ids {
                if let byte = UInt8(exactly: id) {
                    bytes.append(byte)
                    continue
                }
                guard let piece = known.piece(of: id) else {
                    throw EngineFailure.badRequest("Token id \(id) is out of vocabulary", parameter: "tokens")
                }
                if !bytes.isEmpty { pieces.append(String(decoding: bytes, as: UTF8.self)) }
                bytes = []
                pieces.append(piece)
            }
            return bytes.isEmpty ? pieces : pieces + [String(decoding: bytes, as: UTF8.self)]
        }
    }

    private static let vocabulary = Mutex(Vocabulary())

    private struct Vocabulary {
        /// Below are the bytes, for what does not fit any more.
        static let first = 256
        static let limit = 200_000

        private var idOf: [String: Int] = [:]
        private var known: [String] = []

        mutating func ids(of piece: String) -> [Int] {
            if let id = idOf[piece] { return [id] }
            guard known.count < Self.limit, !piece.isEmpty else { return piece.utf8.map { Int($0) } }
            let id = Self.first + known.count
            idOf[piece] = id
            known.append(piece)
            return [id]
        }

        func piece(of id: Int) -> String? {
            known.indices.contains(id - Self.first) ? known[id - Self.first] : nil
        }
    }
}
