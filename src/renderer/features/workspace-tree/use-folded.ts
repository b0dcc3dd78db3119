import { useCallback, useEffect, useState } from "react";
import { useServices } from "../../lib/services.tsx";
import { parseJson } from "../../lib/ui-state.ts";

const KEY = "drover.tree.folded";

/** Rows that the user has folded away, remembered over restarts. What changes them stays the same. */
export function useFolded() {
  const { storage } = useServices();
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => readKeys(parseJson(storage.get(KEY))));
  useEffect(() => {
    storage.set(KEY, JSON.stringify([...folded]));
  }, [folded, storage]);
  const fold = useCallback((key: string, isFolded: boolean) => {
    setFolded((before) => {
      const next = new Set(before);
      if (isFolded) next.add(key);
      else next.delete(key);
      return next;
    });
  }, []);
  const unfoldAll = useCallback(() => {
    setFolded(new Set());
  }, []);
  return { folded, fold, unfoldAll };
}

function readKeys(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((key) => typeof key === "string") : []);
}
