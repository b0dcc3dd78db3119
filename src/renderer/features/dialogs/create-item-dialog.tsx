import { X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { InputOf } from "../../../shared/contract/contract.ts";
import { PRIORITIES, TYPES } from "../../lib/item-choices.ts";
import { parseLabels } from "../../lib/parse-labels.ts";
import { useItems, useOverview } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import type { DialogState } from "../../lib/ui-state.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { Select } from "../../ui/select.tsx";

export type CreateItemDialogProps = {
  readonly dialog: Extract<DialogState, { kind: "create-item" }>;
  onClose(): void;
};

const WORKSPACE: string = "";
const NOTHING: string = "";

/** Writes down a new item: a title is enough. */
export function CreateItemDialog({ dialog, onClose }: CreateItemDialogProps) {
  const { actions, toasts, panes, ui } = useServices();
  const overview = useOverview();
  const items = useItems();
  const projects = overview.data?.projects ?? [];
  const lastProject = useUi((state) => state.lastProject);
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [chosenProject, setProject] = useState(dialog.project);
  const [priority, setPriority] = useState<string>("2");
  const [type, setType] = useState<(typeof TYPES)[number]>("task");
  const [labels, setLabels] = useState("");
  const [after, setAfter] = useState<readonly string[]>(dialog.after ?? []);
  const [isSaving, setSaving] = useState(false);
  const created = useRef<string>(undefined);
  const parent = items.data?.find(({ id }) => id === dialog.parent);
  const isChild = dialog.parent !== undefined;
  const project = isChild
    ? (parent?.project ?? WORKSPACE)
    : (chosenProject ?? lastProject ?? projects[0]?.name ?? WORKSPACE);
  const candidates = (items.data ?? [])
    .filter((item) => item.status !== "closed" && !after.includes(item.id) && (item.project ?? WORKSPACE) === project)
    .slice(0, 200);

  const save = async () => {
    if (title.trim() === "" || isSaving) return;
    setSaving(true);
    const input: InputOf<"item.create"> = {
      title: title.trim(),
      type,
      priority: Number(priority),
      ...(description.trim() === "" ? {} : { description }),
      ...(project === WORKSPACE ? {} : { project }),
      ...(labels.trim() === "" ? {} : { labels: parseLabels(labels) }),
      ...(dialog.parent === undefined ? {} : { parent: dialog.parent }),
      ...(after.length === 0 ? {} : { after: [...after] }),
    };
    const outcome = await actions.attempt("create the item", "item.create", input);
    setSaving(false);
    if (!outcome.ok) return;
    const { id } = outcome.value;
    created.current = id;
    ui.set({ focusedItem: id, ...(project === WORKSPACE ? {} : { lastProject: project }) });
    ui.announce(`${id} created`);
    onClose();
    toasts.say(`${id} created`, {
      tone: "good",
      action: {
        label: "Open",
        run: () => {
          panes.open({ kind: "item", item: id });
        },
      },
    });
  };

  const saveByKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void save();
  };

  return (
    <Dialog
      title={isChild ? `New child of ${dialog.parent}` : "New item"}
      isTitleHidden
      onClose={onClose}
      // Keys after it, such as S, are for the new item rather than for the card that had the focus before.
      focusAfter={() => created.current === undefined || (cardOf(created.current) ?? false)}
      width={620}
      testId="create-item"
    >
      <form
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="flex min-h-0 flex-col gap-1 overflow-y-auto px-5 pt-4">
          <input
            aria-label="Title"
            placeholder="What should be done?"
            data-autofocus
            maxLength={500}
            value={title}
            onChange={(event) => {
              setTitle(event.target.value);
            }}
            onKeyDown={saveByKey}
            className="bg-transparent text-lg font-semibold outline-none"
          />
          <textarea
            aria-label="Description"
            placeholder="What and why; agents read this"
            rows={5}
            value={description}
            onChange={(event) => {
              setDescription(event.target.value);
            }}
            onKeyDown={saveByKey}
            className="resize-none bg-transparent text-base leading-5 text-ink-2 outline-none"
          />
          {isChild && (
            <p className="flex items-baseline gap-1.5 pb-1 text-xs text-ink-3">
              Child of <span className="font-mono text-2xs text-ink-2">{dialog.parent}</span>
              <span className="min-w-0 truncate">{parent?.title}</span>
            </p>
          )}
          {after.length > 0 && (
            <ul aria-label="After" className="flex flex-wrap gap-1 pb-1">
              {after.map((id) => (
                <li
                  key={id}
                  className="flex h-6 items-center gap-1 rounded-sm border border-line-strong pl-1.5 text-xs"
                >
                  <span className="text-ink-3">after</span>
                  <span className="font-mono text-2xs text-ink-2">{id}</span>
                  <button
                    type="button"
                    aria-label={`Not after ${id}`}
                    onClick={() => {
                      setAfter(after.filter((other) => other !== id));
                    }}
                    className="flex size-5 items-center justify-center rounded-sm text-ink-3 hover:text-ink"
                  >
                    <X className="size-3" />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
        <footer className="flex flex-wrap items-center gap-1.5 border-t border-line px-4 py-2.5">
          {!isChild && (
            <Select
              label="Project"
              size="s"
              value={project}
              options={[
                ...projects.map(({ name }) => ({ value: name, label: name })),
                { value: WORKSPACE, label: "Workspace", note: "belongs to no project" },
              ]}
              onChange={setProject}
            />
          )}
          <Select label="Priority" size="s" value={priority} options={PRIORITIES} onChange={setPriority} />
          <Select
            label="Type"
            size="s"
            value={type}
            options={TYPES.map((name) => ({ value: name, label: name }))}
            onChange={setType}
          />
          <Select
            label="After"
            size="s"
            value={NOTHING}
            options={[
              { value: NOTHING, label: "After…" },
              ...candidates.map((item) => ({ value: item.id, label: item.title, note: item.id })),
            ]}
            onChange={(id) => {
              if (id !== NOTHING) setAfter([...after, id]);
            }}
          />
          <input
            aria-label="Labels"
            placeholder="Labels"
            value={labels}
            onChange={(event) => {
              setLabels(event.target.value);
            }}
            className="h-6 min-w-20 flex-1 rounded-sm bg-transparent px-1.5 text-xs outline-none focus:bg-hover"
          />
          <Button look="primary" type="submit" disabled={title.trim() === "" || isSaving}>
            Create item
            <Keys keys="Mod+Enter" className="[&_kbd]:border-white/25 [&_kbd]:bg-white/10 [&_kbd]:text-accent-ink" />
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function cardOf(item: string): HTMLElement | undefined {
  return document.querySelector<HTMLElement>(`[data-testid="board"] [data-item="${CSS.escape(item)}"]`) ?? undefined;
}
