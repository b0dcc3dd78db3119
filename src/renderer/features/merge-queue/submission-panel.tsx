import { GitPullRequest, X } from "lucide-react";
import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Age, Ago } from "../../lib/age-view.tsx";
import { whoName } from "../../lib/names.ts";
import { partsOfReason, standingWords } from "../../lib/queue/standing-words.ts";
import { useItem, useSubmission } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { submissionLabel, submissionTone } from "../../lib/stage.ts";
import { Answer } from "../../ui/answer.tsx";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Fact, Facts, Section } from "../../ui/section.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useQueueLook } from "./queue-look.ts";
import { SubmissionRuns } from "./submission-runs.tsx";
import { WayButtons } from "./way-buttons.tsx";

type Shown = OutputOf<"mq.show">;
type TabName = "story" | "changes" | "gates";

/** Everything of one submission: where it stands and why, its story, what it changes, and each run of its gates. */
export function SubmissionPanel({ submission: id, onClose }: { submission: string; onClose(): void }) {
  const shown = useSubmission(id);
  const [tab, setTab] = useState<TabName>("story");
  return (
    <aside
      data-testid="submission-panel"
      data-submission-panel={id}
      aria-label="Submission"
      className="flex min-h-0 flex-1 flex-col overflow-hidden"
    >
      {shown.data === undefined && <PanelClose onClose={onClose} className="m-2 self-end" />}
      <Answer query={shown} what="Reading the submission">
        {(answer) => (
          <>
            <PanelHead answer={answer} onClose={onClose} />
            <Tabs
              label="Parts of the submission"
              value={tab}
              tabs={[
                { value: "story", label: "Story" },
                { value: "changes", label: "Changes", count: answer.files.length },
                {
                  value: "gates",
                  label: "Gates",
                  count: answer.batches.reduce((sum, batch) => sum + batch.runs.length, 0),
                },
              ]}
              onChange={setTab}
            >
              {tab === "story" && <Story one={answer.submission} />}
              {tab === "changes" && <Changes answer={answer} />}
              {tab === "gates" && <SubmissionRuns answer={answer} />}
            </Tabs>
          </>
        )}
      </Answer>
    </aside>
  );
}

function PanelClose({ onClose, className }: { onClose(): void; className?: string }) {
  return <IconButton label="Close the panel" icon={<X />} onClick={onClose} className={className} />;
}

function PanelHead({ answer: { submission: one, standing }, onClose }: { answer: Shown; onClose(): void }) {
  const { panes } = useServices();
  const { titleOf, workerOf } = useQueueLook();
  const { item, state, held, review, verified, pullRequest, landed, resolver } = one;
  const solver = resolver === undefined ? undefined : workerOf(resolver.item);
  return (
    <header
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys where it is long
      tabIndex={0}
      className="flex max-h-[65%] shrink-0 flex-col gap-2 overflow-y-auto px-3 pt-2 pb-3 outline-offset-[-2px]"
    >
      <div className="flex items-center gap-2">
        <Badge tone={submissionTone[state]}>{submissionLabel[state]}</Badge>
        <AgentChip agent={one.agent} />
        <span className="flex-1" />
        <PanelClose onClose={onClose} />
      </div>
      <button
        type="button"
        onClick={() => {
          panes.open({ kind: "item", item });
        }}
        className="text-left hover:underline hover:underline-offset-2"
      >
        <span className="mr-2 font-mono text-2xs text-ink-3">{item}</span>
        <span className="text-base font-semibold">{titleOf(item) ?? item}</span>
      </button>
      <p
        data-tone={held === undefined ? submissionTone[state] : "attention"}
        className={
          state === "waiting" || state === "sent-back" || held !== undefined
            ? "text-selectable text-sm whitespace-pre-wrap text-tone"
            : "text-selectable text-sm whitespace-pre-wrap text-ink-2"
        }
      >
        {standingWords(one, standing)}
      </p>
      <RestOfReason one={one} />
      <Conflicts one={one} />
      <Facts>
        {standing?.position !== undefined && <Fact name="Place">{standing.position}</Fact>}
        {solver !== undefined && (
          <Fact name="Resolved by">
            <AgentChip agent={solver} isLive className="inline-flex" />
          </Fact>
        )}
        {review !== undefined && (
          <Fact name="Review">
            {review.verdict === "approved" ? "approved" : "sent back"} by {whoName(review.by)}
            {review.tip !== one.tip && ", of an earlier version"}
          </Fact>
        )}
        {verified !== undefined && (
          <Fact name="Verified">
            by its author on <code className="text-xs">{verified.onto.slice(0, 8)}</code> <Ago at={verified.at} />
          </Fact>
        )}
        {landed !== undefined && (
          <Fact name="Landed as">
            <code className="text-xs">{landed.slice(0, 8)}</code>
          </Fact>
        )}
        {pullRequest !== undefined && (
          <Fact name="Pull request">
            <a
              href={pullRequest.url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-accent hover:underline"
            >
              <GitPullRequest aria-hidden="true" className="size-3.5" />
              {`#${pullRequest.number}`}
            </a>
          </Fact>
        )}
        <Fact name="Submitted">
          <Ago at={one.submittedAt} />
        </Fact>
      </Facts>
      <div className="flex flex-wrap gap-1.5">
        <WayButtons one={one} all awaits={standing?.obstacle === "review" ? "review.submission" : undefined} />
      </div>
    </header>
  );
}

/** What a reason quotes, e.g. the end of a gate's output; folded, for it may be long. */
function RestOfReason({ one: { reason, state } }: { one: Submission }) {
  const isTold = state === "waiting" || state === "sent-back" || state === "discarded";
  const rest = isTold && reason !== undefined ? partsOfReason(reason).rest : "";
  if (rest === "") return null;
  return (
    <details className="text-xs text-ink-3">
      <summary className="cursor-default hover:text-ink">The whole reason</summary>
      <pre className="text-selectable pt-1 text-[11px] leading-4 whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">
        {rest}
      </pre>
    </details>
  );
}

function Conflicts({ one }: { one: Submission }) {
  if (one.conflicts.length === 0) return null;
  return (
    <ul aria-label="Conflicts" className="flex max-h-24 flex-wrap gap-1 overflow-y-auto">
      {one.conflicts.map((file) => (
        <li key={file} data-tone="trouble" className="tone-wash text-selectable rounded-sm px-1.5 font-mono text-2xs">
          {file}
        </li>
      ))}
    </ul>
  );
}

/** Entries of an item's trail that are about its way to the target. */
const OF_THE_QUEUE = /submission|gate|batch|pullRequest|review|conflict/i;

/** What happened to it, newest first. */
function Story({ one }: { one: Submission }) {
  const item = useItem(one.item);
  return (
    <Answer query={item} what="Reading its story">
      {({ trail }) => {
        const entries = trail.filter(({ type, at }) => OF_THE_QUEUE.test(type) && at >= one.submittedAt).toReversed();
        if (entries.length === 0) return <p className="p-4 text-sm text-ink-3">Nothing has happened to it yet.</p>;
        return (
          <ol aria-label="Story" className="flex flex-col px-3 py-2">
            {entries.map(({ seq, at, actor, text, cause }) => (
              <li key={seq} className="flex items-baseline gap-2 border-l border-line py-1 pl-3 text-sm">
                <span className="min-w-0 flex-1">
                  <span className="text-selectable break-words text-ink-2">{text}</span>
                  {cause !== undefined && <span className="block text-xs text-ink-3">{cause}</span>}
                </span>
                <span className="shrink-0 text-xs text-ink-3">{whoName(actor)}</span>
                <Age at={at} className="w-8 shrink-0 text-right text-xs text-ink-3 tabular-nums" />
              </li>
            ))}
          </ol>
        );
      }}
    </Answer>
  );
}

function Changes({ answer: { commits, files, submission } }: { answer: Shown }) {
  return (
    <div className="flex flex-col gap-4 p-3">
      <Section title={`Commits ${commits.length}`} note={<code>{submission.tip.slice(0, 8)}</code>}>
        <ul className="flex flex-col gap-0.5">
          {commits.map((commit) => (
            <li key={commit.id} className="text-selectable flex gap-2 text-sm text-ink-2">
              <code className="text-xs text-ink-3">{commit.id.slice(0, 8)}</code>
              <span className="min-w-0 flex-1 truncate">{commit.subject}</span>
              <span className="text-xs text-ink-3">{commit.author}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={`Files ${files.length}`}>
        <ul className="flex flex-col gap-0.5">
          {files.map((file) => (
            <li key={file} className="text-selectable truncate font-mono text-xs text-ink-2" title={file}>
              {file}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
