import { type RefObject, useEffect, useState } from "react";
import { useCellPainter } from "../../lib/cells/use-cell-painter.ts";
import { useServices } from "../../lib/services.tsx";
import { type WallCanvas, createWallCanvas } from "./wall-canvas.ts";

/** The canvas behind the tiles, once both are in the page. `arrangement` is another value whenever tiles moved. */
export function useWallCanvas(
  refs: { readonly canvas: RefObject<HTMLCanvasElement | null>; readonly scroller: RefObject<HTMLElement | null> },
  isVisible: boolean,
  arrangement: unknown,
): WallCanvas | undefined {
  const { cells } = useServices();
  const { canvas, scroller } = refs;
  const [wall, setWall] = useState<WallCanvas>();
  const painter = useCellPainter();
  useEffect(() => {
    if (canvas.current === null || scroller.current === null) return undefined;
    const made = createWallCanvas({ canvas: canvas.current, scroller: scroller.current, cells });
    setWall(made);
    return () => {
      made.dispose();
      setWall(undefined);
    };
  }, [canvas, scroller, cells]);
  useEffect(() => {
    wall?.setPainter(painter, painter.pixelRatio);
  }, [wall, painter]);
  useEffect(() => {
    wall?.setVisible(isVisible);
  }, [wall, isVisible]);
  useEffect(() => {
    wall?.placesChanged();
  }, [wall, arrangement]);
  return wall;
}
