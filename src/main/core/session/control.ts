import type { Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { RecordTable, StoreFailure } from "../platform/store/record-store.ts";
import { controlSession } from "./control-events.ts";
import type { LiveSessions } from "./live.ts";
import type { SessionDeps } from "./ports.ts";

/** What people do with a session that goes on. */
export interface SessionControl {
  pause(session: Session, actor: IdentityPath): Promise<Result<void, StoreFailure | Failure<"host-lost">>>;
  resume(session: Session, actor: IdentityPath): Promise<Result<void, StoreFailure | Failure<"host-lost">>>;
  takeOver(session: Session, actor: IdentityPath, reason: string | undefined): Promise<Result<void, StoreFailure>>;
  handBack(session: Session, actor: IdentityPath): Promise<Result<void, StoreFailure | Failure<"not-taken-over">>>;
  /** Presses the runtime's keys for it, and says whether it was seen to stop. */
  interrupt(session: Session): Promise<Result<{ readonly reason?: string }, Failure<"cannot-interrupt">>>;
  /** A person typed: noted as an event, once for each time they step in. */
  sawTyping(session: Session, at: number): Promise<void>;
}

type Deps = Pick<SessionDeps, "store" | "clock" | "hosts" | "runtimes"> & {
  readonly table: RecordTable<Session>;
  readonly live: LiveSessions;
};

/** Keys of one interrupt are pressed that far apart, so that a terminal does not take them for one sequence. */
const KEY_PAUSE_MS = 150;
/** So long it is watched for whether it stops. */
const STOP_MS = 5_000;
const LOOK_MS = 100;
/** Without a key for so long, the next one is a new intervention. */
const STEPPED_OUT_MS = 10 * 60_000;

export function createSessionControl({ store, clock, hosts, runtimes, table, live }: Deps): SessionControl {
  const typedAt = new Map<string, number>();
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      clock.after(ms, resolve);
    });

  const note = (session: Session, what: Parameters<typeof controlSession>[1], actor: IdentityPath) =>
    store.commit<void, StoreFailure>(() =>
      ok({ events: controlSession(table.get(session.id), what, actor), result: () => undefined }),
    );

  async function freeze(session: Session, isPaused: boolean, actor: IdentityPath) {
    const done = await (isPaused ? hosts.pause(session.id) : hosts.resume(session.id));
    if (!done.ok) {
      const deed = isPaused ? "paused" : "resumed";
      return fail("host-lost", `${session.agent} could not be ${deed}: ${done.error.message}`, done.error);
    }
    return note(session, { type: isPaused ? "sessionPaused" : "sessionResumed", data: {} }, actor);
  }

  return {
    pause: (session, actor) => freeze(session, true, actor),
    resume: (session, actor) => freeze(session, false, actor),
    takeOver: (session, actor, reason) =>
      note(session, { type: "sessionTakenOver", data: reason === undefined ? {} : { reason } }, actor),
    async handBack(session, actor) {
      if (table.get(session.id)?.takenOver === undefined) {
        return fail("not-taken-over", `${session.agent} is in Drover's hands already.`);
      }
      return note(session, { type: "sessionHandedBack", data: {} }, actor);
    },
    async interrupt(session) {
      const keys = runtimes.get(session.runtime)?.interrupt ?? [];
      if (keys.length === 0) {
        return fail("cannot-interrupt", `${session.runtime} has no key that ends a turn without ending the program.`, {
          remedy: `\`drover agent attach ${session.agent}\` shows its terminal, \`drover agent pause ${session.agent}\` freezes it.`,
        });
      }
      for (const [index, key] of keys.entries()) {
        if (index > 0) await pause(KEY_PAUSE_MS);
        const pressed = await hosts.keys(session.id, key);
        if (!pressed.ok) {
          return fail("cannot-interrupt", `Its terminal takes no keys: ${pressed.error.message}`, pressed.error);
        }
      }
      for (let waited = 0; waited < STOP_MS; waited += LOOK_MS) {
        const status = live.statusOf(session.id);
        if (status === undefined) return ok({ reason: "its session has ended" });
        if (status.state !== "working" && status.state !== "starting") return ok({});
        await pause(LOOK_MS);
      }
      return ok({ reason: `it still seems to work after ${STOP_MS / 1000} s` });
    },
    async sawTyping(session, at) {
      const before = typedAt.get(session.id);
      typedAt.set(session.id, at);
      if (before !== undefined && at - before < STEPPED_OUT_MS) return;
      for (const id of typedAt.keys()) if (table.get(id)?.endedAt !== undefined) typedAt.delete(id);
      await note(session, { type: "sessionTyped", data: {} }, USER);
    },
  };
}
