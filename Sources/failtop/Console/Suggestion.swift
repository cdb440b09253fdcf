import ArgumentParser

/// What a mistyped word may have meant.
enum Suggestion {
    /// The default command would take a mistyped one for an argument of its own, and refuse it in its own words.
    static func refuseUnknownCommand(_ arguments: [String]) throws {
        let names = Failtop.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard let word = arguments.first, !word.hasPrefix("-"), !names.contains(word) else { return }
        throw Failure(.usage, "there is no command \(word); \(question(word, among: names))failtop --help lists all")
    }

    /// `did you mean watch? `, to be followed by where to look; empty where nothing is near.
    static func question(_ word: String, among names: [String]) -> String {
        let near = names.map { (name: $0, distance: distance(word, $0)) }.min { $0.distance < $1.distance }
        guard let near, near.distance <= max(1, near.name.count / 3) else { return "" }
        return "did you mean \(near.name)? "
    }

    /// How many characters are to be put in, taken out or replaced (Levenshtein).
    static func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other)
        var row = Array(0...other.count)
        for (index, character) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in other.indices {
                let replaced = diagonal + (character == other[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[other.count]
    }
}
