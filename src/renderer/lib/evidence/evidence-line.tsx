import type { SessionStatus } from "../../../shared/model/agent.ts";
import { Age, Ago, Until } from "../age-view.tsx";
import { groundOf } from "./words.ts";

/** What the state rests on, with an age that ticks: `hook 3s ago`, `no signal for 4m`, and when a limit ends. */
export function EvidenceLine({ status, className }: { status: SessionStatus; className?: string }) {
  const ground = groundOf(status);
  return (
    <span className={className}>
      {status.state === "rate-limited" && status.until !== undefined ? (
        <>
          ends <Until at={status.until} />
        </>
      ) : ground.isSilence ? (
        <>
          {ground.words} <Age at={ground.at} />
        </>
      ) : (
        <>
          {ground.words} <Ago at={ground.at} />
        </>
      )}
    </span>
  );
}
