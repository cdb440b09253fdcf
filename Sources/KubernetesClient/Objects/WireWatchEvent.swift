import Foundation

/// One line of a watch: `{"type":"ADDED","object":{…}}`. The line is parsed once, the type decides how the object is read.
struct WireWatchEvent<Item: WireObject>: Decodable, Sendable {
    let event: WatchEvent<Item.Model>

    private enum Keys: String, CodingKey { case type, object }
    private struct Header: Decodable { var metadata: WireMetadata? }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let type = try container.decode(String.self, forKey: .type)
        switch type {
        case "BOOKMARK":
            let version = try container.decode(Header.self, forKey: .object).metadata?.resourceVersion
            event = version.map { .bookmark(resourceVersion: $0) } ?? .skipped(resourceVersion: nil)
        case "ERROR":
            event = .error(try container.decode(APIStatus.self, forKey: .object).failure)
        default:
            guard let item = try? container.decode(Item.self, forKey: .object), let model = item.model,
                ["ADDED", "MODIFIED", "DELETED"].contains(type)
            else {
                let header = try? container.decode(Header.self, forKey: .object)
                event = .skipped(resourceVersion: header?.metadata?.resourceVersion)
                return
            }
            let version = item.metadata?.resourceVersion
            event =
                type == "DELETED"
                ? .removed(model, resourceVersion: version) : .changed(model, resourceVersion: version)
        }
    }

    /// A line that is no watch event at all is skipped like an object that cannot be read.
    static func decode(_ line: some Sequence<UInt8>, with decoder: JSONDecoder) -> WatchEvent<Item.Model> {
        (try? decoder.decode(Self.self, from: Data(line)))?.event ?? .skipped(resourceVersion: nil)
    }
}
