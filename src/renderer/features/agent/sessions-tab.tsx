import { ChevronDown, ChevronRight, MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { AgentView } from "../../../shared/model/agent.ts";
import { duration } from "../../lib/age.ts";
import { Ago } from "../../lib/age-view.tsx";
import { costText, tokenText } from "../../lib/amounts.ts";
import { endOf } from "../../lib/end-words.ts";
import { useAgentUsage, useSessions } from "../../lib/server-state/agent-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { Timeline } from "./timeline.tsx";

type SessionRow = OutputOf<"seance.list">["sessions"][number];
type Usage = OutputOf<"usage.list">["rows"][number];

/** The agent's sessions, the latest first: when, on what, how each ended, what it used; and a way to ask it. */
export function SessionsTab({ view }: { view: AgentView }) {
  const sessions = useSessions(view.path);
  const usage = useAgentUsage(view.path, "session").data;
  return (
    <Answer query={sessions} what="Reading its sessions">
      {(rows) => (
        <Section title="Sessions" note={rows.length === 0 ? "" : `${rows.length}, the latest first`}>
          {rows.length === 0 ? (
            <p className="text-sm text-ink-3">It had none yet. One starts when there is work, or when you start it.</p>
          ) : (
            <ul aria-label="Sessions" className="rounded-lg border border-line">
              {rows.map((session) => (
                <SessionItem
                  key={session.id}
                  agent={view.path}
                  session={session}
                  usage={usage?.rows.find(({ key }) => key === session.id)}
                />
              ))}
            </ul>
          )}
        </Section>
      )}
    </Answer>
  );
}

function SessionItem(props: { agent: string; session: SessionRow; usage: Usage | undefined }) {
  const { agent, session, usage } = props;
  const { panes, ui } = useServices();
  const [isOpen, setOpen] = useState(false);
  const isLive = session.endedAt === undefined;
  const ended = endOf(session.endReason);
  const { item } = session;
  return (
    <li data-session={session.id} data-live={isLive} className="border-line not-first:border-t">
      <div className="flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 px-2.5 py-1.5 text-sm">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
          className="flex min-w-0 flex-1 items-center gap-2 rounded-sm text-left"
        >
          {isOpen ? (
            <ChevronDown className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
          ) : (
            <ChevronRight className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
          )}
          <Badge tone={isLive ? "working" : ended.tone}>{isLive ? "under way" : ended.word}</Badge>
          <span className="truncate text-ink-2">
            {session.runtime}, {isLive ? "since" : "ended"} <Ago at={session.endedAt ?? session.startedAt} />
            {session.endedAt !== undefined && (
              <span className="text-ink-3"> after {duration(session.endedAt - session.startedAt)}</span>
            )}
          </span>
        </button>
        {item !== undefined && (
          <button
            type="button"
            onClick={() => {
              panes.open({ kind: "item", item });
            }}
            className="shrink-0 rounded-sm font-mono text-2xs text-ink-3 hover:text-ink"
          >
            {item}
          </button>
        )}
        {usage !== undefined && (
          <span className="shrink-0 text-xs text-ink-3 tabular-nums">
            {tokenText(usage.totalTokens)} · {costText(usage.cost)}
          </span>
        )}
        {!isLive && (
          <Button
            size="s"
            disabled={session.can === "none"}
            title={session.can === "answers" ? undefined : session.reason}
            onClick={() => {
              ui.openDialog({ kind: "seance", agent, session: session.id });
            }}
          >
            <MessageCircleQuestion className="size-3.5" />
            {session.can === "transcript" ? "Search it…" : "Ask…"}
          </Button>
        )}
      </div>
      {isOpen && (
        <div className="flex flex-col gap-1.5 border-t border-line bg-sunken px-3 py-2.5">
          <Timeline agent={agent} session={session.id} />
          {session.reason !== undefined && <p className="text-xs text-ink-3">{session.reason}</p>}
        </div>
      )}
    </li>
  );
}
