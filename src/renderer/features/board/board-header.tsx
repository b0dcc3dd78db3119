import { Plus, Search, Truck, X } from "lucide-react";
import { type RefObject, useMemo } from "react";
import type { AgentView } from "../../../shared/model/agent.ts";
import type { ConvoyView } from "../../../shared/model/convoy.ts";
import type { Project } from "../../../shared/model/project.ts";
import { FilterChips } from "../../lib/item-filter/filter-chips.tsx";
import { WORKSPACE_SCOPE } from "../../lib/names.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { Select } from "../../ui/select.tsx";
import { type BoardFilter, isFiltered } from "./board-model.ts";
import type { Display, OwnFilter } from "./board-store.ts";
import { DisplayMenu } from "./display-menu.tsx";
import { FilterMenu } from "./filter-menu.tsx";

export type BoardHeaderProps = {
  readonly filter: BoardFilter;
  readonly display: Display;
  readonly convoys: readonly ConvoyView[];
  readonly projects: readonly Project[];
  readonly agents: readonly AgentView[];
  /** Whether there is work that belongs to no project. */
  readonly hasWorkspaceItems: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  onChange(change: Partial<OwnFilter>): void;
  onDisplay(change: Partial<Display>): void;
  onConvoy(convoy: string | undefined): void;
  /** From the field into the cards. */
  onLeaveField(): void;
};

/** Stands for "no filter" in a select, whose values are texts. */
const ALL = "";

export function BoardHeader({
  filter,
  display,
  convoys,
  projects,
  agents,
  hasWorkspaceItems,
  field,
  onChange,
  onDisplay,
  onConvoy,
  onLeaveField,
}: BoardHeaderProps) {
  const { runCommand } = useServices();
  const isPast = useIsPast();
  const convoyOptions = useMemo(
    () => [
      { value: ALL, label: "All work" },
      ...convoys.map(({ id, title, closedAt, progress }) => ({
        value: id,
        label: title,
        note: closedAt === undefined ? `${progress.landed}/${progress.total}` : "done",
      })),
    ],
    [convoys],
  );
  const workers = agents.filter((agent) => agent.decommissionedAt === undefined && agent.hook !== undefined);
  return (
    <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 px-3 py-1">
      <Select
        label="Convoy"
        size="s"
        className="max-w-64 text-sm font-medium text-ink"
        value={filter.convoy ?? ALL}
        options={convoyOptions}
        onChange={(convoy) => {
          onConvoy(convoy === ALL ? undefined : convoy);
        }}
      />
      {(projects.length > 1 || filter.project !== undefined || hasWorkspaceItems) && (
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
      )}
      {workers.length > 0 && (
        <Select
          label="Agent"
          size="s"
          value={filter.agent ?? ALL}
          options={[
            { value: ALL, label: "All agents" },
            ...workers.map(({ path, name }) => ({
              value: String(path),
              label: name,
              mark: <Avatar agent={path} size="xs" />,
            })),
          ]}
          onChange={(agent) => {
            onChange({ agent: agent === ALL ? undefined : agent });
          }}
        />
      )}
      <FilterMenu
        filter={filter.more}
        onChange={(more, text) => {
          onChange({ more, ...(text === undefined ? {} : { text }) });
        }}
      />
      <FilterChips
        filter={filter.more}
        onChange={(more) => {
          onChange({ more });
        }}
      />
      <span className="flex-1" />
      <label className="flex h-7 w-52 min-w-28 shrink items-center gap-1.5 rounded-md border border-line bg-field px-2 focus-within:border-accent">
        <Search className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
        <input
          ref={field}
          aria-label="Filter the board"
          placeholder="Filter"
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
        {filter.text === "" ? <Keys command="board.filter" /> : null}
      </label>
      {isFiltered(filter) && (
        <IconButton
          label="Clear the filter"
          icon={<X />}
          onClick={() => {
            onChange({ text: "", project: undefined, agent: undefined, more: {} });
          }}
        />
      )}
      <DisplayMenu display={display} onChange={onDisplay} />
      {!isPast && (
        <>
          <IconButton
            label="New convoy…"
            command="convoy.create"
            icon={<Truck />}
            onClick={() => {
              runCommand("convoy.create");
            }}
          />
          <Button
            look="secondary"
            onClick={() => {
              runCommand("item.create");
            }}
          >
            <Plus className="size-3.5" />
            New item
            <Keys command="item.create" />
          </Button>
        </>
      )}
    </header>
  );
}
