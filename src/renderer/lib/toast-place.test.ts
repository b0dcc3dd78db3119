import { expect, test } from "vitest";
import { type Box, type ToastPlace, placeToasts } from "./toast-place.ts";

const window = { width: 1280, height: 800 };
const stack = { width: 360, height: 220 };
const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });
const place = (typed?: Box, { prompts = [], now }: { prompts?: readonly Box[]; now?: ToastPlace } = {}) =>
  placeToasts({ window, stack, typed, prompts }, now);

const PROMPT = box(640, 660, 1280, 764);

test("messages stand at the lower right where nothing is in their way", () => {
  expect(place()).toBe("bottom-right");
  expect(place(box(100, 300, 500, 330))).toBe("bottom-right");
});

test("they keep away from the line in which one types, wherever that is", () => {
  expect(place(PROMPT)).toBe("top-right");
  expect(place(box(640, 60, 1280, 140))).toBe("bottom-right");
  // A field from top to bottom at the right.
  expect(place(box(900, 40, 1270, 780))).toBe("bottom-left");
});

test("they leave the lower end of a terminal free if they can, but the line in which one types comes first", () => {
  expect(place(undefined, { prompts: [PROMPT] })).toBe("top-right");
  expect(place(box(640, 60, 1280, 140), { prompts: [PROMPT] })).toBe("bottom-left");
  expect(place(box(0, 60, 1280, 140), { prompts: [box(0, 660, 1280, 764)] })).toBe("bottom-right");
});

test("they stay where they are until they are in the way of typing", () => {
  expect(place(undefined, { prompts: [PROMPT], now: "bottom-right" })).toBe("bottom-right");
  expect(place(undefined, { now: "top-right" })).toBe("top-right");
  expect(place(PROMPT, { now: "bottom-right" })).toBe("top-right");
});
