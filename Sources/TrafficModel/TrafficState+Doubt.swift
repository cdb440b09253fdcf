import ClusterModel

/// An end that is believed at first and doubted when the news of its pod's death come, or the other way round.
extension TrafficState {
    /// The news of a death come no later.
    private static let newsWithin = Duration.seconds(10)

    mutating func doubtEnds(at moment: Moment, cluster: ClusterState) -> [TrafficIntent] {
        let limit = settings.attemptLimit
        let doubtful = conversations.records.filter { isDoubtful($0, at: moment, cluster) }
        for record in doubtful {
            conversations.change(record.id) { conversation in
                conversation.change(record.id) { $0.doubtEnd() }
                // What the session asked since stands for itself.
                guard let doubted = conversation[record.id], conversation.current?.id == record.id, conversation.pending == nil else {
                    return
                }
                conversation.planNext(after: doubted, at: moment, attemptLimit: limit)
            }
        }
        return doubtful.isEmpty ? [] : sendDueRequests(at: moment)
    }

    private func isDoubtful(_ record: StreamRecord, at moment: Moment, _ cluster: ClusterState) -> Bool {
        guard let ended = record.endedAt, record.outcome.isComplete, moment - ended < Self.newsWithin,
            let pod = record.routes.last?.pod.flatMap({ cluster.record(uid: $0.uid) })
        else { return false }
        return record.endedWithItsPod(pod) { cluster.written(loggedAt: $0, seenAt: moment) }
    }
}

extension StreamRecord {
    fileprivate mutating func doubtEnd() {
        let doubt = StreamDoubt.endedWithItsPod(reason: finishReason ?? "none")
        self.doubt = doubt
        outcome = .truncated(doubt.sentence)
    }
}
