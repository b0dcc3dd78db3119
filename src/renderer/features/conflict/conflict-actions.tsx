import { Check, Trash2, UserRound, UserRoundPlus } from "lucide-react";
import { useState } from "react";
import { filesWords } from "../../lib/queue/standing-words.ts";
import { useServices } from "../../lib/services.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { Button } from "../../ui/button.tsx";
import type { ConflictAnswer, FileResolution } from "./file-draft.ts";

export type ConflictActionsProps = {
  readonly answer: ConflictAnswer;
  readonly resolutions: ReadonlyMap<string, FileResolution>;
  onResolved(): void;
  /** The core took it not: what it was laid out on may have moved. */
  onRefused(): void;
};

/** How far it is, and where it can go from here. */
export function ConflictActions({
  answer: { submission, files, onto },
  resolutions,
  onResolved,
  onRefused,
}: ConflictActionsProps) {
  const { actions, panes } = useServices();
  const isPast = useIsPast();
  const [isSaving, setSaving] = useState(false);
  const left = files.filter(({ path }) => !resolutions.has(path)).length;
  const isWithUser = submission.state === "waiting" && submission.waitsFor === "user";
  const save = async () => {
    setSaving(true);
    const isDone = await actions.resolveConflict(submission, onto, [...resolutions.values()]);
    setSaving(false);
    if (!isDone) {
      onRefused();
      return;
    }
    onResolved();
    panes.open({ kind: "queue" });
  };
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      <h2 className="min-w-0 truncate text-base font-semibold">
        Conflict in {filesWords(files.map(({ path }) => path))}
      </h2>
      <span role="status" className="text-xs text-ink-3">
        {left === 0 ? "all decided" : `${left} of ${files.length} undecided`}
      </span>
      <span className="flex-1" />
      {!isPast && (
        <>
          <Button size="s" look="ghost" onClick={() => void actions.giveConflict(submission.id, "author")}>
            <UserRound className="size-3.5" /> Give to its author
          </Button>
          <Button size="s" look="ghost" onClick={() => void actions.giveConflict(submission.id, "resolver")}>
            <UserRoundPlus className="size-3.5" /> Hire a resolver
          </Button>
          <Button
            size="s"
            look="danger"
            onClick={() => {
              actions.discardSubmission(submission);
            }}
          >
            <Trash2 className="size-3.5" /> Discard…
          </Button>
          <Button
            size="s"
            look="primary"
            disabled={left > 0 || isSaving || files.length === 0}
            onClick={() => void save()}
          >
            <Check className="size-3.5" /> {isSaving ? "Saving…" : "Save and queue again"}
          </Button>
          {!isWithUser && submission.state === "resolving" && (
            <p className="basis-full text-xs text-ink-3">
              A resolver is at work on it; what you save here takes its place.
            </p>
          )}
        </>
      )}
    </header>
  );
}
