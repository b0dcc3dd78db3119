import type { Preferences } from "../../shared/model/preferences.ts";
import { densityFactor } from "../lib/preferences/density.ts";
import type { PreferenceStore, ThemeChoice } from "../lib/preferences/preference-store.ts";

/**
 * Keeps the document in step with what the user prefers, and with the system where that decides: `data-theme` (light,
 * dark), `data-contrast` (normal, high), `data-density` with its
 * factor `--density`, `data-motion` (full, reduced). Everything else is CSS.
 */
export function applyLook(page: Window, preferences: PreferenceStore): void {
  const isLight = page.matchMedia("(prefers-color-scheme: light)");
  const wantsContrast = page.matchMedia("(prefers-contrast: more)");
  const wantsCalm = page.matchMedia("(prefers-reduced-motion: reduce)");
  const root = page.document.documentElement;
  const apply = ({ look }: Pick<Preferences, "look">) => {
    root.dataset["theme"] = effectiveTheme(look.theme, isLight.matches);
    root.dataset["contrast"] = look.contrast === "system" ? (wantsContrast.matches ? "high" : "normal") : look.contrast;
    root.dataset["density"] = look.density;
    root.style.setProperty("--density", String(densityFactor(look.density)));
    root.dataset["motion"] = look.motion === "reduced" || wantsCalm.matches ? "reduced" : "full";
  };
  for (const query of [isLight, wantsContrast, wantsCalm]) {
    query.addEventListener("change", () => {
      apply(preferences.store.getState());
    });
  }
  preferences.store.subscribe((now, before) => {
    if (now.look !== before.look) apply(now);
  });
  apply(preferences.store.getState());
}

export function effectiveTheme(choice: ThemeChoice, systemIsLight: boolean): "light" | "dark" {
  if (choice === "system") return systemIsLight ? "light" : "dark";
  return choice;
}
