import Algorithms

/// Consistent hashing of session ids onto engine addresses: when one leaves, only its sessions move.
struct HashRing: Sendable {
    /// As many as uhashring, the ring of the Python router, gives each node.
    private static let pointsPerNode = 160

    private let points: [(position: UInt64, node: String)]

    init(_ nodes: some Sequence<String>) {
        points = nodes.flatMap { node in
            (0..<Self.pointsPerNode).map { (Hash.of("\(node)#\($0)"), node) }
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }

    /// The node of a key: the first one clockwise that is not excluded.
    func node(for key: String, excluding: Set<String> = []) -> String? {
        let position = Hash.of(key)
        let first = points.partitioningIndex { $0.position >= position }
        for offset in points.indices {
            let node = points[(first + offset) % points.count].node
            if !excluding.contains(node) { return node }
        }
        return nil
    }
}
