import { expect, it } from "vitest";
import { guessForge, remoteAddress } from "./forge-place.ts";

const place = (origin: string) => {
  const address = remoteAddress(origin);
  return address === undefined ? undefined : (guessForge(address) ?? address);
};

it.each([
  ["https://github.com/acme/shop.git", { forge: "github", host: undefined, path: "acme/shop" }],
  ["https://olga@GitHub.com/acme/shop/", { forge: "github", host: undefined, path: "acme/shop" }],
  ["git@github.com:acme/shop.git", { forge: "github", host: undefined, path: "acme/shop" }],
  ["ssh://git@ssh.github.com:443/acme/shop.git", { forge: "github", host: undefined, path: "acme/shop" }],
  ["git@gitlab.com:acme/tools/shop.git", { forge: "gitlab", host: undefined, path: "acme/tools/shop" }],
  ["https://gitlab.example.org/a/b/c.git", { forge: "gitlab", host: "gitlab.example.org", path: "a/b/c" }],
  ["https://github.example.org/a/b", { forge: "github", host: "github.example.org", path: "a/b" }],
  ["ssh://git@code.example.org:2222/a/b.git", { host: "code.example.org", path: "a/b" }],
  // A name that has a forge's in it is not yet one.
  ["https://mygithubmirror.org/a/b.git", { host: "mygithubmirror.org", path: "a/b" }],
  ["/home/olga/code/shop", undefined],
  ["file:///home/olga/code/shop", undefined],
  ["https://github.com/shop", undefined],
])("knows where %s leads", (origin, expected) => {
  expect(place(origin)).toEqual(expected);
});
