/** The part of Electron's globalShortcut that is used. */
export interface ShortcutRegistry {
  /** False where somebody else has it. Throws for what is no accelerator. */
  register(accelerator: string, pressed: () => void): boolean;
  unregister(accelerator: string): void;
}

export interface Summoner extends Disposable {
  /** Takes the keys on that summon the app now, and gives back those before; empty for none. */
  use(accelerator: string): void;
}

/** Keeps the one global shortcut as the user wants it, and says when it cannot be had. */
export function createSummoner(deps: {
  readonly shortcuts: ShortcutRegistry;
  summon(): void;
  failed(accelerator: string, why: string): void;
}): Summoner {
  const { shortcuts, summon, failed } = deps;
  let wanted = "";
  let held = "";

  function release(): void {
    if (held !== "") shortcuts.unregister(held);
    held = "";
  }

  return {
    use(accelerator) {
      if (accelerator === wanted) return;
      wanted = accelerator;
      release();
      if (accelerator === "") return;
      try {
        if (shortcuts.register(accelerator, summon)) held = accelerator;
        else failed(accelerator, "another program has it");
      } catch {
        failed(accelerator, "the system knows no such keys");
      }
    },
    [Symbol.dispose]: release,
  };
}
