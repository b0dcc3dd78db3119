import { Command } from "cmdk";
import { useDeferredValue, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { BoundCommand } from "../../lib/commands/key-map.ts";
import { useServices } from "../../lib/services.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { PaletteFoot } from "./palette-foot.tsx";
import type { Entry } from "./entries.tsx";
import { listedEntries } from "./palette-list.ts";
import { PALETTE_MODES, readMode } from "./palette-modes.ts";
import { PaletteRows } from "./palette-rows.tsx";
import { indexEntries, searchEntries } from "./palette-search.ts";
import { readRecent, rememberRecent } from "./recent.ts";
import { useEntries, useFullText } from "./use-entries.ts";
import { useSettled } from "./use-settled.ts";

const LIMITS = { found: 80, perGroup: 8 };
/** Where one kind of thing is looked for, more of it is shown. */
const NARROW_LIMITS = { found: 80, perGroup: 80 };
/** How long typing pauses before the core is asked to look into texts. */
const FULL_TEXT_MS = 180;

const SIGNS = PALETTE_MODES.map(({ sign }) => sign).join(" ");

export type PaletteProps = {
  /** What it begins with, such as the sign of a mode. */
  readonly text?: string | undefined;
  /** A command whose target is asked for. */
  readonly ask?: string | undefined;
  onClose(): void;
};

/** Every command, and a way to everything that has a name. */
export function Palette({ text: begun = "", ask: asked, onClose }: PaletteProps) {
  const services = useServices();
  const { storage, keyMap } = services;
  const byId = useStore(keyMap.store, (state) => state.byId);
  const [text, setText] = useState(begun);
  const [ask, setAsk] = useState<BoundCommand | undefined>(asked === undefined ? undefined : byId.get(asked));
  const [chosen, setChosen] = useState("");
  const [recent] = useState(() => readRecent(storage));
  const { entries, whyNot, isLoading } = useEntries();

  const sign = ask === undefined ? readMode(text).mode?.sign : undefined;
  const index = useMemo(() => {
    const mode = PALETTE_MODES.find((one) => one.sign === sign);
    return indexEntries(listedEntries(entries, { ask, mode, recent, whyNot }));
  }, [entries, ask, sign, recent, whyNot]);
  const limits = ask === undefined && sign === undefined ? LIMITS : NARROW_LIMITS;
  const wordsOf = (typed: string) => (ask === undefined ? readMode(typed).wanted : typed);
  const wanted = wordsOf(useDeferredValue(text));
  const found = useMemo(() => searchEntries(index, wanted, limits), [index, wanted, limits]);

  const looksForItems = ask === undefined ? sign === undefined || sign === "#" : ask.needs === "item";
  const texts = useFullText(useSettled(wanted, FULL_TEXT_MS), looksForItems);
  const shown = useMemo(() => {
    const ids = new Set(found.map(({ id }) => id));
    return [...found, ...texts.entries.filter(({ id }) => !ids.has(id))];
  }, [found, texts.entries]);
  // What was chosen may no longer be found: then the first one is.
  const active = shown.find(({ id }) => id === chosen) ?? shown[0];

  const choose = (entry: Entry) => {
    if (ask !== undefined) {
      onClose();
      services.runCommand(ask.id, entry.target);
    } else if (entry.isUnready === true && entry.asks !== undefined) {
      rememberRecent(storage, entry.id);
      askFor(entry.asks);
    } else {
      rememberRecent(storage, entry.id);
      onClose();
      entry.run(services);
    }
  };
  const askFor = (command: BoundCommand | undefined) => {
    setAsk(command);
    setText("");
    setChosen("");
  };
  /** What Enter and Tab mean: what stands out, or the best of what was typed last where the list has not caught up. */
  const isCaughtUp = wanted === wordsOf(text);
  const current = () => (isCaughtUp ? active : searchEntries(index, wordsOf(text), limits)[0]);
  const title = ask === undefined ? "Search or run a command" : `${ask.title.replace(/…$/, "")}: which ${ask.needs}?`;
  return (
    <Dialog title={title} isTitleHidden onClose={onClose} width={640} testId="palette">
      <Command
        shouldFilter={false}
        loop
        label={title}
        value={active?.id ?? ""}
        onValueChange={setChosen}
        className="flex min-h-0 flex-col"
      >
        <div className="flex shrink-0 items-center gap-2 border-b border-line px-4">
          {ask !== undefined && (
            <span className="max-w-64 shrink-0 truncate rounded-sm bg-active px-2 py-0.5 text-sm text-ink-2">
              {ask.title}
            </span>
          )}
          <Command.Input
            data-autofocus
            value={text}
            aria-label={title}
            onValueChange={(next) => {
              setText(next);
              setChosen("");
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === "Backspace" && text === "" && ask !== undefined) {
                event.preventDefault();
                askFor(undefined);
              } else if (event.key === "Tab" && !event.shiftKey) {
                // The same command, done to something else than what has the focus.
                const command = current()?.asks;
                if (command === undefined || ask !== undefined) return;
                event.preventDefault();
                askFor(command);
              } else if (event.key === "Enter" && !isCaughtUp) {
                event.preventDefault();
                const first = current();
                if (first !== undefined) choose(first);
              }
            }}
            placeholder={ask === undefined ? `Search everything, or begin with ${SIGNS}` : `Which ${ask.needs}?`}
            className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-base placeholder:text-ink-3"
          />
        </div>
        <PaletteRows
          entries={shown}
          onChoose={choose}
          empty={
            isLoading
              ? "Reading the workspace…"
              : texts.isSearching
                ? "Looking into texts and comments…"
                : wanted.trim() === ""
                  ? `There is no ${ask?.needs ?? "such thing"} that this can be done to now`
                  : `Nothing found for “${wanted}”`
          }
        />
        <PaletteFoot
          sign={sign}
          isAsking={ask !== undefined}
          canAsk={active?.asks !== undefined}
          failure={texts.failure?.message}
          found={shown.length}
          onSign={(next) => {
            setText(next === sign ? "" : next);
            setChosen("");
          }}
        />
      </Command>
    </Dialog>
  );
}
