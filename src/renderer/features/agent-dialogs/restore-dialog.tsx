import { CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { type RESTORE_TARGETS } from "../../../shared/contract/salvage.ts";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Salvage } from "../../../shared/model/salvage.ts";
import { CallFailure, failureOf } from "../../lib/call-failure.ts";
import { lastPart } from "../../lib/names.ts";
import { holdsParts } from "../../lib/salvage/words.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";

type Target = (typeof RESTORE_TARGETS)[number];

/** Brings back what was saved: where to, then what became of it. */
export function RestoreDialog({ salvage, onClose }: { salvage: Salvage; onClose: () => void }) {
  const { connection, ui } = useServices();
  const [to, setTo] = useState<Target>("worktree");
  const [branch, setBranch] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure>();
  const [restored, setRestored] = useState<OutputOf<"salvage.restore">>();
  const restore = async () => {
    setBusy(true);
    setFailure(undefined);
    const answer = await connection.client.call("salvage.restore", {
      salvage: salvage.id,
      to,
      ...(to === "hook" || branch.trim() === "" ? {} : { branch: branch.trim() }),
    });
    setBusy(false);
    if (answer.ok) {
      setRestored(answer.value);
      ui.announce("It is restored");
    } else setFailure(new CallFailure(answer.error));
  };
  const name = lastPart(salvage.agent);
  return (
    <Dialog
      title={`Restore what was saved of ${name}`}
      description={holdsParts(salvage.holds).join(", ") || "The worktree as it was committed"}
      onClose={onClose}
      width={520}
      testId="restore"
    >
      {restored === undefined ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy) void restore();
          }}
        >
          <div className="flex flex-col gap-4 px-5 pt-3">
            <Choice
              label="Where to"
              value={to}
              options={[
                {
                  value: "worktree",
                  label: "Into a fresh worktree",
                  hint: "Disturbs nobody: a folder and a branch of its own, as everything was.",
                },
                {
                  value: "hook",
                  label: `Onto ${name}'s hook`,
                  hint: "In place of what is there now, which is saved before.",
                },
                {
                  value: "repository",
                  label: "As a branch in your repository",
                  hint: "Commits and files, for you to look at and merge.",
                },
              ]}
              onChange={setTo}
            />
            {to !== "hook" && (
              <Field label="Branch" hint="Made for it; without a name it gets one.">
                {(ids) => (
                  <TextInput
                    {...ids}
                    value={branch}
                    spellCheck={false}
                    maxLength={200}
                    placeholder={`restored/${salvage.item ?? name}`}
                    onChange={(event) => {
                      setBranch(event.target.value);
                    }}
                  />
                )}
              </Field>
            )}
            {failure !== undefined && <Refusal failure={failure} />}
          </div>
          <DialogActions>
            <Button look="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button look="primary" type="submit" data-autofocus disabled={isBusy}>
              {isBusy ? "Restoring…" : "Restore"}
            </Button>
          </DialogActions>
        </form>
      ) : (
        <Restored restored={restored} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Refusal({ failure }: { failure: CallFailure }) {
  const { message, remedy } = failureOf(failure);
  return (
    <div role="alert" data-tone="trouble" className="tone-wash text-selectable rounded-md px-3 py-2 text-sm">
      <p>{message}</p>
      {remedy !== undefined && <p className="text-xs opacity-85">{remedy}</p>}
    </div>
  );
}

function Restored({ restored, onClose }: { restored: OutputOf<"salvage.restore">; onClose: () => void }) {
  return (
    <>
      <div role="status" className="text-selectable flex flex-col gap-2 px-5 pt-3 text-sm">
        <p className="flex items-center gap-2 text-ink">
          <CircleCheck className="size-4 text-landed" aria-hidden="true" />
          It is back, on the branch <code className="text-xs">{restored.branch}</code>
        </p>
        {restored.worktree !== undefined && (
          <p className="text-ink-2">
            Its files are in <code className="text-xs break-all">{restored.worktree}</code>
          </p>
        )}
        {restored.before !== undefined && (
          <p className="text-ink-2">
            What was on the hook before is kept as <code className="text-xs">{restored.before}</code>
          </p>
        )}
        {restored.leftOut.length > 0 && (
          <div data-tone="attention" className="tone-wash flex items-start gap-2 rounded-md px-3 py-2">
            <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
            <ul>
              {restored.leftOut.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <DialogActions>
        <Button look="primary" data-autofocus onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </>
  );
}
