import { type RefObject, useEffect, useState } from "react";
import type { ShownSection } from "./settings-model.ts";

/** A section counts as the one in view from so far below the upper edge on. */
const REACH = 60;

/** The sections at the side, the one in view marked; a press goes there. */
export function SectionList({
  sections,
  body,
}: {
  sections: readonly ShownSection[];
  body: RefObject<HTMLDivElement | null>;
}) {
  const [current, setCurrent] = useState<string>();
  useEffect(() => {
    const scroller = body.current;
    if (scroller === null) return undefined;
    const look = () => {
      const inView = [...partsOf(scroller)].findLast((part) => part.offsetTop <= scroller.scrollTop + REACH);
      setCurrent(inView?.dataset["section"]);
    };
    scroller.addEventListener("scroll", look, { passive: true });
    // Also at first, when the pane comes to the front, and when sections come and go: then its content has another height.
    const sizes = new ResizeObserver(look);
    sizes.observe(scroller);
    if (scroller.firstElementChild !== null) sizes.observe(scroller.firstElementChild);
    return () => {
      scroller.removeEventListener("scroll", look);
      sizes.disconnect();
    };
  }, [body]);
  return (
    <nav aria-label="Sections" className="hidden w-48 shrink-0 overflow-y-auto border-r border-line p-2 @2xl:block">
      <ul className="flex flex-col gap-px">
        {sections.map(({ name, entries }) => {
          const changed = entries.filter(({ view }) => view.from === "file").length;
          return (
            <li key={name}>
              <button
                type="button"
                aria-current={name === current}
                className="flex h-(--row) w-full items-center gap-2 rounded-md px-2 text-left text-sm text-ink-2 hover:bg-hover aria-[current=true]:bg-active aria-[current=true]:text-ink"
                onClick={() => {
                  const part = partsOf(body.current).find((one) => one.dataset["section"] === name);
                  part?.scrollIntoView({ block: "start" });
                  part?.querySelector<HTMLElement>("input,button,textarea")?.focus({ preventScroll: true });
                }}
              >
                <span className="min-w-0 flex-1 truncate">{name}</span>
                {changed > 0 && (
                  <span className="text-2xs text-ink-3 tabular-nums">
                    {changed}
                    <span className="sr-only"> changed</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function partsOf(scroller: HTMLElement | null): readonly HTMLElement[] {
  return scroller === null ? [] : [...scroller.querySelectorAll<HTMLElement>("[data-section]")];
}
