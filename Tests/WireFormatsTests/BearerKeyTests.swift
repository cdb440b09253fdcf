import Testing
import WireFormats

struct BearerKeyTests {
    @Test func itShowsItselfNowhere() throws {
        let key = try #require(BearerKey("sk-secret/1\n"))
        var dumped = ""
        dump(["key": key], to: &dumped)
        let texts = ["\(key)", "\([key])", String(reflecting: key), String(describing: Optional(key)), dumped]
        for text in texts { #expect(!text.contains("secret"), "\(text)") }
        #expect(key.authorization == "Bearer sk-secret/1")
    }

    @Test(arguments: ["", " \n", "two words", "naïve", "line\nbreak", "\u{1b}[31m"])
    func whatNoHeaderCanCarryIsNoKey(_ text: String) {
        #expect(BearerKey(text) == nil)
    }

    @Test(arguments: [("vllm", "fewer than 8"), ("1234567\n", "fewer than 8"), ("", "is empty"), ("two words", "no HTTP header")])
    func whatIsNoKeyHasAReason(_ text: String, _ reason: String) {
        #expect(BearerKey(text) == nil)
        #expect(BearerKey.objection(to: text)?.contains(reason) == true)
    }

    @Test func textsThatQuoteItAreScrubbed() throws {
        let key = try #require(BearerKey("sk-secret/1"))
        #expect(key.scrubbed("bad key sk-secret/1, sk-secret/1!") == "bad key [key], [key]!")
        #expect(key.scrubbed(#"{"error":"sk-secret\/1 is unknown"}"#) == #"{"error":"[key] is unknown"}"#)
        #expect(key.scrubbed("cut off in sk-sec") == "cut off in [key]")
        #expect(key.scrubbed("a risk") == "a risk")
        #expect(key.scrubbed(Array("Bearer sk-secret/1".utf8)) == Array("Bearer [key]".utf8))
        let bytes: [UInt8] = [0xff, 0x41]
        #expect(key.scrubbed(bytes) == bytes)
    }
}
