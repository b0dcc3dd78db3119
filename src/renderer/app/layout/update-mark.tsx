import { ArrowDownToLine } from "lucide-react";
import { useStore } from "zustand";
import { useServices } from "../../lib/services.tsx";
import { updateNews, updateWords } from "../../lib/updates/update-words.ts";
import { Hint } from "../../ui/hint.tsx";

/** News of a newer version, which health tells more of; nothing where there is none. */
export function UpdateMark() {
  const { platform, runCommand } = useServices();
  const state = useStore(platform.updates);
  const news = state === undefined ? undefined : updateNews(state);
  if (state === undefined || news === undefined) return null;
  return (
    <Hint text={updateWords(state)} side="top">
      <button
        type="button"
        onClick={() => {
          runCommand("view.health");
        }}
        className="flex h-5 items-center gap-1.5 rounded-sm px-1.5 whitespace-nowrap tabular-nums hover:bg-hover hover:text-ink"
      >
        <ArrowDownToLine className="size-3" aria-hidden="true" />
        {news}
      </button>
    </Hint>
  );
}
