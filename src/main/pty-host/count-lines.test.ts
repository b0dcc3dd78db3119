import { assert, integer, property, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { countLines } from "./count-lines.ts";

describe("counting lines", () => {
  it("counts every line feed and nothing else, wherever in memory the bytes begin", () => {
    assert(
      property(uint8Array({ maxLength: 64 }), integer({ min: 0, max: 7 }), (random, offset) => {
        const bytes = random.map((byte) => (byte < 60 ? 0x0a : byte));
        const memory = new Uint8Array(offset + bytes.length);
        memory.set(bytes, offset);
        const expected = bytes.filter((byte) => byte === 0x0a).length;
        expect(countLines(memory.subarray(offset))).toBe(expected);
      }),
    );
  });
});
