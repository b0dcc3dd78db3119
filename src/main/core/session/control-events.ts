import type { Session } from "../../../shared/model/agent.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { SessionEventData } from "./reduce.ts";

type ControlType = "sessionPaused" | "sessionResumed" | "sessionTakenOver" | "sessionHandedBack" | "sessionTyped";

/** What somebody did with a session that goes on, with what the event carries. */
export type ControlChange = {
  [T in ControlType]: { readonly type: T; readonly data: SessionEventData[T] };
}[ControlType];

/** The event of it; none for a session that has ended, nor for what is so already. */
export function controlSession(
  session: Session | undefined,
  { type, data }: ControlChange,
  actor: IdentityPath,
): readonly NewEvent[] {
  if (session === undefined || session.endedAt !== undefined) return [];
  const isTakenOver = session.takenOver !== undefined;
  if ((type === "sessionTakenOver" && isTakenOver) || (type === "sessionHandedBack" && !isTakenOver)) return [];
  return [{ ledger: "workspace", kind: "session", subject: session.id, type, data, actor }];
}
