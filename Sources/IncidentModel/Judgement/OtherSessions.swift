import ClusterModel

/// Sessions besides those that a fault cut in the middle of an answer: who was where, and who is where now.
package struct OtherSessions: Sendable, Equatable, Codable {
    /// Were not on the pod.
    package var elsewhere = 0
    package var stayed = 0
    /// To another pod that was there before.
    package var moved = 0
    /// To a pod that came since: a ring gives a part of its sessions to whoever joins, that is no fault.
    package var rebalanced = 0
    /// Were on the pod.
    package var onPod = 0
    /// Of those, served by another pod since.
    package var rescued = 0
    /// Seconds from T0 until the last of these was served by another.
    package var lastRescue: Double? = nil
    /// Probes of either kind that failed.
    package var failed = 0
    /// Probes of either kind that our own path to the router failed: what became of those sessions is not known.
    package var unreached = 0

    /// Requests of other people that broke on the pod; nil where no log of the router or gateway tells, or not of all of them.
    package var requestsCut: Int? = nil
    /// So many at most, where the log may have counted what is not of this fault: streams that we gave up ourselves, another fault's,
    /// or such as break all the time. nil: it is known.
    package var requestsCutAtMost: Int? = nil
    /// Those that were sent to it in vain, or that no engine was left for; nil likewise.
    package var requestsRefused: Int? = nil
    /// As of those that were cut.
    package var requestsRefusedAtMost: Int? = nil

    package init(
        elsewhere: Int = 0, stayed: Int = 0, moved: Int = 0, rebalanced: Int = 0, onPod: Int = 0, rescued: Int = 0,
        failed: Int = 0, unreached: Int = 0
    ) {
        self.elsewhere = elsewhere
        self.stayed = stayed
        self.moved = moved
        self.rebalanced = rebalanced
        self.onPod = onPod
        self.rescued = rescued
        self.failed = failed
        self.unreached = unreached
    }

    /// nil where there are none.
    package func sentence(letter: String) -> String? {
        guard elsewhere + onPod > 0 else { return requests }
        var text = "\(stayed) of \(elsewhere) sessions elsewhere stayed"
        if rebalanced > 0 { text += ", \(rebalanced) went to the new pod" }
        if onPod > 0 { text += ", \(rescued) of \(onPod) on \(letter) moved\(after)" }
        if failed > 0 { text += ", \(failed) failed" }
        if unreached > 0 { text += ", \(unreached) not known: our own path to the router failed" }
        return text + (requests.map { ", \($0)" } ?? "")
    }

    private var after: String { lastRescue.map { ", the last after \(Duration.seconds($0).inWords)" } ?? "" }
    private var notSeen: String { rescued < onPod ? ", \(onPod - rescued) not seen elsewhere since" : "" }

    /// Whom the fault hit of other people; nil where nobody is known to be.
    package var hurt: String? {
        let words = [onPod > 0 ? "\(onPod.inWords("session")) of others on it, \(rescued) moved\(after)\(notSeen)" : nil, requests].compactMap { $0 }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    /// What the log tells of other people's requests, as far as it does; nil where none was hit.
    package var requests: String? {
        let cut = Self.range(requestsCut, requestsCutAtMost), vain = Self.range(requestsRefused, requestsRefusedAtMost)
        guard (cut?.most ?? 0) + (vain?.most ?? 0) > 0 else { return nil }
        guard let cut else { return vain.map { "\($0.words) \($0.most == 1 ? "request" : "requests") of others sent in vain" } }
        return "\(cut.words) \(cut.most == 1 ? "request" : "requests") of others cut" + (vain.map { ", \($0.words) sent in vain" } ?? "")
    }

    private static func range(_ least: Int?, _ most: Int?) -> (words: String, most: Int)? {
        least.map { least in most.map { ("\(least) to \($0)", $0) } ?? ("\(least)", least) }
    }
}
