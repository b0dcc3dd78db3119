import { UserRound, UserRoundX } from "lucide-react";
import { useState } from "react";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { useServices } from "../../lib/services.tsx";
import { Picker, type PickerOption } from "../../ui/picker.tsx";
import { targetOption } from "./target-option.tsx";
import { useTargets } from "./use-targets.ts";

/** Stand among the agents; no identity has such a path. */
const YOU = "/you";
const NOBODY = "/nobody";

/** Says whose items are, without putting them on a hook. */
export function AssignDialog({ items, onClose }: { items: readonly string[]; onClose: () => void }) {
  const { actions } = useServices();
  const [text, setText] = useState("");
  const { targets, title, what, chosen, agents } = useTargets(items, { text, withProjects: false });
  const isTyped = ({ label }: PickerOption) => label.toLowerCase().includes(text.trim().toLowerCase());
  const people: readonly PickerOption[] = [
    { value: YOU, label: "You", mark: <UserRound className="size-4" aria-hidden="true" /> },
    ...(chosen.some((item) => item.assignee !== undefined)
      ? [
          {
            value: NOBODY,
            label: "Nobody",
            note: `gives ${items.length === 1 ? "it" : "them"} back`,
            mark: <UserRoundX className="size-4" aria-hidden="true" />,
          },
        ]
      : []),
  ];
  const give = (to: IdentityPath | null) => {
    onClose();
    void actions.assign(items, to);
  };
  return (
    <Picker
      title={`Assign ${what}`}
      description={title ?? "Says whose they are. Slinging also lets the agent begin."}
      placeholder="To whom?"
      testId="assign"
      text={text}
      options={[...people.filter(isTyped), ...targets.map(targetOption)]}
      empty="Nobody fits"
      onText={setText}
      onClose={onClose}
      onPick={(value) => {
        if (value === YOU) give(USER);
        else if (value === NOBODY) give(null);
        const agent = agents.find(({ path }) => path === value);
        if (agent !== undefined) give(agent.path);
      }}
    />
  );
}
