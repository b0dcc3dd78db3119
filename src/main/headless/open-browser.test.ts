import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openBrowser } from "./open-browser.ts";

describe("opening a browser", () => {
  it("hands the address to the system's opener", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "drover-browser-"));
    writeFileSync(
      path.join(folder, "xdg-open"),
      `#!/bin/sh\nprintf %s "$*" > "${folder}/draft"\nmv "${folder}/draft" "${folder}/opened"\n`,
      {
        mode: 0o755,
      },
    );
    const watcher = watch(folder);
    const env = { PATH: folder, DISPLAY: ":9" };
    expect(openBrowser("http://127.0.0.1:1/enter/a&b;$(c)", { env, platform: "linux" })).toBe(true);
    for (;;) {
      const [, name] = (await once(watcher, "change")) as [string, string];
      if (name === "opened") break;
    }
    watcher.close();
    expect(readFileSync(path.join(folder, "opened"), "utf8")).toBe("http://127.0.0.1:1/enter/a&b;$(c)");
    rmSync(folder, { recursive: true });
  });

  it("says that there is none without a display or an opener", () => {
    expect(openBrowser("http://x", { env: { PATH: "/usr/bin" }, platform: "linux" })).toBe(false);
    expect(openBrowser("http://x", { env: { PATH: "/nowhere", DISPLAY: ":9" }, platform: "linux" })).toBe(false);
  });
});
