import { DoorClosed } from "lucide-react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { longDay } from "../../lib/days.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { GATE_FORMS, type GateDraft, draftGate, gateOf } from "./gate-draft.ts";
import { useState } from "react";

const KINDS = Object.entries(GATE_FORMS).map(([value, { label }]) => ({ value, label }));

/** What opens a gate, and a person's way to open it. Nothing for other items. */
export function ItemGate({ item }: { item: ItemView }) {
  const { actions } = useServices();
  const isPast = useIsPast();
  const [draft, setDraft] = useState<GateDraft>();
  const [now] = useState(() => Date.now());
  if (item.type !== "gate" && item.gate === undefined) return null;
  const form = item.gate === undefined ? undefined : GATE_FORMS[item.gate.kind];
  const save = () => {
    if (draft === undefined) return;
    const gate = gateOf(draft, now);
    if (gate === undefined) return;
    setDraft(undefined);
    void actions.attempt(`change what opens ${item.id}`, "item.edit", { item: item.id, gate });
  };
  return (
    <section
      data-testid="gate"
      aria-label="Gate"
      className="flex flex-col gap-2 rounded-md border border-line bg-sunken px-3 py-2.5 text-sm"
    >
      <div className="flex items-center gap-2">
        <DoorClosed className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <p className="text-selectable min-w-0 flex-1 text-ink-2">
          {form === undefined ? "Nobody has said what opens this gate." : form.words}
          {item.gate?.for !== undefined && <span className="font-mono text-xs"> {item.gate.for}</span>}
          {item.gate?.until !== undefined &&
            ` ${item.gate.kind === "timer" ? "" : "Somebody is told on "}${longDay(item.gate.until)}`}
        </p>
        {!isPast && item.status !== "closed" && (
          <>
            <Button
              size="s"
              look="ghost"
              onClick={() => {
                setDraft(draft === undefined ? draftGate(item.gate) : undefined);
              }}
            >
              Change…
            </Button>
            <Button
              size="s"
              onClick={() => {
                actions.closeItems([item.id]);
              }}
            >
              Open the gate…
            </Button>
          </>
        )}
      </div>
      {draft !== undefined && !isPast && (
        <form
          className="flex flex-wrap items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Select
            label="What opens it"
            value={draft.kind}
            options={KINDS}
            onChange={(kind) => {
              setDraft({ ...draft, kind });
            }}
          />
          {GATE_FORMS[draft.kind]?.for !== undefined && (
            <div className="w-64">
              <TextInput
                aria-label="For"

                placeholder={GATE_FORMS[draft.kind]?.for}
                value={draft.for}
                onChange={(event) => {
                  setDraft({ ...draft, for: event.target.value });
                }}
              />
            </div>
          )}
          <div className="w-44">
            <TextInput
              aria-label={draft.kind === "timer" ? "Opens on" : "Tell somebody on"}

              placeholder={draft.kind === "timer" ? "fri, in 3 days" : "remind me in 3 days"}
              value={draft.until}
              onChange={(event) => {
                setDraft({ ...draft, until: event.target.value });
              }}
            />
          </div>
          <Button type="submit" look="primary" disabled={gateOf(draft, now) === undefined}>
            Save gate
          </Button>
        </form>
      )}
    </section>
  );
}
