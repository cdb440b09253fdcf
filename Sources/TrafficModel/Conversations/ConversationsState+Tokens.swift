import ClusterModel

extension ConversationsState {
    /// When tokens of ours came from the pod. A pause longer than half a second is a pause.
    package func tokenSpans(of pod: PodIdentity) -> [ClosedRange<Moment>] {
        let spans = records.filter { record in record.routes.contains { $0.pod == pod } }.flatMap { $0.spans(of: pod) }
        return spans.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { $0.join($1) }
    }
}
