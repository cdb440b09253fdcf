/// Reads the few request bodies that kubectl sends as protobuf: deletions, evictions and access reviews.
///
/// Field numbers are those of `generated.proto` in `k8s.io/apimachinery/pkg/apis/meta/v1`, `k8s.io/api/policy/v1` and
/// `k8s.io/api/authorization/v1`.
enum ProtobufBody {
    /// The magic number before each protobuf body, "k8s" and a zero byte.
    static let magic: [UInt8] = [0x6b, 0x38, 0x73, 0]

    /// The body as the JSON it stands for; nil if it is none of those kinds.
    static func decode(_ bytes: [UInt8]) -> JSONValue? {
        // runtime.Unknown: typeMeta = 1 (apiVersion = 1, kind = 2), raw = 2.
        guard bytes.starts(with: magic), let unknown = fields(bytes.dropFirst(4)),
            let meta = unknown.first(where: { $0.number == 1 }).flatMap({ fields($0.bytes) }),
            let kind = meta.first(where: { $0.number == 2 })?.text
        else { return nil }
        let raw = unknown.first { $0.number == 2 }?.bytes ?? []
        switch kind {
        case "DeleteOptions": return deleteOptions(raw)
        case "Eviction":
            // metadata = 1, deleteOptions = 2
            guard let options = fields(raw)?.first(where: { $0.number == 2 }) else { return [:] }
            return deleteOptions(options.bytes).map { ["deleteOptions": $0] }
        case "SelfSubjectAccessReview": return accessReview(raw)
        case "SelfSubjectRulesReview": return ["spec": [:]]
        default: return nil
        }
    }

    /// gracePeriodSeconds = 1, preconditions = 2 (uid = 1, resourceVersion = 2), dryRun = 5.
    private static func deleteOptions(_ bytes: ArraySlice<UInt8>) -> JSONValue? {
        guard let all = fields(bytes) else { return nil }
        var options: JSONValue = [:]
        for field in all {
            switch field.number {
            case 1: options["gracePeriodSeconds"] = .int(Int(truncatingIfNeeded: field.varint))
            case 2:
                for part in fields(field.bytes) ?? [] {
                    options["preconditions", part.number == 1 ? "uid" : "resourceVersion"] = .string(part.text)
                }
            case 5: options["dryRun"] = .array((options["dryRun"]?.array ?? []) + [.string(field.text)])
            default: break
            }
        }
        return options
    }

    /// spec = 2, its resourceAttributes = 1.
    private static func accessReview(_ bytes: ArraySlice<UInt8>) -> JSONValue? {
        let names = [1: "namespace", 2: "verb", 3: "group", 4: "version", 5: "resource", 6: "subresource", 7: "name"]
        guard let spec = fields(bytes)?.first(where: { $0.number == 2 }).flatMap({ fields($0.bytes) }) else { return nil }
        guard let all = spec.first(where: { $0.number == 1 }).flatMap({ fields($0.bytes) }) else { return ["spec": [:]] }
        var attributes: JSONValue = [:]
        for field in all { if let name = names[field.number] { attributes[name] = .string(field.text) } }
        return ["spec": ["resourceAttributes": attributes]]
    }

    private struct Field {
        var number: Int
        var varint: UInt64 = 0
        var bytes: ArraySlice<UInt8> = []
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// The fields of one message; nil if the bytes are not protobuf.
    private static func fields(_ bytes: ArraySlice<UInt8>) -> [Field]? {
        var rest = bytes
        var result: [Field] = []
        while !rest.isEmpty {
            guard let key = varint(&rest) else { return nil }
            var field = Field(number: Int(key >> 3))
            switch key & 7 {
            case 0:
                guard let value = varint(&rest) else { return nil }
                field.varint = value
            case 2:
                guard let length = varint(&rest), length <= rest.count else { return nil }
                field.bytes = rest.prefix(Int(length))
                rest = rest.dropFirst(Int(length))
            default: return nil
            }
            result.append(field)
        }
        return result
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
