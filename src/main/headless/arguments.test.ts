import { describe, expect, it } from "vitest";
import { parseHeadlessArguments } from "./arguments.ts";

describe("the arguments of the headless program", () => {
  it("are all optional", () => {
    expect(parseHeadlessArguments([])).toEqual({
      ok: true,
      value: {
        workspace: undefined,
        port: undefined,
        demo: false,
        page: true,
        open: true,
        json: false,
        why: undefined,
      },
    });
    const all = ["--workspace", "/w", "--port=0", "--demo", "--no-open", "--no-page", "--json", "--why", "no display"];
    expect(parseHeadlessArguments(all)).toEqual({
      ok: true,
      value: { workspace: "/w", port: 0, demo: true, page: false, open: false, json: true, why: "no display" },
    });
  });

  it.each([
    ["--port", "http"],
    ["--port", "70000"],
    ["--port", "-1"],
    ["--port"],
    ["--workspace", ""],
    ["--fast"],
    ["x"],
  ])("that make no sense are refused with the usage: %s %s", (...args) => {
    expect(parseHeadlessArguments(args.filter((arg) => typeof arg === "string"))).toMatchObject({
      ok: false,
      error: { code: "usage", remedy: expect.stringContaining("--workspace PATH") as string },
    });
  });
});
