import { expect, test } from "vitest";
import type { KeyValueStorage } from "../../lib/storage.ts";
import {
  COLUMN_IDS,
  INITIAL_COLUMNS,
  gridTemplate,
  moveColumn,
  readColumns,
  resizeColumn,
  saveColumns,
  toggleColumn,
} from "./columns.ts";

function storageWith(text?: string): KeyValueStorage {
  const kept = new Map<string, string>(text === undefined ? [] : [["drover.backlog.columns", text]]);
  return {
    get: (key) => kept.get(key),
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
  };
}

test("keeps order, widths and what is hidden over a reload", () => {
  const storage = storageWith();
  const chosen = toggleColumn(resizeColumn(moveColumn(INITIAL_COLUMNS, "due", -1), "labels", 200), "project");
  saveColumns(storage, chosen);
  expect(readColumns(storage)).toEqual(chosen);
});

test("reads what is damaged, doubled or unknown as far as it makes sense, and never loses the title", () => {
  const storage = storageWith(
    JSON.stringify([
      { id: "due", width: 100, isShown: true },
      { id: "due", width: 50, isShown: false },
      { id: "colour", width: 10, isShown: true },
      { id: "title", width: 9_999, isShown: false },
      "nonsense",
    ]),
  );
  const columns = readColumns(storage);
  expect(columns.slice(0, 2)).toEqual([
    { id: "due", width: 100, isShown: true },
    { id: "title", width: 640, isShown: true },
  ]);
  expect(columns.map(({ id }) => id).toSorted()).toEqual([...COLUMN_IDS].toSorted());
  expect(readColumns(storageWith("{"))).toEqual(INITIAL_COLUMNS);
});

test("stops at the edges when a column is moved, and at the least width when it is made narrow", () => {
  expect(moveColumn(INITIAL_COLUMNS, "id", -1)).toEqual(INITIAL_COLUMNS);
  expect(moveColumn(INITIAL_COLUMNS, "id", 1)[1]?.id).toBe("id");
  expect(resizeColumn(INITIAL_COLUMNS, "id", 3)[0]?.width).toBe(56);
  expect(toggleColumn(INITIAL_COLUMNS, "title")).toBe(INITIAL_COLUMNS);
});

test("gives the title the room that is left", () => {
  const columns = INITIAL_COLUMNS.map((column) => ({
    ...column,
    isShown: column.id === "id" || column.id === "title",
  }));
  expect(gridTemplate(columns)).toBe("108px minmax(160px, 1fr)");
});
