import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { lastPart } from "../../lib/names.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import type { SalvageChoice } from "./salvage-choice.ts";
import { verdictOf } from "./verdict.ts";

/** Stands for no narrowing in a list of choices; no project or identity is written so. */
const ALL = "/";
const SPANS = [
  { value: "all", label: "Any time" },
  { value: "day", label: "Last day" },
  { value: "week", label: "Last week" },
  { value: "month", label: "Last 30 days" },
] as const;

export type SalvageFiltersProps = {
  readonly choice: SalvageChoice;
  readonly found: OutputOf<"salvage.list"> | undefined;
  onChange(choice: SalvageChoice): void;
};

/** What is listed, how much that is, and a check of all of it. */
export function SalvageFilters({ choice, found, onChange }: SalvageFiltersProps) {
  const overview = useOverview().data;
  const agents = (overview?.agents ?? []).filter(
    ({ role, project }) =>
      (role === "worker" || role === "crew") && (choice.project === undefined || project === choice.project),
  );
  return (
    <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-3 py-1">
      <h2 className="mr-1 text-base font-semibold">Salvage</h2>
      <Select
        label="Project"
        size="s"
        value={choice.project ?? ALL}
        options={[
          { value: ALL, label: "Every project" },
          ...(overview?.projects ?? []).map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={(project) => {
          onChange({ ...choice, project: project === ALL ? undefined : project, agent: undefined });
        }}
      />
      <Select
        label="Agent"
        size="s"
        value={choice.agent ?? ALL}
        options={[
          { value: ALL, label: "Every agent" },
          ...agents.map(({ path, project }) => ({ value: path, label: lastPart(path), note: project })),
        ]}
        onChange={(agent) => {
          onChange({ ...choice, agent: agent === ALL ? undefined : agent });
        }}
      />
      <Select
        label="When"
        size="s"
        value={choice.span}
        options={SPANS}
        onChange={(span) => {
          onChange({ ...choice, span });
        }}
      />
      <span role="status" className="min-w-0 flex-1 truncate text-xs text-ink-3">
        {found === undefined ? "" : countText(found)}
      </span>
      {found !== undefined && found.salvages.length > 0 && <VerifyAll salvages={found.salvages.map(({ id }) => id)} />}
    </header>
  );
}

function countText({ salvages, total }: OutputOf<"salvage.list">): string {
  return salvages.length === total ? `${total} kept` : `the latest ${salvages.length} of ${total}`;
}

function VerifyAll({ salvages }: { salvages: readonly string[] }) {
  const { actions, toasts, ui } = useServices();
  const [isChecking, setChecking] = useState(false);
  const verify = async () => {
    setChecking(true);
    const outcome = await actions.attempt("check the salvages", "salvage.verify", { salvages: [...salvages] });
    setChecking(false);
    if (!outcome.ok) return;
    const { isWhole, text, detail } = verdictOf(outcome.value.checked);
    toasts.say(text, { tone: isWhole ? "good" : "trouble", detail, sticky: !isWhole });
    ui.announce(`${text}. ${detail}`);
  };
  return (
    <Button size="s" disabled={isChecking} onClick={() => void verify()}>
      <ShieldCheck className="size-3.5" /> {isChecking ? "Reading them back…" : "Check all"}
    </Button>
  );
}
