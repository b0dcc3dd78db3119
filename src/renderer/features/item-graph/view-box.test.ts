import { expect, test } from "vitest";
import { bringIntoSight, fit, fitAround, zoom } from "./view-box.ts";

const PANE = { width: 800, height: 600 };
const NODE = { width: 200, height: 40 };

test("fits a large graph whole, and enlarges no small one", () => {
  expect(fit({ width: 1_600, height: 600 }, PANE)).toEqual({ scale: 0.5, x: 0, y: 150 });
  expect(fit({ width: 400, height: 200 }, PANE)).toEqual({ scale: 1, x: 200, y: 200 });
});

test("shows what cannot be read as a whole around the item it is about", () => {
  expect(fitAround({ x: 900, y: 100 }, { width: 1_000, height: 200 }, PANE)).toEqual(
    fit({ width: 1_000, height: 200 }, PANE),
  );
  const view = fitAround({ x: 900, y: 100 }, { width: 3_000, height: 200 }, PANE);
  expect(900 * view.scale + view.x).toBeCloseTo(400);
  expect(100 * view.scale + view.y).toBeCloseTo(300);
  expect(fitAround({ x: 100, y: 100 }, { width: 3_000, height: 200 }, PANE).x).toBe(0);
  const end = fitAround({ x: 2_900, y: 100 }, { width: 3_000, height: 200 }, PANE);
  expect(3_000 * end.scale + end.x).toBeCloseTo(800);
});

test("zooms about the point that is held, within limits", () => {
  const view = zoom({ scale: 1, x: 10, y: 20 }, 1.5, { x: 110, y: 220 });
  expect(view).toEqual({ scale: 1.5, x: -40, y: -80 });
  expect(zoom(view, 100, { x: 0, y: 0 }).scale).toBe(2);
  expect(zoom(view, 0.001, { x: 0, y: 0 }).scale).toBe(0.2);
});

test("moves only for what is out of sight, and then just far enough", () => {
  const view = { scale: 1, x: 0, y: 0 };
  expect(bringIntoSight(view, { x: 400, y: 300 }, PANE, NODE)).toEqual(view);
  expect(bringIntoSight(view, { x: 1_000, y: 300 }, PANE, NODE)).toEqual({ scale: 1, x: -348, y: 0 });
  expect(bringIntoSight(view, { x: 400, y: -100 }, PANE, NODE)).toEqual({ scale: 1, x: 0, y: 168 });
});
