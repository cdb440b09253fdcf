import ClusterModel
import TrafficModel

/// A request of ours as a sign of a fault: the first of them tells when it began.
struct RequestSign {
    let sentAt: Moment
    let source: MarkSource
    private let request: String
    private let field: String
    private let value: String

    init(_ record: StreamRecord, _ field: String, _ value: String) {
        sentAt = record.requestedAt
        source = record.request.purpose == .probe ? .probe : .stream
        request = record.id
        self.field = field
        self.value = value
    }

    func evidence(_ cluster: ClusterState) -> Evidence {
        Evidence("request \(request)", field, value, at: cluster.wallClock(at: sentAt))
    }
}
