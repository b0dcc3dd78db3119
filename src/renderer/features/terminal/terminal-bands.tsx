import { useStore } from "zustand";
import { useServices } from "../../lib/services.tsx";
import { Keys } from "../../ui/kbd.tsx";
import type { LiveTerminal } from "./live-terminal.ts";

/** Where the link under the pointer leads, and how it is opened. */
export function LinkHintLine({ terminal }: { terminal: LiveTerminal }) {
  const { platform } = useServices();
  const hovered = useStore(terminal.state, (state) => state.hovered);
  if (hovered === undefined) return null;
  const isHigh = hovered.y < 40;
  return (
    <p
      role="tooltip"
      data-testid="link-hint"
      style={{ left: hovered.x, top: isHigh ? hovered.y + 24 : hovered.y - 30 }}
      className="pointer-events-none absolute z-20 flex max-w-[80%] items-center gap-2 rounded-md bg-popup px-2 py-1 text-xs whitespace-nowrap text-ink-2 shadow-popup"
    >
      <span className="truncate">{hovered.text}</span>
      <span className="text-ink-3">{platform.isMac ? "⌘ click" : "Ctrl+click"}</span>
    </p>
  );
}

const KEYS: readonly (readonly [string, string])[] = [
  ["V", "select"],
  ["Shift+V", "lines"],
  ["/", "find"],
  ["Y", "copy"],
  ["Q", "leave"],
];

/** The screen stands still; what the keys do. */
export function CopyBand() {
  return (
    <div
      data-testid="copy-mode"
      className="absolute right-4 bottom-3 z-10 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-popup px-3 py-1.5 text-xs text-ink shadow-popup"
    >
      <span className="font-medium">Copy mode</span>
      {KEYS.map(([keys, deed]) => (
        <span key={keys} className="inline-flex items-center gap-1.5 text-ink-3">
          <Keys keys={keys} /> {deed}
        </span>
      ))}
    </div>
  );
}
