import { expect, test } from "@playwright/test";
import { makePlace } from "../support/place.ts";
import { startDesktop } from "./host.ts";

test("opens a window on its own core", async () => {
  using place = makePlace();
  await using app = await startDesktop({ env: place.env, args: ["--workspace", place.workspace] });
  const page = await app.page();
  await expect(page.locator("html")).toHaveAttribute("data-connection", "connected");
  await expect(page.getByTestId("first-run")).toBeVisible();
  console.log(JSON.stringify(await app.probe("tray")), JSON.stringify(await app.probe("window")));
});
