import { SquareTerminal } from "lucide-react";
import { useState } from "react";
import { lastPart } from "../../lib/names.ts";
import { useOverview, useRuntimes } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Picker } from "../../ui/picker.tsx";

/** Which agent CLI an agent runs from its next session on: one of those that were found. */
export function RuntimeDialog({ agent, onClose }: { agent: string; onClose: () => void }) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  const runtimes = useRuntimes();
  const now = useOverview((overview) => overview.agents.find(({ path }) => path === agent)?.runtime).data;
  const wanted = text.trim().toLowerCase();
  const options = (runtimes.data?.runtimes ?? [])
    .filter(({ found, id, title }) => found && `${title} ${id}`.toLowerCase().includes(wanted))
    .map(({ id, title, version }) => ({
      value: id,
      label: title,
      note: version,
      isChosen: id === now,
      mark: <SquareTerminal className="size-4" aria-hidden="true" />,
    }));
  const empty = runtimes.isPending
    ? "Looking for agent CLIs…"
    : (runtimes.error?.message ?? "No agent CLI of that name was found on this machine");
  return (
    <Picker
      title={`Agent CLI of ${lastPart(agent)}`}
      description="Counts from its next session on; the one at work goes on as it is."
      placeholder="Which one?"
      testId="runtime"
      text={text}
      options={options}
      empty={empty}
      onText={setText}
      onClose={onClose}
      onPick={(runtime) => {
        onClose();
        void actions.setRuntime(agent, runtime);
      }}
    />
  );
}
