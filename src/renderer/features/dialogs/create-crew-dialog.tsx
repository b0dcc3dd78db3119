import { useState } from "react";
import { NAME_PATTERN } from "../../../shared/model/identity.ts";
import { useOverview, useRuntimes } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";

/** Makes a crew member: an agent that stays, by a name the user chose. */
export function CreateCrewDialog({ project: given, onClose }: { project: string | undefined; onClose: () => void }) {
  const { actions, toasts, ui } = useServices();
  const overview = useOverview();
  const runtimes = useRuntimes();
  const projects = overview.data?.projects ?? [];
  const [name, setName] = useState("");
  const [chosenProject, setProject] = useState(given);
  const [chosenRuntime, setRuntime] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  const project = chosenProject ?? projects[0]?.name ?? "";
  const runtime =
    chosenRuntime ?? projects.find((known) => known.name === project)?.runtime ?? runtimes.data?.default ?? "";
  const isNameBad = name !== "" && !NAME_PATTERN.test(name);
  const isReady = NAME_PATTERN.test(name) && project !== "" && !isSaving;

  const save = async () => {
    if (!isReady) return;
    setSaving(true);
    const outcome = await actions.attempt(`make ${name}`, "agent.add", {
      project,
      name,
      ...(runtime === "" ? {} : { runtime }),
    });
    setSaving(false);
    if (!outcome.ok) return;
    onClose();
    ui.set({ focusedAgent: outcome.value.path });
    toasts.say(`${name} has joined ${project}`, { tone: "good", detail: "Drop an item onto it to begin." });
  };

  return (
    <Dialog
      title="New crew member"
      description="An agent that stays and works with you, unlike workers, who come and go with the work."
      onClose={onClose}
      width={460}
      testId="create-crew"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="flex flex-col gap-3 px-5 pt-3">
          <Field
            label="Name"
            error={isNameBad ? "Lower-case letters, digits and hyphens, 1 to 40 of them." : undefined}
          >
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                spellCheck={false}
                placeholder="ada"
                value={name}
                onChange={(event) => {
                  setName(event.target.value);
                }}
              />
            )}
          </Field>
          <div className="grid grid-cols-2 gap-4">
            <Field label="Project">
              {({ id }) => (
                <Select
                  id={id}
                  label="Project"
                  value={project}
                  options={projects.map((known) => ({ value: known.name, label: known.name }))}
                  onChange={setProject}
                />
              )}
            </Field>
            <Field label="Agent">
              {({ id }) => (
                <Select
                  id={id}
                  label="Agent"
                  value={runtime}
                  options={(runtimes.data?.runtimes ?? []).map((known) => ({
                    value: known.id,
                    label: known.title,
                    note: known.found ? known.version : "not installed",
                    isDisabled: !known.found,
                  }))}
                  onChange={setRuntime}
                />
              )}
            </Field>
          </div>
        </div>
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit" disabled={!isReady}>
            Make crew member
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
