import { writeFile } from "node:fs/promises";
import { test as base } from "@playwright/test";
import { agentCache, installedIn, pinnedClis } from "../../../scripts/agents/cache.ts";
import { CLIS, type CliSetUp } from "./clis.ts";
import { type House, type HouseOrder, openHouse } from "./house.ts";

export { expect } from "@playwright/test";

export interface Conformance {
  /** Which CLI a project of the configuration is about. */
  readonly cliId: string;
  readonly cli: CliSetUp;
  /** The folder with its program. The test is skipped where it could not be installed. */
  readonly programs: string | undefined;
  /** Ended after the test, whatever happened; a test that failed shows what was on the agents' screens. */
  readonly openHouse: (order: Pick<HouseOrder, "script" | "unattended">) => Promise<House>;
}

/** Whether the CLIs in the PATH are judged, whatever their versions, rather than those that were pinned. */
export const JUDGES_INSTALLED = process.env["DROVER_AGENTS_INSTALLED"] === "1";

/** Each test is run for each CLI, by a core and a home of its own. */
export const test = base.extend<Conformance>({
  cliId: ["", { option: true }],
  cli: async ({ cliId }, use) => {
    const cli = CLIS.find(({ id }) => id === cliId);
    if (cli === undefined) throw new Error(`There is no set-up for ${cliId}.`);
    await use(cli);
  },
  programs: async ({ cliId }, use, info) => {
    const pinned = pinnedClis().find(({ id }) => id === cliId);
    const found = JUDGES_INSTALLED || pinned === undefined ? undefined : installedIn(agentCache(process.env), pinned);
    info.skip(!JUDGES_INSTALLED && found === undefined, `${cliId} is not installed`);
    await use(found);
  },
  openHouse: async ({ cli, programs }, use, info) => {
    await using stack = new AsyncDisposableStack();
    const houses: House[] = [];
    await use(async (order) => {
      const house = stack.use(await openHouse({ ...order, cli, programs }));
      houses.push(house);
      return house;
    });
    if (info.status === info.expectedStatus) return;
    for (const house of houses) {
      const path = info.outputPath("what-happened.txt");
      await writeFile(path, await tellAll(house));
      await info.attach("what happened", { path, contentType: "text/plain" });
    }
  },
});

/** What a person needs to see of a test that failed. */
async function tellAll(house: House): Promise<string> {
  const listed = await house.client.call("agent.list", { all: true });
  const agents = listed.ok ? listed.value.agents : [];
  const screens = await Promise.all(
    agents.map(
      async (one) => `${one.path} ${JSON.stringify({ ...one, name: undefined })}\n${await house.screen(one.path)}`,
    ),
  );
  const nudges = await house.client.call("nudge.list", {});
  const asked = house.model.asked.map(({ rule, step, request }) => {
    const last = request.conversation.at(-1);
    return `rule ${rule}, answer ${step}, after ${last?.who ?? "nothing"}: ${last?.text.slice(-200) ?? ""}`;
  });
  return [
    ...screens,
    ...asked,
    `nudges: ${JSON.stringify(nudges)}`,
    `strays: ${house.server.strays.join(", ")}`,
    `misfits: ${house.server.misfits.join("\n")}`,
    house.core.complaints(),
  ].join("\n\n");
}
