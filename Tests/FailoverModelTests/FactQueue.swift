import FailoverModel
import HeapModule
import TrafficModel

/// What a world of a test will tell; facts of one moment in the order in which they were scheduled.
struct FactQueue {
    private var heap: Heap<Entry> = []
    private var order = 0

    private struct Entry: Comparable {
        let at: Double
        let order: Int
        let fact: Fact

        static func < (one: Entry, other: Entry) -> Bool { (one.at, one.order) < (other.at, other.order) }
        static func == (one: Entry, other: Entry) -> Bool { one.order == other.order }
    }

    /// - Parameter moment: in seconds.
    mutating func schedule(_ moment: Double, _ fact: Fact) {
        order += 1
        heap.insert(Entry(at: moment, order: order, fact: fact))
    }

    mutating func drop(_ isUnwanted: (_ at: Double, _ fact: Fact) -> Bool) {
        heap = Heap(heap.unordered.filter { !isUnwanted($0.at, $0.fact) })
    }

    /// nil where nothing is due until then.
    mutating func pop(until end: Double = .infinity) -> (at: Double, fact: Fact)? {
        guard let next = heap.min, next.at <= end else { return nil }
        heap.removeMin()
        return (next.at, next.fact)
    }
}

extension Fact {
    func isStream(of id: RequestID) -> Bool {
        if case .stream(let fact) = self { fact.request == id } else { false }
    }
}
