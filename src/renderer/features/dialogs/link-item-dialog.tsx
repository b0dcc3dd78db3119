import { ArrowRight } from "lucide-react";
import { useState } from "react";
import type { Failure } from "../../../shared/model/result.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { wordsOfLink } from "../../lib/item-choices.ts";
import { useItems, useVocabulary } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { cycleOf } from "./cycle-of.ts";
import { ItemFinder } from "./item-finder.tsx";

/** The same link as `blocks`, seen from its other end. No vocabulary can have a word with a blank in it. */
const HOLDS_UP = "holds up";
const KINDS: readonly string[] = [
  "blocks",
  HOLDS_UP,
  "waits-for",
  "conditional-blocks",
  "related",
  "discovered-from",
  "duplicates",
  "supersedes",
];
const MODES = [
  { value: "all-children", label: "all of them" },
  { value: "any-children", label: "any of them" },
] as const;
type Mode = (typeof MODES)[number]["value"];

/** Makes an item wait for another one, or ties the two otherwise. A circle is refused, and shown. */
export function LinkItemDialog({ item, onClose }: { item: string; onClose: () => void }) {
  const { connection, toasts, ui } = useServices();
  const items = useItems();
  const [kind, setKind] = useState("blocks");
  const [mode, setMode] = useState<Mode>("all-children");
  const [failure, setFailure] = useState<Failure>();
  const self = items.data?.find(({ id }) => id === item);
  const vocabulary = useVocabulary(self?.project);
  const kinds = [...new Set([...KINDS, ...(vocabulary.data?.links ?? [])])];

  const link = async (other: ItemView) => {
    const input =
      kind === HOLDS_UP
        ? { item: other.id, to: item, kind: "blocks" }
        : { item, to: other.id, kind, ...(kind === "waits-for" ? { mode } : {}) };
    const outcome = await connection.client.call("item.dep.add", input);
    if (!outcome.ok) {
      setFailure(outcome.error);
      ui.announce(outcome.error.message);
      return;
    }
    onClose();
    const text = `${item} ${wordsOfLink(kind)} ${other.id}`;
    toasts.say(text, { tone: "good" });
    ui.announce(text);
  };

  return (
    <Dialog title={`Link ${item}`} description={self?.title} onClose={onClose} width={560} testId="link-item">
      <div className="flex items-center gap-2 px-5 py-2.5 text-sm text-ink-3">
        <span className="font-mono text-xs">{item}</span>
        <Select
          label="Kind of link"
          value={kind}
          options={kinds.map((value) => ({ value, label: wordsOfLink(value) }))}
          onChange={(next) => {
            setKind(next);
            setFailure(undefined);
          }}
        />
        <span>…</span>
        {kind === "waits-for" && (
          <>
            <span className="flex-1" />
            <Select label="How many of its children" value={mode} options={MODES} onChange={setMode} />
          </>
        )}
      </div>
      {failure !== undefined && <LinkFailure failure={failure} titles={items.data ?? []} />}
      <ItemFinder
        label={`${item} ${wordsOfLink(kind)}`}
        placeholder="Which item?"
        hasFocus
        items={(items.data ?? []).filter(({ id }) => id !== item)}
        onPick={(other) => void link(other)}
      />
    </Dialog>
  );
}

function LinkFailure({ failure, titles }: { failure: Failure; titles: readonly ItemView[] }) {
  const cycle = cycleOf(failure);
  return (
    <div
      role="alert"
      data-tone="trouble"
      className="tone-wash mx-5 mb-3 flex flex-col gap-2 rounded-md px-3 py-2 text-sm"
    >
      <p className="text-selectable">
        {cycle === undefined
          ? failure.message
          : "That would be a circle: each would wait for the next, and none could begin."}
      </p>
      {cycle !== undefined && (
        <ol aria-label="Circle" className="flex flex-wrap items-center gap-1.5">
          {cycle.map((id, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the first one comes again at the end
            <li key={`${id}-${index}`} className="flex items-center gap-1.5">
              {index > 0 && <ArrowRight className="size-3" aria-label="waits for" role="img" />}
              <span
                title={titles.find((item) => item.id === id)?.title}
                className="text-selectable rounded-sm border border-current/30 px-1.5 font-mono text-xs"
              >
                {id}
              </span>
            </li>
          ))}
        </ol>
      )}
      {failure.remedy !== undefined && <p className="text-ink-2">{failure.remedy}</p>}
    </div>
  );
}
