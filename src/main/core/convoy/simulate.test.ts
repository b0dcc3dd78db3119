import { array, assert, integer, nat, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { type Task, simulate } from "./simulate.ts";

const task = (id: string, more: Partial<Task> = {}): Task => ({
  id,
  after: [],
  notBefore: 0,
  pool: "p",
  isUnderWay: false,
  ...more,
});
const room = (overall: number, own = overall) => ({ overall, of: () => own });

describe("running work through", () => {
  it.each([
    ["one after the other where there is one place", [task("a"), task("b")], room(1), 20],
    ["side by side where there are two", [task("a"), task("b")], room(2), 10],
    ["in turn what waits", [task("a"), task("b", { after: ["a"] })], room(2), 20],
    ["not before its time", [task("a", { notBefore: 50 })], room(1), 60],
    ["without a place what needs nobody", [task("a"), task("b", { pool: undefined })], room(1), 10],
    ["each project by its own limit", [task("a"), task("b"), task("c", { pool: "q" })], room(9, 1), 20],
    ["by the limit over all", [task("a"), task("b", { pool: "q" })], room(1, 9), 20],
    [
      "at once what is under way, whatever it waited for",
      [task("a", { after: ["b"], isUnderWay: true }), task("b")],
      room(2),
      10,
    ],
    ["a circle as if nothing held it", [task("a", { after: ["b"] }), task("b", { after: ["a"] })], room(1), 20],
    ["past what is no task of it", [task("a", { after: ["x"] })], room(1), 10],
    ["nothing", [], room(1), 0],
  ])("does %s", (_what, tasks, limits, end) => {
    expect(simulate(tasks, limits, () => 10)).toBe(end);
  });

  it("lies between the longest chain and one after the other, and wastes no place that Graham would not", () => {
    const some = array(record({ after: array(nat(20), { maxLength: 3 }), ms: integer({ min: 1, max: 100 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    assert(
      property(some, integer({ min: 1, max: 5 }), (drawn, width) => {
        const tasks = drawn.map(({ after }, nth) =>
          task(String(nth), { after: after.filter((one) => one < nth).map(String) }),
        );
        const ms = ({ id }: Task) => drawn[Number(id)]?.ms ?? 0;
        const chain = (id: string): number => {
          const own = tasks[Number(id)];
          return own === undefined ? 0 : ms(own) + Math.max(0, ...own.after.map(chain));
        };
        const longest = Math.max(...tasks.map(({ id }) => chain(id)));
        const sum = tasks.reduce((all, one) => all + ms(one), 0);
        const end = simulate(tasks, room(width), ms);
        expect(end).toBeGreaterThanOrEqual(Math.max(longest, Math.ceil(sum / width)));
        expect(end).toBeLessThanOrEqual(sum / width + longest);
      }),
      { seed: 5 },
    );
  });

  it("ends on any graph", () => {
    const any = array(array(nat(9), { maxLength: 4 }), { maxLength: 10 });
    assert(
      property(any, integer({ min: 1, max: 3 }), (links, width) => {
        const tasks = links.map((after, nth) => task(String(nth), { after: after.map(String) }));
        const end = simulate(tasks, room(width), () => 7);
        expect(end).toBeGreaterThanOrEqual(Math.ceil(tasks.length / width) * 7);
        expect(end).toBeLessThanOrEqual(tasks.length * 7);
      }),
      { seed: 6 },
    );
  });
});
