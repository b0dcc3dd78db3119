import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useSubmission } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { Button } from "../../ui/button.tsx";

const FILES = 8;

/** What was handed in, at a glance, and the verdict. */
export function ReviewAnswer({ submission }: { submission: string }) {
  const { panes, ui } = useServices();
  const isPast = useIsPast();
  const shown = useSubmission(submission);
  return (
    <Answer query={shown} what="Reading what was handed in">
      {({ submission: one, commits, files }) => {
        const judge = (verdict: "approved" | "sent-back") => {
          const { project, tip, item, agent, id } = one;
          ui.openDialog({
            kind: "review-verdict",
            asked: { verdict, of: id, project, tip, item, agent, submission: id, drafts: 0 },
          });
        };
        return (
          <section aria-label="Review" className="flex flex-col gap-3">
            <ul aria-label="Commits" className="text-selectable flex flex-col gap-0.5 text-sm text-ink-2">
              {commits.map(({ id, subject }) => (
                <li key={id} className="flex items-baseline gap-2">
                  <code className="text-2xs text-ink-3">{id.slice(0, 8)}</code>
                  <span className="min-w-0">{subject}</span>
                </li>
              ))}
            </ul>
            <p className="text-xs text-ink-3">
              {files.slice(0, FILES).join(", ")}
              {files.length > FILES && `, ${files.length - FILES} more`}
            </p>
            <div className="flex flex-wrap items-center gap-2">
              <Button
                look="primary"
                disabled={isPast}
                onClick={() => {
                  judge("approved");
                }}
              >
                Approve…
              </Button>
              <Button
                disabled={isPast}
                onClick={() => {
                  judge("sent-back");
                }}
              >
                Send back…
              </Button>
              <Button
                onClick={() => {
                  panes.open({ kind: "review", of: submission });
                }}
              >
                Look at the changes
              </Button>
            </div>
          </section>
        );
      }}
    </Answer>
  );
}
