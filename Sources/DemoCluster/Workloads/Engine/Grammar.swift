/// The sentences of the demo engines: templates with slots, about serving, failures and Kubernetes.
///
/// A full stop ends a sentence and occurs nowhere else, which is what lets a text be continued at any point.
enum Grammar {
    /// An upper bound of a sentence's length in bytes: how far back an unfinished sentence can have begun.
    static let longestSentence = 280

    /// The sentence for one place in a text.
    /// - Parameters:
    ///   - choice: a hash of the whole text before it; fills the slots.
    ///   - opening: a hash of how the text begins; shifts the order of the templates.
    ///   - ordinal: how many sentences came before; a template returns only after all others had their turn.
    static func sentence(choice: UInt64, opening: UInt64, ordinal: Int, spaced: Bool) -> String {
        let turn = (UInt64(ordinal) &* stride &+ Hash.mix(opening)) % UInt64(sentences.count)
        var state = Hash.mix(choice)
        var text = spaced ? " " : ""
        var used: Set<String> = []
        for part in sentences[Int(turn)] {
            switch part {
            case .text(let words): text += words
            case .slot(let name, let isCapital):
                guard let fillings = slots[name] else { continue }
                state = Hash.mix(state)
                let index = Int(state % UInt64(fillings.count))
                // Nobody does something for himself in one sentence.
                let filling = used.contains(fillings[index]) ? fillings[(index + 1) % fillings.count] : fillings[index]
                used.insert(filling)
                text += isCapital ? filling.prefix(1).uppercased() + filling.dropFirst() : filling
            }
        }
        return text
    }

    /// Coprime to the number of templates, so that it visits all of them.
    private static let stride: UInt64 = 17

    private enum Part: Sendable {
        case text(String)
        case slot(String, isCapital: Bool)
    }

    private static let sentences: [[Part]] = templates.map { template in
        var parts: [Part] = []
        for piece in template.split(separator: "{", omittingEmptySubsequences: true) {
            let halves = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else {
                parts.append(.text(String(piece)))
                continue
            }
            parts.append(.slot(halves[0].lowercased(), isCapital: halves[0].first?.isUppercase == true))
            if !halves[1].isEmpty { parts.append(.text(String(halves[1]))) }
        }
        return parts
    }
}
