import { Archive } from "lucide-react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { Age } from "../../lib/age-view.tsx";

/** Says that the texts of an old item are a digest. */
export function ItemCompaction({ item }: { item: ItemView }) {
  if (item.compacted === undefined) return null;
  return (
    <p className="flex items-center gap-2 rounded-md border border-line bg-sunken px-3 py-2 text-sm text-ink-2">
      <Archive className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
      <span className="flex-1">
        A digest of {item.compacted.chars} characters, made <Age at={item.compacted.at} /> ago. The full text is in the
        history.
      </span>
    </p>
  );
}
