import { WebglAddon } from "@xterm/addon-webgl";
import type { Terminal } from "@xterm/xterm";

/** A page holds 16 WebGL contexts and takes the oldest away silently; some are left for whatever else draws. */
const LIMIT = 12;

export type RendererKind = "webgl" | "dom";

/** Gives the page's few WebGL contexts to the terminals that are shown. */
export interface WebglSlots {
  /** Draws with WebGL where a context is free and works; else the terminal goes on with its DOM renderer. */
  take(terminal: Terminal, changed: (kind: RendererKind) => void): () => void;
}

export function createWebglSlots(): WebglSlots {
  let used = 0;
  return {
    take(terminal, changed) {
      if (used >= LIMIT) {
        changed("dom");
        return () => {};
      }
      let addon: WebglAddon | undefined;
      const release = () => {
        if (addon === undefined) return;
        const gone = addon;
        addon = undefined;
        used -= 1;
        gone.dispose();
        changed("dom");
      };
      used += 1;
      addon = new WebglAddon();
      addon.onContextLoss(release);
      try {
        terminal.loadAddon(addon);
        changed("webgl");
      } catch {
        // No WebGL here: the DOM renderer serves.
        release();
      }
      return release;
    },
  };
}
