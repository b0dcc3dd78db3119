import { expect, test } from "vitest";
import { matching } from "./use-found-repositories.ts";

const repositories = ["/home/ada/code/Shop", "/home/ada/work/shop-api", "/home/ada/toy"].map((path) => ({
  path,
  activeAt: 0,
}));
const paths = (typed: string) => matching(repositories, typed).map(({ path }) => path);

test("every word narrows what was found, whatever its case", () => {
  expect(paths("")).toHaveLength(3);
  expect(paths("shop")).toEqual(["/home/ada/code/Shop", "/home/ada/work/shop-api"]);
  expect(paths("API sho")).toEqual(["/home/ada/work/shop-api"]);
  expect(paths("~/toy")).toEqual(["/home/ada/toy"]);
  expect(paths("https://example.org/x.git")).toEqual([]);
});
