import { type CellWatch, type CellWatchDeps, createCellWatch } from "./cell-watch.ts";

/** All watches of one session. */
export interface CellWatches extends Omit<CellWatch, "ask"> {
  open(stream: number, send: (frame: Uint8Array) => void): CellWatch;
}

export function createCellWatches(deps: Omit<CellWatchDeps, "stream" | "send">): CellWatches {
  const watches = new Set<CellWatch>();
  let exit: number | undefined;
  return {
    open(stream, send) {
      const watch = createCellWatch({ ...deps, stream, send });
      watches.add(watch);
      if (exit !== undefined) watch.exited(exit);
      return {
        ...watch,
        dispose() {
          watch.dispose();
          watches.delete(watch);
        },
      };
    },
    changed() {
      for (const watch of watches) watch.changed();
    },
    exited(code) {
      exit = code;
      for (const watch of watches) watch.exited(code);
    },
    dispose() {
      for (const watch of watches) watch.dispose();
      watches.clear();
    },
  };
}
