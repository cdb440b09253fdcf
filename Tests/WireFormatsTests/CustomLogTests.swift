import Testing
import WireFormats

struct CustomLogTests {
    @Test(arguments: [
        (
            "forwarded {request} of {session} to {worker}", "12:00 forwarded r1 of the first user to http://h:1 ok",
            RouterLogLine.routed(request: "r1", session: "the first user", worker: "http://h:1", attempt: 1)
        ),
        ("user={session} {*}upstream={worker}", "user=9999 x=1 upstream=http://h:1", .sessionRouted(session: "9999", worker: "http://h:1")),
        ("backend {pod} up at {worker};", "backend engine-0 up at 10.0.0.1;", .discovered(pod: "engine-0", ip: "10.0.0.1")),
        ("backend {pod} gone", "backend engine-0 gone", .deleted(pod: "engine-0")),
        ("{worker} took {request}", "12:00 INFO http://h:1 took r1 at once", .routed(request: "r1", session: nil, worker: "http://h:1", attempt: 1)),
        ("{*}->{worker} {{{request}|{session}}", "a ->http://h:1 {r1|9999} b", .routed(request: "r1", session: "9999", worker: "http://h:1", attempt: 1)),
        ("-> {worker} \"{request}\"", "x -> h:1 \"r1\"", .routed(request: "r1", session: nil, worker: "h:1", attempt: 1)),
        ("{session}: {worker} {*}", "the first user: h:1 x", .sessionRouted(session: "the first user", worker: "h:1")),
        ("forwarded {request} to {worker}", "forwarded two words to http://h:1", .unknown),
    ])
    func readsALine(pattern: String, line: String, expected: RouterLogLine) throws {
        var log = CustomLog([try #require(LogPattern(pattern))])
        #expect(log.feed("\u{1B}[2m" + line) == [expected])
    }

    @Test(arguments: ["no group", "{worker}", "to {worker", "to {{worker}", "to {nobody}", "to {worker} {worker}", "to {worker}{pod}", "of {session}"])
    func patternsThatCannotWorkAreRefused(pattern: String) {
        #expect(LogPattern(pattern) == nil)
    }
}
