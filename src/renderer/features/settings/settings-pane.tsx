import { FileCode2, Search, SearchX } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { SettingsView } from "../../../shared/contract/settings.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { TextInput } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState, Loading } from "../../ui/state-views.tsx";
import { FileNote } from "./file-note.tsx";
import { SectionList } from "./section-list.tsx";
import { SettingRow } from "./setting-row.tsx";
import { shownSections } from "./settings-model.ts";

/** Every setting: searched, changed at once, taken back, each with what it does and where it comes from. */
export function SettingsPane() {
  const { settings } = useServices();
  const view = useStore(settings.store);
  return (
    <section
      data-testid="settings"
      aria-label="Settings"
      className="@container flex h-full flex-col bg-pane outline-none"
    >
      {view === undefined ? <Loading what="Reading the settings" /> : <Settings view={view} />}
    </section>
  );
}

function Settings({ view }: { view: SettingsView }) {
  const { panes } = useServices();
  const asked = useUi((state) => state.settingAsked);
  const [search, setSearch] = useState(asked?.text ?? "");
  const [heard, setHeard] = useState(asked);
  // Asked for from elsewhere, while it is open.
  if (heard !== asked) {
    setHeard(asked);
    if (asked !== undefined) setSearch(asked.text);
  }
  const [which, setWhich] = useState<"all" | "changed">("all");
  const body = useRef<HTMLDivElement>(null);
  const sections = useMemo(
    () => shownSections(view, { search, onlyChanged: which === "changed" }),
    [view, search, which],
  );
  const found = sections.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-2">
        <div className="relative min-w-0 flex-1">
          <Search className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-3" />
          <TextInput
            type="search"
            data-pane-focus
            aria-label="Search settings"
            placeholder="Search settings"
            value={search}
            className="pl-8"
            onChange={(event) => {
              setSearch(event.currentTarget.value);
            }}
          />
        </div>
        <span role="status" className="sr-only">
          {search === "" ? "" : `${found} settings found`}
        </span>
        <Segmented
          label="Which settings"
          value={which}
          options={[
            { value: "all", label: "All" },
            { value: "changed", label: "Changed" },
          ]}
          onChange={setWhich}
        />
        <Button
          size="s"
          look="ghost"
          onClick={() => {
            panes.open({ kind: "settings-text" });
          }}
        >
          <FileCode2 className="size-3.5" aria-hidden="true" />
          Open as TOML
        </Button>
      </div>
      <FileNote view={view} />
      {sections.length === 0 ? (
        <Nothing search={search} />
      ) : (
        <div className="flex min-h-0 flex-1">
          <SectionList sections={sections} body={body} />
          <div ref={body} className="relative min-h-0 min-w-0 flex-1 overflow-y-auto px-4 pb-10">
            <div className="mx-auto max-w-200">
              {sections.map(({ name, entries }) => (
                <section key={name} aria-label={name} data-section={name} className="pt-5">
                  <h2 className="pb-1 text-sm font-semibold text-ink">{name}</h2>
                  {name === "Keys" && <KeyMapLink />}
                  {entries.map((entry) => (
                    <SettingRow key={entry.key} entry={entry} />
                  ))}
                </section>
              ))}
            </div>
          </div>
        </div>
      )}
    </>
  );
}

function KeyMapLink() {
  const { runCommand } = useServices();
  return (
    <p className="flex flex-wrap items-center gap-2 pb-1 text-xs text-ink-3">
      Every command with its keys, to be searched and bound anew:
      <Button
        size="s"
        onClick={() => {
          runCommand("help.keys");
        }}
      >
        Open the key map
      </Button>
    </p>
  );
}

function Nothing({ search }: { search: string }) {
  return search === "" ? (
    <EmptyState title="Nothing is changed">Every setting is as Drover comes.</EmptyState>
  ) : (
    <EmptyState icon={<SearchX />} title="No setting is like that">
      Settings are found by their names, by what they do, and by their keys in settings.toml.
    </EmptyState>
  );
}
