import { expect, test } from "vitest";
import { contractClient } from "../../../shared/contract/client.ts";
import { ok } from "../../../shared/model/result.ts";
import { timeBoundClient } from "./time-bound-client.ts";

function asked() {
  const requests: { verb: string; input: unknown }[] = [];
  const client = contractClient({
    request(verb, input) {
      requests.push({ verb, input });
      return Promise.resolve(ok(undefined));
    },
    subscribe: () => () => {},
  });
  return { client, requests };
}

test("asks for what was, and refuses to change it with the way out", async () => {
  const { client, requests } = asked();
  const bound = timeBoundClient(client, () => 1_000);
  await bound.call("item.list", { all: true });
  await bound.call("agent.list", {});
  await bound.call("item.history", { item: "a-1" });
  expect(requests).toEqual([
    { verb: "item.list", input: { all: true, at: 1_000 } },
    { verb: "agent.list", input: {} },
    { verb: "item.history", input: { item: "a-1" } },
  ]);
  for (const refused of [
    await bound.call("item.close", { items: ["a-1"] }),
    await bound.call("work.sling", { items: ["a-1"] }),
    await bound.call("convoy.pause", { convoy: "c-1" }),
  ]) {
    expect(refused.ok || [refused.error.code, refused.error.remedy]).toEqual([
      "not-allowed",
      "Return to now (Shift+P), then do it again.",
    ]);
  }
  expect(requests).toHaveLength(3);
});

test("changes nothing about what is asked now", async () => {
  const { client, requests } = asked();
  const bound = timeBoundClient(client, () => undefined);
  await bound.call("item.list", {});
  await bound.call("item.close", { items: ["a-1"] });
  expect(requests).toEqual([
    { verb: "item.list", input: {} },
    { verb: "item.close", input: { items: ["a-1"] } },
  ]);
});
