import FailoverModel

/// A story that plays itself: captions, waits and key presses, in their order.
public struct Show: Sendable, Equatable {
    public enum Cue: Sendable, Equatable {
        case say(String)
        /// Time to read or to look; with `--step` the presenter's key ends it.
        case rest(Duration)
        case wait(Condition)
        case press(Action)
    }

    /// What a cue waits for.
    public enum Condition: Sendable, Equatable {
        case steady
        case tokens(Int)
        case broken
        /// The session gets tokens from another pod again.
        case served
        case recovered
        case answered
    }

    public var cues: [Cue]

    public init(_ cues: [Cue]) {
        self.cues = cues
    }

    /// What does not come true within this time ends the story: it must not tell what is not so.
    static let patience = Duration.seconds(60)

    private static let reading = Cue.rest(.seconds(5))

    /// The session router breaks the stream; the session moves; the pod comes back.
    public static let breaking = Show([
        .wait(.steady),
        .say("Three engines serve one model. The router keeps every session on one of them."), reading,
        .say("Session 9999 asks for a long answer."), .press(.send), .wait(.tokens(40)), reading,
        .say("Now we kill the very pod that serves it."), .press(.killActive), .rest(.seconds(4)), .press(.confirm),
        .wait(.broken),
        .say("The stream ends. It looks clean, and half of the answer is missing: no finish reason, no [DONE]."), reading,
        .wait(.served), .say("The session asks again, and another engine serves it. Who was elsewhere stayed there."), reading,
        .say("Kubernetes starts a replacement; it loads its model."), .wait(.recovered), reading,
        .say("Recovered. Three gaps, four promises: the first one, that the request continues, was not kept."), reading, reading,
    ])

    /// The same once more, where broken streams go on.
    public static let migrating = Show([
        .wait(.steady), .say("The same again, with a router that moves a broken stream to another engine."), reading,
        .press(.send), .wait(.tokens(40)), .press(.killActive), .rest(.seconds(3)), .press(.confirm),
        .wait(.served), .say("A short pause, and the answer goes on: the same stream, another engine."), reading,
        .wait(.recovered), .say("The replacement is ready, and the answer still goes on."), .wait(.answered),
        .say("Complete: its reader noticed a pause, no more."), reading,
        .say("No vLLM router does this today. A client can: --on-break resume."), reading, reading,
    ])
}

extension Show.Condition {
    /// For the case that it does not come true.
    var words: String {
        switch self {
        case .steady: "two ready engines and a healthy router"
        case .tokens: "tokens of the answer"
        case .broken: "the end of the stream"
        case .served: "tokens from another pod"
        case .recovered: "a replacement that is ready"
        case .answered: "the end of the answer"
        }
    }

    func holds(in state: State) -> Bool {
        switch self {
        case .steady:
            state.cluster.readyEngines.count >= 2 && state.router.health?.isHealthy == true
                && state.router.model(for: state.settings) != nil
        case .tokens(let count): (state.streams.current?.chunks.count ?? 0) >= count
        case .broken: state.streams.records.contains { $0.outcome.isBreak } || state.streams.current?.outcome.isComplete == true
        case .served: state.incidents.all.last?.marks[.firstToken] != nil
        case .recovered: state.incidents.all.last?.marks[.replacementReady] != nil
        case .answered: state.streams.isQuiet
        }
    }
}
