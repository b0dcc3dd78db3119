import { describe, expect, it } from "vitest";
import { parseGates } from "./gate-option.ts";

describe("gates of the command line", () => {
  it("one that begins with a plus runs beside the one before it", () => {
    expect(parseGates(["npm test", "+ npm run lint", "make 'a b'"], false)).toEqual({
      ok: true,
      value: [
        { name: "npm test", command: ["npm", "test"] },
        { name: "npm run lint", command: ["npm", "run", "lint"], alongside: true },
        { name: "make 'a b'", command: ["make", "a b"] },
      ],
    });
  });

  it("a program that is called + something is no such gate", () => {
    expect(parseGates(["true", "+x"], false)).toMatchObject({ value: [{}, { command: ["+x"] }] });
  });

  it("the first cannot run beside another, and a plus alone is no command", () => {
    expect(parseGates(["+ npm test"], false)).toMatchObject({ ok: false, error: { code: "usage" } });
    expect(parseGates(["true", "+ "], false)).toMatchObject({ ok: false, error: { code: "usage" } });
  });
});
