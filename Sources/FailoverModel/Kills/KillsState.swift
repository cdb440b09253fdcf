/// The kills of this run.
public struct KillsState: Sendable, Equatable {
    /// Oldest first, bounded.
    public private(set) var records: [KillRecord] = []

    private static let limit = 256
    /// The client gives an answer within ten seconds; where none came at all, the program was cut short.
    private static let longestAnswer = Duration.seconds(60)
    /// An API server finishes a request within a minute after its client is gone; the pod's end is seen a moment later.
    static let longestDoubt = Duration.seconds(120)

    public init() {}

    /// The latest kill of a pod.
    public func latest(of pod: PodIdentity) -> KillRecord? { records.last { $0.order.pod.uid == pod.uid } }

    /// The kill that a pod's end comes of; nil where nobody here killed it.
    func explaining(_ uid: String) -> KillRecord? {
        records.last { $0.order.pod.uid == uid && $0.explainsEnd }
    }

    /// Those of which nothing is known yet.
    public var unsettled: [KillRecord] { records.filter(\.isUnsettled) }

    mutating func begin(_ order: KillOrder, letter: String, at moment: Moment) {
        records.append(KillRecord(order: order, letter: letter, askedAt: moment))
        if records.count > Self.limit { records.removeFirst(records.count - Self.limit) }
    }

    /// A kill that another part of the program, or an older one, has sent.
    mutating func noteRequest(_ order: KillOrder, letter: String, at moment: Moment) {
        if openIndex(of: order) == nil { begin(order, letter: letter, at: moment) }
    }

    mutating func conclude(_ order: KillOrder, _ outcome: KillOutcome, letter: String, at moment: Moment) {
        noteRequest(order, letter: letter, at: moment)
        if let index = openIndex(of: order) { records[index].outcome = outcome }
    }

    /// The pod is on its way out, or gone.
    mutating func noteEnd(of uid: String, at moment: Moment) {
        guard let index = records.lastIndex(where: { $0.order.pod.uid == uid && $0.explainsEnd }) else { return }
        records[index].endSeenAt = records[index].endSeenAt ?? moment
    }

    /// Time passes. What cannot be seen decides nothing: the wait for a pod's end begins anew when it can be seen again.
    /// Returns the kills that had no effect.
    mutating func expire(at moment: Moment, seesPods: Bool) -> [KillRecord] {
        var lapsed: [KillRecord] = []
        for index in records.indices where records[index].isUnsettled {
            switch records[index].outcome {
            case .asked where moment - records[index].askedAt > Self.longestAnswer:
                records[index].outcome = .unknown(reason: "no answer came", decidedBy: moment + Self.longestDoubt)
            case .unknown(let reason, _) where !seesPods:
                records[index].outcome = .unknown(reason: reason, decidedBy: moment + Self.longestDoubt)
            case .unknown(_, let end) where moment > end:
                records[index].outcome = .lapsed
                lapsed.append(records[index])
            default: break
            }
        }
        return lapsed
    }

    private func openIndex(of order: KillOrder) -> Int? {
        records.lastIndex { $0.order == order && $0.outcome == .asked }
    }
}
