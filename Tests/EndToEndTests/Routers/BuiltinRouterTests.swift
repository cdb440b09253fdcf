import Testing

/// The demo's own router, as the real ones are tried.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(4)))
struct BuiltinRouterTests {
    @Test func thePageSaysWhatHappens() async throws {
        try await RouterPage.shared.expect(try await RouterTable.lines(of: .builtin), of: .builtin)
    }
}
