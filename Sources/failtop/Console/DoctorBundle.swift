import DrillModel
import Foundation
import Journal
import Reports
import Subprocess

/// What a bug report needs, as one file: the doctor's report, versions, the log, the newest recording, the configuration. Nothing of
/// it is a secret: keys are in none of these.
struct DoctorBundle {
    let path: String
    /// Bytes; larger recordings are left out.
    private static let largestRecording = 32 << 20

    func write(_ report: TestReport) async throws {
        let manager = FileManager.default
        let work = manager.temporaryDirectory.appending(path: "failtop-bundle-\(UUID().uuidString)")
        let folder = work.appending(path: "failtop-bundle")
        defer { try? manager.removeItem(at: work) }
        do {
            try manager.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try write(Report.render(report, as: .text), folder, "report.txt")
            try write(Report.render(report, as: .json), folder, "report.json")
            try await write(versions, folder, "versions.txt")
            let log = LogFile.standardPath()
            let environment = ProcessInfo.processInfo.environment
            let recordings = JournalFolder.standard(environment: environment).newest(1, upTo: Self.largestRecording)
            for file in [log, log + ".1", ConfigFile.path] + recordings where manager.fileExists(atPath: file) {
                try manager.copyItem(atPath: file, toPath: folder.appending(path: URL(filePath: file).lastPathComponent).path)
            }
        } catch {
            throw Failure(.usage, "--bundle \(path): cannot be made: \(error.localizedDescription)")
        }
        let packed = try await Subprocess.run(
            .name("tar"), arguments: ["-czf", path, "-C", work.path, "failtop-bundle"], output: .discarded, error: .string(limit: 4_096))
        guard packed.terminationStatus.isSuccess else {
            throw Failure(.usage, "--bundle \(path): tar could not write it: \(packed.standardError)")
        }
        chmod(path, 0o600)
    }

    private var versions: String {
        get async {
            let kubectl = try? await Subprocess.run(
                .name("kubectl"), arguments: ["version", "--client"], output: .string(limit: 4_096), error: .discarded)
            let system = ProcessInfo.processInfo.operatingSystemVersionString
            return "\(Version.text)\n\(system)\n\(kubectl?.standardOutput ?? "no kubectl")\n"
        }
    }

    private func write(_ text: String, _ folder: URL, _ name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name))
    }
}
