import { useState } from "react";
import { parseJson } from "../../lib/ui-state.ts";
import { useServices } from "../../lib/services.tsx";

const KEY = "drover.tree.folded";

/** Rows that the user has folded away, remembered over restarts. */
export function useFolded() {
  const { storage } = useServices();
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => readKeys(parseJson(storage.get(KEY))));
  const keep = (next: ReadonlySet<string>) => {
    setFolded(next);
    storage.set(KEY, JSON.stringify([...next]));
  };
  return {
    folded,
    fold(key: string, isFolded: boolean) {
      const next = new Set(folded);
      if (isFolded) next.add(key);
      else next.delete(key);
      keep(next);
    },
    unfoldAll() {
      keep(new Set());
    },
  };
}

function readKeys(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((key) => typeof key === "string") : []);
}
