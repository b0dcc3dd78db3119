import { FileDiff } from "lucide-react";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { WAY_LABELS } from "../../lib/queue/queue-menu.tsx";
import { useSubmission } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { SubmissionDetail } from "../../lib/submission-detail.tsx";
import { submissionLabel, submissionTone } from "../../lib/stage.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";

/** The item's last submission: where it stands in the queue, its gates, and why it came back if it did. */
export function SubmissionCard({ submission: id }: { submission: string }) {
  const { actions, panes } = useServices();
  const isPast = useIsPast();
  const answer = useSubmission(id);
  if (answer.data === undefined) return null;
  const { submission, commits, files } = answer.data;
  return (
    <section aria-label="Submission" className="rounded-lg border border-line bg-sunken">
      <header className="flex h-9 items-center gap-2 border-b border-line px-3">
        <h3 className="text-xs font-medium text-ink-2">Submission</h3>
        <Badge tone={submissionTone[submission.state]}>{submissionLabel[submission.state]}</Badge>
        {submission.branch !== undefined && (
          <span className="min-w-0 truncate text-xs text-ink-3">
            {submission.state === "landed" ? "on " : "to "}
            <code title={submission.branch}>{submission.branch}</code>
          </span>
        )}
        <span className="flex-1" />
        <span className="shrink-0 text-xs text-ink-3">
          {commits.length} {commits.length === 1 ? "commit" : "commits"} · {files.length}{" "}
          {files.length === 1 ? "file" : "files"}
        </span>
        <Button
          size="s"
          look="ghost"
          onClick={() => {
            panes.open({ kind: "review", of: submission.id });
          }}
        >
          <FileDiff className="size-3.5" /> Review
        </Button>
      </header>
      <div className="flex flex-col gap-2 p-3">
        <SubmissionDetail submission={submission} />
        {submission.consent !== undefined && !isPast && (
          <Button
            size="s"
            look="primary"
            className="self-start"
            onClick={() => void actions.allowLanding(submission.project)}
          >
            {WAY_LABELS["submission.allow"]}
          </Button>
        )}
        {commits.length > 0 && (
          <ul className="flex flex-col gap-0.5">
            {commits.map((commit) => (
              <li key={commit.id} className="text-selectable flex gap-2 text-xs text-ink-2">
                <code className="text-ink-3">{commit.id.slice(0, 8)}</code>
                <span className="min-w-0 flex-1 truncate">{commit.subject}</span>
                <span className="text-ink-3">{commit.author}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
