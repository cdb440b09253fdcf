import ClusterModel
import WireFormats

/// List, then watch, for one collection: the rules of the Kubernetes API, without I/O.
///
/// Each mutating function takes what happened and returns what to tell and what to do next. Time and randomness are
/// handed in. A list becomes visible only when it is complete; a watch goes on from the last version seen; a version
/// that the server has forgotten (410) means a new list; everything else is waited out, and the objects stay.
struct ListWatch<Object: Sendable & Equatable & Codable>: Sendable {
    typealias Step = WatchStep<Object>

    /// The request that is under way, or the one that a wait leads to.
    private enum Request: Equatable {
        case list(continueToken: String?)
        case watch
    }

    let rules: WatchRules
    /// After a break a new list shows what was missed.
    private let isReadAnewAfterBreak: Bool
    private let random: @Sendable () -> Double
    private var request: Request = .list(continueToken: nil)
    private var pages: [Object] = []
    private var resourceVersion = ""
    private var backoff: Backoff
    /// When the wait under way is over.
    private var wakeAt: Moment?

    private var state: SourceState = .connecting
    /// When the present good spell began; nil while the source fails.
    private var liveSince: Moment?
    /// When what is shown was last known to be true.
    private var lastLive: Moment?
    private var failingSince: Moment?
    private var failure: RequestFailure?
    /// nil while no watch is open.
    private var watchOpenedAt: Moment?
    private var watchSaidSomething = false
    /// Relists in a row that no watch event followed: a server that forgets everything must not be hammered.
    private var fruitlessRelists = 0

    init(
        rules: WatchRules = WatchRules(), isReadAnewAfterBreak: Bool = false, random: @escaping @Sendable () -> Double
    ) {
        self.rules = rules
        self.isReadAnewAfterBreak = isReadAnewAfterBreak
        self.random = random
        backoff = rules.backoff
    }

    mutating func start(at now: Moment) -> Step {
        failingSince = now
        return Step(reports: [.state(.connecting)], next: .list(continueToken: nil))
    }

    mutating func pageArrived(_ page: ListPage<Object>, at now: Moment) -> Step {
        var step = Step()
        if page.skipped > 0 { step.reports.append(.skipped(page.skipped)) }
        pages += page.objects
        if let token = page.next, !token.isEmpty {
            request = .list(continueToken: token)
            step.reports += changedState(to: .loading(pages.count))
            step.next = .list(continueToken: token)
            return step
        }
        resourceVersion = page.resourceVersion
        step.reports.append(.change(.replaced(pages)))
        pages = []
        step.reports += becameLive(at: now)
        step.next = watch()
        return step
    }

    /// The headers of a watch are in.
    mutating func watchOpened(at now: Moment) -> Step {
        watchOpenedAt = now
        watchSaidSomething = false
        return Step(reports: becameLive(at: now))
    }

    mutating func eventArrived(_ event: WatchEvent<Object>, at now: Moment) -> Step {
        if case .error(let failure) = event { return failed(failure, at: now) }
        lastLive = now
        watchSaidSomething = true
        fruitlessRelists = 0
        switch event {
        case .changed(let object, let version):
            resourceVersion = version ?? resourceVersion
            return Step(reports: [.change(.changed(object))])
        case .removed(let object, let version):
            resourceVersion = version ?? resourceVersion
            return Step(reports: [.change(.removed(object))])
        case .bookmark(let version):
            resourceVersion = version
            return Step()
        case .skipped(let version):
            resourceVersion = version ?? resourceVersion
            return Step(reports: [.skipped(1)])
        case .error:
            return Step()
        }
    }

    /// The body of a watch ended as HTTP says it should: its time was up.
    mutating func watchEnded(at now: Moment) -> Step {
        lastLive = now
        let lasted = now - (watchOpenedAt ?? now)
        watchOpenedAt = nil
        backoff.held(for: lasted)
        if lasted < rules.shortestWatch, !watchSaidSomething {
            return Step(next: pause(backoff.next(random: random()), at: now))
        }
        return Step(next: watch())
    }

    /// Nothing came for so long that the connection is taken for dead; `heard` is when the last byte came. What a new list shows
    /// otherwise happened since then, not now.
    mutating func fellSilent(since heard: Moment, at now: Moment) -> Step {
        lastLive = heard
        watchOpenedAt = nil
        guard isReadAnewAfterBreak else { return Step(next: watch()) }
        readAnewIfWanted()
        pages = []
        let reports = noteFailure(RequestFailure(.connection, "the watch fell silent"), at: now)
        return Step(reports: reports, next: .list(continueToken: nil))
    }

    /// The server does not answer, and the watch says nothing: what an open one showed was true at `heard`.
    mutating func wasCutOff(_ failure: RequestFailure, since heard: Moment, at now: Moment) -> Step {
        if watchOpenedAt != nil { lastLive = heard }
        watchOpenedAt = nil
        readAnewIfWanted()
        let reports = noteFailure(failure, at: now)
        return Step(reports: reports, next: pause(wait(failure), at: now))
    }

    mutating func failed(_ failure: RequestFailure, at now: Moment) -> Step {
        if let liveSince { backoff.held(for: now - liveSince) }
        if let openedAt = watchOpenedAt {
            // An open watch showed the truth until it broke; one that had fallen silent did not.
            lastLive = now
            if now - openedAt >= rules.backoff.resetAfter { fruitlessRelists = 0 }
            watchOpenedAt = nil
        }
        if failure.isGone { return relist(failure, at: now) }
        readAnewIfWanted()
        if failure.isForbidden {
            liveSince = nil
            failingSince = failingSince ?? now
            self.failure = failure
            let reports = changedState(to: .forbidden(failure.message))
            return Step(reports: reports, next: pause(rules.forbiddenRetry, at: now))
        }
        let reports = noteFailure(failure, at: now)
        return Step(reports: reports, next: pause(wait(failure), at: now))
    }

    /// A wait is over, or was cut short to say that the source has been away for long.
    ///
    /// - Parameter isServerBack: nothing is waited for any longer.
    mutating func waited(at now: Moment, isServerBack: Bool = false) -> Step {
        var step = Step()
        if let failure, !failure.isForbidden { step.reports = noteFailure(failure, at: now) }
        if let wakeAt, wakeAt > now, !isServerBack {
            step.next = pause(wakeAt - now, at: now)
            return step
        }
        wakeAt = nil
        switch request {
        case .list(let token): step.next = .list(continueToken: token)
        case .watch: step.next = watch()
        }
        return step
    }
}

extension ListWatch {
    private mutating func watch() -> WatchNext {
        request = .watch
        wakeAt = nil
        let range = rules.watchTimeout
        let seconds = range.lowerBound + Int(random() * Double(range.count))
        return .watch(resourceVersion: resourceVersion, timeoutSeconds: min(seconds, range.upperBound))
    }

    /// The version is forgotten: list anew. At once, unless that is what happened the last time too.
    private mutating func relist(_ failure: RequestFailure, at now: Moment) -> Step {
        request = .list(continueToken: nil)
        pages = []
        fruitlessRelists += 1
        guard fruitlessRelists > 1 else { return Step(next: .list(continueToken: nil)) }
        let reports = noteFailure(failure, at: now)
        return Step(reports: reports, next: pause(wait(failure), at: now))
    }

    private mutating func readAnewIfWanted() {
        if isReadAnewAfterBreak, request == .watch { request = .list(continueToken: nil) }
    }

    private mutating func wait(_ failure: RequestFailure) -> Duration {
        let ours = backoff.next(random: random())
        guard let theirs = failure.retryAfter else { return ours }
        // A little more than asked, so that not all who were asked return together; never absurdly long.
        return min(max(ours, theirs + theirs / 10 * random()), .seconds(120))
    }

    /// Waits, but not past the moment when late turns into unreachable.
    private mutating func pause(_ duration: Duration, at now: Moment) -> WatchNext {
        wakeAt = now + duration
        if let failingSince, failure?.isForbidden != true {
            let deadline = failingSince + rules.unreachableAfter
            if now < deadline, deadline < now + duration { return .wait(deadline - now) }
        }
        return .wait(duration)
    }

    private mutating func becameLive(at now: Moment) -> [WatchReport<Object>] {
        if !state.isLive || liveSince == nil { liveSince = now }
        lastLive = now
        failingSince = nil
        failure = nil
        return changedState(to: .live)
    }

    private mutating func noteFailure(_ failure: RequestFailure, at now: Moment) -> [WatchReport<Object>] {
        failingSince = failingSince ?? now
        liveSince = nil
        self.failure = failure
        let isLong = failingSince.map { now - $0 >= rules.unreachableAfter } ?? false
        if isLong { return changedState(to: .unreachable(since: lastLive, reason: failure.message)) }
        guard let lastLive else { return [] }
        return changedState(to: .stale(since: lastLive, reason: failure.message))
    }

    private mutating func changedState(to new: SourceState) -> [WatchReport<Object>] {
        guard new != state else { return [] }
        state = new
        return [.state(new)]
    }
}
