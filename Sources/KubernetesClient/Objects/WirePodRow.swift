import Foundation

/// A pod in the table form of the API (meta.k8s.io/v1), of which only the name is read: the first cell.
///
/// In a watch each event is a table of one row.
struct WirePodRow: WireObject {
    struct Row: Decodable, Sendable {
        var name: String?

        private enum Keys: String, CodingKey { case cells }

        init(from decoder: any Decoder) throws {
            var cells = try decoder.container(keyedBy: Keys.self).nestedUnkeyedContainer(forKey: .cells)
            name = try? cells.decode(String.self)
        }
    }

    private struct Table: Decodable {
        struct Metadata: Decodable {
            var resourceVersion: String?
            var `continue`: String?
        }
        var metadata: Metadata
        var rows: [Row]?
    }

    var metadata: WireMetadata?
    var rows: [Row]?

    var model: String? { rows?.first?.name }

    static func page(of data: Data) throws -> ListPage<String> {
        let table = try JSONDecoder().decode(Table.self, from: data)
        let rows = table.rows ?? []
        let names = rows.compactMap(\.name)
        return ListPage(
            objects: names, resourceVersion: table.metadata.resourceVersion ?? "", next: table.metadata.continue,
            skipped: rows.count - names.count)
    }
}
