import { useStore } from "zustand";
import type { PaneSpec } from "../../lib/pane-kinds.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { NEEDS_USER } from "../../lib/stage.ts";

/** What asks for the user in a pane that may be behind another: a number, or a dot. */
export function PaneMark({ spec }: { spec: PaneSpec }) {
  switch (spec.kind) {
    case "attention":
      return <AttentionMark />;
    case "mail":
      return <MailMark />;
    case "terminal":
      return <TerminalMark agent={spec.agent} />;
    default:
      return null;
  }
}

function AttentionMark() {
  const count = useStore(useServices().attention.store, ({ list }) => list?.entries.length ?? 0);
  return <Count count={count} words={count === 1 ? "needs you" : "need you"} />;
}

function MailMark() {
  const count = useOverview(({ counts }) => counts.unreadMail).data ?? 0;
  return <Count count={count} words="unread" />;
}

function TerminalMark({ agent }: { agent: string }) {
  const waits = useStore(useServices().sessions.store, ({ byAgent }) => {
    const status = byAgent.get(agent);
    return status !== undefined && NEEDS_USER.has(status.state);
  });
  // Its dot says so by its colour; this says it to those who do not see it.
  return waits ? <span className="sr-only">, waits for you</span> : null;
}

function Count({ count, words }: { count: number; words: string }) {
  if (count === 0) return null;
  return (
    // Drawn by the style sheet: the name of a tab is its title, and text beside it would not be in that name.
    <span
      aria-hidden="true"
      data-tone="attention"
      data-marks={count}
      title={`${count} ${words}`}
      className="tone-wash rounded-sm px-1 text-2xs font-medium tabular-nums before:content-[attr(data-marks)]"
    />
  );
}
