import { connectTo, readEndpoint } from "../../src/cli/connect.ts";
import { type ContractClient, contractClient } from "../../src/shared/contract/client.ts";
import { call, event } from "../support/happenings.ts";
import type { Place } from "../support/place.ts";
import { makeRepository, scripted } from "../support/repository.ts";
import { type Desktop, startDesktop } from "./host.ts";

export const launch = (place: Place, ...args: string[]): Promise<Desktop> =>
  startDesktop({ env: place.env, args: ["--workspace", place.workspace, ...args] });

/** The app's core, as any other face reaches it. */
export async function ownCore(place: Place): Promise<{ readonly client: ContractClient } & Disposable> {
  const endpoint = readEndpoint(place.workspace);
  if (endpoint === undefined) throw new Error("The app serves no core.");
  const wire = await connectTo(endpoint.socket, endpoint.token);
  if (!wire.ok) throw new Error(wire.error.message);
  return {
    client: contractClient(wire.value),
    [Symbol.dispose]() {
      wire.value.close();
    },
  };
}

/** A convoy of one item whose agent thinks for that long, at the pace of the place, before it does it. */
export async function putOneToWork(
  place: Place,
  client: ContractClient,
  ms: number,
): Promise<{ readonly agent: string; readonly convoy: string; readonly item: string }> {
  const shop = makeRepository(place, { bare: true });
  await call(client, "project.add", { source: shop.origin, gates: [] });
  const description = scripted("src/goodbye.js", "Say goodbye", [{ think: ms }]);
  const item = await call(client, "item.create", { project: "shop", title: "Say goodbye", description });
  const { id } = await call(client, "convoy.create", { title: "Farewells", items: [item.id], start: true });
  await event(client, ({ type }) => type === "sessionStarted");
  const { agents } = await call(client, "agent.list", {});
  const agent = agents.find(({ hook }) => hook?.item === item.id);
  if (agent === undefined) throw new Error("Nobody is at work.");
  return { agent: agent.path, convoy: id, item: item.id };
}
