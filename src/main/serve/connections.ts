import { type ServedWire, type WireService, serveWire } from "../../shared/wire/server.ts";
import type { Wire } from "../../shared/wire/wire.ts";
import type { Clock } from "../core/base/clock.ts";

/** All connections of a core, whatever carries them: listeners hand their wires in here. */
export interface Connections {
  accept(wire: Wire): void;
  /** Those that said hello. */
  readonly count: number;
  /** Hangs up on all of them, and on whoever still comes. */
  close(): void;
}

/** A client says hello in its first breath. Whoever takes longer is none of ours, or hangs. */
export const HELLO_TIMEOUT_MS = 10_000;

export function createConnections<Peer>(deps: {
  readonly service: WireService<Peer>;
  readonly clock: Clock;
}): Connections {
  const served = new Set<ServedWire>();
  let open = true;
  return {
    accept(wire) {
      if (!open) {
        wire.close();
        return;
      }
      const connection = serveWire(wire, deps.service);
      served.add(connection);
      const timeout = deps.clock.after(HELLO_TIMEOUT_MS, () => {
        if (!connection.isGreeted) connection.close();
      });
      void connection.closed.then(() => {
        timeout[Symbol.dispose]();
        served.delete(connection);
      });
    },
    get count() {
      return [...served].filter((connection) => connection.isGreeted).length;
    },
    close() {
      open = false;
      for (const connection of served) connection.close();
    },
  };
}
