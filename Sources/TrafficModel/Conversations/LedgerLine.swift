/// A run of tokens that one pod made for one request, and what became of them.
package struct LedgerLine: Sendable, Equatable, Codable {
    package enum Fate: String, Sendable, Codable {
        case kept
        /// The answer was restarted.
        case discarded
    }

    package var request: String
    package var letter: String
    package var pod: String?
    package var tokens: Int
    package var fate: Fate
    /// Tokens received before that this request carried as prompt.
    package var resentAsPrompt: Int

    package init(request: String, letter: String, pod: String?, tokens: Int, fate: Fate, resentAsPrompt: Int) {
        self.request = request
        self.letter = letter
        self.pod = pod
        self.tokens = tokens
        self.fate = fate
        self.resentAsPrompt = resentAsPrompt
    }
}
