import { ArrowRight, Check, Columns2, Pilcrow, Rows3, Send, ThumbsUp, Undo2, X } from "lucide-react";
import type { GateResult } from "../../../shared/model/submission.ts";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { useItems } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { Counts } from "./file-tree.tsx";
import { viewedMark } from "./viewed.ts";
import { counted, standOf } from "./review-words.ts";
import type { ReviewState } from "./use-review.ts";
import type { VerdictKind } from "../../lib/review-desk.ts";

export type ReviewHeaderProps = {
  readonly review: ReviewState;
  readonly files: OutputOf<"review.files">;
  readonly drafts: number;
  readonly canDecide: boolean;
  onVerdict(verdict: VerdictKind): void;
};

const ALL = "all";

/** What is looked at, how, and what one says of it. */
export function ReviewHeader({ review, files, drafts, canDecide, onVerdict }: ReviewHeaderProps) {
  const { panes } = useServices();
  const items = useItems();
  const { subject, commits } = files;
  const title = items.data?.find(({ id }) => id === subject.item)?.title;
  const stand = standOf(subject);
  const sum = (of: "added" | "removed") => files.files.reduce((all, file) => all + (file[of] ?? 0), 0);
  const { options } = review;
  const viewed = files.files.filter((file) => review.viewed.has(viewedMark(file))).length;
  return (
    <header className="flex shrink-0 flex-col gap-1.5 border-b border-line px-3 py-2">
      <div className="flex min-h-7 flex-wrap items-center gap-2">
        <Badge tone={stand.tone}>{stand.text}</Badge>
        <button
          type="button"
          onClick={() => {
            panes.open({ kind: "item", item: subject.item });
          }}
          className="flex min-w-24 flex-1 items-baseline gap-2 text-left text-sm hover:underline hover:underline-offset-2"
        >
          <span className="shrink-0 font-mono text-2xs text-ink-3">{subject.submission?.id ?? subject.item}</span>
          <span title={title} className="truncate font-medium text-ink">
            {title ?? subject.item}
          </span>
        </button>
        <AgentChip agent={subject.agent} />
        {subject.newer !== undefined && (
          <Button
            size="s"
            onClick={() => {
              if (subject.newer !== undefined) panes.open({ kind: "review", of: subject.newer });
            }}
          >
            <ArrowRight className="size-3.5" /> Look at {subject.newer}
          </Button>
        )}
        {subject.submission === undefined && subject.branch !== undefined && (
          <Button
            size="s"
            disabled={drafts === 0}
            onClick={() => {
              onVerdict("commented");
            }}
          >
            <Send className="size-3.5" /> {drafts === 0 ? "Tell comments…" : `Tell ${counted(drafts, "comment")}…`}
          </Button>
        )}
        {canDecide && (
          <>
            <Button
              size="s"
              onClick={() => {
                onVerdict("sent-back");
              }}
            >
              <Undo2 className="size-3.5" />{" "}
              {drafts === 0 ? "Send back…" : `Send back with ${counted(drafts, "comment")}…`}
            </Button>
            <Button
              size="s"
              look="primary"
              onClick={() => {
                onVerdict("approved");
              }}
            >
              <ThumbsUp className="size-3.5" /> Approve…
            </Button>
          </>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 text-xs text-ink-3">
        <Select
          label="Commit"
          size="s"
          value={review.commit ?? ALL}
          onChange={(next) => {
            review.pickCommit(next === ALL ? undefined : next);
          }}
          options={[
            { value: ALL, label: `All ${counted(commits.length, "commit")}` },
            ...commits.map(({ id, subject: text }) => ({ value: id, label: text.slice(0, 60), note: id.slice(0, 8) })),
          ]}
          className="max-w-64"
        />
        <span className="tabular-nums">
          {counted(files.files.length, "file")}
          {viewed > 0 && `, ${viewed} viewed`}
        </span>
        <Counts added={sum("added")} removed={sum("removed")} />
        {subject.submission?.gates.map((gate) => (
          <GateMark
            key={gate.name}
            gate={gate}
            onShow={() => {
              review.show(undefined);
            }}
          />
        ))}
        <span className="flex-1" />
        <IconButton
          label={options.whitespace === "hide" ? "Show changes of white space" : "Hide changes of white space"}
          command="review.toggle-whitespace"
          icon={<Pilcrow />}
          aria-pressed={options.whitespace === "hide"}
          onClick={() => {
            review.setOptions({ whitespace: options.whitespace === "hide" ? "show" : "hide" });
          }}
        />
        <Segmented
          label="Layout"
          isIconOnly
          value={options.mode}
          onChange={(mode) => {
            review.setOptions({ mode });
          }}
          options={[
            { value: "split", label: "Side by side", icon: <Columns2 /> },
            { value: "unified", label: "Unified", icon: <Rows3 /> },
          ]}
        />
      </div>
    </header>
  );
}

/** How a gate went, beside the work it looked at; its output is in the overview. */
function GateMark({ gate, onShow }: { gate: GateResult; onShow: () => void }) {
  const isGreen = gate.exitCode === 0 && !gate.timedOut;
  return (
    <button type="button" onClick={onShow} className="flex items-center gap-1 rounded-sm hover:text-ink">
      {isGreen ? (
        <Check className="size-3.5 text-landed" role="img" aria-label="green" />
      ) : (
        <X className="size-3.5 text-trouble" role="img" aria-label="red" />
      )}
      {gate.name}
    </button>
  );
}
