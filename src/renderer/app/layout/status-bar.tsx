import { CircleCheck, GitBranch, TriangleAlert } from "lucide-react";
import { useStore } from "zustand";
import { TipLine } from "../../features/tips/index.ts";
import { attentionCount } from "../../lib/attention/attention-store.ts";
import { useAttention } from "../../lib/attention/use-attention.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { AT_WORK, type Tone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Hint } from "../../ui/hint.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { PendingKeysMark } from "./key-hints.tsx";
import { PastFigures } from "./past-figures.tsx";
import { UpdateMark } from "./update-mark.tsx";

/** The counts one looks at first, each leading to what it counts; and how Drover itself is. */
export function StatusBar() {
  const { runCommand, connection } = useServices();
  const overview = useOverview();
  const isPast = useIsPast();
  const phase = useStore(connection.state, (state) => state.phase);
  const trouble = overview.data?.health.filter(({ severity }) => severity !== "info") ?? [];
  return (
    <footer className="flex h-(--statusbar) shrink-0 items-center gap-0.5 border-t border-line bg-chrome px-1.5 text-xs text-ink-3">
      {isPast ? <PastFigures /> : <Figures />}
      <PendingKeysMark />
      <span className="flex-1" />
      <TipLine />
      <UpdateMark />
      {trouble.length > 0 ? (
        <Hint text={trouble.map(({ text }) => text).join(" ")} side="top">
          <button
            type="button"
            data-tone="attention"
            onClick={() => {
              runCommand("view.health");
            }}
            className="flex h-5 items-center gap-1.5 rounded-sm px-1.5 text-tone"
          >
            <TriangleAlert className="size-3" aria-hidden="true" />
            {trouble.length === 1 ? trouble[0]?.text : `${trouble.length} troubles`}
          </button>
        </Hint>
      ) : (
        overview.data !== undefined &&
        phase === "connected" && (
          <span className="flex items-center gap-1.5 px-1.5">
            <CircleCheck className="size-3 text-landed" aria-hidden="true" />
            All well
          </span>
        )
      )}
      {overview.data?.git !== undefined && (
        <span className="hidden items-center gap-1.5 px-1.5 lg:flex">
          <GitBranch className="size-3" aria-hidden="true" />
          git {overview.data.git.version}
        </span>
      )}
      <button
        type="button"
        onClick={() => {
          runCommand("help.keys");
        }}
        className="flex h-5 items-center gap-1.5 rounded-sm px-1.5 hover:bg-hover hover:text-ink"
      >
        Keys <Keys command="help.keys" />
      </button>
    </footer>
  );
}

/** What there is now, each leading to what it counts. */
function Figures() {
  const { runCommand } = useServices();
  const counts = useOverview().data?.counts;
  const needsYou = useAttention(attentionCount);
  const atWork = useAtWork();
  return (
    <>
      <Figure
        id="at-work"
        tone="working"
        isLive
        value={atWork}
        label="at work"
        onClick={() => {
          runCommand("view.agents");
        }}
      />
      <Figure
        id="needs-you"
        tone="attention"
        value={needsYou ?? counts?.needsUser}
        label={needsYou === 1 ? "needs you" : "need you"}
        onClick={() => {
          runCommand("view.attention");
        }}
      />
      <Figure
        id="in-queue"
        tone="merging"
        value={counts?.inQueue}
        label="in the queue"
        onClick={() => {
          runCommand("view.merge-queue");
        }}
      />
      <Figure
        id="ready"
        tone="ready"
        value={counts?.ready}
        label="ready"
        onClick={() => {
          runCommand("view.board");
        }}
      />
    </>
  );
}

/** How many agents are at work by what their sessions tell now, which the overview only hears of with the next event. */
function useAtWork(): number | undefined {
  const agents = useOverview((overview) => overview.agents).data;
  return useStore(useServices().sessions.store, ({ byAgent }) => {
    return agents?.filter(({ path, status: then }) => {
      const status = byAgent.get(path) ?? then;
      return status !== undefined && AT_WORK.has(status.state);
    }).length;
  });
}

type FigureProps = {
  readonly id: string;
  readonly tone: Tone;
  readonly isLive?: boolean;
  readonly value: number | undefined;
  readonly label: string;
  onClick(): void;
};

function Figure({ id, tone, isLive = false, value, label, onClick }: FigureProps) {
  const isSome = value !== undefined && value > 0;
  return (
    <button
      type="button"
      data-count={id}
      onClick={onClick}
      className={classNames(
        "flex h-5 items-center gap-1.5 rounded-sm px-1.5 whitespace-nowrap hover:bg-hover hover:text-ink",
        isSome && "text-ink-2",
      )}
    >
      <Dot tone={isSome ? tone : "faint"} isLive={isSome && isLive} />
      <span className="tabular-nums">{value ?? "–"}</span>
      {label}
    </button>
  );
}
