import { useEffect, useRef } from "react";
import { useServices } from "../services.tsx";
import { useCellPainter } from "./use-cell-painter.ts";

export type ScreenThumbnailProps = {
  readonly agent: string;
  readonly className?: string;
};

/** An agent's screen, live and as large as its place: for a card, a peek, a line of a list. Said to nobody who cannot see it. */
export function ScreenThumbnail({ agent, className }: ScreenThumbnailProps) {
  const { cells } = useServices();
  const painter = useCellPainter();
  const element = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = element.current;
    const context = canvas?.getContext("2d", { alpha: false });
    if (canvas === null || context === null || context === undefined) return undefined;
    let frame: number | undefined;
    let size = { width: 0, height: 0 };
    const draw = () => {
      frame = undefined;
      const { screen, phase } = look.view;
      const box = { x: 0, y: 0, ...size };
      context.setTransform(painter.pixelRatio, 0, 0, painter.pixelRatio, 0, 0);
      const layout = painter.layout(screen, box);
      painter.paint(context, { screen, box, layout, rows: undefined, hasCursor: phase === "live" });
    };
    const drawSoon = () => {
      frame ??= requestAnimationFrame(draw);
    };
    const look = cells.look(agent, drawSoon);
    const resizes = new ResizeObserver(() => {
      size = { width: canvas.clientWidth, height: canvas.clientHeight };
      canvas.width = Math.round(size.width * painter.pixelRatio);
      canvas.height = Math.round(size.height * painter.pixelRatio);
      drawSoon();
    });
    resizes.observe(canvas);
    const sight = new IntersectionObserver((entries) => {
      look.setInSight(entries.at(-1)?.isIntersecting ?? false);
    });
    sight.observe(canvas);
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      resizes.disconnect();
      sight.disconnect();
      look.release();
    };
  }, [agent, cells, painter]);
  return <canvas ref={element} aria-hidden="true" data-testid="screen-thumbnail" className={className} />;
}
