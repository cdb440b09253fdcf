import Foundation
import Testing

@testable import DemoCluster

struct TextModelTests {
    private func request(_ api: EngineRequest.API, _ body: [String: Any]) throws -> EngineRequest {
        try EngineRequest(api, body: JSONSerialization.data(withJSONObject: body), servedModel: "m")
    }

    private func tokens(_ request: EngineRequest, seed: UInt64 = 1) -> [String] {
        var generation = EngineGeneration(request, seed: seed)
        var tokens: [String] = []
        while let token = generation.next() { tokens.append(token.text) }
        return tokens
    }

    @Test(arguments: [
        "Tell me about pods", "", "Why?", "A line.\n", "When an engine", "The ring moves only", "naïve ☕ ",
    ])
    func completionsResumeExactlyAtEveryToken(prompt: String) throws {
        let whole = tokens(try request(.completions, ["model": "m", "prompt": prompt, "max_tokens": 200]))
        #expect(whole.count == 200)
        for position in 0..<200 {
            let soFar = whole[..<position].joined()
            let rest = tokens(
                try request(.completions, ["model": "m", "prompt": prompt + soFar, "max_tokens": 200 - position]))
            #expect(rest == Array(whole[position...]), "at \(position)")
            #expect(WordPieces.count(soFar) == position)
        }
    }

    @Test func chatResumesExactlyAtEveryToken() throws {
        let messages: [[String: Any]] = [
            ["role": "system", "content": "Be brief."], ["role": "user", "content": "What is a drain?"],
        ]
        let whole = tokens(try request(.chat, ["model": "m", "messages": messages, "max_tokens": 200]))
        #expect(whole.first?.hasPrefix(" ") == false)
        for position in 1..<200 {
            let soFar = whole[..<position].joined()
            let rest = tokens(
                try request(
                    .chat,
                    [
                        "model": "m", "messages": messages + [["role": "assistant", "content": soFar]],
                        "max_tokens": 200 - position, "continue_final_message": true, "add_generation_prompt": false,
                    ]))
            #expect(rest == Array(whole[position...]), "at \(position)")
        }
    }

    @Test func aTextCutInsideATokenGoesOnWithItsRest() throws {
        let whole = tokens(try request(.completions, ["prompt": "Go on:", "max_tokens": 60])).joined()
        for length in 1..<200 {
            let cut = String(whole.prefix(length))
            let rest = tokens(try request(.completions, ["prompt": "Go on:" + cut, "max_tokens": 60])).joined()
            #expect((cut + rest).hasPrefix(whole.prefix(230)), "cut at \(length)")
        }
    }

    @Test func seedsAndPromptsGiveDifferentTexts() throws {
        let one = try request(.completions, ["prompt": "a"])
        #expect(tokens(one) == tokens(one))
        #expect(tokens(one) != tokens(one, seed: 2))
        let other = try request(.completions, ["prompt": "b"])
        #expect(tokens(one) != tokens(other))
        #expect(tokens(one).count == 256)
    }

    @Test func aLongTextHasNoLoops() throws {
        let whole = tokens(try request(.completions, ["prompt": "Explain failover", "max_tokens": 1500]))
        #expect(whole.count == 1500)
        var seen: Set<String> = []
        for start in 0..<590 {
            #expect(seen.insert(whole[start..<start + 10].joined()).inserted, "repeats at \(start)")
        }
        let sentences = whole.joined().split(separator: ".")
        #expect(sentences.allSatisfy { $0.utf8.count < Grammar.longestSentence })
        #expect(Set(sentences.prefix(40)).count == 40)
    }

    /// What stands on a wall for minutes is read by everybody.
    @Test(arguments: 1...20) func itsSentencesCanBeShown(_ seed: UInt64) throws {
        let text = tokens(try request(.completions, ["prompt": "Go", "max_tokens": 600]), seed: seed).joined()
        // The last one may be cut.
        for sentence in text.split(separator: ".").dropLast().map({ $0.trimmingCharacters(in: .whitespaces) }) {
            #expect(sentence.first?.isUppercase == true && !sentence.contains("  ") && !sentence.contains(/[{}]/), "\(sentence)")
            #expect(!sentence.contains(/\b(\w+) \1\b/) && !sentence.contains(/\ba [aeiou]|\ban [^aeiou]/), "\(sentence)")
        }
    }

    @Test func aStopTextEndsTheAnswer() throws {
        var generation = EngineGeneration(
            try request(.completions, ["prompt": "Explain", "stop": ["."], "max_tokens": 100]), seed: 1)
        var last: EngineGeneration.Token?
        var text = ""
        while let token = generation.next() {
            last = token
            text += token.text
        }
        #expect(last?.finish == "stop")
        #expect(!text.contains("."))
        #expect(text.count > 20)
    }

    @Test func longWordsAreCutWhereTheirPrefixesAreCut() {
        #expect(WordPieces.split("a conversation, 3 ways") == ["a", " conve", "rsation", ",", " 3", " ways"])
        #expect(WordPieces.split(" Internationalization") == [" Inter", "natio", "naliz", "ation"])
        #expect(WordPieces.split("é\n ☕") == ["é", "\n", " ☕"])
    }
}
