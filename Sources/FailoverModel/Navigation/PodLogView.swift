import ClusterModel

/// The log of a pod's container, as it lies over the board.
package struct PodLogView: Sendable, Equatable {
    package internal(set) var request: PodLogRequest
    package internal(set) var letter: String
    package internal(set) var lines: [PodLogLine] = []
    /// Why it could not be read.
    package internal(set) var problem: String? = nil
    /// When it was read last; nil until an answer came.
    package internal(set) var readAt: Moment? = nil
    var askedAt: Moment? = nil
    /// Lines up from the end; 0 follows what comes.
    package internal(set) var back = 0
    /// Lines without this text are hidden.
    package internal(set) var filter = ""
    package internal(set) var isTyping = false
    /// When the latest incident hit the pod, in Unix seconds by the cluster's clock.
    package internal(set) var faultAt: Double? = nil

    package init(request: PodLogRequest, letter: String) {
        self.request = request
        self.letter = letter
    }

    package var shown: [PodLogLine] {
        filter.isEmpty ? lines : lines.filter { $0.text.lowercased().contains(filter.lowercased()) }
    }

    /// Index in `shown` of the last line before the fault.
    package var faultLine: Int? {
        guard let faultAt else { return nil }
        return shown.lastIndex { line in line.at.map { $0 <= faultAt } ?? false }
    }

    mutating func scroll(_ rows: Int) { back = max(0, min(rows, max(0, shown.count - 1))) }
}
