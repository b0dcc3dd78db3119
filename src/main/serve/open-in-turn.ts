import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { createPatience } from "../../shared/patience.ts";
import { type Failure, type Result, fail } from "../../shared/model/result.ts";
import type { ClientName } from "../../shared/wire/message.ts";
import { NEXT_CORE_FILE } from "../../shared/wire/next-core.ts";
import { type RunningCore, connectToRunningCore } from "./running-core.ts";

export interface OpenInTurn<C> {
  readonly workspace: string;
  readonly name: ClientName;
  /** Opens a core here; `workspace-in-use` while another process holds the workspace. */
  open(): Promise<Result<C>>;
  /** Waiting for one that holds it and does not answer: it is starting, ending, a short command, or hangs. */
  readonly patienceMs?: number;
}

/** With one and the same holder, and with all of them: after a core died, its agents' commands take turns. */
const EACH_MS = 5_000;
const ALL_MS = 60_000;
const LOOK_MS = 50;

/** A core that was opened, or one that runs already. */
export type InTurn<C> =
  | { readonly kind: "opened"; readonly core: C }
  | { readonly kind: "running"; readonly running: RunningCore };

/**
 * Opens a core for the workspace, or finds the one that runs. Commands that open the workspace one after another do not
 * keep it from that: while it waits they stand back. Fails with `workspace-in-use` when somebody holds on to it and does not
 * answer.
 */
export async function openInTurn<C>(options: OpenInTurn<C>): Promise<Result<InTurn<C>>> {
  const { workspace, patienceMs = EACH_MS } = options;
  const hasPatience = createPatience({ eachMs: patienceMs, allMs: Math.max(patienceMs, ALL_MS) }, Date.now());
  let waiting: Disposable | undefined;
  try {
    for (;;) {
      const opened = await options.open();
      if (opened.ok) return { ok: true, value: { kind: "opened", core: opened.value } };
      if (opened.error.code !== "workspace-in-use") return opened;
      const running = await connectToRunningCore(workspace, options.name);
      if (running.ok) return { ok: true, value: { kind: "running", running: running.value } };
      const holder = JSON.stringify(opened.error.details ?? {});
      if (running.error.code !== "no-core" || !hasPatience(holder, Date.now())) {
        return doesNotAnswer(opened.error, running.error);
      }
      waiting ??= sayWaiting(workspace);
      await setTimeout(LOOK_MS);
    }
  } finally {
    waiting?.[Symbol.dispose]();
  }
}

function sayWaiting(workspace: string): Disposable {
  const file = path.join(workspace, NEXT_CORE_FILE);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  return {
    [Symbol.dispose]() {
      rmSync(file, { force: true });
    },
  };
}

function doesNotAnswer(inUse: Failure, refused: Failure): Result<never> {
  return fail("workspace-in-use", `${inUse.message} It does not answer: ${refused.message}`, {
    remedy: "If it hangs, end that process; what was acknowledged is safe. Then try again.",
    ...(inUse.details === undefined ? {} : { details: inUse.details }),
  });
}
