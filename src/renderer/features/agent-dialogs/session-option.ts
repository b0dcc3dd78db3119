import type { OutputOf } from "../../../shared/contract/contract.ts";
import { shortAge } from "../../lib/age.ts";
import { endOf } from "../../lib/end-words.ts";
import type { SelectOption } from "../../ui/select.tsx";

type SessionRow = OutputOf<"seance.list">["sessions"][number];

/** A session that ended, as one picks it: what it ran, on what, how and when it ended. `now` in ms since 1970. */
export function sessionOption(session: SessionRow, now: number): SelectOption<string> {
  const on = session.item === undefined ? "" : ` on ${session.item}`;
  const ended = session.endedAt === undefined ? "" : `, ended ${shortAge(now - session.endedAt)} ago`;
  const how = session.endReason === undefined ? "" : ` (${endOf(session.endReason).word})`;
  return {
    value: session.id,
    label: `${session.runtime}${on}${ended}${how}`,
    note: session.can === "transcript" ? "can be searched" : "answers",
  };
}
