import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Intent } from "../../../shared/contract/submission-conflict.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Ago } from "../../lib/age-view.tsx";
import { useServices } from "../../lib/services.tsx";
import { classNames } from "../../ui/class-names.ts";
import type { ConflictAnswer } from "./file-draft.ts";

/** Why either side changed what it changed, beside one another. */
export function ConflictIntents({ answer: { ours, theirs, onto } }: { answer: ConflictAnswer }) {
  const [isOpen, setOpen] = useState(true);
  return (
    <section aria-label="Intents" className="shrink-0 border-b border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
        className="flex h-7 w-full items-center gap-1.5 px-4 text-left text-xs text-ink-3 hover:bg-hover"
      >
        <ChevronRight
          aria-hidden="true"
          className={classNames("size-3 transition-transform duration-(--fast)", isOpen && "rotate-90")}
        />
        What either side wanted
      </button>
      {isOpen && (
        <div className="grid max-h-60 gap-px overflow-y-auto bg-line @lg:grid-cols-2">
          <div data-tone="landed" className="flex flex-col gap-3 bg-pane px-4 py-2">
            <SideTitle>
              Landed, up to <code className="normal-case">{onto.slice(0, 8)}</code>
            </SideTitle>
            {ours.length === 0 ? (
              <p className="text-sm text-ink-3">Nothing that landed is known to touch these files.</p>
            ) : (
              ours.map((one) => <IntentView key={one.submission ?? one.item} intent={one} />)
            )}
          </div>
          <div data-tone="review" className="flex flex-col gap-3 bg-pane px-4 py-2">
            <SideTitle>Submission</SideTitle>
            <IntentView intent={theirs} />
          </div>
        </div>
      )}
    </section>
  );
}

function SideTitle({ children }: { children: React.ReactNode }) {
  return <h3 className="text-2xs font-semibold tracking-wide text-tone uppercase">{children}</h3>;
}

function IntentView({ intent }: { intent: Intent }) {
  const { panes } = useServices();
  const { item, title, acceptance, agent, commits, notes, at } = intent;
  return (
    <article aria-label={title} className="flex flex-col gap-1">
      <div className="flex min-w-0 items-center gap-2">
        <button
          type="button"
          onClick={() => {
            panes.open({ kind: "item", item });
          }}
          className="min-w-0 truncate text-left text-sm font-medium text-ink hover:underline"
        >
          {title}
        </button>
        {agent !== undefined && <AgentChip agent={agent} />}
        {at !== undefined && <Ago at={at} className="shrink-0 text-xs text-ink-3" />}
      </div>
      {acceptance !== "" && <p className="text-selectable text-sm whitespace-pre-wrap text-ink-2">{acceptance}</p>}
      {notes.map((note) => (
        <p
          key={note}
          className="text-selectable border-l-2 border-line-strong pl-2 text-xs whitespace-pre-wrap text-ink-3"
        >
          {note}
        </p>
      ))}
      <ul className="flex flex-col">
        {commits.map((commit) => (
          <li key={commit.id} className="text-selectable flex gap-2 text-xs text-ink-3">
            <code>{commit.id.slice(0, 8)}</code>
            <span className="min-w-0 truncate">{commit.subject}</span>
          </li>
        ))}
      </ul>
    </article>
  );
}
