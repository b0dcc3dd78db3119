import { expect, test } from "vitest";
import type { SavedLayout } from "../../../shared/contract/layout.ts";
import { USER } from "../../../shared/model/identity.ts";
import { removeLayout, saveLayout } from "./decide.ts";

const kept: readonly SavedLayout[] = [
  { id: "ly-aaaaa", name: "Morning", content: { version: 1 }, savedBy: USER, savedAt: 1 },
];
const save = (id: string, name: string, content: SavedLayout["content"] = { version: 1 }) =>
  saveLayout(kept, { id, name, content }, USER);

test("makes one, changes one, and leaves alone what is the same", () => {
  expect(save("ly-bbbbb", "Review")).toMatchObject({ ok: true, value: [{ subject: "ly-bbbbb", type: "layoutSaved" }] });
  expect(save("ly-aaaaa", "Evening")).toMatchObject({ ok: true, value: [{ data: { name: "Evening" } }] });
  expect(save("ly-aaaaa", "Morning")).toEqual({ ok: true, value: [] });
});

test("gives a name once, whatever its capitals", () => {
  expect(save("ly-bbbbb", "morning")).toMatchObject({ ok: false, error: { code: "layout-name-taken" } });
});

test.each(["ly-aaaaa", "Morning", " morning "])("removes it by %s", (layout) => {
  expect(removeLayout(kept, layout, USER)).toMatchObject({ ok: true, value: { removed: { id: "ly-aaaaa" } } });
});

test("says how to find the one that is meant where there is none of that name", () => {
  expect(removeLayout(kept, "noon", USER)).toMatchObject({
    ok: false,
    error: { code: "layout-not-found", remedy: "List them with `drover layout list`." },
  });
});
