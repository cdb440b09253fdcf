import ClusterModel
import FailoverModel
import DiagnosisModel
import TestSupport
import Testing
import TrafficModel

/// By what a broken answer is continued.
struct ResumeFormTests {
    /// A is killed after tokens with their ids; the request that resumes the answer.
    private static func resumed(
        api: CompletionAPI = .chat, ids: (Int) -> [Int]?, prompt: [Int]? = [7, 8], fields: [String: String] = [:]
    ) -> (story: Story, request: StreamRequest?) {
        var story = Story.steady {
            $0.onBreak = .resume
            $0.api = api
            $0.extraFields = fields
        }
        story.tell(at: 1, .action(.send))
        let id = story.state.conversation.current?.id ?? "none"
        story.answer(id, from: 1, host: 11, tokens: 0)
        if let prompt { story.tell(at: 1.05, .stream(.tokenIDs(id, TokenIDs(prompt: prompt)))) }
        for index in 0..<10 {
            let at = 1.1 + Double(index) * 0.05
            if let made = ids(index) { story.tell(at: at, .stream(.tokenIDs(id, TokenIDs(made: made)))) }
            story.tell(at: at, .stream(.text(id, "w\(index) ")))
        }
        story.tell(at: 1.6, .stream(.closed(id, .cleanEnd)))
        return (story, story.state.conversation.current?.request)
    }

    @Test(arguments: CompletionAPI.allCases)
    func byTokenIDsWhereAllWereGiven(_ api: CompletionAPI) throws {
        let (story, request) = Self.resumed(api: api, ids: { [100 + $0] })
        let resumption = try #require(request?.resumption)
        #expect(story.state.conversation.records.first?.request.wantsTokenIDs == true)
        #expect(resumption.form == .tokenIDs && resumption.promptIDs == [7, 8] + (100..<110))
        #expect(request?.maxTokens == 512 - 10)
    }

    @Test func byTextWhereAnyIsMissing() throws {
        #expect(Self.resumed(ids: { $0 == 4 ? nil : [$0] }).request?.resumption?.form == .assistantMessage)
        #expect(Self.resumed(ids: { [$0] }, prompt: nil).request?.resumption?.form == .assistantMessage)
        #expect(Self.resumed(api: .completions, ids: { _ in nil }).request?.resumption?.form == .prompt)
    }

    /// An engine holds text back that may become a stop string: its ids are ahead of what was received.
    @Test func byTextWhereStopStringsAreSet() {
        #expect(Self.resumed(ids: { [$0] }, fields: ["stop": "[\"END\"]"]).request?.resumption?.form == .assistantMessage)
    }

    @Test func aServerThatFailsAtIDsIsGivenTheTextAtLast() throws {
        var (story, request) = Self.resumed(ids: { [$0] })
        var forms: [Resumption.Form?] = []
        for second in 2..<12 {
            let next = try #require(request)
            forms.append(next.resumption?.form)
            story.tell(at: Double(second), .stream(.closed(next.id, .refused(status: 500, body: "internal error"))), .ticked)
            story.tell(at: Double(second) + 0.9, .ticked)
            request = story.state.conversation.current?.request
        }
        #expect(Array(forms.prefix(4)) == [.tokenIDs, .tokenIDs, .tokenIDs, .assistantMessage], "\(forms)")
    }

    @Test func whatIsAskedAgainBeforeAnyTextHasNoSeam() throws {
        var story = Story.steady { $0.onBreak = .resume }
        let (id, _) = story.ask(at: 1, host: 11, tokens: 0)
        story.tell(at: 1.5, .stream(.closed(id, .cleanEnd)), .ticked)
        story.tell(at: 2.5, .ticked)
        let next = try #require(story.state.conversation.current)
        #expect(next.id != id && next.request.resumption == nil)
        story.answer(next.id, from: 2.6, host: 12, tokens: 5)
        #expect(story.state.conversation.current.flatMap { story.state.conversation.answer(of: $0) }?.isSeamInText == nil)
    }

    /// Tokens that end inside a character have ids and no text yet.
    @Test func tokensWithoutTextCountToo() throws {
        let (_, request) = Self.resumed(ids: { [2 * $0, 2 * $0 + 1] })
        #expect(request?.resumption?.promptIDs?.count == 22 && request?.maxTokens == 512 - 20)
    }

    @Test func aRouterThatRefusesIDsIsGivenTheTextAtOnce() throws {
        var (story, request) = Self.resumed(ids: { [$0] })
        let first = try #require(request)
        story.tell(at: 1.7, .stream(.closed(first.id, .refused(status: 422, body: "prompt: expected a string"))))
        request = story.state.conversation.current?.request
        #expect(request?.id != first.id && request?.resumption?.form == .assistantMessage)
        let second = try #require(request)
        story.answer(second.id, from: 1.8, host: 12, tokens: 5)
        story.tell(at: 3, .stream(.finishReason(second.id, "stop")), .stream(.closed(second.id, .cleanEnd)))
        #expect(story.state.conversation.current.flatMap { story.state.conversation.answer(of: $0) }?.isSeamInText == true)
        #expect(!story.state.checks.contains { $0.id == "resume-refused" }, "another way was open")
        // The next break asks no more for what is refused.
        story.tell(at: 4, .action(.send))
        let next = try #require(story.state.conversation.current?.id)
        story.tell(at: 4.1, .stream(.tokenIDs(next, TokenIDs(prompt: [1], made: [2]))), .stream(.text(next, "a")), .stream(.closed(next, .cleanEnd)))
        #expect(story.state.conversation.current?.request.resumption?.form == .assistantMessage)
    }

    @Test func aSecondBreakGoesOnFromAllTokens() throws {
        var (story, request) = Self.resumed(ids: { [100 + $0] })
        let first = try #require(request)
        story.tell(at: 1.8, .stream(.tokenIDs(first.id, TokenIDs(made: [110]))), .stream(.text(first.id, "x")), .stream(.closed(first.id, .cleanEnd)))
        request = story.state.conversation.current?.request
        #expect(request?.resumption?.promptIDs == [7, 8] + (100...110) && request?.maxTokens == 512 - 11)
        #expect(story.state.conversation.current.flatMap { story.state.conversation.answer(of: $0) }?.isSeamInText == false)
    }
}
