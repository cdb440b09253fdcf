import PlainText
import TrafficModel
import WireFormats

/// `/health` of Dynamo's frontend: `{"status":"healthy","endpoints":[…],"instances":[{"instance_id":793720609963898329,
/// "transport":{…}},…]}`. Ids exceed 2^53. The transport is an address, bare or in an object, often with a path behind it.
struct InstanceList: Decodable {
    struct Instance: Decodable {
        var id: UInt64
        var transport: Transport?

        enum CodingKeys: String, CodingKey {
            case id = "instance_id"
            case transport
        }
    }

    enum Transport: Decodable {
        case text(String)
        case fields([String: String])
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let fields = try? container.decode([String: String].self) {
                self = .fields(fields)
            } else {
                self = .other
            }
        }

        var address: String? {
            switch self {
            case .text(let text): text
            case .fields(let fields): fields.values.first { $0.contains(":") }
            case .other: nil
            }
        }
    }

    var instances: [Instance]?

    var known: [RouterInstance] {
        (instances ?? []).compactMap { instance in
            instance.transport?.address.map { RouterInstance(id: "\(instance.id)", address: ANSI.plain($0, limit: 300)) }
        }
    }
}
