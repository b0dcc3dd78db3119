import { type ComponentType, type FunctionComponent, lazy, useState } from "react";

export type LaterComponent<Props extends object> = FunctionComponent<Props> & {
  /** Fetches the code before it is drawn: once that is here, the first drawing waits for nothing. */
  ahead(): Promise<void>;
};

/** A component whose code is fetched when it is first drawn, or ahead of that. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): LaterComponent<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetch = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Waiting = lazy(fetch);
  function Later(props: Props) {
    // React shows the fallback of anything lazy, if for a moment, and then keeps it for up to 300 ms.
    const [Component] = useState<ComponentType<Props>>(() => loaded ?? Waiting);
    return <Component {...props} />;
  }
  return Object.assign(Later, {
    async ahead() {
      await fetch();
    },
  });
}
