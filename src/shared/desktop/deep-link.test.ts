import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepLinkTo, parseDeepLink, parseRoute, routeTo } from "./deep-link.ts";

describe("a deep link", () => {
  it.each([
    ["drover://item/shop-1a2b", { about: { kind: "item", id: "shop-1a2b" } }],
    ["drover://agent/shop/workers/ada", { about: { kind: "agent", id: "shop/workers/ada" } }],
    ["drover://convoy/cv-7/", { about: { kind: "convoy", id: "cv-7" } }],
    ["drover://open", {}],
    ["drover://open?workspace=%2Fhome%2Fu%2Fmy%20work", { workspace: "/home/u/my work" }],
    ["drover://project/shop?workspace=/w", { workspace: "/w", about: { kind: "project", id: "shop" } }],
  ])("%s is understood", (text, link) => {
    expect(parseDeepLink(text)).toEqual(link);
  });

  it.each([
    "drover:item/shop-1",
    "drover-app://item/shop-1",
    "https://item/shop-1",
    "drover://item",
    "drover://item/",
    "drover://item/a/b",
    "drover://item/../../etc",
    "drover://item/%2e%2e",
    "drover://item/a%20b",
    "drover://item/$(reboot)",
    "drover://item/--workspace",
    "drover://run/item",
    "drover://open/item",
    "drover://user@item/shop-1",
    "drover://item:80/shop-1",
    "drover://item/shop-1#x",
    "drover://item/shop-1?command=quit",
    "drover://open?workspace=relative",
    "drover://open?workspace=/a&workspace=/b",
    "drover://open?workspace=/a%00b",
    `drover://item/${"a".repeat(2000)}`,
    "",
  ])("%s is none", (text) => {
    expect(parseDeepLink(text)).toBeUndefined();
  });

  it("leads where it was made to lead, and nothing else is ever read as one", () => {
    const id = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/);
    fc.assert(
      fc.property(id, (text) => {
        const about = { kind: "item", id: text } as const;
        expect(parseDeepLink(deepLinkTo(about))).toEqual({ about });
        expect(parseRoute(routeTo(about))).toEqual(about);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const link = parseDeepLink(`drover://item/${text}`);
        if (link?.about !== undefined) expect(link.about.id).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
      }),
    );
  });
});
