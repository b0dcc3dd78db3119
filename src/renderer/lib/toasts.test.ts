import { expect, test } from "vitest";
import { createToasts } from "./toasts.ts";

interface Told {
  readonly action: string;
  readonly options: { readonly id?: string; readonly updates?: unknown; onClose?(): void };
}

/** Messages, and what the list of them is told to do, which closes those that it is told to. */
function watched() {
  const toasts = createToasts();
  const told: Told[] = [];
  toasts.manager[" subscribe"]((one: Told) => {
    told.push(one);
    if (one.action === "close") told.find(({ options }) => options.id === one.options.id)?.options.onClose?.();
  });
  return { toasts, actions: () => told.map(({ action }) => action), last: () => told.at(-1)?.options };
}

const gone = { code: "offline", message: "There is no connection." };

test("the same message again is counted and stands longer, and is a new one once the first was closed", () => {
  const { toasts, actions, last } = watched();
  toasts.fail("Sling shop-a1 to ada", gone);
  const id = String(last()?.id);
  toasts.fail("Sling shop-a1 to ada", gone);
  expect(actions()).toEqual(["add", "update"]);
  expect(last()).toMatchObject({ id, updates: { data: { times: 2 } } });
  toasts.fail("Sling shop-b2 to ada", gone);
  expect(actions()).toEqual(["add", "update", "add"]);
  toasts.manager.close(id);
  toasts.fail("Sling shop-a1 to ada", gone);
  expect(actions()).toEqual(["add", "update", "add", "close", "add"]);
});

test("what can be undone is never folded into another, and is undone by key, the newest first, each once", () => {
  const { toasts, actions } = watched();
  const undone: string[] = [];
  for (const one of ["first", "second"]) {
    toasts.say("Closed 1 item", { action: { label: "Undo", run: () => undone.push(one) } });
  }
  toasts.say("Copied");
  expect(actions()).toEqual(["add", "add", "add"]);
  expect([toasts.act(), toasts.act(), toasts.act()]).toEqual([true, true, false]);
  expect(undone).toEqual(["second", "first"]);
});

test("all are dismissed at once, if there are any", () => {
  const { toasts, last } = watched();
  expect(toasts.dismiss()).toBe(false);
  toasts.say("Copied");
  expect(toasts.dismiss()).toBe(true);
  expect(last()).toMatchObject({ id: undefined });
  expect(toasts.dismiss()).toBe(false);
});
