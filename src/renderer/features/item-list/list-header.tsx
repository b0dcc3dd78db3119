import { Plus, Search } from "lucide-react";
import type { RefObject } from "react";
import type { Project } from "../../../shared/model/project.ts";
import { WORKSPACE_SCOPE } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import type { ListFilter, ListOrder, ListShow } from "./list-model.ts";

export type ListHeaderProps = {
  readonly filter: ListFilter;
  readonly projects: readonly Project[];
  readonly count: number;
  readonly field: RefObject<HTMLInputElement | null>;
  onChange(change: Partial<ListFilter>): void;
  onLeaveField(): void;
};

const SHOWS: readonly { value: ListShow; label: string }[] = [
  { value: "ready", label: "Ready" },
  { value: "open", label: "Open" },
  { value: "in-flight", label: "In flight" },
  { value: "mine", label: "Mine" },
  { value: "blocked", label: "Blocked" },
  { value: "deferred", label: "Deferred" },
  { value: "landed", label: "Landed" },
  { value: "closed", label: "Closed" },
  { value: "all", label: "All" },
];
const ORDERS: readonly { value: ListOrder; label: string }[] = [
  { value: "useful", label: "Most useful first" },
  { value: "priority", label: "By priority" },
  { value: "updated", label: "Last changed first" },
  { value: "created", label: "Newest first" },
];
const ALL = "";

export function ListHeader({ filter, projects, count, field, onChange, onLeaveField }: ListHeaderProps) {
  const { runCommand } = useServices();
  return (
    <header className="flex h-10 shrink-0 items-center gap-1.5 px-3">
      <Select
        label="Show"
        size="s"
        className="text-sm font-medium text-ink"
        value={filter.show}
        options={SHOWS}
        onChange={(show) => {
          onChange({ show });
        }}
      />
      <Select
        label="Project"
        size="s"
        value={filter.project ?? ALL}
        options={[
          { value: ALL, label: "All projects" },
          ...projects.map(({ name }) => ({ value: name, label: name })),
          { value: WORKSPACE_SCOPE, label: "Workspace" },
        ]}
        onChange={(project) => {
          onChange({ project: project === ALL ? undefined : project });
        }}
      />
      <Select
        label="Order"
        size="s"
        value={filter.order}
        options={ORDERS}
        onChange={(order) => {
          onChange({ order });
        }}
      />
      <span className="flex-1" />
      <span className="shrink-0 text-xs text-ink-3 tabular-nums">{count === 1 ? "1 item" : `${count} items`}</span>
      <label className="flex h-7 w-52 min-w-24 shrink items-center gap-1.5 rounded-md border border-line bg-field px-2 focus-within:border-accent">
        <Search className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
        <input
          ref={field}
          aria-label="Search items"
          placeholder="Search texts too"
          value={filter.text}
          onChange={(event) => {
            onChange({ text: event.target.value });
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape" && filter.text !== "") onChange({ text: "" });
            else if (event.key === "Escape" || event.key === "ArrowDown" || event.key === "Enter") onLeaveField();
          }}
          className="h-full min-w-0 flex-1 bg-transparent text-sm outline-none"
        />
      </label>
      <Button
        onClick={() => {
          runCommand("item.create");
        }}
      >
        <Plus className="size-3.5" /> New item
      </Button>
    </header>
  );
}
