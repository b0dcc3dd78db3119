import { useState } from "react";
import { useItems } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { ChosenItems } from "./chosen-items.tsx";
import { ItemFinder } from "./item-finder.tsx";
import { parseLimit } from "../../lib/parse-limit.ts";

/** Makes a convoy: a batch of items, also of several projects, followed until all have landed. */
export function CreateConvoyDialog({ items: given, onClose }: { items: readonly string[]; onClose: () => void }) {
  const { actions, toasts, panes, ui } = useServices();
  const items = useItems();
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState(given);
  const [isStarted, setStarted] = useState(true);
  const [limit, setLimit] = useState("");
  const [isSaving, setSaving] = useState(false);
  const parsedLimit = parseLimit(limit);
  const isReady = title.trim() !== "" && parsedLimit !== "bad" && !isSaving;

  const toggle = (id: string) => {
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  };
  const save = async () => {
    if (!isReady) return;
    setSaving(true);
    const outcome = await actions.attempt("make the convoy", "convoy.create", {
      title: title.trim(),
      items: [...chosen],
      start: isStarted,
      ...(parsedLimit === undefined ? {} : { limit: parsedLimit }),
    });
    setSaving(false);
    if (!outcome.ok) return;
    onClose();
    ui.set({ selected: [], boardConvoy: outcome.value.id });
    panes.open({ kind: "board" });
    toasts.say(isStarted ? `${title.trim()} is under way` : `${title.trim()} is ready to start`, { tone: "good" });
  };

  return (
    <Dialog
      title="New convoy"
      description="A batch of items followed until every one has landed."
      onClose={onClose}
      width={560}
      testId="create-convoy"
    >
      <form
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto pt-3">
          <Field label="Title" className="px-5">
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                maxLength={500}
                placeholder="Dates everywhere"
                value={title}
                onChange={(event) => {
                  setTitle(event.target.value);
                }}
              />
            )}
          </Field>
          <div className="flex flex-col gap-1.5">
            <div className="px-5">
              <ChosenItems chosen={chosen} items={items.data ?? []} onRemove={toggle} />
            </div>
            <ItemFinder
              label="Items to add"
              placeholder="Add items…"
              items={(items.data ?? []).filter((item) => item.status !== "closed")}
              chosen={new Set(chosen)}
              onPick={(item) => {
                toggle(item.id);
              }}
            />
          </div>
        </div>
        <div className="grid grid-cols-[1fr_auto] items-start gap-4 border-t border-line px-5 pt-3">
          <Checkbox
            label="Start at once"
            hint="Puts its ready items on agents, and the others as they become ready."
            isChecked={isStarted}
            onChange={setStarted}
          />
          <Field
            label="At work at once"
            hint={parsedLimit === "bad" ? undefined : "Empty: the projects' limits"}
            error={parsedLimit === "bad" ? "A number from 1 to 100" : undefined}
            className="w-40"
          >
            {(ids) => (
              <TextInput
                {...ids}
                inputMode="numeric"
                value={limit}
                onChange={(event) => {
                  setLimit(event.target.value);
                }}
              />
            )}
          </Field>
        </div>
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit" disabled={!isReady}>
            Make convoy
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
