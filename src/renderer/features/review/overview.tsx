import { MessageSquarePlus } from "lucide-react";
import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { Ago } from "../../lib/age-view.tsx";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Markdown } from "../../lib/markdown/markdown.tsx";
import type { ReviewOf } from "../../lib/server-state/review-queries.ts";
import { SubmissionDetail } from "../../lib/submission-detail.tsx";
import { Button } from "../../ui/button.tsx";
import { CommentView } from "./comment-thread.tsx";
import { LineComposer } from "./line-composer.tsx";
import { VERDICT_WORDS, counted } from "./review-words.ts";

export type OverviewProps = {
  readonly of: ReviewOf;
  readonly files: OutputOf<"review.files">;
  readonly remarks: OutputOf<"review.comment.list"> | undefined;
  onPickCommit(commit: string): void;
};

/** What the work is as a whole: gates, commits, verdicts, and what was remarked that is on no line of today. */
export function Overview({ of, files, remarks, onPickCommit }: OverviewProps) {
  const [isWriting, setWriting] = useState(false);
  const { submission } = files.subject;
  const comments = remarks?.comments ?? [];
  const apart = comments.filter(({ now }) => now === undefined);
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
      tabIndex={0}
      role="region"
      aria-label="Overview"
      className="min-h-0 flex-1 overflow-y-auto p-4 outline-offset-[-2px]"
    >
      <div className="mx-auto flex max-w-[860px] flex-col gap-6">
        {submission !== undefined && (submission.gates.length > 0 || submission.reason !== undefined) && (
          <section aria-label="Gates" className="flex flex-col gap-1.5">
            <Heading>Gates</Heading>
            <SubmissionDetail submission={submission} />
          </section>
        )}
        <section aria-label="Commits">
          <Heading>{counted(files.commits.length, "commit")}</Heading>
          <ul className="overflow-hidden rounded-lg border border-line">
            {files.commits.map((commit) => (
              <li key={commit.id} className="border-line bg-sunken px-3 py-2 not-first:border-t">
                <div className="flex items-center gap-2 text-sm">
                  <button
                    type="button"
                    onClick={() => {
                      onPickCommit(commit.id);
                    }}
                    className="min-w-0 flex-1 truncate text-left text-ink hover:underline"
                  >
                    {commit.subject}
                  </button>
                  <span className="text-xs text-ink-3">{commit.author}</span>
                  <code className="text-selectable text-2xs text-ink-3">{commit.id.slice(0, 8)}</code>
                </div>
                {commit.body !== "" && (
                  <p className="text-selectable mt-1 text-xs whitespace-pre-wrap text-ink-3">{commit.body}</p>
                )}
              </li>
            ))}
          </ul>
        </section>
        {remarks !== undefined && remarks.verdicts.length > 0 && (
          <section aria-label="Verdicts">
            <Heading>Verdicts</Heading>
            <ul className="flex flex-col gap-2">
              {remarks.verdicts.map((one) => (
                <li key={one.at} className="rounded-lg border border-line bg-sunken px-3 py-2">
                  <p className="flex items-center gap-1.5 text-xs text-ink-3">
                    <AgentChip agent={one.by} isStill />
                    {VERDICT_WORDS[one.verdict]} <code className="text-2xs">{one.tip.slice(0, 8)}</code>
                    {one.comments.length > 0 && <span>with {counted(one.comments.length, "comment")}</span>}
                    <Ago at={one.at} />
                  </p>
                  {one.note !== "" && <Markdown text={one.note} className="mt-1 text-sm" />}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-label="Comments on the whole">
          <Heading>On the whole, and on lines that are gone</Heading>
          {apart.length > 0 && (
            <div className="mb-2 divide-y divide-line rounded-lg border border-line">
              {apart.map((comment) => (
                <CommentView key={comment.id} comment={comment} hasPlace={comment.place !== undefined} />
              ))}
            </div>
          )}
          {isWriting ? (
            <LineComposer
              of={of}
              onDone={() => {
                setWriting(false);
              }}
            />
          ) : (
            <Button
              size="s"
              onClick={() => {
                setWriting(true);
              }}
            >
              <MessageSquarePlus className="size-3.5" /> Comment on the whole
            </Button>
          )}
        </section>
      </div>
    </div>
  );
}

function Heading({ children }: { children: string }) {
  return <h3 className="mb-1.5 text-xs font-medium text-ink-3">{children}</h3>;
}
