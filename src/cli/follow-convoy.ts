import type { ContractClient } from "../shared/contract/client.ts";
import type { OutputOf } from "../shared/contract/contract.ts";
import type { FeedEvent } from "../shared/contract/workspace.ts";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";

export type ShownConvoy = OutputOf<"convoy.show">;

export interface FollowOptions {
  readonly convoy: string;
  readonly project: string;
  readonly signal: AbortSignal;
  /** Everything that happens in the project and to the convoy, in order, from the call on. */
  onEvent(event: FeedEvent): void;
}

/** Resolves when the convoy has closed. */
export async function followConvoy(client: ContractClient, options: FollowOptions): Promise<Result<ShownConvoy>> {
  const { convoy, project, signal } = options;
  const ended = Promise.withResolvers<Result<ShownConvoy>>();
  /** Sessions of the project's agents: their ends are told by the session's id alone. */
  const sessions = new Set<string>();
  let looking = false;
  let again = false;

  /** One look at a time; what happens during a look asks for one more. */
  async function look(): Promise<void> {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    do {
      again = false;
      const shown = await client.call("convoy.show", { convoy }, signal);
      if (!shown.ok) ended.resolve(shown);
      else if (shown.value.convoy.closedAt !== undefined) ended.resolve(ok(shown.value));
    } while (again);
    looking = false;
  }

  const stop = client.watch(
    "event.watch",
    {},
    {
      event(event) {
        const concerns =
          event.ledger === project ||
          event.subject === convoy ||
          `${event.actor} ${event.text}`.includes(`${project}/`) ||
          sessions.has(event.subject);
        if (event.kind === "session" && concerns) sessions.add(event.subject);
        if (!concerns) return;
        options.onEvent(event);
        // Only a convoy's own change can close it.
        if (event.subject === convoy) void look();
      },
      end(failure?: Failure) {
        ended.resolve({ ok: false, error: failure ?? { code: "disconnected", message: "The core has stopped." } });
      },
    },
  );
  const interrupted = () => {
    ended.resolve(fail("cancelled", "Interrupted; what was begun goes on while a core runs."));
  };
  signal.addEventListener("abort", interrupted);
  void look();
  try {
    return await ended.promise;
  } finally {
    stop();
    signal.removeEventListener("abort", interrupted);
  }
}
