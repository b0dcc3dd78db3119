import { ListOrdered } from "lucide-react";
import { useSubmission } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { submissionLabel, submissionTone } from "../../lib/stage.ts";
import { standingWords } from "../../lib/queue/standing-words.ts";
import { Badge, Dot } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";

/** The submission by which a branch lands, or is brought up to its target, and the way to it in the merge queue. */
export function OwnSubmission({ submission: id }: { submission: string }) {
  const { panes, ui } = useServices();
  const answer = useSubmission(id);
  if (answer.data === undefined) return null;
  const { submission, standing } = answer.data;
  const tone = submissionTone[submission.state];
  return (
    <div
      data-own-submission={id}
      className="flex min-w-0 items-center gap-2 rounded-md border border-line bg-pane p-1.5"
    >
      <Badge tone={tone}>
        <Dot tone={tone} />
        {submissionLabel[submission.state]}
      </Badge>
      <span className="min-w-0 flex-1 truncate text-xs text-ink-2" title={standingWords(submission, standing)}>
        {standingWords(submission, standing)}
      </span>
      <Button
        size="s"
        look="ghost"
        onClick={() => {
          ui.set({ queueShown: { kind: "submission", id } });
          panes.open({ kind: "queue" });
        }}
      >
        <ListOrdered className="size-3.5" /> In the merge queue
      </Button>
    </div>
  );
}
