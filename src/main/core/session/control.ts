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
  /**
   * Asks the program to leave in its own way, before it is ended otherwise: its turn is interrupted and its own word for it
   * typed, where nothing forbids that. Resolves when it has gone, or a moment later when it did not.
   */
  leave(session: Session): Promise<void>;
  /** A person typed: noted as an event, once for each time they step in. */
  sawTyping(session: Session, at: number): Promise<void>;
}

type Deps = Pick<SessionDeps, "store" | "clock" | "hosts" | "runtimes"> & {
  readonly table: RecordTable<Session>;
  readonly live: LiveSessions;
  /** Why nothing may be typed into the session now, if so. */
  obstacle(session: Session): string | undefined;
};

/** Keys of one interrupt are pressed that far apart, so that a terminal does not take them for one sequence. */
const KEY_PAUSE_MS = 150;
/** So long it is watched for whether it stops. */
const STOP_MS = 5_000;
const LOOK_MS = 100;
/** Time to leave by itself: agent CLIs write the end of their transcripts and are gone within a second. */
const LEAVE_MS = 3_000;
/** Without a key for so long, the next one is a new intervention. */
const STEPPED_OUT_MS = 10 * 60_000;

export function createSessionControl({ store, clock, hosts, runtimes, table, live, obstacle }: Deps): SessionControl {
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
    // The host tells of it as well, a moment later: whoever asked sees it at once.
    if (isPaused) live.note(session.id, { pausedAt: clock.now() });
    else {
      live.forget(session.id, "pausedAt");
      live.note(session.id, { resumedAt: clock.now() });
    }
    return note(session, { type: isPaused ? "sessionPaused" : "sessionResumed", data: {} }, actor);
  }

  /** Presses the keys one after the other. */
  async function press(session: Session, keys: readonly string[]): Promise<Result<unknown>> {
    for (const [index, key] of keys.entries()) {
      if (index > 0) await pause(KEY_PAUSE_MS);
      const pressed = await hosts.keys(session.id, key);
      if (!pressed.ok) return pressed;
    }
    return ok();
  }

  /** Whether it stopped working, or ended, within that time. */
  async function stops(session: Session, ms: number): Promise<boolean> {
    for (let waited = 0; waited < ms; waited += LOOK_MS) {
      const state = live.statusOf(session.id)?.state;
      if (state !== "working" && state !== "starting") return true;
      await pause(LOOK_MS);
    }
    return false;
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
      const pressed = await press(session, keys);
      if (!pressed.ok) {
        return fail("cannot-interrupt", `Its terminal takes no keys: ${pressed.error.message}`, pressed.error);
      }
      if (await stops(session, STOP_MS)) return ok({});
      return ok({ reason: `it still seems to work after ${STOP_MS / 1000} s` });
    },
    async leave(session) {
      const runtime = runtimes.get(session.runtime);
      if (runtime === undefined || !runtime.takesNudges || runtime.leave === "") return;
      if (live.statusOf(session.id)?.state === "working" && runtime.interrupt.length > 0) {
        await press(session, runtime.interrupt);
        await stops(session, LEAVE_MS);
      }
      if (obstacle(session) !== undefined) return;
      const gone = Promise.withResolvers<void>();
      const subscription = hosts.on((event) => {
        const isGone = event.type === "exit" || event.type === "lost";
        if (isGone && event.session === session.id) gone.resolve();
      });
      const timer = clock.after(LEAVE_MS, gone.resolve);
      if (await hosts.paste(session.id, runtime.leave, runtime.submitDelayMs)) await gone.promise;
      timer[Symbol.dispose]();
      subscription[Symbol.dispose]();
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
