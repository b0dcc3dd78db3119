import { Plus, Rows2, X } from "lucide-react";
import { Button, IconButton } from "../ui/button.tsx";
import { TextInput } from "../ui/field.tsx";
import type { GateDraft } from "./gate-drafts.ts";

export type GateFieldsProps = {
  readonly gates: readonly GateDraft[];
  /** Minutes a gate may take are shown too. */
  readonly hasTimeouts?: boolean;
  onChange(gates: readonly GateDraft[]): void;
};

const MINUTE = 60_000;

/** The gates of a project as rows: name, command, and a way to take each away. */
export function GateFields({ gates, hasTimeouts = false, onChange }: GateFieldsProps) {
  const change = (key: number, part: Partial<GateDraft>) => {
    onChange(gates.map((gate) => (gate.key === key ? { ...gate, ...part } : gate)));
  };
  const nameOf = (gate: GateDraft) => (gate.name === "" ? "the gate" : gate.name);
  return (
    <fieldset className="col-span-2 flex flex-col gap-1.5">
      <legend className="mb-1 text-xs font-medium text-ink-2">Gates: what must succeed before anything lands</legend>
      {gates.map((gate, at) => (
        <div key={gate.key} className="flex gap-2">
          <TextInput
            aria-label="Name of the gate"
            value={gate.name}
            placeholder="test"
            onChange={(event) => {
              change(gate.key, { name: event.target.value });
            }}
            className="max-w-36"
          />
          <TextInput
            aria-label={`Command of ${nameOf(gate)}`}
            value={gate.command}
            placeholder="npm test"
            spellCheck={false}
            onChange={(event) => {
              change(gate.key, { command: event.target.value });
            }}
            className="font-mono text-sm"
          />
          {hasTimeouts && (
            <span className="flex w-24 shrink-0 items-center gap-1.5 text-xs text-ink-3">
              <TextInput
                aria-label={`Minutes ${nameOf(gate)} may take`}
                type="number"
                min={1}
                max={360}
                step="any"
                placeholder="15"
                value={gate.timeoutMs === undefined ? "" : gate.timeoutMs / MINUTE}
                onChange={({ target }) => {
                  const minutes = target.valueAsNumber;
                  change(gate.key, { timeoutMs: Number.isNaN(minutes) ? undefined : Math.round(minutes * MINUTE) });
                }}
              />
              min
            </span>
          )}
          <IconButton
            label={`Run ${nameOf(gate)} beside the one above it`}
            icon={<Rows2 className="rotate-90" />}
            aria-pressed={at > 0 && gate.alongside === true}
            disabled={at === 0}
            className="size-8"
            onClick={() => {
              change(gate.key, { alongside: gate.alongside !== true });
            }}
          />
          <IconButton
            label={`Remove ${nameOf(gate)}`}
            icon={<X />}
            className="size-8"
            onClick={() => {
              onChange(gates.filter((other) => other.key !== gate.key));
            }}
          />
        </div>
      ))}
      <div className="flex items-center gap-3">
        <Button
          size="s"
          look="ghost"
          className="-ml-2"
          onClick={() => {
            onChange([...gates, { key: Math.max(0, ...gates.map((gate) => gate.key)) + 1, name: "", command: "" }]);
          }}
        >
          <Plus className="size-3.5" /> Add a gate
        </Button>
        {gates.length === 0 && <span className="text-xs text-attention">Without a gate, everything lands.</span>}
      </div>
    </fieldset>
  );
}
