import { useEffect } from "react";
import { useStore } from "zustand";
import type { PendingKeys } from "../../lib/commands/key-matcher.ts";
import { useServices } from "../../lib/services.tsx";
import { Keys } from "../../ui/kbd.tsx";

/** A sequence under way, in the status bar: which strokes were heard, and that another one is waited for. */
export function PendingKeysMark() {
  const { keyMap } = useServices();
  const pending = useStore(keyMap.store, (state) => state.pending);
  if (pending === undefined) return null;
  return (
    <span
      data-testid="pending-keys"
      data-prefix={pending.isPrefix || undefined}
      className="flex h-5 items-center gap-1.5 rounded-sm bg-accent-strong/20 px-1.5 text-ink"
    >
      <Keys keys={pending.keys} />
      <span>{pending.isPrefix ? "prefix" : "and then?"}</span>
    </span>
  );
}

/** What may follow on the strokes that were heard, once they have stood for a while. */
export function KeyHints() {
  const { keyMap, ui } = useServices();
  const pending = useStore(keyMap.store, (state) => (state.isHinting ? state.pending : undefined));
  const byId = useStore(keyMap.store, (state) => state.byId);
  useEffect(() => {
    if (pending === undefined) return;
    ui.announce(`${pending.keys}: ${pending.next.length} keys may follow, Escape for none`);
  }, [pending, ui]);
  if (pending === undefined) return null;
  const next = withRange(pending.next.toSorted((a, b) => a.keys.localeCompare(b.keys)));
  return (
    <aside
      aria-label={`Keys that may follow ${pending.keys}`}
      data-testid="key-hints"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--statusbar)+8px)] z-30 flex justify-center px-4"
    >
      <dl className="grid max-h-[50vh] max-w-5xl grid-cols-1 gap-x-6 overflow-hidden rounded-lg bg-popup px-4 py-3 shadow-popup sm:grid-cols-2 lg:grid-cols-3">
        {next.map(({ keys, command, last }) => (
          <div key={keys} className="flex h-(--row) min-w-56 items-center gap-2.5 text-sm">
            <dt className="flex w-14 shrink-0 justify-end">
              <Keys keys={keys} />
              {last !== undefined && (
                <>
                  <span className="px-0.5 text-ink-3">–</span>
                  <Keys keys={last} />
                </>
              )}
            </dt>
            <dd className="min-w-0 truncate text-ink-2">
              {last === undefined ? byId.get(command)?.title : "Show that tab"}
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}

type Next = PendingKeys["next"][number];

/** Tabs by number are one line, from the first to the last. */
function withRange(next: readonly Next[]): readonly (Next & { readonly last?: string })[] {
  const tabs = next.filter(({ command }) => command.startsWith("pane.tab-"));
  const [first] = tabs;
  const last = tabs.at(-1);
  if (first === undefined || last === undefined || first === last) return next;
  return next.flatMap((one) => (one === first ? { ...one, last: last.keys } : tabs.includes(one) ? [] : one));
}
