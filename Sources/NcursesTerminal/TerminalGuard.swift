import CNcurses

/// Puts the terminal back whatever happens: exit, a crash, a signal. The work is done in C (`guard.h`), whose
/// variables exist once per object file: every call to it is in this file.
@MainActor
enum TerminalGuard {
    enum Signal {
        case termination(Int32)
        case resize, stop, cont
    }

    static func saveModes(of input: Int32) { nct_guard_save_modes(input) }

    /// The descriptor that `Signal`s can be read from, or nil when there are no descriptors left.
    static func arm(output: Int32) -> Int32? {
        let descriptor = nct_guard_arm(output)
        return descriptor < 0 ? nil : descriptor
    }

    static func disarm() { nct_guard_disarm() }

    static func stopProcess() { nct_guard_stop_process() }

    static func signal(_ number: UInt8) -> Signal? {
        switch Int32(number) {
        case nct_signal_interrupt(), nct_signal_terminate(), nct_signal_hangup(): .termination(Int32(number))
        case nct_signal_resize(): .resize
        case nct_signal_stop(): .stop
        case nct_signal_continue(): .cont
        default: nil
        }
    }
}
