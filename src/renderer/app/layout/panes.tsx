import type { IDockviewPanelProps } from "dockview-react";
import { type FunctionComponent, useEffect, useState } from "react";
import { paneKindNames, parsePaneSpec } from "../../lib/pane-kinds.ts";
import { HostWindowContext } from "../../ui/host-window.ts";
import { Loading } from "../../ui/state-views.tsx";
import { WhileLoading } from "../later.tsx";
import { paneKindInfo } from "./pane-kinds.tsx";

/** What dockview draws for each kind of pane. */
export const paneComponents: Readonly<Record<string, FunctionComponent<IDockviewPanelProps>>> = Object.fromEntries(
  paneKindNames.map((kind) => [kind, Pane]),
);

function Pane({ api, params }: IDockviewPanelProps) {
  const spec = parsePaneSpec(params);
  const [isVisible, setVisible] = useState(api.isVisible);
  useEffect(() => {
    const change = api.onDidVisibilityChange((event) => {
      setVisible(event.isVisible);
    });
    return () => {
      change.dispose();
    };
  }, [api]);
  const [host, setHost] = useState(() => api.getWindow());
  useEffect(() => {
    const change = api.onDidLocationChange(() => {
      setHost(api.getWindow());
    });
    return () => {
      change.dispose();
    };
  }, [api]);
  return spec === undefined ? null : (
    <HostWindowContext value={host}>
      <WhileLoading show={<Loading what="Opening the pane" />}>
        {paneKindInfo(spec.kind).draw(spec, isVisible)}
      </WhileLoading>
    </HostWindowContext>
  );
}
