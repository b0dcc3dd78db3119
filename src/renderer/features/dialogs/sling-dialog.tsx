import { useState } from "react";
import { useServices } from "../../lib/services.tsx";
import { Picker } from "../../ui/picker.tsx";
import { targetOption } from "./target-option.tsx";
import { useTargets } from "./use-targets.ts";

/** The keyboard's way of dragging a card: pick where the items go. */
export function SlingDialog({ items, onClose }: { items: readonly string[]; onClose: () => void }) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  const { targets, title, what, isReading } = useTargets(items, { text, withProjects: true });
  return (
    <Picker
      title={`Sling ${what}`}
      description={title ?? "Onto the hook of an agent, or of a free worker"}
      placeholder="To whom?"
      testId="sling"
      text={text}
      options={targets.map(targetOption)}
      empty={isReading ? "Reading the workspace" : "No agent or project fits"}
      onText={setText}
      onClose={onClose}
      onPick={(to) => {
        onClose();
        void actions.sling(items, to);
      }}
    />
  );
}
