import { describe, expect, it } from "vitest";
import { lfsServer, pointedAt } from "./lfs.ts";

describe("large files", () => {
  it.each([
    ["/srv/my shop.git", "file:///srv/my%20shop.git"],
    ["https://example.org/shop", "https://example.org/shop.git/info/lfs"],
    ["https://example.org/shop.git/", "https://example.org/shop.git/info/lfs"],
    ["ssh://git@example.org/shop.git", "ssh://git@example.org/shop.git"],
    ["git@example.org:shop.git", "git@example.org:shop.git"],
  ])("of %s are asked for at %s", (origin, server) => {
    expect(lfsServer(origin)).toBe(server);
  });

  it("are pointed at by files of their own form alone", () => {
    const oid = "0123456789abcdef".repeat(4);
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12\n`;
    expect(pointedAt(Buffer.from(pointer))).toBe(oid);
    expect(pointedAt(Buffer.from(pointer.replace("oid", "ext-0-x sha256:ab\noid")))).toBe(oid);
    expect(pointedAt(Buffer.from(` ${pointer}`))).toBeUndefined();
    expect(pointedAt(Buffer.from(pointer.replace(oid, oid.slice(1))))).toBeUndefined();
    expect(pointedAt(Buffer.from(pointer + "x".repeat(1024)))).toBeUndefined();
  });
});
