import { List, Rows3 } from "lucide-react";
import { useState } from "react";
import { useTimeline } from "../../lib/server-state/agent-queries.ts";
import { sessionLabel } from "../../lib/stage.ts";
import { StateMark } from "../../lib/state-mark.tsx";
import { Answer } from "../../ui/answer.tsx";
import { duration } from "../../lib/age.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { StretchList } from "./stretch-list.tsx";
import { TimelineBand } from "./timeline-band.tsx";
import { stretchesOf, timeByState } from "./timeline-model.ts";
import { useNow } from "../../lib/use-now.ts";

const SHAPES = [
  { value: "band", label: "Band", icon: <Rows3 /> },
  { value: "list", label: "List", icon: <List /> },
] as const;

/** What a session did over time: as a band one looks along, or as a list. */
export function Timeline({ agent, session }: { agent: string; session: string }) {
  const timeline = useTimeline(agent, session);
  const [shape, setShape] = useState<"band" | "list">("band");
  const now = useNow();
  return (
    <Answer query={timeline} what="Reading what it did">
      {(answer) => {
        const stretches = stretchesOf(answer, session);
        if (stretches.length === 0) {
          return <p className="text-xs text-ink-3">Nothing was written down of this session.</p>;
        }
        return (
          <div data-testid="timeline" className="flex flex-col gap-2">
            {shape === "band" ? (
              <TimelineBand stretches={stretches} now={now} label="What it did" />
            ) : (
              <StretchList stretches={stretches} now={now} />
            )}
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-2xs text-ink-3">
              {timeByState(stretches, now).map(({ state, ms }) => (
                <span key={state} className="flex items-center gap-1">
                  <StateMark state={state} className="size-3" />
                  {sessionLabel[state]} <span className="tabular-nums">{duration(ms)}</span>
                </span>
              ))}
              <span className="flex-1" />
              <Segmented label="Shown as" value={shape} options={SHAPES} isIconOnly onChange={setShape} />
            </div>
          </div>
        );
      }}
    </Answer>
  );
}
