import { expect, test } from "vitest";
import { type BufferView, createHistoryReader } from "./history-reader.ts";

function setUp() {
  let view: BufferView = { type: "normal", baseY: 100, viewportY: 0 };
  const asked: PromiseWithResolvers<number | undefined>[] = [];
  const drawn: (() => void)[] = [];
  const scrolledTo: number[] = [];
  const reader = createHistoryReader({
    buffer: () => view,
    isLive: () => true,
    read() {
      const answer = Promise.withResolvers<number | undefined>();
      asked.push(answer);
      return answer.promise;
    },
    scrollTo: (line) => scrolledTo.push(line),
    afterDrawing: (run) => drawn.push(run),
  });
  const look = (change: Partial<BufferView>) => {
    view = { ...view, ...change };
  };
  const answer = async (lines: number | undefined) => {
    asked.at(-1)?.resolve(lines);
    await asked.at(-1)?.promise;
  };
  return { reader, asked, drawn, scrolledTo, look, answer };
}

test("asks once, when the oldest line is in sight", () => {
  const { reader, asked, look } = setUp();
  look({ viewportY: 3 });
  reader.look();
  expect(asked).toHaveLength(0);
  look({ viewportY: 0 });
  reader.look();
  reader.look();
  expect(asked).toHaveLength(1);
});

test("leaves programs on the alternate screen alone", () => {
  const { reader, asked, look } = setUp();
  look({ type: "alternate" });
  reader.look();
  expect(asked).toHaveLength(0);
});

test("keeps what the user looks at in its place, however the pieces and the answer come", async () => {
  const { reader, scrolledTo, look, answer, drawn } = setUp();
  reader.look();
  reader.begin();
  look({ baseY: 3_000, viewportY: 3_000 });
  reader.settle();
  await answer(10_000);
  expect(scrolledTo).toEqual([]);
  look({ baseY: 10_004 });
  reader.settle();
  expect(scrolledTo).toEqual([9_900]);
  expect(reader.isPlacing).toBe(true);
  for (const run of drawn) run();
  reader.settle();
  expect([scrolledTo, reader.isPlacing]).toEqual([[9_900], false]);
});

test("asks again after a snapshot that it did not ask for, and after a new stream", async () => {
  const { reader, asked, scrolledTo, answer } = setUp();
  reader.look();
  reader.reset();
  await answer(50);
  reader.begin();
  reader.settle();
  expect(scrolledTo).toEqual([]);
  reader.look();
  expect(asked).toHaveLength(2);
});
