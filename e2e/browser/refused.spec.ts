import { expect, test } from "../support/journey.ts";

test("a browser without the right token is told so, and sees nothing of the workspace", async ({
  core,
  page,
  place,
}) => {
  const address = new URL(core.url);
  address.hash = "#token=wrong";
  await page.goto(address.href);
  await expect(page.locator("html")).toHaveAttribute("data-connection", "refused");
  await expect(page.getByText(/token/i).first()).toBeVisible();
  await expect(page.getByText(place.workspace)).toHaveCount(0);
  await expect(page.getByTestId("first-run")).toHaveCount(0);
});

test("the token does not stay in the address, and a reload needs none", async ({ core, page }) => {
  await page.goto(core.url);
  await expect(page.getByTestId("first-run")).toBeVisible();
  expect(page.url()).not.toContain("token");
  await page.reload();
  await expect(page.getByTestId("first-run")).toBeVisible();
});
