import { Minus, Plus } from "lucide-react";
import type { StoreApi } from "zustand/vanilla";
import { useStore } from "zustand";
import type { AgentGroup } from "../../../shared/contract/agent-group.ts";
import { useServices } from "../../lib/services.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { TILE_WIDTHS, type WallFilter, type WallOrder, type WallSettings, clampSize } from "./wall-settings.ts";

/** Stands among the groups; no id is written so. */
const EVERYBODY = "/everybody";

export const ORDER_WORDS: Readonly<Record<WallOrder, string>> = {
  attention: "Attention first",
  project: "By project",
  name: "By name",
};
export const FILTER_WORDS: Readonly<Record<WallFilter, string>> = {
  all: "All",
  "at-work": "At work",
  waiting: "Waiting",
};

export type WallToolbarProps = {
  readonly settings: StoreApi<WallSettings>;
  readonly counts: Readonly<Record<WallFilter, number>>;
  /** The user's own. */
  readonly groups: readonly AgentGroup[];
  /** The id of the one that is shown alone. */
  readonly group: string | undefined;
};

/** Whom the wall shows, in which order, and how large. */
export function WallToolbar({ settings, counts, groups, group }: WallToolbarProps) {
  const { ui } = useServices();
  const { size, order, filter } = useStore(settings);
  const resize = (by: 1 | -1) => {
    settings.setState({ size: clampSize(size + by) });
  };
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-pane px-3 py-1.5">
      <Segmented
        label="Agents shown"
        value={filter}
        options={(["all", "at-work", "waiting"] as const).map((value) => ({
          value,
          label: `${FILTER_WORDS[value]} ${counts[value]}`,
        }))}
        onChange={(value) => {
          settings.setState({ filter: value });
        }}
      />
      {groups.length > 0 && (
        <Select
          label="Group shown"
          size="s"
          value={group ?? EVERYBODY}
          options={[
            { value: EVERYBODY, label: "Everybody" },
            ...groups.map(({ id, name, agents }) => ({ value: id, label: name, note: String(agents.length) })),
          ]}
          onChange={(value) => {
            const wanted = value === EVERYBODY ? undefined : value;
            ui.set({ wallGroup: wanted, ...(wanted === undefined ? {} : { agentGroup: wanted }) });
          }}
        />
      )}
      <span className="flex-1" />
      <Segmented
        label="Order"
        value={order}
        options={(["attention", "project", "name"] as const).map((value) => ({ value, label: ORDER_WORDS[value] }))}
        onChange={(value) => {
          settings.setState({ order: value });
        }}
      />
      <div role="group" aria-label="Size of tiles" className="flex items-center">
        <IconButton
          label="Smaller tiles"
          command="wall.smaller"
          icon={<Minus />}
          disabled={size === 0}
          onClick={() => {
            resize(-1);
          }}
        />
        <IconButton
          label="Larger tiles"
          command="wall.larger"
          icon={<Plus />}
          disabled={size === TILE_WIDTHS.length - 1}
          onClick={() => {
            resize(1);
          }}
        />
      </div>
    </div>
  );
}
