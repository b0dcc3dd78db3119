import { CircleSlash, CornerDownRight, FolderGit2, Layers, Truck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { columnTone } from "../../lib/moves/columns.ts";
import type { Place, Verdict } from "../../lib/moves/judge.ts";
import { destinationsOf } from "../../lib/moves/places.ts";
import { useMoves } from "../../lib/moves/use-moves.ts";
import { countOf } from "../../lib/names.ts";
import { useConvoys, useItems, useOverview, useQueue } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Dot } from "../../ui/badge.tsx";
import { Picker, type PickerOption } from "../../ui/picker.tsx";

/** More are found by typing. */
const SHOWN = 60;

/** The keyboard's way of dragging items: every place they can go, what that does, and of the columns that refuse, why. */
export function MoveDialog({ items: ids, onClose }: { items: readonly string[]; onClose: () => void }) {
  const { ui } = useServices();
  const moves = useMoves();
  const items = useItems();
  const convoys = useConvoys();
  const overview = useOverview();
  // Columns of submitted work are judged by it.
  useQueue();
  const [text, setText] = useState("");
  const chosen = (items.data ?? []).filter(({ id }) => ids.includes(id));
  const words = text.toLowerCase().split(/\s+/);
  const found = destinationsOf(chosen, {
    items: items.data ?? [],
    agents: overview.data?.agents ?? [],
    projects: overview.data?.projects ?? [],
    convoys: convoys.data ?? [],
    queue: moves.queue,
  }).filter(({ label, verdict }) => {
    const said = `${label} ${wordsOf(verdict)}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  const options = found.slice(0, SHOWN).map(({ key, label, place, verdict }): PickerOption => ({
    value: key,
    label,
    note: wordsOf(verdict),
    mark: verdict.isAllowed ? markOf(place) : <CircleSlash className="size-3.5 text-ink-4" aria-hidden="true" />,
    isRefused: !verdict.isAllowed,
  }));
  return (
    <Picker
      title={`Move ${countOf(ids)}`}
      description={chosen.length === 1 ? chosen[0]?.title : "Where to?"}
      placeholder="Where to?"
      testId="move"
      text={text}
      options={options}
      empty={items.data === undefined ? "Reading the workspace" : "No such place"}
      onText={setText}
      onClose={() => {
        onClose();
        ui.announce(`${countOf(ids)} not moved`);
      }}
      onPick={(key) => {
        const verdict = found.find((one) => one.key === key)?.verdict;
        if (verdict === undefined) return;
        // What is refused keeps the list open, to choose another place.
        if (!verdict.isAllowed) {
          ui.announce(verdict.why);
          return;
        }
        onClose();
        moves.drop(ids, verdict);
      }}
    />
  );
}

function wordsOf(verdict: Verdict): string {
  return verdict.isAllowed ? verdict.words : verdict.why;
}

function markOf(place: Place): ReactNode {
  switch (place.kind) {
    case "column":
      return <Dot tone={columnTone[place.column]} />;
    case "agent":
      return <Avatar agent={place.agent} size="xs" />;
    case "project":
      return <FolderGit2 className="size-4" aria-hidden="true" />;
    case "convoy":
      return <Truck className="size-4" aria-hidden="true" />;
    case "epic":
      return <Layers className="size-4" aria-hidden="true" />;
    case "priority":
      return <CornerDownRight className="size-4" aria-hidden="true" />;
  }
}
