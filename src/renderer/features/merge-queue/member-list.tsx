import { Check, CircleHelp, CircleX, Clock, GitMerge, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import type { Batch } from "../../../shared/model/batch.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import type { Tone } from "../../lib/stage.ts";
import { classNames } from "../../ui/class-names.ts";
import type { BatchProgress, MemberLight } from "./bisection.ts";
import { useQueueLook } from "./queue-look.ts";
import { SubmissionMarks } from "./submission-marks.tsx";

const LIGHTS: Readonly<Record<MemberLight, { tone: Tone; icon: ReactNode; words: string }>> = {
  landed: { tone: "landed", icon: <GitMerge />, words: "landed" },
  green: { tone: "landed", icon: <Check strokeWidth={3} />, words: "green" },
  running: { tone: "merging", icon: <LoaderCircle className="turn" />, words: "being gated" },
  suspect: { tone: "attention", icon: <CircleHelp />, words: "may have turned it red" },
  culprit: { tone: "trouble", icon: <CircleX />, words: "turned it red" },
  untold: { tone: "faint", icon: <Clock />, words: "not told yet" },
};

/** The members of a batch in the order in which they are stacked, the first at the bottom of nothing: it lands first. */
export function MemberList({ batch, progress }: { batch: Batch; progress: BatchProgress }) {
  const { find, titleOf, shown, onShow } = useQueueLook();
  return (
    <ol aria-label="Members, the first lands first" className="flex max-h-72 flex-col overflow-y-auto">
      {batch.members.map(({ submission: id }, index) => {
        const one = find(id);
        const light = progress.lights[index] ?? "untold";
        const { tone, icon, words } = LIGHTS[light];
        const isEnd = progress.running?.upTo === index + 1 && progress.running.upTo < batch.members.length;
        return (
          <li
            key={id}
            data-member={id}
            data-light={light}
            className={classNames(isEnd && "border-b border-dashed border-line-strong")}
          >
            <button
              type="button"
              data-tone={tone}
              disabled={one === undefined}
              aria-current={shown === id ? "true" : undefined}
              onClick={(event) => {
                event.stopPropagation();
                if (one !== undefined) onShow(one);
              }}
              className="flex h-7 w-full items-center gap-2 rounded-sm px-1.5 text-left outline-offset-[-2px] hover:bg-hover aria-[current=true]:bg-active"
            >
              <span className="w-3.5 shrink-0 text-right text-2xs text-ink-3 tabular-nums">{index + 1}</span>
              <span className="inline-flex shrink-0 text-tone [&_svg]:size-3.5">{icon}</span>
              <span className="shrink-0 font-mono text-2xs text-ink-3">{one?.item ?? id}</span>
              <span
                className={classNames(
                  "min-w-0 flex-1 truncate text-sm",
                  light === "untold" ? "text-ink-3" : "text-ink",
                )}
              >
                {one === undefined ? "" : (titleOf(one.item) ?? "")}
              </span>
              <span className="sr-only">{`, ${words}`}</span>
              {one !== undefined && <SubmissionMarks one={one} />}
              {one !== undefined && <AgentFace agent={one.agent} />}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** The face alone: a button within a button would be none. */
function AgentFace({ agent }: { agent: string }) {
  return <AgentChip agent={agent} isStill className="hidden max-w-20 @sm:flex" />;
}
