import type { ThemeChoice, UiStore } from "../lib/ui-state.ts";

/** Keeps `data-theme` of the document in step with the user's choice, and with the system where that decides. */
export function applyTheme(page: Window, ui: UiStore): void {
  const system = page.matchMedia("(prefers-color-scheme: light)");
  const apply = () => {
    page.document.documentElement.dataset["theme"] = effectiveTheme(ui.store.getState().theme, system.matches);
  };
  system.addEventListener("change", apply);
  ui.store.subscribe((state, before) => {
    if (state.theme !== before.theme) apply();
  });
  apply();
}

export function effectiveTheme(choice: ThemeChoice, systemIsLight: boolean): "light" | "dark" {
  if (choice === "system") return systemIsLight ? "light" : "dark";
  return choice;
}
