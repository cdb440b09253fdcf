import ArgumentParser
import Foundation

/// `name=JSON` on the command line, for fields of the request that failtop has no flag for.
struct RequestField: ExpressibleByArgument, Equatable {
    var name: String
    var json: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else { return nil }
        name = String(argument[..<sign])
        json = String(argument[argument.index(after: sign)...])
        guard (try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)) != nil else { return nil }
    }
}
