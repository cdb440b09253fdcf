@testable import BoardRuntime
import ClusterModel
import FailoverModel
import Journal
import Panes
import Reports
import TerminalCanvas
import Reports
import TestSupport
import Testing


/// The tape playback and the films, without a clock.
struct ReplayPlayerTests {
    private func replay() throws -> Replay {
        var journal = Journal(header: JournalHeader())
        journal.events = Story.killed().events
        return try #require(Replay(journal))
    }

    @Test func timePassesAtItsSpeed() throws {
        var player = ReplayPlayer(try replay(), speed: 2)
        player.pass(.seconds(1))
        #expect(player.position.seconds == 2)
        player.apply(.slower)
        player.apply(.slower)
        player.pass(.seconds(1))
        #expect(player.position.seconds == 2.5)
        player.apply(.togglePlaying)
        player.pass(.seconds(1))
        #expect(player.position.seconds == 2.5)
        player.apply(.faster)
        #expect(player.status.speed == 1)
    }

    @Test func marksStopIt() throws {
        var player = ReplayPlayer(try replay(), pausesOnMarks: true)
        player.pass(.seconds(60))
        #expect(player.status.mark?.hasPrefix("T0") == true && player.status.mark?.contains(", T2 last token") == true)
        #expect(!player.status.isPlaying)
        player.apply(.togglePlaying)
        player.pass(.seconds(60))
        #expect(player.status.mark?.hasPrefix("T1") == true)
    }

    @Test func marksAreWalked() throws {
        var player = ReplayPlayer(try replay())
        var names: [String] = []
        for _ in 0..<7 {
            player.apply(.nextMark)
            names.append(String(player.status.mark?.prefix(2) ?? ""))
        }
        #expect(names == ["T0", "T1", "T4", "T3", "T5", "T6", "T7"])
        player.apply(.previousMark)
        #expect(player.status.mark?.hasPrefix("T6") == true)
        player.apply(.jump(tenths: 0))
        #expect(player.position == .zero)
    }

    @Test func quietIsCutShort() throws {
        var player = ReplayPlayer(try replay(), idleLimit: .seconds(1))
        player.apply(.seek(seconds: 5.5))
        player.pass(.milliseconds(10))
        #expect(abs(player.position.seconds - 9.7) < 0.001)
    }

    @Test func theEndStopsAndStartsOver() throws {
        var player = ReplayPlayer(try replay())
        player.pass(.seconds(100))
        #expect(!player.status.isPlaying && player.position == player.replay.duration)
        player.apply(.togglePlaying)
        #expect(player.status.isPlaying && player.position == .zero)
    }

    @Test func theViewIsTheViewers() throws {
        var player = ReplayPlayer(try replay())
        player.apply(.seek(seconds: 3))
        var viewer = NavigationState()
        viewer.view(.zoom(.failover), incidents: 1)
        let shown = player.shown(by: viewer)
        #expect(shown.navigation.zoomed == .failover)
        #expect(shown.incidents == player.replay.state.incidents)
        let line = Board.draw(shown, size: Size(columns: 80, rows: 24), appearance: .utf8, moment: .recorded(player.status)).lines.last
        #expect(line == " ▶ 3.0 / 11.0 s  1×  T6 token rate restored  space pause  [ ] marks  . step  < …")
    }

    @Test func nothingInAReplayKills() {
        for key in ["s", "x", "X", "a"] { #expect(ReplayKeymap.action(for: .character(Character(key)), in: NavigationState()) == nil) }
    }

    @Test(arguments: [Asciicast.Version.v2, .v3])
    func aFilmIsTheSameEachTime(_ version: Asciicast.Version) throws {
        let cast = Asciicast(version: version, size: Size(columns: 80, rows: 24))
        let text = cast.text(of: try replay(), title: "a \"title\"")
        #expect(text == cast.text(of: try replay(), title: "a \"title\""))
        let lines = text.split(separator: "\n")
        #expect(lines.first?.hasPrefix("{\"version\": \(version.rawValue), ") == true)
        #expect(lines.count { $0.contains(", \"m\", \"T") } == 8)
        let times = lines.dropFirst().compactMap { Double($0.dropFirst().prefix { $0 != "," }) }
        #expect(times.count == lines.count - 1)
        let total = version == .v2 ? times.last : times.reduce(0, +)
        #expect(abs((total ?? 0) - 11) < 0.06)
    }

    /// A film for a slide: rows that stay are drawn once, each other picture has its time, and the whole begins again.
    @Test func anSVGThatPlays() throws {
        let film = ScreenFilm(size: Size(columns: 80, rows: 24)).animation(of: try replay())
        #expect(film.hasPrefix("<svg xmlns=") && film.hasSuffix("</svg>\n"))
        #expect(film.contains("<animate id=\"film\"") && film.contains("begin=\"0s;film.end\""))
        for word in ["<script", "href", "<style", "\u{1B}"] { #expect(!film.contains(word)) }
        // Of each row something is to be seen at any time, and never two things at once.
        let sets = film.matches(of: #/begin="film.begin\+([0-9.]+)s" dur="([0-9.]+)s"\/><text x="[0-9.]+" y="([0-9.]+)"/#)
        let rows = Dictionary(grouping: sets) { String($0.3) }
        #expect(rows.count > 5)
        for (row, sets) in rows {
            let spans = sets.compactMap { set in Double(set.1).flatMap { from in Double(set.2).map { (from: from, until: from + $0) } } }
            for (one, next) in zip(spans, spans.dropFirst()) { #expect(next.from >= one.until - 0.002, "row \(row)") }
        }
        #expect(film.utf8.count < 2_000_000, "\(film.utf8.count)")
    }

    @Test func anSVGHoldsNothingActive() throws {
        let canvas = ScreenFilm(size: Size(columns: 80, rows: 24)).picture(of: try replay(), at: Moment(.seconds(11)))
        let svg = SVGPicture.text(of: canvas)
        #expect(svg.hasPrefix("<svg xmlns=") && svg.hasSuffix("</svg>\n"))
        #expect(svg.contains(">FAIL</text>"))
        for word in ["<script", "href", "<style", "\u{1B}"] { #expect(!svg.contains(word)) }
    }
}
