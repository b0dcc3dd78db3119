import { Plus, Truck } from "lucide-react";
import { useState } from "react";
import { countOf } from "../../lib/names.ts";
import { useConvoys } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Picker } from "../../ui/picker.tsx";

/** Stands among the convoys; no id is written so. */
const NEW = "/new";

/** Picks the convoy that items join, or makes one of them. */
export function AddToConvoyDialog({ items, onClose }: { items: readonly string[]; onClose: () => void }) {
  const { actions, ui } = useServices();
  const convoys = useConvoys();
  const [text, setText] = useState("");
  const typed = text.trim().toLowerCase();
  const found = (convoys.data ?? [])
    .filter((convoy) => convoy.title.toLowerCase().includes(typed))
    .toSorted((a, b) => Number(a.closedAt !== undefined) - Number(b.closedAt !== undefined));
  return (
    <Picker
      title={`Add ${countOf(items)} to a convoy`}
      description="Its progress counts them from then on."
      placeholder="Which convoy?"
      testId="add-to-convoy"
      text={text}
      options={[
        ...found.map((convoy) => ({
          value: convoy.id,
          label: convoy.title,
          mark: <Truck className="size-4" aria-hidden="true" />,
          note: convoy.closedAt === undefined ? `${convoy.progress.landed}/${convoy.progress.total}` : "opens it again",
        })),
        { value: NEW, label: "New convoy…", mark: <Plus className="size-4" aria-hidden="true" /> },
      ]}
      empty="No such convoy"
      onText={setText}
      onClose={onClose}
      onPick={(value) => {
        if (value === NEW) {
          ui.openDialog({ kind: "create-convoy", items });
          return;
        }
        const convoy = found.find(({ id }) => id === value);
        onClose();
        if (convoy !== undefined) void actions.addToConvoy(convoy, items);
      }}
    />
  );
}
