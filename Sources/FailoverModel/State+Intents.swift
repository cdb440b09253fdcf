import ClusterModel
import DrillModel
import IncidentModel
import ProbeModel
import TrafficModel
import TrainingModel

/// Who does what is wanted: another feature, at once, or a client, by a command.
extension State {
    mutating func carryOut(_ intents: [ClusterIntent]) -> [Command] {
        intents.compactMap { intent in
            switch intent {
            case .selectPods(let selectors): return .selectPods(selectors)
            case .notice(let text): notice(text)
            }
            return nil
        }
    }

    mutating func carryOut(_ intents: [TrafficIntent]) -> [Command] {
        var commands: [Command] = []
        for intent in intents {
            switch intent {
            case .send(let request): commands.append(.send(request))
            case .cancel(let request): commands.append(.cancel(request))
            case .connectRouter(let endpoint, let dialect): commands.append(.connectRouter(endpoint, dialect))
            case .disconnectRouter: commands.append(.disconnectRouter)
            case .forwardPort(let target): commands.append(.forwardPort(target))
            case .readMetrics(let targets): commands.append(.readMetrics(targets))
            case .followLogs(let targets): commands.append(.followLogs(targets))
            case .assignRouters(let selector): commands += carryOut(cluster.assignRouters(selector: selector))
            case .assignEngines(let pods): cluster.noteListed(pods)
            case .sleeps(let pod, let isAsleep): cluster.noteSleep(of: pod, isAsleep)
            case .source(let source, let state): cluster.note(source, state)
            }
        }
        return commands
    }

    mutating func carryOut(_ intents: [IncidentIntent]) -> [Command] {
        var commands: [Command] = []
        for intent in intents {
            switch intent {
            case .announce(let announcement): commands.append(.announce(announcement))
            case .keep(let record): commands.append(.keep(record))
            case .notice(let text): notice(text)
            }
        }
        return commands
    }

    mutating func carryOut(_ intents: [ProbeIntent]) -> [Command] {
        intents.flatMap { intent in
            switch intent {
            case .ask(let inquiry): carryOut(traffic.ask(inquiry, at: now))
            case .cancel(let session): carryOut(traffic.cancel(session: session))
            }
        }
    }

    mutating func carryOut(_ intents: [DrillIntent]) -> [Command] {
        var commands: [Command] = []
        for intent in intents {
            switch intent {
            case .ask(let inquiry): commands += carryOut(traffic.ask(inquiry, at: now))
            case .giveUp(let session): commands += carryOut(traffic.giveUp(session: session, at: now))
            case .kill(let order): commands.append(kill(order))
            case .hold(let pod, let isHeld): incidents.hold(pod, isHeld)
            case .finished: commands.append(.quit)
            }
        }
        return commands
    }

    mutating func carryOut(_ intents: [TrainingIntent]) -> [Command] {
        var commands: [Command] = []
        for intent in intents {
            switch intent {
            case .ask(let inquiry): commands += carryOut(traffic.ask(inquiry, at: now))
            case .showSheet: navigation.dialog = .lesson(scroll: 0)
            case .reached: showDebrief()
            case .finished: commands.append(.quit)
            }
        }
        return commands
    }

    /// Puts a kill on record and on its way.
    mutating func kill(_ order: KillOrder) -> Command {
        incidents.beginKill(order, letter: letter(of: order.pod), at: now)
        return .kill(order)
    }
}
