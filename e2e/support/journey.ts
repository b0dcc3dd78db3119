import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { type CoreProcess, startCore } from "./core-process.ts";
import { ROOT, type Place, makePlace } from "./place.ts";

export { expect } from "@playwright/test";

interface Fixtures {
  /** A corner of the machine of the test's own. */
  readonly place: Place;
  /** A core with the browser face, without projects. */
  readonly core: CoreProcess;
  /** Takes a picture for people: always into the test's results, and into docs/ where it is one of the README's. */
  readonly picture: (name: string) => Promise<void>;
}

/** With DROVER_PICTURES=1 the pictures of the README are made anew. */
const README_PICTURES = new Set(["first-run", "board", "terminals"]);

/** What is started for a journey is ended after it, whatever happened; and a page that complained has failed. */
export const test = base.extend<Fixtures & { readonly complaints: void }>({
  // oxlint-disable-next-line eslint/no-empty-pattern -- the runner reads from this pattern that nothing is needed first
  place: async ({}, use) => {
    using place = makePlace(process.env["DROVER_PICTURES"] === "1" ? 1 : undefined);
    await use(place);
  },
  core: async ({ place, page }, use, info) => {
    await using core = await startCore(place);
    await use(core);
    // What a page still fetches when its core ends is no complaint.
    await page.close();
    if (info.status !== info.expectedStatus) {
      await info.attach("core", { body: core.complaints(), contentType: "text/plain" });
    }
  },
  picture: async ({ page }, use, info) => {
    await use(async (name) => {
      const path = info.outputPath(`${name}.png`);
      await page.screenshot({ path });
      await info.attach(name, { path, contentType: "image/png" });
      if (process.env["DROVER_PICTURES"] === "1" && README_PICTURES.has(name)) {
        const folder = join(ROOT, "docs/pictures");
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: join(folder, `${name}.png`) });
      }
    });
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        // The browser says so of every attempt while there is no core; the page says it better.
        const isAttempt = message.text().startsWith("WebSocket connection to");
        // So does the layout of windows that the browser did not open.
        const isBlocked = message.text().startsWith("dockview: failed to create popout");
        if (message.type() === "error" && !isAttempt && !isBlocked) complaints.push(message.text());
      });
      await use();
      expect(complaints, "what the page complained about").toEqual([]);
    },
    { auto: true },
  ],
});
