import { expect, test } from "vitest";
import type { Notification } from "../../../shared/model/mail.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { createBundler } from "./bundler.ts";

const notice = (id: string, kind: Notification["kind"] = "convoy-landed"): Notification => ({
  ...{ id, kind, urgency: "normal", title: id, body: "", at: 1 },
});

test("tells a burst once, each kind for itself, and what follows not before a pause", async () => {
  const clock = manualClock();
  const shown: string[][] = [];
  const bundler = createBundler({ clock, show: (some) => shown.push(some.map(({ id }) => id)) });
  for (let at = 0; at < 10; at += 1) bundler.add(notice(`landed-${at}`));
  bundler.add(notice("crash", "crash"));
  await clock.advance(250);
  expect(shown.map(({ length }) => length)).toEqual([10, 1]);
  bundler.add(notice("later"));
  await clock.advance(4_000);
  bundler.add(notice("later still"));
  expect(shown.length).toBe(2);
  await clock.advance(1_000);
  expect(shown.at(-1)).toEqual(["later", "later still"]);
  await clock.advance(60_000);
  bundler.add(notice("alone"));
  await clock.advance(250);
  expect(shown.at(-1)).toEqual(["alone"]);
});
