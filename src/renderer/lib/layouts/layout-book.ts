import { createStore, type StoreApi } from "zustand/vanilla";
import type { SavedLayout } from "../../../shared/contract/layout.ts";
import type { ContractClient } from "../../../shared/contract/client.ts";
import type { Attempt } from "../action-parts.ts";
import { BUILT_IN_LAYOUTS, type BuiltInLayout, type LayoutContent, type PaneHost } from "../panes.ts";
import type { KeyValueStorage } from "../storage.ts";
import type { Toasts } from "../toasts.ts";
import type { UiStore } from "../ui-state.ts";

/** A layout that one can switch to. */
export type LayoutEntry =
  | { readonly id: BuiltInLayout; readonly name: string; readonly hint: string; readonly saved?: never }
  | { readonly id: string; readonly name: string; readonly saved: SavedLayout };

const BUILT_IN_WORDS: Readonly<Record<BuiltInLayout, { readonly name: string; readonly hint: string }>> = {
  overview: { name: "Overview", hint: "The board, what needs you, and terminals of those at work" },
  terminals: { name: "Terminals", hint: "A grid of those at work" },
  review: { name: "Review", hint: "The merge queue beside what waits for a review" },
  focus: { name: "Focus", hint: "The pane you are in, and nothing else" },
};

const BUILT_IN: readonly LayoutEntry[] = BUILT_IN_LAYOUTS.map((id) => ({ id, ...BUILT_IN_WORDS[id] }));

export interface LayoutBookState {
  /** By name. */
  readonly saved: readonly SavedLayout[];
  /** The id of the layout that was shown or saved last. */
  readonly shown: string | undefined;
}

/** The layouts of panes that the user can switch between: those that come with Drover, then the workspace's own. */
export interface LayoutBook {
  readonly store: StoreApi<LayoutBookState>;
  /** Reads again what the workspace keeps; other windows may have saved some. */
  read(): Promise<void>;
  show(id: string): void;
  /** From 1, in the order in which they are listed. */
  showNth(nth: number): void;
  saveAs(name: string): Promise<void>;
  /** Keeps how panes are laid out now under the saved layout's name. */
  update(id: string): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface LayoutBookDeps {
  readonly client: ContractClient;
  readonly attempt: Attempt;
  readonly panes: PaneHost;
  readonly toasts: Toasts;
  readonly ui: UiStore;
  readonly storage: KeyValueStorage;
}

const SHOWN_KEY = "drover.layout.shown";

export function layoutEntries(saved: readonly SavedLayout[]): readonly LayoutEntry[] {
  return [...BUILT_IN, ...saved.map((one) => ({ id: one.id, name: one.name, saved: one }))];
}

export function createLayoutBook(deps: LayoutBookDeps): LayoutBook {
  const { client, attempt, panes, toasts, ui, storage } = deps;
  const store = createStore<LayoutBookState>(() => ({ saved: [], shown: storage.get(SHOWN_KEY) }));
  const entry = (id: string) => layoutEntries(store.getState().saved).find((one) => one.id === id);
  const isShown = (shown: string | undefined) => {
    store.setState({ shown });
    if (shown === undefined) storage.remove(SHOWN_KEY);
    else storage.set(SHOWN_KEY, shown);
  };
  const say = (text: string, back?: () => void) => {
    ui.announce(text);
    toasts.say(text, back === undefined ? {} : { action: { label: "Undo", run: back } });
  };
  const read = async () => {
    const answer = await client.call("layout.list", {});
    if (answer.ok) store.setState({ saved: answer.value.layouts });
  };
  const save = async (tried: string, layout: { id?: string; name: string; content: LayoutContent }) => {
    const answer = await attempt(tried, "layout.save", layout);
    if (answer.ok) await read();
    return answer.ok ? answer.value : undefined;
  };
  const show = (id: string) => {
    const found = entry(id);
    if (found === undefined) return;
    const before = { content: panes.snapshot(), shown: store.getState().shown };
    const isDone = panes.show(found.saved === undefined ? { builtIn: found.id } : { content: found.saved.content });
    if (!isDone) {
      toasts.fail(`Show the layout ${found.name}`, {
        code: "layout-unreadable",
        message: "It was saved by a version of Drover that this one cannot read, or is damaged.",
        remedy: "Arrange the panes as you like them and update the layout, or remove it. Nothing was changed.",
      });
      return;
    }
    isShown(id);
    say(`Layout ${found.name}`, () => {
      if (before.content === undefined || !panes.show({ content: before.content })) return;
      isShown(before.shown);
      ui.announce("The panes are as they were");
    });
  };

  return {
    store,
    read,
    show,
    showNth(nth) {
      const found = layoutEntries(store.getState().saved)[nth - 1];
      if (found === undefined) toasts.say(`There is no layout ${nth}`);
      else show(found.id);
    },
    async saveAs(name) {
      const content = panes.snapshot();
      if (content === undefined) return;
      const saved = await save(`save the layout ${name}`, { name, content });
      if (saved === undefined) return;
      isShown(saved.id);
      say(`Saved the layout ${saved.name}`);
    },
    async update(id) {
      const found = entry(id)?.saved;
      const content = panes.snapshot();
      if (found === undefined || content === undefined) return;
      const saved = await save(`update the layout ${found.name}`, { id, name: found.name, content });
      if (saved === undefined) return;
      isShown(id);
      say(`Updated the layout ${saved.name}`, () => void save(`put ${found.name} back`, putBack(found)));
    },
    async rename(id, name) {
      const found = entry(id)?.saved;
      if (found === undefined || found.name === name) return;
      const saved = await save(`rename the layout ${found.name}`, { id, name, content: found.content });
      if (saved !== undefined) {
        say(`${found.name} is called ${name} now`, () => void save("rename it back", putBack(found)));
      }
    },
    async remove(id) {
      const answer = await attempt("remove the layout", "layout.remove", { layout: id });
      if (!answer.ok) return;
      await read();
      if (store.getState().shown === id) isShown(undefined);
      say(`Removed the layout ${answer.value.name}`, () => void save("bring the layout back", putBack(answer.value)));
    },
  };
}

function putBack({ id, name, content }: SavedLayout): Pick<SavedLayout, "id" | "name" | "content"> {
  return { id, name, content };
}
