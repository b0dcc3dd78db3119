import {
  type ComponentType,
  type FunctionComponent,
  type ReactNode,
  createContext,
  use,
  useCallback,
  useLayoutEffect,
  useState,
} from "react";
import { FailureView } from "../ui/state-views.tsx";

export type LaterComponent<Props extends object> = FunctionComponent<Props> & {
  /** Fetches the code before it is drawn: once that is here, the first drawing waits for nothing. */
  ahead(): Promise<void>;
};

const WaitingContext = createContext<ReactNode>(null);

/** Has something shown in place of components below it whose code is on its way; nothing is where this is not. */
export function WhileLoading({ show, children }: { show: ReactNode; children: ReactNode }) {
  return <WaitingContext value={show}>{children}</WaitingContext>;
}

/**
 * A component whose code is fetched when it is first drawn, or ahead of that. Not by React's `lazy`: what that has shown in the
 * meantime React keeps for 300 ms, however soon the code is here.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): LaterComponent<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetch = async () => {
    loaded = await load();
    return loaded;
  };
  function Later(props: Props) {
    const [Component, setComponent] = useState<ComponentType<Props> | undefined>(() => loaded);
    const [failure, setFailure] = useState<unknown>();
    const start = useCallback(() => {
      fetch().then((got) => {
        setComponent(() => got);
      }, setFailure);
    }, []);
    const isHere = Component !== undefined;
    useLayoutEffect(() => {
      if (!isHere) start();
    }, [isHere, start]);
    if (Component !== undefined) return <Component {...props} />;
    if (failure === undefined) return use(WaitingContext);
    return (
      <FailureView
        error={failure}
        retry={() => {
          setFailure(undefined);
          start();
        }}
      />
    );
  }
  return Object.assign(Later, {
    async ahead() {
      // What fails is tried again, and told, where it is drawn.
      await Promise.allSettled([fetch()]);
    },
  });
}
