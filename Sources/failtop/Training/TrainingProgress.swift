import ClusterModel
import Foundation
import Journal
import TrainingModel

/// What a learner has done so far, as a file in the state folder.
struct TrainingProgress: Codable, Equatable {
    struct Record: Codable, Equatable {
        var done = 0
        /// Of the quickest run.
        var bestSeconds: Double?
        var hints: Int?
    }

    struct Exam: Codable, Equatable {
        /// Unix time in seconds.
        var at: Double
        var seed: UInt64
        var score: TrainingScore
    }

    /// Of this format.
    var schema = 1
    var lessons: [String: Record] = [:]
    var exams: [Exam] = []

    /// Notes what became of a run; a lesson that was left early leaves no trace.
    mutating func note(_ plan: TrainingPlan, _ training: TrainingState, at time: Double) {
        switch plan.kind {
        case .check: break
        case .exam(let seed): exams.append(Exam(at: time, seed: seed, score: TrainingScore(training)))
        case .lesson:
            guard let start = training.startedAt, let over = training.overAt else { return }
            var record = lessons[plan.lesson.name] ?? Record()
            record.done += 1
            let seconds = (over - start).seconds
            if seconds < record.bestSeconds ?? .infinity {
                record.bestSeconds = seconds
                record.hints = training.hints
            }
            lessons[plan.lesson.name] = record
        }
    }
}

extension TrainingProgress {
    /// `$XDG_STATE_HOME/failtop`, else below `~/.local/state`.
    static var folder: String {
        let recordings = JournalFolder.standard(environment: ProcessInfo.processInfo.environment).path
        return URL(filePath: recordings).deletingLastPathComponent().path
    }

    static var path: String { "\(folder)/training.json" }
    /// Where a lesson's kubeconfig is written unless told otherwise.
    static var kubeconfig: String { "\(folder)/train.kubeconfig" }

    /// Nothing done yet where there is no file.
    static func read(_ path: String = path) throws -> TrainingProgress {
        guard FileManager.default.fileExists(atPath: path) else { return TrainingProgress() }
        do {
            return try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw Failure(.usage, "\(path): the progress cannot be read; move the file away to begin anew")
        }
    }

    func write(_ path: String = path) throws {
        do {
            try Self.makeFolder(URL(filePath: path).deletingLastPathComponent().path)
            try json(pretty: true).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Failure(.usage, "\(path): the progress cannot be written: \(error.localizedDescription)")
        }
    }

    static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}
