import { Check, Plus, Users } from "lucide-react";
import { useState } from "react";
import { useAgentGroups } from "../../lib/agent-groups/use-agent-groups.ts";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Picker } from "../../ui/picker.tsx";
import { TextDialog } from "../../ui/text-dialog.tsx";

/** Stands among the groups; no id is written so. */
const NEW = "/new";

/** Puts an agent into one of the user's groups, or takes it out of one; what is typed can be a new one. */
export function GroupDialog({ agent, onClose }: { agent: string; onClose: () => void }) {
  const { actions } = useServices();
  const groups = useAgentGroups();
  const [text, setText] = useState("");
  const typed = text.trim();
  const found = groups.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
  const isNew = typed !== "" && !groups.some(({ name }) => name.toLowerCase() === typed.toLowerCase());
  return (
    <Picker
      title={`Groups of ${lastPart(agent)}`}
      description="Groups are looked at, stepped through and told things together. An agent may be in several."
      placeholder="Which group? A new name makes one"
      testId="agent-groups"
      text={text}
      options={[
        ...found.map((group) => {
          const isIn = group.agents.some((member) => member === agent);
          return {
            value: group.id,
            label: group.name,
            mark: isIn ? <Check className="size-4" /> : <Users className="size-4" />,
            note: isIn ? "is in it: take it out" : `${group.agents.length} in it`,
          };
        }),
        ...(isNew ? [{ value: NEW, label: `New group “${typed}”`, mark: <Plus className="size-4" /> }] : []),
      ]}
      empty={groups.length === 0 ? "No groups yet: type the name of the first" : "No such group"}
      onText={setText}
      onClose={onClose}
      onPick={(value) => {
        onClose();
        const group = found.find(({ id }) => id === value);
        if (group?.agents.some((member) => member === agent) === true) void actions.takeOutOfGroup(group, agent);
        else void actions.putIntoGroup(value === NEW ? typed : value, agent);
      }}
    />
  );
}

/** Asks for a group's new name. Without one nothing is done. */
export function GroupNameDialog({ group: id, onClose }: { group: string; onClose: () => void }) {
  const { actions } = useServices();
  const group = useAgentGroups().find((one) => one.id === id);
  if (group === undefined) return null;
  return (
    <TextDialog
      title={`Rename ${group.name}`}
      description="It is called so in every window and on the command line."
      label="Name"
      hint="Such as Frontend, or Night shift."
      maxLength={60}
      initial={group.name}
      deed="Rename"
      onDone={(name) => {
        if (name !== undefined) void actions.renameGroup(group, name);
      }}
      onClose={onClose}
    />
  );
}
