import ClusterModel
import TrafficModel

/// The column by which the pods are sorted. Numbers fall, names rise; what is not known comes last.
package enum PodSort: String, Sendable, CaseIterable {
    case queue, cache, firstToken, tokens, restarts, age, status, node, name

    /// As the column is called.
    package var title: String {
        switch self {
        case .queue: "RUN/WAIT"
        case .cache: "KV"
        case .firstToken: "TTFT"
        case .tokens: "TOK/S"
        case .restarts: "RST"
        case .age: "AGE"
        case .status: "STATUS"
        case .node: "NODE"
        case .name: "POD"
        }
    }

    /// The next column; nil, after the last, is the order of the letters.
    static func after(_ sort: PodSort?) -> PodSort? {
        guard let sort, let index = allCases.firstIndex(of: sort) else { return sort == nil ? allCases.first : nil }
        return allCases.dropFirst(index + 1).first
    }
}

extension State {
    /// Stable: equals stay in the order of their letters, and routers below the engines.
    func sorted(_ rows: [PodRecord], by sort: PodSort) -> [PodRecord] {
        let keys = rows.map { key(of: $0, sort) }
        return rows.indices.sorted { left, right in
            let (isRouter, other) = (rows[left].role == .router, rows[right].role == .router)
            if isRouter != other { return other }
            return keys[left] == keys[right] ? left < right : keys[left] < keys[right]
        }.map { rows[$0] }
    }

    private func key(of record: PodRecord, _ sort: PodSort) -> PodSortKey {
        let engine = router.engines[record.pod.uid]
        switch sort {
        case .queue: return PodSortKey(falling: engine?.figures.waiting, then: engine?.figures.running)
        case .cache: return PodSortKey(falling: engine?.figures.cacheUsage)
        case .firstToken: return PodSortKey(falling: engine?.firstToken?.p50)
        case .tokens: return PodSortKey(falling: engine?.tokensPerSecond)
        case .restarts: return PodSortKey(falling: Double(record.pod.restarts))
        case .age: return PodSortKey(falling: -record.pod.createdAt)
        case .status: return PodSortKey(rising: record.pod.status)
        case .node: return PodSortKey(rising: record.pod.node)
        case .name: return PodSortKey(rising: record.pod.name)
        }
    }
}

private struct PodSortKey: Comparable {
    private let isUnknown: Bool
    private let numbers: [Double]
    private let text: String

    init(falling number: Double?, then second: Double? = nil) {
        let known = number.flatMap { $0.isNaN ? nil : $0 }
        isUnknown = known == nil
        numbers = [known ?? 0, second ?? 0].map { $0.isNaN ? 0 : -$0 }
        text = ""
    }

    init(rising text: String?) {
        isUnknown = text == nil
        numbers = []
        self.text = text ?? ""
    }

    static func < (left: PodSortKey, right: PodSortKey) -> Bool {
        if left.isUnknown != right.isUnknown { return right.isUnknown }
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        return left.text < right.text
    }
}
