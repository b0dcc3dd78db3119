import type { ActionParts } from "./action-parts.ts";

/** Pausing everything at once. */
export interface FreezeActions {
  setFrozen(isFrozen: boolean): Promise<void>;
}

export function createFreezeActions({ attempt, done }: Omit<ActionParts, "ui">): FreezeActions {
  return {
    async setFrozen(isFrozen) {
      const outcome = isFrozen
        ? await attempt("pause everything", "workspace.freeze", {})
        : await attempt("let everything go on", "workspace.thaw", {});
      if (!outcome.ok) return;
      const { failed } = outcome.value;
      const exceptions =
        failed.length === 0 ? undefined : failed.map(({ agent, message }) => `${agent}: ${message}`).join("; ");
      done(isFrozen ? "Everything is paused" : "Everything goes on", exceptions);
    },
  };
}
