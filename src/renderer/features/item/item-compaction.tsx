import { Archive } from "lucide-react";
import { useState } from "react";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { Age } from "../../lib/age-view.tsx";
import { Markdown } from "../../lib/markdown/markdown.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useItemHistory } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { fullTextOf } from "./full-text.ts";

/** Says that the texts of an old item are a digest; shows the full text, and brings it back. */
export function ItemCompaction({ item }: { item: ItemView }) {
  const { actions, ui } = useServices();
  const isPast = useIsPast();
  const [isShown, setShown] = useState(false);
  const history = useItemHistory(item.id, isShown);
  if (item.compacted === undefined) return null;
  const texts = history.data === undefined ? undefined : fullTextOf(history.data.versions);
  const restore = async () => {
    const outcome = await actions.attempt(`bring the text of ${item.id} back`, "item.restore-text", { item: item.id });
    if (outcome.ok) ui.announce("The full text is back");
  };
  return (
    <section
      aria-label="Digest"
      className="flex flex-col gap-2 rounded-md border border-line bg-sunken px-3 py-2 text-sm"
    >
      <div className="flex items-center gap-2 text-ink-2">
        <Archive className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <p className="min-w-0 flex-1">
          A digest of {item.compacted.chars.toLocaleString()} characters, made <Age at={item.compacted.at} /> ago
        </p>
        <Button
          size="s"
          look="ghost"
          aria-expanded={isShown}
          onClick={() => {
            setShown(!isShown);
          }}
        >
          {isShown ? "Hide the full text" : "Show the full text"}
        </Button>
        {!isPast && (
          <Button size="s" onClick={() => void restore()}>
            Bring it back
          </Button>
        )}
      </div>
      {isShown &&
        (texts === undefined ? (
          <p role={history.isError ? "alert" : "status"} className="text-ink-3">
            {history.isError ? history.error.message : "Reading the history"}
          </p>
        ) : (
          texts.map(({ field, text }) => (
            <div key={field} className="flex flex-col gap-1">
              <h4 className="text-xs font-medium text-ink-3">{field}</h4>
              <Markdown text={text} />
            </div>
          ))
        ))}
    </section>
  );
}
