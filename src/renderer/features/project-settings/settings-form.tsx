import { useState } from "react";
import type { Project } from "../../../shared/model/project.ts";
import { GateFields } from "../../lib/gate-fields.tsx";
import { useInspection, useRuntimes } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { DialogActions } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { ConfirmChange } from "./confirm-change.tsx";
import { QueueFields } from "./queue-fields.tsx";
import { type SettingsChange, type SettingsDraft, draftSettings, settingsChange } from "./settings-draft.ts";
import { TargetField } from "./target-field.tsx";

/** A folder of this machine is on no forge. */
const landings = (origin: string) => [
  { value: "local" as const, label: "Move the branch in that repository" },
  { value: "push" as const, label: "Push to the remote" },
  origin.startsWith("/")
    ? { value: "pull-request" as const, label: "Open a pull request", note: "needs a URL", isDisabled: true }
    : { value: "pull-request" as const, label: "Open a pull request" },
];

/** The settings as fields; what changes how agents run or what lands is asked about before it is saved. */
export function SettingsForm({ project, onClose }: { project: Project; onClose: () => void }) {
  const { actions, toasts } = useServices();
  const runtimes = useRuntimes();
  const inspection = useInspection(project.origin);
  const [draft, setDraft] = useState(() => draftSettings(project));
  const [asked, setAsked] = useState<SettingsChange>();
  const [isSaving, setSaving] = useState(false);
  const set = (part: Partial<SettingsDraft>) => {
    setDraft({ ...draft, ...part });
  };
  const change = settingsChange(project, draft);
  const isLimitBad = !/^(?:[1-9]\d?|100)$/.test(draft.maxWorkers.trim());

  const save = async (wanted: SettingsChange) => {
    setSaving(true);
    const outcome = await actions.attempt(`change ${project.name}`, "project.edit", wanted.input);
    setSaving(false);
    if (!outcome.ok) {
      setAsked(undefined);
      return;
    }
    onClose();
    toasts.say(`${project.name} is changed`, { tone: "good" });
  };

  if (asked !== undefined) {
    return (
      <ConfirmChange
        consequences={asked.consequences}
        isSaving={isSaving}
        onBack={() => {
          setAsked(undefined);
        }}
        onConfirm={() => void save(asked)}
      />
    );
  }
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (change === undefined || isSaving) return;
        if (change.consequences.length > 0) setAsked(change);
        else void save(change);
      }}
    >
      <div className="grid min-h-0 grid-cols-2 gap-x-4 gap-y-3 overflow-y-auto px-5 pt-3">
        <TargetField
          value={draft.target}
          branches={inspection.data?.branches}
          onChange={(target) => {
            set({ target });
          }}
        />
        <Field label="How it lands">
          {({ id }) => (
            <Select
              id={id}
              label="How it lands"
              value={draft.landing}
              options={landings(project.origin)}
              onChange={(landing) => {
                set({ landing });
              }}
            />
          )}
        </Field>
        {draft.landing === "local" && (
          <div className="col-span-2">
            <Checkbox
              label={`Land on ${draft.target} also where you have it checked out`}
              hint="Only forward, and only while nothing is uncommitted there. Otherwise landings wait."
              isChecked={draft.landOnCheckedOut}
              onChange={(landOnCheckedOut) => {
                set({ landOnCheckedOut });
              }}
            />
          </div>
        )}
        <GateFields
          gates={draft.gates}
          hasTimeouts
          onChange={(gates) => {
            set({ gates });
          }}
        />
        <QueueFields
          queue={draft.queue}
          landing={draft.landing}
          onChange={(part) => {
            set({ queue: { ...draft.queue, ...part } });
          }}
        />
        <Field label="Agent CLI" hint="What new workers run.">
          {({ id }) => (
            <Select
              id={id}
              label="Agent CLI"
              value={draft.runtime === "" ? (runtimes.data?.default ?? "") : draft.runtime}
              options={(runtimes.data?.runtimes ?? []).map((option) => ({
                value: option.id,
                label: option.title,
                note: option.found ? option.version : "not installed",
                isDisabled: !option.found,
              }))}
              onChange={(runtime) => {
                set({ runtime });
              }}
            />
          )}
        </Field>
        <Field
          label="Workers at once"
          hint="How many it may have at most."
          error={isLimitBad ? "A number from 1 to 100" : undefined}
        >
          {(ids) => (
            <TextInput
              {...ids}
              inputMode="numeric"
              value={draft.maxWorkers}
              onChange={(event) => {
                set({ maxWorkers: event.target.value });
              }}
            />
          )}
        </Field>
        <div className="col-span-2 border-t border-line pt-3">
          <Checkbox
            label="Agents may work unattended"
            hint="Their permission questions are switched off in this project: they run commands, change files and use the network without asking you. Each works in a worktree of its own, but it can reach what you can reach. Without this consent they stop and wait until you answer in their terminal."
            isChecked={draft.unattended}
            onChange={(unattended) => {
              set({ unattended });
            }}
          />
        </div>
      </div>
      <DialogActions>
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" disabled={change === undefined || isSaving}>
          Save settings
        </Button>
      </DialogActions>
    </form>
  );
}
