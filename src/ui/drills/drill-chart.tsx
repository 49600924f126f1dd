import type { Drill } from "@/lib/api-types";
import { toMs } from "@/lib/drill-words";

const HEIGHT = 96;
const BAR = 14;
const GAP = 6;
/** Room above the highest bar, for the sign of a drill that did not pass. */
const TOP = 16;
const LEAST_BARS = 12;

/**
 * How long the last drills took, oldest at the left, with the limit as a line. A drill that did not pass is a hollow bar
 * with a sign above it. The table says the same in words.
 */
export function DrillChart({ drills }: { drills: Drill[] }) {
  const limitMs = drills[0]?.limitMs ?? 0;
  const highest = Math.max(limitMs, ...drills.map(lengthOf));
  const toHeight = (ms: number) => Math.max(2, ((HEIGHT - TOP) * ms) / highest);
  const width = Math.max(LEAST_BARS, drills.length) * (BAR + GAP);
  const limitAt = HEIGHT - toHeight(limitMs);
  return (
    <figure className="mt-4 w-full max-w-120">
      <svg
        aria-hidden
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="xMinYMax meet"
        className="block h-24 w-full overflow-visible"
      >
        {drills.toReversed().map((drill, n) => (
          <Bar
            key={drill.id}
            drill={drill}
            x={n * (BAR + GAP)}
            height={toHeight(lengthOf(drill))}
          />
        ))}
        <line x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} className="stroke-line-strong" />
        <line
          x1={0}
          x2={width}
          y1={limitAt}
          y2={limitAt}
          strokeDasharray="4 3"
          className="stroke-ink-soft"
        />
      </svg>
      <figcaption className="nums mt-1.5 text-ink-soft text-meta">
        Until the last connection was gone. The dashed line is the limit, {toMs(limitMs)}.
      </figcaption>
    </figure>
  );
}

/** One that was not seen to close is as long as what is known of it. Of one that was not finished nothing is. */
const lengthOf = ({ lastClosedMs, answeredMs }: Drill): number => lastClosedMs ?? answeredMs ?? 0;

function Bar({ drill, x, height }: { drill: Drill; x: number; height: number }) {
  const y = HEIGHT - height;
  if (drill.ok) {
    return <rect x={x} y={y} width={BAR} height={height} rx={2} className="fill-accent" />;
  }
  return (
    <>
      <rect
        x={x + 0.75}
        y={y + 0.75}
        width={BAR - 1.5}
        height={Math.max(1, height - 1.5)}
        rx={2}
        strokeWidth={1.5}
        className="fill-transparent stroke-ink"
      />
      <text
        x={x + BAR / 2}
        y={y - 4}
        textAnchor="middle"
        className="fill-ink font-semibold text-meta"
      >
        !
      </text>
    </>
  );
}
