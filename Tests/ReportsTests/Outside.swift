import Foundation
import TestSupport

/// Programs that judge a report from outside. `Tests/run` installs them; a test that misses one fails.
enum Outside {
    struct Complaint: Error, CustomStringConvertible {
        var description: String
    }

    /// Validates JSON against `docs/report.schema.json`, in which for this purpose no other key is allowed.
    static func validate(json: String) async throws {
        let script = """
            import json, sys, jsonschema
            schema, report = (json.load(open(path)) for path in sys.argv[1:])
            def close(part):
                if isinstance(part, dict):
                    if "properties" in part: part["additionalProperties"] = False
                    for value in part.values(): close(value)
            close(schema)
            jsonschema.Draft202012Validator.check_schema(schema)
            jsonschema.Draft202012Validator(schema).validate(report)
            """
        try await inFile(json) { file in
            try await judge(python, ["-c", script, "docs/report.schema.json", file])
        }
    }

    static func validate(junit: String) async throws {
        try await inFile(try Fixture.text("reports/junit.xsd")) { schema in
            try await inFile(junit) { try await judge("xmllint", ["--noout", "--nonet", "--schema", schema, $0]) }
        }
    }

    static func checkWellFormed(xml: String) async throws {
        try await inFile(xml) { try await judge("xmllint", ["--noout", "--nonet", $0]) }
    }

    private static func judge(_ program: String, _ arguments: [String]) async throws {
        let outcome = try await Program.run(program, arguments)
        guard outcome.exitCode == 0 else { throw Complaint(description: outcome.error + outcome.output) }
    }

    private static var python: String {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? "")/.cache"
        return "\(environment["FAILTOP_TEST_PYTHON"] ?? "\(cache)/failtop/test-python")/bin/python"
    }

    private static func inFile(_ text: String, _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)").path
        try Data(text.utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await body(file)
    }
}
