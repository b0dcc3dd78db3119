import type { ProjectSync } from "../../../shared/contract/sync.ts";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";

type Conflict = ProjectSync["conflicts"][number];

/** What two clones changed at once: which value stayed and which gave way. The lost one stays in the trail. */
export function SyncConflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  const { panes } = useServices();
  if (conflicts.length === 0) return null;
  return (
    <table className="text-selectable w-full text-left text-xs">
      <caption className="sr-only">Conflicts that the last sync settled</caption>
      <thead className="text-ink-3">
        <tr>
          <th className="py-1 pr-3 font-medium">Record</th>
          <th className="py-1 pr-3 font-medium">Field</th>
          <th className="py-1 pr-3 font-medium">Kept</th>
          <th className="py-1 font-medium">Gave way</th>
        </tr>
      </thead>
      <tbody>
        {conflicts.map((conflict) => (
          <tr key={`${conflict.kind} ${conflict.id} ${conflict.field}`} className="border-t border-line align-top">
            <td className="py-1 pr-3">
              <button
                type="button"
                disabled={conflict.kind !== "item"}
                onClick={() => {
                  panes.open({ kind: "item", item: conflict.id });
                }}
                className="rounded-sm font-mono text-2xs text-ink-2 enabled:hover:text-ink"
              >
                {conflict.id}
              </button>
            </td>
            <td className="py-1 pr-3 text-ink-2">{conflict.field}</td>
            <td className="py-1 pr-3">
              <Side side={conflict.kept} />
            </td>
            <td className="py-1">
              <Side side={conflict.lost} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ side: { value, by } }: { side: Conflict["kept"] }) {
  const text = value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
  return (
    <span className="text-ink-2">
      <span className="line-clamp-2 break-words">{text}</span>
      {by !== undefined && <span className="text-ink-3">by {lastPart(by)}</span>}
    </span>
  );
}
