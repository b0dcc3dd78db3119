import { useQueryClient } from "@tanstack/react-query";
import { Brain, X } from "lucide-react";
import { useState } from "react";
import type { MemoryEntry } from "../../../shared/model/memory.ts";
import { MEMORY_KINDS, MEMORY_LIMIT, MEMORY_TEXT_CHARS, type MemoryKind } from "../../../shared/model/memory-words.ts";
import { Ago } from "../../lib/age-view.tsx";
import { whoName } from "../../lib/names.ts";
import { useMemory } from "../../lib/server-state/agent-queries.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextInput } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";
import { Select } from "../../ui/select.tsx";
import { EmptyState } from "../../ui/state-views.tsx";

const TITLES: Readonly<Record<MemoryKind, string>> = {
  decision: "Decisions",
  blocker: "Blockers",
  concept: "Concepts",
  file: "Files",
};
const ORDER: readonly MemoryKind[] = ["decision", "blocker", "concept", "file"];
const OPTIONS = MEMORY_KINDS.map((kind) => ({ value: kind, label: kind.charAt(0).toUpperCase() + kind.slice(1) }));

/** What the agent learned, by kind; it is offered to each of its sessions. The user may add to it and take out of it. */
export function MemoryTab({ agent }: { agent: string }) {
  const memory = useMemory(agent);
  return (
    <Answer query={memory} what="Reading its memory">
      {({ entries }) => (
        <>
          <NoteForm agent={agent} />
          {entries.length === 0 ? (
            <EmptyState icon={<Brain />} title="Nothing noted yet" className="h-auto py-10">
              What it learns of files, concepts, decisions and blockers stands here, and every session of it begins with
              that.
            </EmptyState>
          ) : (
            ORDER.map((kind) => (
              <Entries key={kind} agent={agent} kind={kind} entries={entries.filter((one) => one.kind === kind)} />
            ))
          )}
        </>
      )}
    </Answer>
  );
}

function Entries({ agent, kind, entries }: { agent: string; kind: MemoryKind; entries: readonly MemoryEntry[] }) {
  const { actions, panes } = useServices();
  const queries = useQueryClient();
  if (entries.length === 0) return null;
  const forget = async (entry: MemoryEntry) => {
    const outcome = await actions.attempt("take that out of the memory", "memory.forget", {
      agent,
      entries: [entry.id],
    });
    if (outcome.ok) await queries.invalidateQueries({ queryKey: queryKeys.memory(agent) });
  };
  return (
    <Section title={TITLES[kind]} note={entries.length >= MEMORY_LIMIT ? "full: the oldest makes room" : undefined}>
      <ul aria-label={TITLES[kind]} className="rounded-lg border border-line">
        {entries.toReversed().map((entry) => (
          <li key={entry.id} className="group flex items-start gap-2 border-line px-3 py-1.5 not-first:border-t">
            <div className="min-w-0 flex-1">
              <p className="text-selectable text-sm break-words text-ink">{entry.text}</p>
              <p className="text-2xs text-ink-3">
                {whoName(entry.by)}, <Ago at={entry.at} />
                {entry.item !== undefined && (
                  <>
                    {", on "}
                    <button
                      type="button"
                      onClick={() => {
                        panes.open({ kind: "item", item: entry.item ?? "" });
                      }}
                      className="rounded-sm font-mono hover:text-ink"
                    >
                      {entry.item}
                    </button>
                  </>
                )}
              </p>
            </div>
            <IconButton
              label={`Forget: ${entry.text.slice(0, 60)}`}
              icon={<X />}
              side="left"
              className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100"
              onClick={() => void forget(entry)}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NoteForm({ agent }: { agent: string }) {
  const { actions } = useServices();
  const queries = useQueryClient();
  const [kind, setKind] = useState<MemoryKind>("decision");
  const [text, setText] = useState("");
  const note = async () => {
    const outcome = await actions.attempt("note that", "memory.note", {
      agent,
      entries: [{ kind, text: text.trim() }],
    });
    if (!outcome.ok) return;
    setText("");
    queries.setQueryData(queryKeys.memory(agent), outcome.value.memory);
  };
  return (
    <form
      aria-label="Note for its sessions"
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") void note();
      }}
    >
      <Select label="Kind of note" value={kind} options={OPTIONS} onChange={setKind} className="w-28" />
      <TextInput
        aria-label="What it should know"
        placeholder="What it should know from its next session on"
        maxLength={MEMORY_TEXT_CHARS}
        value={text}
        className="min-w-0 flex-1"
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      <Button type="submit" disabled={text.trim() === ""}>
        Note
      </Button>
    </form>
  );
}
