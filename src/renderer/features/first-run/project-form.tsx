import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { type GateDraft, draftGates, gatesOf } from "../../lib/gate-drafts.ts";
import { GateFields } from "../../lib/gate-fields.tsx";
import { useRuntimes } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { DialogActions } from "../../ui/dialog.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";

export type ProjectFormProps = {
  readonly source: string;
  readonly inspection: OutputOf<"project.inspect">;
  onClose(): void;
};

/** What Drover found, to be changed before the project is added. */
export function ProjectForm({ source, inspection, onClose }: ProjectFormProps) {
  const { actions, toasts, panes, ui } = useServices();
  const runtimes = useRuntimes();
  const [name, setName] = useState(inspection.suggestedName);
  const [target, setTarget] = useState(inspection.target);
  const [gates, setGates] = useState<readonly GateDraft[]>(() => draftGates(inspection.suggestedGates));
  const [chosenRuntime, setRuntime] = useState<string>();
  const [checkedOut, setCheckedOut] = useState<"land" | "keep">("keep");
  const [isUnattended, setUnattended] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const runtime = chosenRuntime ?? runtimes.data?.default ?? "";

  const save = async () => {
    setSaving(true);
    const outcome = await actions.attempt(`add ${name}`, "project.add", {
      source,
      name,
      target,
      landing: inspection.landing,
      gates: gatesOf(gates),
      landOnCheckedOut: checkedOut === "land" && inspection.checkedOut.includes(target),
      unattended: isUnattended,
      ...(runtime === "" ? {} : { runtime }),
    });
    setSaving(false);
    if (!outcome.ok) return;
    onClose();
    ui.set({ lastProject: outcome.value.name });
    panes.open({ kind: "board" });
    toasts.say(`${outcome.value.name} is added`, { tone: "good", detail: "Press N to write down the first item." });
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 px-5">
        <Field label="Name">
          {(ids) => (
            <TextInput
              {...ids}
              value={name}
              spellCheck={false}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <Field
          label="Work lands on"
          hint={inspection.landing === "push" ? "pushed to the remote" : "in that repository"}
        >
          {({ id }) => (
            <Select
              id={id}
              label="Work lands on"
              value={target}
              options={[...new Set([inspection.target, ...inspection.branches])].map((branch) => ({
                value: branch,
                label: branch,
              }))}
              onChange={setTarget}
            />
          )}
        </Field>
        <Field
          label="Agent CLI"
          className="col-span-2"
          hint="What workers run. Scripted agents only follow scripts; Claude Code and others do real work."
        >
          {({ id }) => (
            <Select
              id={id}
              label="Agent CLI"
              value={runtime}
              options={(runtimes.data?.runtimes ?? []).map((option) => ({
                value: option.id,
                label: option.title,
                note: option.found ? option.version : "not installed",
                isDisabled: !option.found,
              }))}
              onChange={setRuntime}
            />
          )}
        </Field>
        <GateFields gates={gates} onChange={setGates} />
        <div className="col-span-2 flex flex-col gap-2 border-t border-line pt-3">
          {inspection.checkedOut.includes(target) && (
            <section aria-label={`You have ${target} checked out`} className="mb-1 flex flex-col gap-2">
              <h3 className="text-sm font-medium text-ink">You have {target} checked out there</h3>
              <Choice
                label={`You have ${target} checked out`}
                value={checkedOut}
                options={[
                  {
                    value: "land",
                    label: `Land on ${target} there, when nothing is uncommitted`,
                    hint: "Your files move forward with each landing; while something is uncommitted, landings wait.",
                  },
                  {
                    value: "keep",
                    label: "Keep my checkout as it is; I allow it later",
                    hint: "The first item that is done waits in the merge queue, and asks you there.",
                  },
                ]}
                onChange={setCheckedOut}
              />
            </section>
          )}
          <Checkbox
            label="Agents may work unattended"
            hint="Their permission questions are switched off in this project. Each works in a worktree of its own."
            isChecked={isUnattended}
            onChange={setUnattended}
          />
        </div>
      </div>
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" disabled={isSaving || name.trim() === ""}>
          {isSaving ? "Cloning" : "Add project"}
        </Button>
      </DialogActions>
    </form>
  );
}
