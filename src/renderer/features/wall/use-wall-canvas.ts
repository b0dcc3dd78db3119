import { type RefObject, useEffect, useState } from "react";
import { useCellPainter } from "../../lib/cells/use-cell-painter.ts";
import { useServices } from "../../lib/services.tsx";
import { type WallCanvas, createWallCanvas } from "./wall-canvas.ts";

/** The canvas behind the tiles. `arrangement` is another text whenever they stand elsewhere. */
export function useWallCanvas(
  refs: { readonly canvas: RefObject<HTMLCanvasElement | null>; readonly scroller: RefObject<HTMLElement | null> },
  isVisible: boolean,
  arrangement: string,
): WallCanvas {
  const { cells } = useServices();
  const { canvas, scroller } = refs;
  const [wall] = useState(() => createWallCanvas(cells));
  const painter = useCellPainter();
  useEffect(
    () =>
      canvas.current === null || scroller.current === null ? undefined : wall.attach(canvas.current, scroller.current),
    [wall, canvas, scroller],
  );
  useEffect(() => {
    wall.setPainter(painter, painter.pixelRatio);
  }, [wall, painter]);
  useEffect(() => {
    wall.setVisible(isVisible);
  }, [wall, isVisible]);
  useEffect(() => {
    wall.arranged(arrangement);
  }, [wall, arrangement]);
  return wall;
}
