import { expect, it } from "vitest";
import { createLog } from "./log.ts";

it("writes one entry a line with its cause, and takes out what could steer a terminal", () => {
  const lines: string[] = [];
  const log = createLog({ now: () => 0, write: (line) => lines.push(line) });
  log.info("started");
  log.warn("refused \u001b[2Jada\nsecond line", "no");
  log.error("broke", new Error("a bug"));
  expect(lines[0]).toBe("1970-01-01T00:00:00.000Z info started\n");
  expect(lines[1]).toBe("1970-01-01T00:00:00.000Z warn refused \u{fffd}[2Jada\n  second line: no\n");
  expect(lines[2]).toMatch(/^1970-01-01T00:00:00.000Z error broke: Error: a bug\n {2} {4}at /);
});
