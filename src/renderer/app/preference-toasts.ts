import type { SettingsLinkDeps } from "../lib/preferences/settings-link.ts";
import type { Toasts } from "../lib/toasts.ts";

/** Says what became of preferences that were changed while there was no connection, or could not be kept. */
export function sayWhatBecomes(toasts: Toasts): Pick<SettingsLinkDeps, "conflict" | "failed"> {
  return {
    conflict({ key, kept, value }) {
      const said = typeof value === "string" ? value : JSON.stringify(value);
      if (kept === "here") {
        toasts.say(`${key} is ${said}, as you set it here`, {
          detail: "It was changed elsewhere too while there was no connection. The later change holds.",
        });
        return;
      }
      toasts.say(`${key} is ${said}, as it was set elsewhere`, {
        detail: "You changed it here too while there was no connection. The later change holds.",
        tone: "attention",
      });
    },
    failed(failure) {
      toasts.fail("Keep the setting", failure);
    },
  };
}
