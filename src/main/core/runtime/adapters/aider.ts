import path from "node:path";
import type { RuntimeSignal } from "../../../../shared/model/runtime-signal.ts";
import type { EquipOrder, Equipment, RuntimeAdapter } from "../adapter.ts";
import { hookCommand } from "./hook-command.ts";

const NOTIFY = "--notifications-command";

/**
 * Aider tells one thing: that it waits for input, by a command that it runs then. Its histories would be new files in the
 * worktree, and end up among the work: they go into the session's folder.
 */
function equip({ sessionDir, drover, knows }: EquipOrder): Promise<Equipment> {
  const histories = [
    "--input-history-file",
    path.join(sessionDir, "input.history"),
    "--chat-history-file",
    path.join(sessionDir, "chat.history.md"),
  ];
  const notify = knows(NOTIFY) ? ["--notifications", NOTIFY, hookCommand(drover, "waiting")] : [];
  return Promise.resolve({ args: [...histories, ...notify], env: {} });
}

function readHook(event: string): RuntimeSignal {
  return event === "waiting" ? { state: "waiting-for-input" } : {};
}

export const aider: RuntimeAdapter = { equip, readHook, flags: [NOTIFY] };
