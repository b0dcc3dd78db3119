import { type Locator, type Page, expect } from "@playwright/test";

/** The window, as a user finds their way in it. */
export interface Cockpit {
  readonly page: Page;
  readonly firstRun: Locator;
  readonly board: Locator;
  readonly tree: Locator;
  card(title: string | RegExp): Locator;
  column(name: string): Locator;
  agentRow(agent: string): Locator;
  terminal(agent: string): Locator;
  /** By the palette, as every command can be reached. */
  run(command: string): Promise<void>;
  theme(theme: "Light" | "Dark"): Promise<void>;
}

export async function openCockpit(page: Page, url: string): Promise<Cockpit> {
  await page.goto(url);
  return cockpit(page);
}

/** Resolves once the window is connected. */
export async function cockpit(page: Page): Promise<Cockpit> {
  await expect(page.locator("html")).toHaveAttribute("data-connection", "connected");
  const board = page.getByTestId("board");
  const tree = page.getByRole("tree", { name: "Workspace" });
  async function run(command: string) {
    await page.keyboard.press("ControlOrMeta+k");
    const palette = page.getByRole("dialog", { name: "Search or run a command" });
    await palette.getByRole("combobox").fill(command);
    await palette.getByRole("option", { name: command }).first().click();
    await expect(palette).toBeHidden();
  }
  return {
    page,
    board,
    tree,
    firstRun: page.getByTestId("first-run"),
    card: (title) => board.locator("[data-item]").filter({ hasText: title }),
    column: (name) => board.locator(`[data-column="${name}"]`),
    agentRow: (agent) => tree.locator(`[data-agent="${agent}"]`),
    terminal: (agent) => page.locator(`[data-testid="terminal"][data-agent="${agent}"]`),
    run,
    theme: (theme) => run(`${theme} theme`),
  };
}
