import CNcurses
import TerminalCanvas

/// The ncurses screen and the two streams it was made with.
@MainActor
final class OpaqueScreen {
    private let screen: OpaquePointer
    private let input: UnsafeMutablePointer<FILE>
    private let output: UnsafeMutablePointer<FILE>

    init(options: TerminalOptions) throws {
        let type = options.type ?? getenv("TERM").map { String(cString: $0) } ?? ""
        guard !type.isEmpty else { throw TerminalError.unknownType(type) }
        input = try Self.open(options.input, "r")
        do {
            output = try Self.open(options.output, "w")
        } catch {
            fclose(input)
            throw error
        }
        guard let screen = newterm(type, output, input) else {
            fclose(input)
            fclose(output)
            throw TerminalError.unknownType(type)
        }
        self.screen = screen
        set_term(screen)
        guard nct_can_move_cursor() != 0 else {
            endwin()
            close()
            throw TerminalError.cannotMoveCursor(type)
        }
    }

    func close() {
        delscreen(screen)
        fclose(output)
        fclose(input)
    }

    private static func open(_ descriptor: Int32, _ mode: String) throws -> UnsafeMutablePointer<FILE> {
        guard let file = nct_open_copy(descriptor, mode) else {
            throw TerminalError.unusable(descriptor: descriptor, reason: String(cString: nct_last_error()))
        }
        return file
    }
}
