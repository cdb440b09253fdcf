import Foundation

/// For programs: the report itself, with sorted keys. `docs/report-schema.md` says what the fields mean.
enum JSONReport {
    static func render(_ report: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "+Inf", negativeInfinity: "-Inf", nan: "NaN")
        do {
            return escaped(String(decoding: try encoder.encode(report), as: UTF8.self))
        } catch {
            // Nothing in a report can fail to encode, numbers that JSON does not know included.
            return "{}"
        }
    }

    /// Escapes what a terminal might obey or reorder and JSON lets stand: C1 controls, DEL, formatting characters. They
    /// can only be inside strings, and mean the same there.
    private static func escaped(_ json: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            guard scalar.value >= 0x7F, [.control, .format].contains(scalar.properties.generalCategory) else {
                out.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                out.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
            }
        }
        return String(out)
    }
}
