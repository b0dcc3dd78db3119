import { Keyboard, Printer, RotateCcw, SearchX, X } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { findRows, keyRows } from "../../../shared/commands/key-book.ts";
import { commandCatalogue } from "../../lib/commands/catalogue.ts";
import { usePreferences, useServices } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextInput } from "../../ui/field.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { CheatSheet, usePrinting } from "./cheat-sheet.tsx";
import { createKeyEdits } from "./key-edits.ts";
import { KeyOptions } from "./key-options.tsx";
import { KeyRecorder } from "./key-recorder.tsx";
import { KeyRowView } from "./key-row.tsx";

type Shown = "all" | "changed" | "conflicts";

/** Every command with its keys: found by words or by pressing keys, given others, and put right where keys are in conflict. */
export function KeysPane() {
  const services = useServices();
  const { isMac } = services.platform;
  const choices = usePreferences((preferences) => preferences.keys);
  const [text, setText] = useState("");
  const [pressed, setPressed] = useState<string>();
  const [isListening, setListening] = useState(false);
  const [shown, setShown] = useState<Shown>("all");
  const [isPrinting, print] = usePrinting();

  const edits = useMemo(() => createKeyEdits(commandCatalogue, services), [services]);
  const rows = useMemo(() => keyRows(commandCatalogue, choices, isMac), [choices, isMac]);
  const { prefix } = choices;
  const found = useMemo(
    () =>
      findRows(rows, { text, pressed }, { prefix, isMac }).filter(
        ({ isChanged, conflicts }) =>
          shown === "all" || (shown === "changed" && isChanged) || (shown === "conflicts" && conflicts.length > 0),
      ),
    [rows, text, pressed, prefix, isMac, shown],
  );
  const groups = useMemo(() => [...Map.groupBy(found, ({ command }) => command.group)], [found]);
  const conflicted = rows.filter(({ conflicts }) => conflicts.length > 0).length;
  const changed = rows.filter(({ isChanged }) => isChanged).length;
  const heard = useCallback((keys: string) => {
    setPressed(keys);
    setListening(false);
  }, []);
  const stopListening = useCallback(() => {
    setListening(false);
  }, []);

  return (
    <section
      data-testid="keys"
      aria-label="Key map"
      tabIndex={-1}
      data-pane-focus
      className="@container flex h-full flex-col bg-pane outline-none"
    >
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <TextInput
          type="search"
          aria-label="Search commands"
          placeholder="Search commands or keys"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPressed(undefined);
          }}
          className="h-(--row)! max-w-72 min-w-40 flex-1 text-sm!"
        />
        {isListening ? (
          <KeyRecorder label="Keys to look for" onRecorded={heard} onCancel={stopListening} />
        ) : (
          <Button
            onClick={() => {
              setText("");
              setPressed(undefined);
              setListening(true);
            }}
          >
            <Keyboard className="size-3.5" aria-hidden="true" /> Press keys
          </Button>
        )}
        {pressed !== undefined && (
          <span className="flex items-center gap-1 text-xs text-ink-2">
            <Keys keys={pressed} />
            <IconButton
              label="Look for no keys"
              icon={<X />}
              onClick={() => {
                setPressed(undefined);
              }}
            />
          </span>
        )}
        <Segmented<Shown>
          label="Commands shown"
          value={shown}
          options={[
            { value: "all", label: "All" },
            { value: "changed", label: `Changed (${changed})` },
            { value: "conflicts", label: `Conflicts (${conflicted})` },
          ]}
          onChange={setShown}
        />
        <span className="flex-1" />
        <IconButton label="Print a cheat sheet" icon={<Printer />} onClick={print} />
        <Button
          disabled={changed === 0}
          onClick={() => {
            services.ui.openDialog({
              kind: "confirm",
              title: "Give all commands their own keys back?",
              body: `${changed === 1 ? "One command has" : `${changed} commands have`} keys of yours, which are forgotten.`,
              deed: "Reset all keys",
              isDestructive: true,
              confirm: edits.resetAll,
            });
          }}
        >
          <RotateCcw className="size-3.5" aria-hidden="true" /> Reset all
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <KeyOptions />
        {groups.length === 0 && (
          <EmptyState icon={<SearchX />} title={shown === "conflicts" ? "No keys are in conflict" : "No such command"}>
            {pressed === undefined
              ? "Try other words, or show all commands."
              : "Nothing has these keys: they are free."}
          </EmptyState>
        )}
        {groups.map(([group, members]) => (
          <section key={group} aria-label={group}>
            <h3 className="sticky top-0 z-10 bg-pane px-4 pt-3 pb-1 text-xs font-medium text-ink-3">{group}</h3>
            <ul>
              {members.map((row) => (
                <KeyRowView key={row.command.id} row={row} prefix={prefix} edits={edits} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {isPrinting && <CheatSheet />}
    </section>
  );
}
