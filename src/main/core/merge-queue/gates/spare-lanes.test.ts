import { describe, expect, it } from "vitest";
import { createSpareLanes } from "./spare-lanes.ts";

/** Checkouts that end when they are told. */
function bench() {
  const checkouts: { readonly tree: number; readonly commit: string; end(failure?: Error): Promise<void> }[] = [];
  const waiting: (() => void)[] = [];
  const spares = createSpareLanes(checkOut);
  function checkOut(_project: string, tree: number, commit: string): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    checkouts.push({
      tree,
      commit,
      async end(failure) {
        if (failure === undefined) resolve(`folder ${tree}`);
        else reject(failure);
        await Promise.allSettled([promise]);
        // What waits for it goes on.
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      },
    });
    for (const told of waiting.splice(0)) told();
    return promise;
  }
  const begun = async (count: number) => {
    while (checkouts.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return checkouts[count - 1];
  };
  return { spares, checkouts, begun };
}

describe("the spare work tree", () => {
  it("is taken over by the lane whose run was expected, and that lane's own is spare then", async () => {
    const { spares, begun } = bench();
    spares.expect("demo", "a");
    await (await begun(1))?.end();
    expect(spares.take("demo", 2, "b")).toBeUndefined();
    expect(spares.take("other", 2, "a")).toBeUndefined();
    expect(spares.take("demo", 2, "a")).toBe("folder 0");
    expect([1, 2, 3].map((lane) => spares.treeOf("demo", lane))).toEqual([1, 0, 3]);
    spares.expect("demo", "b");
    await (await begun(2))?.end();
    expect(spares.take("demo", 1, "b")).toBe("folder 2");
    expect([1, 2].map((lane) => spares.treeOf("demo", lane))).toEqual([2, 0]);
  });

  it("is given to nobody before its checkout has ended, or twice", async () => {
    const { spares, begun } = bench();
    spares.expect("demo", "a");
    const checkout = await begun(1);
    expect(spares.take("demo", 1, "a")).toBeUndefined();
    await checkout?.end();
    expect(spares.take("demo", 1, "a")).toBe("folder 0");
    expect(spares.take("demo", 2, "a")).toBeUndefined();
  });

  it("is made ready for the newest guess alone, one checkout after the other", async () => {
    const { spares, checkouts, begun } = bench();
    spares.expect("demo", "a");
    const first = await begun(1);
    spares.expect("demo", "b");
    spares.expect("demo", "c");
    spares.expect("demo", "c");
    expect(checkouts).toHaveLength(1);
    await first?.end();
    expect(spares.take("demo", 1, "a")).toBeUndefined();
    await (await begun(2))?.end();
    expect(checkouts.map(({ commit, tree }) => [commit, tree])).toEqual([
      ["a", 0],
      ["c", 0],
    ]);
    expect(spares.take("demo", 1, "c")).toBe("folder 0");
  });

  it("can be guessed for again when a checkout failed", async () => {
    const { spares, begun } = bench();
    spares.expect("demo", "a");
    await (await begun(1))?.end(new Error("no such commit"));
    expect(spares.take("demo", 1, "a")).toBeUndefined();
    spares.expect("demo", "a");
    await (await begun(2))?.end();
    expect(spares.take("demo", 1, "a")).toBe("folder 0");
    await spares[Symbol.asyncDispose]();
  });
});
