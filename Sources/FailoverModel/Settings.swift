/// What the operator chose on the command line. Constant for a run.
public struct Settings: Sendable, Equatable, Codable {
    /// The watched session; the demonstration session is `9999`.
    public var session: String = "9999"
    /// The header that carries the session to the router; nil: the one that the router's dialect has for it.
    public var sessionHeader: String? = nil
    /// The model to ask; nil means the first one that the router lists.
    public var model: String? = nil
    public var api: CompletionAPI = .chat
    public var prompt: String = "Explain fault tolerance in a cluster of language model servers, at length."
    public var maxTokens: Int = 512
    /// A stream that is silent for longer after its first token is stalled.
    public var stallAfter: Duration = .seconds(5)
    /// The same before its first token, when the engine may still be reading the prompt or the request may be queued.
    public var firstTokenWithin: Duration = .seconds(30)
    public var onBreak: BreakPolicy = .observe
    /// How often a broken answer is resumed or begun again.
    public var attemptLimit: Int = 40
    /// Further top-level fields of the request, as JSON by name.
    public var extraFields: [String: String] = [:]
    public var killKind: KillKind = .now
    public var limits: Limits = Limits()
    /// A test or a diagnosis to run; nil for the board.
    public var test: TestPlan? = nil
    /// Which pods are engines; nil means the labels of the production stack's chart.
    public var engineSelector: LabelSelector? = nil
    /// Where the router is.
    public var router: RouterChoice = .automatic
    /// How a router service is reached; nil: by the proxy, unless that is forbidden or a key is set.
    public var routerWay: RouterWay? = nil
    /// Where the router's key comes from, in words, never the key; nil: it has none.
    public var routerKey: String? = nil
    /// How to read the log of a router of the operator's own; nil: it is one of those that are known.
    public var logPatterns: [String]? = nil
    /// Kills are refused whatever the operator does.
    public var isReadOnly: Bool = false
    public var arming: Arming = .expires(after: .seconds(300))
    /// Armed from the first moment.
    public var startsArmed: Bool = false
    /// The cluster is the embedded one and obeys the fault menu. Optional, as older journals lack it.
    public var hasFaultMenu: Bool? = nil
    /// End when an incident is over; nil goes on until the operator quits.
    public var wait: IncidentWait? = nil
    /// A lesson; nil for none. Optional, as older journals lack it.
    public var training: TrainingPlan? = nil
    /// Where a kill needs the pod's name typed.
    public var protection: Protection? = nil

    public init(
        session: String = "9999", sessionHeader: String? = nil, model: String? = nil, api: CompletionAPI = .chat,
        prompt: String = "Explain fault tolerance in a cluster of language model servers, at length.",
        maxTokens: Int = 512, stallAfter: Duration = .seconds(5), firstTokenWithin: Duration = .seconds(30),
        onBreak: BreakPolicy = .observe, attemptLimit: Int = 40, extraFields: [String: String] = [:], killKind: KillKind = .now,
        limits: Limits = Limits(), test: TestPlan? = nil, engineSelector: LabelSelector? = nil, router: RouterChoice = .automatic,
        isReadOnly: Bool = false, arming: Arming = .expires(after: .seconds(300)), startsArmed: Bool = false
    ) {
        self.session = session
        self.sessionHeader = sessionHeader
        self.model = model
        self.api = api
        self.prompt = prompt
        self.maxTokens = maxTokens
        self.stallAfter = stallAfter
        self.firstTokenWithin = firstTokenWithin
        self.onBreak = onBreak
        self.attemptLimit = attemptLimit
        self.extraFields = extraFields
        self.killKind = killKind
        self.limits = limits
        self.test = test
        self.engineSelector = engineSelector
        self.router = router
        self.isReadOnly = isReadOnly
        self.arming = arming
        self.startsArmed = startsArmed
    }

    public static let standard = Settings()
    /// The length of a request that only shows where its session is served.
    static let probeTokens = 16
    /// The length of a test's follow-up: enough to see that the rate is back.
    static let followUpTokens = 32
}

/// Older recordings lack keys: what they do not say was as it is by default. In this file, because only here the synthesised keys
/// can be used.
extension Settings {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, else standard: Value) throws -> Value {
            try values.decodeIfPresent(Value.self, forKey: key) ?? standard
        }
        self.init()
        session = try value(.session, else: session)
        sessionHeader = try value(.sessionHeader, else: sessionHeader)
        model = try value(.model, else: model)
        api = try value(.api, else: api)
        prompt = try value(.prompt, else: prompt)
        maxTokens = try value(.maxTokens, else: maxTokens)
        stallAfter = try value(.stallAfter, else: stallAfter)
        firstTokenWithin = try value(.firstTokenWithin, else: firstTokenWithin)
        onBreak = try value(.onBreak, else: onBreak)
        attemptLimit = try value(.attemptLimit, else: attemptLimit)
        extraFields = try value(.extraFields, else: extraFields)
        killKind = try value(.killKind, else: killKind)
        limits = try value(.limits, else: limits)
        test = try value(.test, else: test)
        engineSelector = try value(.engineSelector, else: engineSelector)
        router = try value(.router, else: router)
        routerWay = try value(.routerWay, else: routerWay)
        routerKey = try value(.routerKey, else: routerKey)
        logPatterns = try value(.logPatterns, else: logPatterns)
        isReadOnly = try value(.isReadOnly, else: isReadOnly)
        arming = try value(.arming, else: arming)
        startsArmed = try value(.startsArmed, else: startsArmed)
        hasFaultMenu = try value(.hasFaultMenu, else: hasFaultMenu)
        wait = try value(.wait, else: wait)
        training = try value(.training, else: training)
        protection = try value(.protection, else: protection)
    }
}

/// The OpenAI endpoint that a request uses.
public enum CompletionAPI: String, Sendable, Codable, CaseIterable {
    case chat
    case completions

    /// The path below the router's root.
    public var path: String {
        switch self {
        case .chat: "/v1/chat/completions"
        case .completions: "/v1/completions"
        }
    }
}

/// How long arming lasts.
public enum Arming: Sendable, Equatable, Codable {
    case expires(after: Duration)
    /// The embedded cluster: nothing real can be harmed.
    case lasts
}

/// `--router`.
public enum RouterChoice: Sendable, Equatable, Codable {
    /// By the production stack's labels, then by name.
    case automatic
    case service(name: String, port: String?)
    case url(String)
}
