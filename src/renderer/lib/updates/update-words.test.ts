import { expect, it } from "vitest";
import type { UpdateState } from "../../../shared/desktop/update-state.ts";
import { updateNews, updateWords } from "./update-words.ts";

it.each<[UpdateState, string, string | undefined]>([
  [{ kind: "off", why: "the settings say so" }, "Updates are off: the settings say so.", undefined],
  [{ kind: "idle" }, "No newer version is known.", undefined],
  [{ kind: "checking" }, "Looking for a newer version…", undefined],
  [{ kind: "offered", version: "2.1.0" }, "Drover 2.1.0 is there.", "2.1.0 is there"],
  [
    { kind: "downloading", version: "2.1.0", percent: 41.6 },
    "Drover 2.1.0 is being fetched, 42 %.",
    "Fetching 2.1.0, 42 %",
  ],
  [
    { kind: "ready", version: "2.1.0" },
    "Drover 2.1.0 is put in place when you quit. Agents go on.",
    "2.1.0 comes when you quit",
  ],
])("says of %o what there is, and only news in short", (state, words, news) => {
  expect(updateWords(state)).toBe(words);
  expect(updateNews(state)).toBe(news);
});
