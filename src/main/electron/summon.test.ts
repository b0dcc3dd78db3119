import { expect, it } from "vitest";
import { createSummoner } from "./summon.ts";

function keyboard(taken: readonly string[] = []) {
  const held = new Map<string, () => void>();
  const failures: string[] = [];
  let summoned = 0;
  const summoner = createSummoner({
    shortcuts: {
      register(accelerator, pressed) {
        if (accelerator === "Nonsense") throw new TypeError("no accelerator");
        if (taken.includes(accelerator)) return false;
        held.set(accelerator, pressed);
        return true;
      },
      unregister: (accelerator) => void held.delete(accelerator),
    },
    summon: () => void (summoned += 1),
    failed: (accelerator, why) => failures.push(`${accelerator}: ${why}`),
  });
  return { held, failures, summoner, summoned: () => summoned };
}

it("holds one shortcut, as the user wants it just now, and gives it back", () => {
  const { held, summoner, summoned } = keyboard();
  summoner.use("Ctrl+Alt+D");
  summoner.use("Ctrl+Alt+D");
  held.get("Ctrl+Alt+D")?.();
  expect(summoned()).toBe(1);
  summoner.use("Ctrl+Alt+E");
  expect([...held.keys()]).toEqual(["Ctrl+Alt+E"]);
  summoner.use("");
  expect(held.size).toBe(0);
  summoner.use("Ctrl+Alt+E");
  summoner[Symbol.dispose]();
  expect(held.size).toBe(0);
});

it("says once why it cannot have one", () => {
  const { failures, summoner } = keyboard(["Ctrl+Alt+D"]);
  summoner.use("Ctrl+Alt+D");
  summoner.use("Ctrl+Alt+D");
  summoner.use("Nonsense");
  expect(failures).toEqual(["Ctrl+Alt+D: another program has it", "Nonsense: the system knows no such keys"]);
});
