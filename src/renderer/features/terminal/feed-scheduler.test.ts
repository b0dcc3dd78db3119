import { expect, test } from "vitest";
import { type FeedSink, createFeedScheduler } from "./feed-scheduler.ts";

/** Frames come when the test says so; sinks parse when it says so. */
function setUp() {
  const frames: (() => void)[] = [];
  const scheduler = createFeedScheduler((run) => void frames.push(run));
  const frame = () => {
    for (const run of frames.splice(0)) run();
  };
  const terminal = (isFocused = false) => {
    const written: number[] = [];
    const pending: (() => void)[] = [];
    let acknowledged = 0;
    const sink: FeedSink = {
      write(bytes, parsed) {
        written.push(bytes.length);
        pending.push(parsed);
      },
    };
    const feed = scheduler.add({ sink, isFocused: () => isFocused, parsed: (count) => (acknowledged += count) });
    return {
      feed,
      written,
      total: () => written.reduce((sum, count) => sum + count, 0),
      acknowledged: () => acknowledged,
      parse: () => {
        for (const done of pending.splice(0)) done();
      },
    };
  };
  return { frame, terminal };
}

const KB = 1024;
const bytes = (count: number) => new Uint8Array(count);

test("hands out no more than one frame's share, over all terminals", () => {
  const { frame, terminal } = setUp();
  const all = [terminal(), terminal(), terminal()];
  for (const { feed } of all) feed.push(bytes(400 * KB));
  frame();
  frame();
  expect(all.reduce((sum, one) => sum + one.total(), 0)).toBe(256 * KB);
});

test("lets a quiet terminal through while another one floods", () => {
  const { frame, terminal } = setUp();
  const flood = terminal();
  const quiet = terminal();
  flood.feed.push(bytes(4_096 * KB));
  quiet.feed.push(bytes(100));
  frame();
  expect(quiet.total()).toBe(100);
});

test("serves the focused terminal first", () => {
  const { frame, terminal } = setUp();
  const other = terminal();
  const focused = terminal(true);
  const order: string[] = [];
  other.feed.after(() => order.push("other"));
  focused.feed.after(() => order.push("focused"));
  frame();
  expect(order).toEqual(["focused", "other"]);
});

test("acknowledges what was parsed, and what was dropped", () => {
  const { frame, terminal } = setUp();
  const one = terminal();
  one.feed.push(bytes(300 * KB));
  frame();
  expect(one.acknowledged()).toBe(0);
  one.parse();
  expect(one.acknowledged()).toBe(256 * KB);
  one.feed.clear();
  expect(one.acknowledged()).toBe(300 * KB);
});

test("runs an action only after everything before it is parsed", () => {
  const { frame, terminal } = setUp();
  const one = terminal();
  const order: string[] = [];
  one.feed.push(bytes(10));
  one.feed.after(() => order.push(`resized after ${one.acknowledged()}`));
  frame();
  frame();
  expect(order).toEqual([]);
  one.parse();
  frame();
  expect(order).toEqual(["resized after 10"]);
});

test("goes on after a terminal was closed in the middle", () => {
  const { frame, terminal } = setUp();
  const closed = terminal();
  const open = terminal();
  closed.feed.push(bytes(256 * KB));
  frame();
  closed.feed.dispose();
  open.feed.push(bytes(10));
  closed.parse();
  frame();
  expect(open.total()).toBe(10);
  expect(closed.acknowledged()).toBe(0);
});
