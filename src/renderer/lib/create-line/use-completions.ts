import { useMemo, useState } from "react";
import { dayChoices } from "../day-words.ts";
import { longDay } from "../days.ts";
import { PRIORITIES, TYPES } from "../item-choices.ts";
import { lastPart } from "../names.ts";
import { useItemCounts } from "../server-state/item-counts.ts";
import { useItemPages } from "../server-state/item-pages.ts";
import { useOverview } from "../server-state/queries.ts";
import { type Completion, type OpenWord, fitting } from "./completion.ts";

const SHOWN = 8;
const ALL = { all: true };
const NO_PAGES: readonly never[] = [];

/** What can stand in the place of the word one is typing; nothing for a word of the title. */
export function useCompletions(word: OpenWord | undefined): readonly Completion[] {
  const overview = useOverview();
  // Days do not move while one types.
  const [now] = useState(() => Date.now());
  const labels = useItemCounts(ALL, ["label"], word?.kind === "label");
  const kind = word?.kind;
  const typed = word?.typed ?? "";
  const pages = useItemPages(
    useMemo(() => {
      if (kind !== "parent" && kind !== "after") return NO_PAGES;
      const text = typed === "" ? {} : { text: typed };
      return [{ query: kind === "parent" ? { type: ["epic"], ...text } : text, page: 0 }];
    }, [kind, typed]),
  );
  switch (kind) {
    case undefined:
      return NO_PAGES;
    case "label": {
      const values = labels.data?.facets[0]?.values ?? [];
      const known = values.flatMap(({ value, count }) =>
        value === null ? [] : [{ insert: `#${value}`, label: value, note: String(count) }],
      );
      return fitting(known, typed, SHOWN);
    }
    case "assignee": {
      const agents = (overview.data?.agents ?? []).filter((agent) => agent.decommissionedAt === undefined);
      const people = [
        { insert: "@user", label: "You" },
        ...agents.map(({ path }) => ({ insert: `@${path}`, label: lastPart(path), note: path })),
      ];
      return fitting(people, typed, SHOWN);
    }
    case "type":
      return fitting(
        TYPES.map((type) => ({ insert: `!${type}`, label: type })),
        typed,
        SHOWN,
      );
    case "project":
      return fitting(
        (overview.data?.projects ?? []).map(({ name }) => ({ insert: `in:${name}`, label: name })),
        typed,
        SHOWN,
      );
    case "parent":
    case "after": {
      const sign = kind === "parent" ? "^" : ">";
      // The core has searched already, in more than the title.
      return pages
        .all()
        .slice(0, SHOWN)
        .map(({ id, title }) => ({ insert: `${sign}${id}`, label: title, note: id }));
    }
    case "due":
      return dayChoices(typed, now, { endOfDay: true })
        .slice(0, SHOWN)
        .map(({ words, label, at }) => ({ insert: `due:${words}`, label, note: longDay(at) }));
    case "estimate":
      return fitting(
        ["30min", "1h", "2h", "4h", "1d", "3d"].map((text) => ({ insert: `est:${text}`, label: text })),
        typed,
        SHOWN,
      );
    case "priority":
      return fitting(
        PRIORITIES.map(({ value, label }) => ({ insert: `p${value}`, label, note: `p${value}` })),
        typed === "" ? "p" : `p${typed}`,
        SHOWN,
      );
  }
}
